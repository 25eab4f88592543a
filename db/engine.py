"""One engine per database: pragmas, immediate transactions and who waits for whom.

SQLite: WAL, synchronous FULL (an acknowledged case survives a power cut), foreign keys, secure delete, no memory map.
Every writing process holds one file lock from BEGIN IMMEDIATE to COMMIT, because SQLite 3.7.0-3.51.2 can corrupt the
WAL when two processes reset it at once. Reads run in deferred transactions and never block.

PostgreSQL: writers share an advisory lock that whoever must be alone (a seal, a rebuild, a migration) takes for itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, bindparam, create_engine, event, func, select, true
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from core.errors import StorageBusy
from db.failures import told_plainly
from db.patience import make_patient, wait_for_ever

BUSY_SECONDS = 10
"""The longest that a writer waits for others, all waits together; then a person is told."""
CACHE_KIB = 64 * 1024
PRAGMAS: dict[str, Any] = {
    "busy_timeout": BUSY_SECONDS * 1000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "cache_size": -CACHE_KIB,
}
"""SQLite's settings as it reports them back: synchronous 2 is FULL, temp_store 2 is memory."""
WITHOUT_MMAP = {"mmap_size"}
"""A library built without memory maps does not answer for these."""

WRITERS_LOCK = 25670218
"""Advisory lock of PostgreSQL: writers share it; a seal, a rebuild and a migration take it alone."""
CONNECT_SECONDS = 3
POOL_SECONDS = 4
SQLITE_POOL = {"pool_size": 5, "max_overflow": 35, "pool_timeout": POOL_SECONDS, "pool_use_lifo": True}
"""The connection used last has the warmest page cache; many idle ones would each keep one."""
POSTGRES_POOL = {"pool_size": 10, "max_overflow": 10, "pool_timeout": POOL_SECONDS, "pool_pre_ping": True}
POSTGRES_CONNECTION = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": POOL_SECONDS * 1000,  # a server that vanished without a word is given up after this
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
HUNG_SECONDS = 120
"""After this PostgreSQL ends the transaction of a writer that fell asleep holding locks."""
_LIMITS = (
    func.set_config("lock_timeout", bindparam("wait"), true()),
    func.set_config("idle_in_transaction_session_timeout", f"{HUNG_SECONDS}s", true()),
)
_TURN = select(*_LIMITS, func.pg_advisory_xact_lock_shared(WRITERS_LOCK))
_ALONE = select(*_LIMITS, func.pg_advisory_xact_lock(WRITERS_LOCK))


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    """The engine of a database; one per URL and process."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        return _sqlite_engine(where)
    given = {**POSTGRES_CONNECTION, **where.query}  # what the URL says wins
    engine = create_engine(where, connect_args=given, **POSTGRES_POOL)
    make_patient(engine)
    return engine


def _sqlite_engine(url: URL) -> Engine:
    sqlite_file(str(url)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}, **SQLITE_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    try:
        for pragma, wanted in PRAGMAS.items():
            cursor.execute(f"PRAGMA {pragma}={wanted}")
            said = cursor.execute(f"PRAGMA {pragma}").fetchone()
            if said != (wanted,) and not (said is None and pragma in WITHOUT_MMAP):
                raise RuntimeError(f"SQLite did not take {pragma}={wanted}: {said}")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def sqlite_file(url: str) -> Path:
    """The file of a SQLite URL."""
    name = make_url(url).database
    if not name:
        raise ValueError("a SQLite database needs a file")
    return Path(name)


_turns: dict[Path, threading.Lock] = {}
_turns_guard = threading.Lock()


def _turn_of(file: Path) -> threading.Lock:
    with _turns_guard:
        return _turns.setdefault(file, threading.Lock())


@contextmanager
def writer_lock(file: Path) -> Iterator[None]:
    """Hold the writer lock of a SQLite database: threads of this process queue first, then processes.

    Raises:
        StorageBusy: others held it for longer than the waiting time.
    """
    file, until = file.resolve(), time.monotonic() + BUSY_SECONDS
    turn = _turn_of(file)
    if not turn.acquire(timeout=BUSY_SECONDS):
        raise StorageBusy
    try:
        with FileLock(f"{file}.lock", timeout=_left(until), poll_interval=0.002):
            yield
    except Timeout as error:
        raise StorageBusy from error
    finally:
        turn.release()


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.0)


@contextmanager
def reading(engine: Engine, *, patient: bool = False) -> Iterator[Connection]:
    """One snapshot: every read inside agrees. Never left open across a page's drawing.

    ``patient`` is for reads of the whole ledger, whose single statements may take long.

    Raises:
        StorageBusy: the database is out of reach.
    """
    with told_plainly(), engine.connect() as connection:
        if patient:
            wait_for_ever(connection)
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One durable transaction, holding the writer lock on SQLite; rolled back on any exception.

    Raises:
        StorageBusy: locked for too long, full or out of reach. Only when the answer to a commit was lost may the
            transaction have been written nevertheless; repeating a command is always safe.
    """
    with _transaction(engine, alone=False) as connection:
        yield connection


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """As ``writing``, and no other writer is inside a transaction meanwhile."""
    with _transaction(engine, alone=True) as connection:
        yield connection


@contextmanager
def _transaction(engine: Engine, *, alone: bool) -> Iterator[Connection]:
    until = time.monotonic() + BUSY_SECONDS
    if engine.dialect.name == "sqlite":
        with told_plainly(), writer_lock(sqlite_file(str(engine.url))), engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with _hurried(connection, until), connection.begin():
                yield connection
        return
    with told_plainly(), engine.connect() as connection, connection.begin():
        if alone:
            wait_for_ever(connection)
        wait = f"{max(_left(until), 1) * 1000:.0f}"
        connection.execute(_ALONE if alone else _TURN, {"wait": wait})
        yield connection


@contextmanager
def _hurried(connection: Connection, until: float) -> Iterator[None]:
    """Wait for a program that does not know the file lock only as long as is left."""
    usual, left = PRAGMAS["busy_timeout"], round(_left(until) * 1000)
    if left > usual * 0.9:
        yield
        return
    _busy_timeout(connection, left)
    try:
        yield
    finally:
        _busy_timeout(connection, usual)


def _busy_timeout(connection: Connection, milliseconds: int) -> None:
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute(f"PRAGMA busy_timeout={milliseconds}")
