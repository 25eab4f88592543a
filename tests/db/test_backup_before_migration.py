"""An older database is backed up before it is brought to the newest schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from db.engine import engine_for, reading, writing
from db.migrate import newest_revision, revision_of
from db.operations import migrate
from db.own_backups import restore_backup
from tests.support.installations import Installation, settings_for, started

NEWER = ("draft", "access_log", "attachment")
"""The tables that the first version did not have."""


def make_old(installation: Installation) -> None:
    """Take the database back to the first version."""
    with writing(engine_for(installation.settings.url)) as connection:
        for table in NEWER:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.backup"))


def test_an_older_office_is_backed_up_and_migrated(blank_database_url: str, tmp_path: Path) -> None:
    office = started(blank_database_url, tmp_path)
    office.register("r1")
    make_old(office)
    assert migrate(office.settings)
    (file,) = backups(tmp_path / "data" / "backups")
    with reading(engine_for(office.settings.url)) as connection:
        found = {name for name in inspect(connection).get_table_names() if name in NEWER}
    assert (revision_of(office.settings.url), found) == (newest_revision(), {*NEWER})
    assert restore_backup(office.settings, file, None, rehearsal=True).cases == 1


def test_where_the_chosen_place_is_gone_it_goes_beside_the_data(blank_database_url: str, tmp_path: Path) -> None:
    office = started(blank_database_url, tmp_path)
    office.choose(backup_folder=str(tmp_path / "stick" / "backups"))
    make_old(office)
    assert migrate(office.settings)
    assert len(backups(tmp_path / "data" / "backups")) == 1


def test_nothing_to_migrate_makes_no_backup(blank_database_url: str, tmp_path: Path) -> None:
    office = started(blank_database_url, tmp_path)
    assert not migrate(office.settings)
    assert backups(tmp_path / "data" / "backups") == []


def test_an_empty_database_needs_none(blank_database_url: str, tmp_path: Path) -> None:
    assert migrate(settings_for(blank_database_url, tmp_path))
    assert backups(tmp_path / "data" / "backups") == []
