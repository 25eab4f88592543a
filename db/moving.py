"""Moving an installation to another database, of either engine: every row as it is, then proved on the other side.

Ids are made by the program, so that what is encrypted opens at its new place as well. Files of the evidence and the key
lie outside the database and stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine, Table, func, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from db.context import Home, open_home
from db.engine import alone, engine_for, reading
from db.ledger.verified import Verified
from db.ledger.verify import verify
from db.migrate import VERSION_TABLE, newest_revision, revision_of, upgrade
from db.settings import Settings

DRIVERS: Final = ("sqlite", "postgresql+psycopg")
CHUNK: Final = 1_000
SHADOWS: Final = "case_fts"
"""What SQLite's search index calls its own tables."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved. ``to`` is the new address without its password; the proof of both sides is the same."""

    to: str
    tables: int
    rows: int
    verified: Verified


def move(settings: Settings, to: str, progress: Progress = lambda _done, _whole: None) -> Moved:
    """Copy everything into an empty database and prove it there. Nobody writes meanwhile; the source is only read.

    Raises:
        DomainError: the address is none, is the source's own or holds something, the source does not verify or has an
            old schema, or the copy is not the same; the target then has at most empty tables.
    """
    home = open_home(settings)
    target = _target(home, to)
    if revision_of(settings.url) != newest_revision():
        raise DomainError("error.move_old_schema")
    _refuse_used(target)
    with alone(home.engine) as source:
        before = verify(source, home.ring, home.province_id)
        if before.fault is not None:
            raise DomainError(before.fault)
        upgrade(to)
        with alone(target) as sink:
            rows = _copied(source, sink, progress)
            after = verify(sink, home.ring, home.province_id)
            if after != before:
                raise DomainError("error.move_differs", n=after.found)
    _measure(target)
    return Moved(make_url(to).render_as_string(hide_password=True), len(_tables()), rows, after)


def _tables() -> list[Table]:
    return list(SQLModel.metadata.sorted_tables)


def _target(home: Home, to: str) -> Engine:
    try:
        url = make_url(to)
    except ArgumentError as error:
        raise DomainError("error.move_address") from error
    if url.drivername not in DRIVERS or not url.database:
        raise DomainError("error.move_address")
    if _place(url) == _place(make_url(str(home.engine.url.render_as_string(hide_password=False)))):
        raise DomainError("error.move_same")
    return engine_for(to)


def _place(url: URL) -> tuple[str, str | None, int | None, str | None]:
    return url.get_backend_name(), url.host, url.port, url.database


def _refuse_used(target: Engine) -> None:
    """Only a database without any table, or with our tables and nothing in them, is moved into."""
    own = {table.name for table in _tables()}
    with reading(target) as connection:
        found = set(inspect(connection).get_table_names())
        strange = {name for name in found - own - {VERSION_TABLE} if not name.startswith(SHADOWS)}
        if strange or any(_has_rows(connection, table) for table in _tables() if table.name in found):
            raise DomainError("error.move_target_used")


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(1).select_from(table).limit(1)).first() is not None


def _copied(source: Connection, sink: Connection, progress: Progress) -> int:
    """Copy every table and return how many rows there were."""
    whole = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables())
    done = 0
    for table in _tables():
        if _has_rows(sink, table):
            raise DomainError("error.move_target_used")
        with source.execute(select(table).execution_options(yield_per=CHUNK)) as found:
            for chunk in found.mappings().partitions():
                sink.execute(table.insert(), [dict(row) for row in chunk])
                done += len(chunk)
                progress(done - done % 100 if done < whole else whole, whole)
    return done


def _measure(target: Engine) -> None:
    """Let the new database know what it holds, so that it plans its reads well from the first one."""
    with alone(target) as connection:
        connection.execute(text("ANALYZE"))
