"""Databases for tests: one migrated template per run, a private copy of it per test, on either engine."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url


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


class PostgresDatabases:
    """Databases of one cluster; a copy is CREATE DATABASE ... TEMPLATE."""

    def __init__(self, cluster_url: str) -> None:
        self._cluster = make_url(cluster_url)

    def template(self, fill: Callable[[str], object]) -> str:
        """Make the template and return its name."""
        name = f"template_{token_hex(8)}"
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        fill(self._url(name))
        _release(self._url(name))
        return name

    @contextmanager
    def copy(self, template: str | None, _folder: Path) -> Iterator[str]:
        """Yield the URL of a copy of ``template``, or of an empty database."""
        name = f"test_{token_hex(8)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")  # a third of the default's time
        self._execute(create.format(sql.Identifier(name), sql.Identifier(template or "template0")))
        try:
            yield self._url(name)
        finally:
            _release(self._url(name))
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _url(self, name: str) -> str:
        return self._cluster.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: sql.Composed) -> None:
        plain = self._cluster.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


Databases = SqliteDatabases | PostgresDatabases


def _sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def _release(url: str) -> None:
    """Close what the program's engine for ``url`` keeps open, so that the database can be copied or dropped."""
    if engines := sys.modules.get("db.engine"):
        engines.engine_for(url).dispose()
