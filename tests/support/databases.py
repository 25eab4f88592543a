"""Databases for tests: one migrated template per run, a private copy of it per test, on either engine."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

import psycopg
from filelock import FileLock
from psycopg import sql
from sqlalchemy.engine import make_url

Built = TypeVar("Built")


class SqliteDatabases:
    """Databases as files; a copy is a copied file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def template(self, fill: Callable[[str], object]) -> str:
        """Make the template and return its name."""
        file = self._folder / f"template_{token_hex(8)}.db"
        fill(_sqlite_url(file))
        _release(_sqlite_url(file))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return str(file)

    @contextmanager
    def copy(self, template: str | None, folder: Path) -> Iterator[str]:
        """Yield the URL of a copy of ``template`` in ``folder``, or of a file that does not exist yet."""
        file = folder / "damrong.db"
        if template is not None:
            shutil.copyfile(template, file)
        yield _sqlite_url(file)
        _release(_sqlite_url(file))

    def close(self) -> None:
        """Do nothing: the files go with their folder."""


REFILL_BYTES = 1_000_000  # a template with more than this is copied as files each time
NO_ROWS = b""
COPY_OUT = sql.SQL("COPY public.{} TO STDOUT")
COPY_IN = sql.SQL("COPY public.{} FROM STDIN")
RENAME = sql.SQL("ALTER DATABASE {} RENAME TO {}")
EMPTY = sql.SQL("DELETE FROM public.{}")
END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SHAPE = """
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'key', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' FROM pg_trigger
WHERE NOT tgisinternal
ORDER BY 1, 2, 3
"""


class PostgresDatabases:
    """Databases of one cluster; a copy is CREATE DATABASE ... TEMPLATE the first time.

    Making and dropping a database costs a quarter of a second of system time, so a copy goes on to the next test with
    the template's rows put back. One whose tables, columns, indexes, keys or triggers a test changed is dropped.
    """

    def __init__(self, cluster_url: str) -> None:
        self._cluster = make_url(cluster_url)
        self._kept: dict[str, _Kept] = {}
        self._idle: defaultdict[str, list[str]] = defaultdict(list)

    def template(self, fill: Callable[[str], object]) -> str:
        """Make the template and return its name."""
        name = f"template_{token_hex(8)}"
        self._create(name, "template0")
        fill(self._url(name))
        _release(self._url(name))
        return name

    @contextmanager
    def copy(self, template: str | None, _folder: Path) -> Iterator[str]:
        """Yield the URL of a copy of ``template``, or of an empty database."""
        name = self._renamed(self._idle[template].pop()) if template and self._idle[template] else self._fresh(template)
        try:
            yield self._url(name)
        finally:
            _release(self._url(name))
            if template is not None and self._restored(name, self._kept[template]):
                self._idle[template].append(name)
            else:
                self._drop(name)

    def close(self) -> None:
        """Drop the copies that wait for another test."""
        for names in self._idle.values():
            while names:
                self._drop(names.pop())

    def _renamed(self, old: str) -> str:
        """Give an idle copy a new name: what the program remembers by URL must not outlive a test."""
        name = f"test_{token_hex(8)}"
        with self._connect() as connection:
            connection.execute(RENAME.format(sql.Identifier(old), sql.Identifier(name)))
        return name

    def _fresh(self, template: str | None) -> str:
        name = f"test_{token_hex(8)}"
        self._create(name, template or "template0")
        if template is not None and template not in self._kept:
            with self._connect(name) as connection:
                self._kept[template] = _keep(connection)
        return name

    def _restored(self, name: str, kept: _Kept) -> bool:
        """Put the template's rows back; False where the database is no longer what the template was."""
        if kept.size > REFILL_BYTES:
            return False
        with self._connect(name) as connection:
            connection.execute(END_OTHERS)
            if _shape(connection) != kept.shape:
                return False
            with connection.transaction():
                connection.execute("SET LOCAL session_replication_role = replica")  # rows come in any order
                connection.execute(sql.SQL(";").join(map(EMPTY.format, map(sql.Identifier, kept.tables))))
                for table, rows in kept.rows.items():
                    with connection.cursor().copy(COPY_IN.format(sql.Identifier(table))) as copy:
                        copy.write(rows)
        return True

    def _create(self, name: str, template: str) -> None:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")  # a third of the default's time
        with self._connect() as connection:
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))

    def _drop(self, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _url(self, name: str) -> str:
        return self._cluster.set(database=name).render_as_string(hide_password=False)

    def _connect(self, name: str | None = None) -> psycopg.Connection:
        place = self._cluster.set(drivername="postgresql", database=name or self._cluster.database)
        return psycopg.connect(place.render_as_string(hide_password=False), autocommit=True)


@dataclass(frozen=True)
class _Kept:
    """What a fresh copy of a template holds."""

    shape: str
    tables: tuple[str, ...]
    rows: dict[str, bytes]

    @property
    def size(self) -> int:
        return sum(map(len, self.rows.values()))


def _keep(connection: psycopg.Connection) -> _Kept:
    tables = tuple(str(name) for (name,) in connection.execute(TABLES))
    rows = {table: _rows(connection, table) for table in tables}
    return _Kept(_shape(connection), tables, {table: found for table, found in rows.items() if found != NO_ROWS})


def _rows(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(COPY_OUT.format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)


def _shape(connection: psycopg.Connection) -> str:
    return str(connection.execute(SHAPE).fetchall())


Databases = SqliteDatabases | PostgresDatabases


@dataclass(frozen=True)
class BuiltOnce:
    """What is built once per run, in folders that the xdist workers share."""

    shared: Path

    def __call__(self, name: str, build: Callable[[Path], Built]) -> Built:
        """What ``build`` made in the folder ``name``, whoever asked first; JSON has to be able to say it."""
        folder = self.shared / name
        folder.mkdir(exist_ok=True)
        note = folder / "built.json"
        with FileLock(f"{note}.lock"):
            if not note.exists():
                note.write_text(json.dumps(build(folder)), encoding="utf-8")
        built: Built = json.loads(note.read_text(encoding="utf-8"))
        return built


def _sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def _release(url: str) -> None:
    """Close what the program's engine for ``url`` keeps open, so that the database can be copied or dropped."""
    if engines := sys.modules.get("db.engine"):
        engines.engine_for(url).dispose()
