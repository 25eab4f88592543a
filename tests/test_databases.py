"""The fixtures themselves: a test that shares a database with another test proves nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

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
