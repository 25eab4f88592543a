"""PostgreSQL's own side of back-ups: extensions, waiting writers, its programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from core.errors import DomainError, StorageBusy
from db.backup import postgres
from db.engine import WRITERS_LOCK, engine_for, reading, writing
from db.keys import recovery
from tests.support.backup_office import SECRET, Office, open_office

pytestmark = pytest.mark.postgres


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


def test_extensions_and_what_stands_on_them_come_back(office: Office) -> None:
    with writing(engine_for(office.url)) as connection:
        connection.execute(text("CREATE EXTENSION pg_trgm"))
        connection.execute(text("CREATE INDEX ix_title ON matter USING gin (title gin_trgm_ops)"))
        connection.execute(text("CREATE TYPE mood AS ENUM ('calm')"))
        connection.execute(text("CREATE FUNCTION one() RETURNS mood LANGUAGE sql AS 'SELECT ''calm''::mood'"))
    made = office.back_up()
    office.restore(made.file)
    with reading(engine_for(office.url)) as connection:
        assert connection.scalar(text("SELECT one()::text")) == "calm"
        assert connection.scalar(text("SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_title'")) == 1


def test_a_writer_who_does_not_finish_stops_the_restore_and_nothing_changes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "BUSY_SECONDS", 1)
    made = office.back_up()
    office.record("หลังสำรอง")
    with engine_for(office.url).begin() as slow:
        slow.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": WRITERS_LOCK})
        with pytest.raises(StorageBusy):
            office.restore(made.file)
    assert office.titles() == ["น้ำไม่ไหล", SECRET, "หลังสำรอง"]


def test_missing_tools_are_named(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DomainError) as refusal:
        office.back_up()
    assert (refusal.value.key, refusal.value.facts) == ("error.backup_tool_missing", {"tool": "pg_dump"})


def test_the_password_is_not_among_the_arguments(office: Office, tmp_path: Path) -> None:
    conninfo = postgres._conninfo("postgresql+psycopg://u:p%3Aw%5C@h:5433/d?sslmode=require", tmp_path)
    assert "p:w" not in conninfo
    assert (tmp_path / "password").read_text() == "*:*:*:*:p\\:w\\\\\n"
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
    assert "sslmode=require" in conninfo
