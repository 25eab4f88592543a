"""Migrations: upward only, all or nothing, one process at a time, and what they make is what the program expects."""

from __future__ import annotations

import subprocess
import sys
from threading import Barrier, Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

import db.tables
from db.engine import engine_for, reading, writing
from db.migrate import alembic_config, newest_revision, revision_of, upgrade
from tests.support.refusals import refused

SEARCH = ("case_fts", "ux_case_text_case", "ix_case_text_search")
"""What the program's tables do not know: the search over folded texts, made by statements of its engine."""


def name_of(difference: Any) -> str:  # noqa: ANN401  # Alembic's tuples of many shapes
    """The table or index that a difference speaks of."""
    return str(getattr(difference[-1], "name", difference))


def tables(url: str) -> set[str]:
    """The tables that are there, those of the search left out."""
    with reading(engine_for(url)) as connection:
        return {name for name in inspect(connection).get_table_names() if not name.startswith("case_fts")}


def test_the_schema_is_what_the_program_expects(database_url: str) -> None:
    assert db.tables.__name__ == "db.tables"
    with reading(engine_for(database_url)) as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    assert [each for each in found if not name_of(each).startswith(SEARCH)] == []


def test_every_key_and_index_begins_with_the_province() -> None:
    tables = SQLModel.metadata.tables.values()
    keyed = [(table.name, [column.name for column in table.primary_key.columns]) for table in tables]
    indexed = [(index.name, [column.name for column in index.columns]) for table in tables for index in table.indexes]
    others = [name for name, columns in keyed + indexed if columns[0] != "province_id"]
    assert others == []


def test_an_empty_database_gets_all_tables(blank_database_url: str) -> None:
    assert (revision_of(blank_database_url), upgrade(blank_database_url)) == (None, True)
    assert (revision_of(blank_database_url), upgrade(blank_database_url)) == (newest_revision(), False)
    assert tables(blank_database_url) == {*SQLModel.metadata.tables, "alembic_version"}


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert (newest_revision(), script.get_heads()) == (script.get_current_head(), [newest_revision()])


def test_alembic_is_loaded_only_where_there_is_something_to_migrate(database_url: str) -> None:
    code = "import sys; from db.migrate import upgrade; print(upgrade(sys.argv[1]), 'alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, database_url], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_newer_schema_is_refused_and_left_as_it_is(database_url: str) -> None:
    with writing(engine_for(database_url)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with refused("error.schema_newer"):
        upgrade(database_url)
    assert revision_of(database_url) == "9999"


def test_a_migration_that_fails_leaves_nothing(blank_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (id integer)"))
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("db.migrate._migrate", breaks)
        with pytest.raises(ZeroDivisionError):
            upgrade(blank_database_url)
    assert (tables(blank_database_url), upgrade(blank_database_url)) == (set(), True)


def test_of_several_at_once_one_migrates(blank_database_url: str) -> None:
    start, did = Barrier(4), list[bool]()

    def migrate() -> None:
        start.wait()
        did.append(upgrade(blank_database_url))

    threads = [Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(did), revision_of(blank_database_url)) == ([False, False, False, True], newest_revision())
