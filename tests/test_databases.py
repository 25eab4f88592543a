"""The fixtures themselves: a test that shares a database with another test proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, select, table, text
from sqlalchemy.engine import make_url

from tests.support.databases import Databases
from tests.support.office import office_template, office_templates

__all__ = ["office_template", "office_templates"]

BACKENDS = {"sqlite": "sqlite", "postgres": "postgresql"}


def _engine(url: str) -> Engine:
    return create_engine(url)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_test_sees_what_another_wrote(database_url: str, turn: str) -> None:
    engine = _engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (turn TEXT)"))
        connection.execute(text("INSERT INTO left_behind VALUES (:turn)"), {"turn": turn})
        assert connection.scalars(text("SELECT turn FROM left_behind")).all() == [turn]
    engine.dispose()


def test_a_copy_that_is_used_again_holds_what_its_template_held(
    databases: Databases, office_template: tuple[str, Path], tmp_path: Path
) -> None:
    template, _ = office_template
    with databases.copy(template, tmp_path) as first:
        engine = _engine(first)
        before = _rows(engine)
        with engine.begin() as connection:
            connection.execute(text("UPDATE installation SET kind = 'demo'"))
            connection.execute(text("DELETE FROM master"))
        engine.dispose()
    with databases.copy(template, tmp_path) as second:
        engine = _engine(second)
        assert _rows(engine) == before
        engine.dispose()
    assert sum(map(len, before.values())) > 100
    assert {name for name, rows in before.items() if rows} >= {"installation", "master", "account", "ledger_event"}


def _rows(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            name: sorted(str(tuple(row)) for row in connection.execute(select(text("*")).select_from(table(name))))
            for name in inspect(engine).get_table_names()
        }


def test_a_blank_database_has_no_tables(blank_database_url: str, engine_name: str) -> None:
    engine = _engine(blank_database_url)
    assert inspect(engine).get_table_names() == []
    assert make_url(blank_database_url).get_backend_name() == BACKENDS[engine_name]
    engine.dispose()


@pytest.mark.postgres
def test_postgres_compares_thai_by_code_point(database_url: str) -> None:
    engine = _engine(database_url)
    with engine.connect() as connection:
        locale = connection.scalar(text("SELECT datctype FROM pg_database WHERE datname = current_database()"))
    engine.dispose()
    assert locale == "C.UTF-8"
