"""What an installation does by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from core.model.codes import InstallationKind
from db import operations
from db.backup.rotation import backups_in
from db.engine import reading, writing
from db.jobs import AFTER_START, CLOSE_OF_DAY
from db.standing_jobs import back_up, close_of_day, optimize, seal, standing_jobs, verify_all
from tests.support.installations import Installation, pinned, started
from tests.support.refusals import refused


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Installation:
    return started(database_url, tmp_path)


def seals(office: Installation) -> int:
    with reading(office.home.engine) as connection:
        return int(connection.execute(text("SELECT count(*) FROM seal")).scalar_one())


def use(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program's own settings be those of the office."""
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(office.settings.data_dir))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(office.settings.secret_file))
    monkeypatch.setenv("DATABASE_URL", office.settings.url)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        pytest.param(InstallationKind.OFFICE, ["backup", "optimize", "seal", "sweep", "verify"], id="an-office"),
        pytest.param(InstallationKind.DEMO, ["optimize", "seal", "sweep"], id="a-demonstration"),
    ],
)
def test_the_jobs_of_an_installation(
    database_url: str, tmp_path: Path, kind: InstallationKind, names: list[str]
) -> None:
    assert sorted(standing_jobs(started(database_url, tmp_path, kind).home)) == names


def test_the_close_of_day_is_the_offices_choice(office: Installation) -> None:
    before = close_of_day(office.home)
    office.choose(close_of_day="12:15")
    chosen = close_of_day(office.home)
    office.choose(close_of_day="noon")
    assert (before, chosen, close_of_day(office.home)) == (CLOSE_OF_DAY, time(12, 15), CLOSE_OF_DAY)


def test_what_moved_is_sealed_once(office: Installation) -> None:
    before = seals(office)
    office.register("1")
    seal(office.home)
    seal(office.home)
    assert seals(office) == before + 1


def test_a_whole_ledger_verifies_and_a_changed_one_is_found(office: Installation) -> None:
    office.register("1")
    before = verify_all(office.home)
    with writing(office.home.engine) as connection:
        connection.execute(text("UPDATE case_ SET channel_id = 'letter'"))
    assert (before, verify_all(office.home)) == (None, "error.ledger_damaged")


def test_the_back_up_goes_beside_the_data_until_a_place_is_chosen(office: Installation, tmp_path: Path) -> None:
    back_up(office.home)
    stick = tmp_path / "stick"
    office.choose(backup_folder=str(stick))
    back_up(office.home)
    assert [len(backups_in(folder)) for folder in (office.settings.data_dir / "backups", stick)] == [1, 1]


def test_a_stick_that_is_not_plugged_in_is_refused(office: Installation, tmp_path: Path) -> None:
    office.choose(backup_folder=str(tmp_path / "stick" / "backups"))
    with refused("error.backup_place_missing"):
        back_up(office.home)
    assert not (tmp_path / "stick").exists()


def test_the_database_looks_at_its_tables(office: Installation) -> None:
    optimize(office.home)
    assert verify_all(office.home) is None


def test_a_server_does_all_of_it(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    use(office, monkeypatch)
    office.register("1")
    long_ago = datetime.now(UTC) - AFTER_START - timedelta(seconds=1)
    assert operations.run_due_jobs(long_ago) == ("backup", "optimize", "seal", "sweep", "verify")
    assert operations.run_due_jobs(long_ago) == ()
    assert {job["name"]: job["error"] for job in operations.check()["jobs"]} == {
        "backup": None,
        "optimize": None,
        "seal": None,
        "sweep": None,
        "verify": None,
    }


def test_an_office_whose_day_is_pinned_waits(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    use(pinned(office, date(2026, 11, 1)), monkeypatch)
    monkeypatch.setenv("DAMRONG_TODAY", "2026-11-01")
    assert operations.run_due_jobs(datetime.now(UTC) - timedelta(days=1)) == ()
