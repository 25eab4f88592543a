"""After a restore the versions of the data go on: a server that ran on shows nothing that it remembers from before."""

from __future__ import annotations

from dataclasses import replace

from core.rules.access import actor_of
from db import own_backups
from db.accounts import accounts
from db.context import context_for, forget_homes
from db.engine import engine_for, reading, writing
from db.own_backups import FAR, make_backup, restore_backup
from db.reads.reads import Reads
from db.reads.scope import Scope
from pages.ui.remembered import remembered, state_of
from tests.support.office import PROVINCE, Office


def version(office: Office) -> int:
    return int(str(office.rows("SELECT data_version FROM installation")[0][0]))


def headline(office: Office) -> tuple[int, int]:
    """The cases as a page shows them: remembered where it may be, and as they are."""
    with reading(office.home.engine) as connection:
        admin = actor_of(accounts(connection, PROVINCE)[0])
    ctx = context_for(admin, home=office.home)

    def read() -> int:
        return len(office.rows("SELECT id FROM case_"))

    state = state_of(ctx, ctx.reads.data_version(), "how many")
    return remembered("cases", state, read), read()


def test_what_was_remembered_of_a_version_is_not_shown_after_a_restore(office: Office) -> None:
    office.register("before")
    file = make_backup(office.home).file
    for name in ("one", "two"):  # each a version that the restored data would come to again
        office.register(name)
        assert headline(office)[0] == headline(office)[1]
    restore_backup(office.settings, file, None, rehearsal=False)
    office.forget()
    seen = [headline(office)]
    for name in ("three", "four"):
        office.register(name)
        seen.append(headline(office))
    assert seen == [(1, 1), (2, 2), (3, 3)]


def test_every_restore_begins_beyond_all_that_was(office: Office) -> None:
    file = make_backup(office.home).file
    versions = [version(office)]
    for _ in range(2):
        office.register(f"after {versions[-1]}")
        versions.append(version(office))
        restore_backup(office.settings, file, None, rehearsal=False)
        forget_homes()
        versions.append(version(office))
    begun = versions[0]
    assert versions == [begun, begun + 1, begun + 1 + FAR, begun + 2 + FAR, begun + 2 + 2 * FAR]


def test_a_rehearsal_counts_nothing(office: Office) -> None:
    file = make_backup(office.home).file
    before = version(office)
    restore_backup(office.settings, file, None, rehearsal=True)
    assert version(office) == before


def test_where_the_old_data_cannot_be_read_the_restored_ones_jump(office: Office) -> None:
    before = version(office)
    engine, ring = office.home.engine, office.home.ring
    office.tamper("ALTER TABLE installation RENAME COLUMN data_version TO lost")
    assert own_backups._version_now(office.settings) == 0
    office.tamper("ALTER TABLE installation RENAME COLUMN lost TO data_version")
    with writing(engine) as connection:
        own_backups._made_ready(0, connection, ring)
    assert version(office) == before + FAR


def test_answers_of_two_databases_are_kept_apart(office: Office) -> None:
    """Also where both come to the same version: practice and register, or two offices of one process."""
    with reading(office.home.engine) as connection:
        admin = actor_of(accounts(connection, PROVINCE)[0])
    ctx = context_for(admin, home=office.home)
    elsewhere = Reads(engine_for("sqlite:///elsewhere.db"), PROVINCE, Scope(admin.role, None, admin.account_id))
    assert state_of(ctx, 1) == state_of(ctx, 1)
    assert state_of(ctx, 1) != state_of(replace(ctx, reads=elsewhere), 1)
