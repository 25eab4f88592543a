"""A back-up comes back whole or not at all, and what was there before is kept; on both engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from core.errors import DomainError
from db.backup import postgres
from db.backup.restore import Checks
from db.engine import engine_for, reading, writing
from db.keys import recovery
from db.keys.change import rotate
from db.keys.file import is_private, load_ring, save_ring
from db.keys.proof import prove_keys
from db.keys.recovery import new_code
from db.keys.ring import KeyRing
from tests.support.backup_office import (
    CHECKS,
    COUNTS,
    MADE_AT,
    PROVINCE,
    SECRET,
    Office,
    empty_machine,
    files_in,
    open_office,
    titles_of,
)
from tests.support.databases import Databases
from tests.support.refusals import refused

STRANGER = KeyRing(current=1, masters={1: b"\x09" * 32})


@pytest.fixture(autouse=True)
def cheap_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch the code less than in an office, so that the tests are quick."""
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def office(blank_database_url: str, tmp_path: Path) -> Office:
    """An office with two matters and one attachment."""
    office = open_office(blank_database_url, tmp_path)
    office.record("น้ำไม่ไหล", SECRET)
    office.attach("ab12", b"picture")
    return office


def refuse(_connection: Connection, _ring: KeyRing) -> None:
    """A verify that finds something."""
    raise DomainError("error.ledger_damaged")


def test_a_back_up_comes_back_and_the_old_content_is_kept(office: Office) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    (office.data_dir / "attachments/ab/ab12").unlink()
    office.attach("cd34", b"newer")
    report = office.restore(made.file)
    assert office.titles() == ["น้ำไม่ไหล", SECRET]
    assert (report.cases, report.sha256, report.made_at, report.ring) == (2, made.sha256, MADE_AT, office.ring)
    assert files_in(office.data_dir / "attachments") == {"ab/ab12": b"picture", "cd/cd34": b"newer"}
    assert report.kept is not None
    assert ".before-restore-20260303-090000" in report.kept.name
    assert not list(office.data_dir.glob(".damrong-work-*"))


@pytest.mark.sqlite
def test_what_was_kept_is_the_database_from_before(office: Office) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    kept = [office.restore(made.file).kept for _ in range(2)]
    assert [path.name for path in kept if path] == [
        "damrong.db.before-restore-20260303-090000",
        "damrong.db.before-restore-20260303-090000-2",
    ]
    assert titles_of(f"sqlite:///{kept[0]}") == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]
    engine_for(f"sqlite:///{kept[0]}").dispose()


@pytest.mark.postgres
def test_what_was_kept_can_be_played_back(office: Office, tmp_path: Path) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    kept = office.restore(made.file).kept
    assert kept is not None
    assert kept.stat().st_mode & 0o777 == 0o600
    postgres.replay(office.url, postgres.script_of(kept, tmp_path), work=tmp_path)
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]


def test_whoever_has_the_database_open_goes_on_in_the_restored_one(office: Office) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    with engine_for(office.url).connect() as held:
        assert held.scalar(text("SELECT count(*) FROM matter")) == 3
        held.rollback()
        office.restore(made.file)
        assert held.scalar(text("SELECT count(*) FROM matter")) == 2
    office.record("หลังกู้คืน")
    engine_for(office.url).dispose()
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังกู้คืน"]


def test_tables_of_a_newer_version_do_not_stay_behind(office: Office) -> None:
    made = office.back_up()
    with writing(engine_for(office.url)) as connection:
        connection.execute(text("CREATE TABLE newer (id integer REFERENCES matter)"))
        connection.execute(text("CREATE VIEW newest AS SELECT * FROM newer"))
    office.restore(made.file)
    with reading(engine_for(office.url)) as connection, pytest.raises(Exception, match="newe"):
        connection.execute(text("SELECT * FROM newest"))
    office.record("ต่อ")
    assert len(office.titles()) == 3


def test_an_empty_machine_needs_the_file_and_the_sheet_only(office: Office, databases: Databases) -> None:
    made = office.back_up()
    there = office.data_dir.parent / "machine"
    there.mkdir()
    with databases.copy(None, there) as url:
        machine = empty_machine(url, there, STRANGER)
        report = machine.restore(made.file, office.code.lower().replace("-", " "))
        assert machine.titles() == ["น้ำไม่ไหล", SECRET]
        assert files_in(machine.data_dir / "attachments") == {"ab/ab12": b"picture"}
        assert report.kept is None
        assert load_ring(machine.key) == office.ring == report.ring
        assert is_private(machine.key)
        with reading(engine_for(url)) as connection:
            assert prove_keys(connection, load_ring(machine.key), province_id=PROVINCE) == office.ring


