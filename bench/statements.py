"""The bare SQL beneath a read or a command: recorded through SQLAlchemy, replayed through sqlite3 alone."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from db.engine import PRAGMAS


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it."""

    sql: str
    values: Any
    many: bool


@contextmanager
def recorded(engine: Engine) -> Iterator[list[Statement]]:
    """Collect every statement that is executed inside."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:  # noqa: ANN401, FBT001
        if not sql.startswith(("BEGIN", "COMMIT")):  # the replay has a transaction of its own
            found.append(Statement(sql, values, many))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def bare_connection(file: str) -> sqlite3.Connection:
    """The same file and pragmas, no layer above."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def replay(connection: sqlite3.Connection, statements: list[Statement], *, writes: bool = False) -> None:
    """Run statements in one transaction and fetch everything."""
    connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    for statement in statements:
        if statement.many:
            connection.executemany(statement.sql, statement.values)
        else:
            connection.execute(statement.sql, statement.values).fetchall()
    connection.execute("COMMIT")


def cpu_ms(act: Callable[[], object], times: int) -> float:
    """Processor milliseconds of one call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(times):
            act()
        rounds.append((time.process_time() - started) / times * 1000)
    return min(rounds)
