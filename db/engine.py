"""One engine per database: pragmas, immediate transactions and the writer lock.

SQLite: WAL, synchronous FULL (an acknowledged case survives a power cut), foreign keys, secure delete, no memory map.
Every writing process holds one file lock from
BEGIN IMMEDIATE to COMMIT, because SQLite 3.7.0-3.51.2 can corrupt the WAL when two processes reset it at once. Reads
run in deferred transactions and never block.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from core.errors import StorageBusy

BUSY_SECONDS = 10
CACHE_KIB = 64 * 1024
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    f"cache_size=-{CACHE_KIB}",
    f"busy_timeout={BUSY_SECONDS * 1000}",
)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    """The engine of a database; one per URL and process."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    file = sqlite_file(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: str) -> Path:
    """The file of a SQLite URL."""
    name = make_url(url).database
    if not name:
        raise ValueError("a SQLite database needs a file")
    return Path(name)


_thread_locks: dict[Path, threading.Lock] = defaultdict(threading.Lock)


@contextmanager
def writer_lock(file: Path) -> Iterator[None]:
    """Hold the writer lock of a SQLite database: threads of this process queue first, then processes.

    Raises:
        StorageBusy: somebody else held it for longer than the waiting time.
    """
    turn = _thread_locks[file]
    if not turn.acquire(timeout=BUSY_SECONDS):
        raise StorageBusy
    try:
        with FileLock(f"{file}.lock", timeout=BUSY_SECONDS, poll_interval=0.002):
            yield
    except Timeout as error:
        raise StorageBusy from error
    finally:
        turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: every read inside agrees. Never left open across a page's drawing."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One durable transaction, holding the writer lock on SQLite; rolled back on any exception."""
    if engine.dialect.name == "sqlite":
        with (
            writer_lock(sqlite_file(str(engine.url))),
            engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
        return
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": WRITERS_LOCK})
        yield connection


WRITERS_LOCK = 25670218
"""Advisory lock of PostgreSQL: writers share it, a seal takes it alone."""