def test_the_sheet_brings_every_key_back_that_was_rotated(office: Office) -> None:
    with writing(engine_for(office.url)) as connection:
        ring, code = rotate(connection, office.ring, office.key, province_id=PROVINCE, now=MADE_AT)
    made = replace(office, ring=ring).back_up()
    office.key.unlink()
    assert office.restore(made.file, code).ring == ring
    assert load_ring(office.key) == ring


def test_a_back_up_opens_with_the_sheet_of_its_time(office: Office) -> None:
    made = office.back_up()
    with writing(engine_for(office.url)) as connection:
        rotated, code = rotate(connection, office.ring, office.key, province_id=PROVINCE, now=MADE_AT)
    with refused("error.recovery_code_wrong"):
        office.restore(made.file, code)
    assert office.restore(made.file, office.code).cases == 2
    assert load_ring(office.key).masters == rotated.masters
    with reading(engine_for(office.url)) as connection:
        assert prove_keys(connection, load_ring(office.key), province_id=PROVINCE).current == 1


def test_another_key_file_in_the_place_is_kept_aside(office: Office) -> None:
    made = office.back_up()
    save_ring(STRANGER, office.key)
    office.restore(made.file, office.code)
    assert load_ring(office.key) == office.ring
    assert load_ring(office.key.with_name("office.key.before-20260303-020000")) == STRANGER


@pytest.mark.parametrize(
    ("unlock", "key"),
    [
        pytest.param(STRANGER, "error.key_wrong", id="another-office-s-key"),
        pytest.param(KeyRing(current=7, masters={7: b"\x01" * 32}), "error.key_missing", id="another-key-id"),
        pytest.param(new_code(), "error.recovery_code_wrong", id="another-sheet"),
        pytest.param("ABCDE", "error.recovery_code_mistyped", id="mistyped"),
    ],
)
def test_the_wrong_key_or_sheet_changes_nothing(office: Office, unlock: KeyRing | str, key: str) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    with refused(key):
        office.restore(made.file, unlock)
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]
    assert load_ring(office.key) == office.ring


@pytest.mark.parametrize(
    "checks",
    [
        pytest.param(replace(CHECKS, verify=refuse), id="verify"),
        pytest.param(replace(CHECKS, amend=refuse), id="amend"),
    ],
)
def test_a_restored_database_that_does_not_verify_changes_nothing(office: Office, checks: Checks) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    with refused("error.ledger_damaged"):
        office.restore(made.file, checks=checks)
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]
    assert load_ring(office.key) == office.ring
    office.record("ต่อ")


def test_a_back_up_that_does_not_count_up_changes_nothing(office: Office) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    with refused("error.backup_damaged"):
        office.restore(made.file, checks=Checks(count_sql=replace(COUNTS, events="SELECT count(*) + 1 FROM happening")))
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]


def test_erasures_are_applied_before_the_data_are_in_use(office: Office) -> None:
    made = office.back_up()

    def erase(connection: Connection, ring: KeyRing) -> None:
        assert ring == office.ring
        connection.execute(text("UPDATE matter SET title = '-' WHERE title = :title"), {"title": SECRET})

    office.restore(made.file, checks=replace(CHECKS, amend=erase))
    assert office.titles() == ["น้ำไม่ไหล", "-"]


def test_a_rehearsal_proves_the_back_up_and_touches_nothing(office: Office) -> None:
    made = office.back_up()
    office.record("หลังสำรอง")
    office.key.unlink()
    report = office.rehearse(made.file, office.code)
    assert (report.cases, report.kept, report.sha256) == (2, None, made.sha256)
    assert len(office.titles()) == 3
    assert not office.key.exists()
    with refused("error.recovery_code_wrong"):
        office.rehearse(made.file, new_code())


def test_a_back_up_of_the_other_engine_is_refused_by_name(office: Office, tmp_path: Path) -> None:
    made = office.back_up()
    is_sqlite = office.url.startswith("sqlite")
    other = "postgresql+psycopg://nobody@127.0.0.1:1/none" if is_sqlite else f"sqlite:///{tmp_path / 'x.db'}"
    with pytest.raises(DomainError) as refusal:
        replace(office, url=other).restore(made.file)
    assert (refusal.value.key, refusal.value.facts) == (
        "error.backup_engine",
        {"engine": "sqlite" if is_sqlite else "postgresql"},
    )


def test_an_absent_file_is_told(office: Office) -> None:
    with refused("error.backup_unreadable"):
        office.restore(office.stick / "none.backup")
