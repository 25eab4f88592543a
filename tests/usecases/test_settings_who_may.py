"""Every use case of the settings x every role: what is not permitted is refused and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from core.errors import DomainError, NotAllowed
from core.exchange.register_xlsx import write_register
from core.figures.accesses import AccessQuestion
from core.model.codes import Role
from core.model.office_facts import OfficeSetting
from core.ports import Context, MasterChange
from core.rules.access import PERMISSIONS, Permission
from core.usecases.add_account import AddAccount, add_account
from core.usecases.change_account import ChangeRole, SetActive, change_role, set_active
from core.usecases.edit_masters import edit_masters
from core.usecases.edit_office import EditOffice, edit_office
from core.usecases.end_sessions import EndSessions, end_sessions
from core.usecases.keep_backups import make_backup, mirror_register, rehearse_restore
from core.usecases.recalculate_all import RecalculateAll, recalculate_all, touched_promises
from core.usecases.reset_password import ResetPassword, reset_password
from tests.support.settings_office import ADMIN, OFFICER, PEOPLE, SettingsOffice, settled

__all__ = ["settled"]

NAMES = {role: name for name, (role, _, _) in PEOPLE.items()} | {Role.ADMIN: ADMIN}
Act = Callable[[Context, int], object]


HOLIDAY = MasterChange("holiday", "2026-12-11", {"name": "วันหยุดพิเศษ"})
EVER = AccessQuestion(date(2026, 1, 1), date(2026, 12, 31))
NOTHING_TO_COUNT = RecalculateAll(request_id="nothing", nos=())


def refused_with(key: str, act: Callable[[], object]) -> None:
    """Who may is refused for another reason: there is nothing to do it with."""
    with pytest.raises(DomainError) as refused:
        act()
    if isinstance(refused.value, NotAllowed):
        raise refused.value
    assert refused.value.key == key


def mirrored(ctx: Context) -> None:
    refused_with("error.mirror_no_folder", lambda: mirror_register(write_register, ctx))


def rehearsed(ctx: Context) -> None:
    refused_with("error.backup_none", lambda: rehearse_restore(ctx))


def tried_folder(ctx: Context) -> None:
    refused_with("error.backup_place_missing", lambda: ctx.upkeep.refuse_unwritable("/no/such/place"))


@dataclass(frozen=True)
class Row:
    """One use case, tried on the account of the officer (or, by an officer, of the director)."""

    name: str
    permission: Permission
    act: Act


ROWS = (
    Row(
        "add_account",
        Permission.USERS_EDIT,
        lambda ctx, _: add_account(
            AddAccount(
                username=f"new-{ctx.actor.username}", display_name="คนใหม่", role=Role.OFFICER, password_hash="hash"
            ),
            ctx,
        ),
    ),
    Row(
        "change_role",
        Permission.USERS_EDIT,
        lambda ctx, other: change_role(ChangeRole(account_id=other, role=Role.EXECUTIVE), ctx),
    ),
    Row(
        "set_active",
        Permission.USERS_EDIT,
        lambda ctx, other: set_active(SetActive(account_id=other, is_active=False), ctx),
    ),
    Row(
        "reset_password",
        Permission.USERS_RESET,
        lambda ctx, other: reset_password(ResetPassword(account_id=other, password_hash="other"), ctx),
    ),
    Row("try the letters of the sheet", Permission.USERS_RESET, lambda ctx, _: ctx.accounts.holds_sheet("no such")),
    Row("end_sessions", Permission.USERS_RESET, lambda ctx, other: end_sessions(EndSessions(account_id=other), ctx)),
    Row("edit_masters", Permission.MASTERS_EDIT, lambda ctx, _: edit_masters([HOLIDAY], ctx)),
    Row(
        "edit_office",
        Permission.MASTERS_EDIT,
        lambda ctx, _: edit_office(EditOffice(values={OfficeSetting.CENTRE_ADDRESS: ctx.actor.username}), ctx),
    ),
    Row("recalculate_all", Permission.CASE_EXTEND, lambda ctx, _: recalculate_all(NOTHING_TO_COUNT, ctx)),
    Row("touched_promises", Permission.CASE_EXTEND, lambda ctx, _: touched_promises(ctx)),
    Row("mirror_register", Permission.BACKUP_RUN, lambda ctx, _: mirrored(ctx)),
    Row("rehearse_restore", Permission.BACKUP_RUN, lambda ctx, _: rehearsed(ctx)),
    Row("read the back-ups", Permission.BACKUP_RUN, lambda ctx, _: ctx.upkeep.backup()),
    Row("read the mirror", Permission.BACKUP_RUN, lambda ctx, _: ctx.upkeep.mirror()),
    Row("vouch for the date", Permission.CLOCK_CONFIRM, lambda ctx, _: ctx.upkeep.confirm_date()),
    Row("try a folder", Permission.BACKUP_RUN, lambda ctx, _: tried_folder(ctx)),
    Row("read the next number", Permission.MASTERS_EDIT, lambda ctx, _: ctx.upkeep.next_number(2570)),
    Row("list accounts", Permission.USERS_RESET, lambda ctx, _: ctx.accounts.everyone()),
    Row("read an account", Permission.USERS_RESET, lambda ctx, other: ctx.accounts.one(other)),
    Row("list sessions", Permission.USERS_RESET, lambda ctx, other: ctx.accounts.sessions(other)),
    Row("read the history", Permission.USERS_RESET, lambda ctx, other: ctx.accounts.history(other)),
    Row("name the accounts of the log", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.accounts()),
    Row("count the looks", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.sums(EVER)),
    Row("list the looks", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.lines(EVER)),
    Row("count looks by day", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.days(EVER)),
    Row(
        "list sign-ins",
        Permission.ACCESS_READ,
        lambda ctx, _: ctx.reads.access.sign_ins(EVER, ctx.clock.now()),
    ),
    Row("list what failed", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.failed(ctx.clock.now())),
    Row("list what became of accounts", Permission.ACCESS_READ, lambda ctx, _: ctx.reads.access.account_events(EVER)),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_role_without_the_permission_is_refused_and_changes_nothing(settled: SettingsOffice, row: Row) -> None:
    events = "SELECT count(*) FROM ledger_event"
    for role, name in NAMES.items():
        other = settled.account("dao" if name == OFFICER else OFFICER).id
        before = settled.office.rows(events)
        if row.permission in PERMISSIONS[role]:
            row.act(settled.context(name), other)
        else:
            with pytest.raises(NotAllowed):
                row.act(settled.context(name), other)
            assert settled.office.rows(events) == before
    assert settled.office.faults() == []


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda ctx, own: change_role(ChangeRole(account_id=own, role=Role.OFFICER), ctx), id="role"),
        pytest.param(lambda ctx, own: set_active(SetActive(account_id=own, is_active=False), ctx), id="active"),
        pytest.param(
            lambda ctx, own: reset_password(ResetPassword(account_id=own, password_hash="x"), ctx), id="reset"
        ),
    ],
)
def test_nobody_locks_themselves_out(settled: SettingsOffice, act: Act) -> None:
    ctx = settled.context()
    with pytest.raises(DomainError) as refused:
        act(ctx, ctx.actor.account_id)
    assert refused.value.key == "error.own_account"


def test_an_account_of_an_agency_that_is_not_there_is_refused(settled: SettingsOffice) -> None:
    command = AddAccount(
        username="x-agency", display_name="ก", role=Role.AGENCY, agency_id="no-such", password_hash="hash"
    )
    with pytest.raises(DomainError) as refused:
        add_account(command, settled.context())
    assert refused.value.key == "error.unknown_agency"


def test_the_last_administrator_stays(settled: SettingsOffice) -> None:
    first = settled.context()
    second = add_account(
        AddAccount(username="second", display_name="คนที่สอง", role=Role.ADMIN, password_hash="hash"), first
    )
    other = settled.context("second")
    set_active(SetActive(account_id=first.actor.account_id, is_active=False), other)
    change = ChangeRole(account_id=second.id, role=Role.OFFICER)
    with pytest.raises(DomainError) as refused:
        change_role(change, first)
    assert refused.value.key == "gate.last_administrator"


@pytest.mark.parametrize("username", [name for role, name in NAMES.items() if role not in (Role.ADMIN, Role.DIRECTOR)])
def test_only_who_keeps_the_office_makes_a_backup(settled: SettingsOffice, username: str) -> None:
    with pytest.raises(NotAllowed):
        make_backup(settled.context(username))
    assert not (settled.office.settings.data_dir / "backups").exists()


def test_everybody_may_know_how_old_the_newest_backup_is(settled: SettingsOffice) -> None:
    assert {settled.context(name).upkeep.glance().newest_at for name in NAMES.values()} == {None}
