"""SQLite: a copy of the living database, its check, and the exchange of its content."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, text

from core.errors import DomainError, StorageBusy
from db.backup.disks import free_name
from db.engine import BUSY_SECONDS, writer_lock
from db.keys.file import fsync_folder

COMPANIONS = ("-wal", "-shm")
PAGES_PER_STEP = 4096
Error = sqlite3.Error
DAMAGE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def copy_out(file: Path, to: Path) -> None:
    """Write a compact copy of one instant; readers and writers of the living database go on (VACUUM INTO).

    Raises:
        DomainError: ``error.database_damaged`` when it cannot be read through.
    """
    try:
        with closing(_connect(file)) as connection:
            connection.execute("VACUUM INTO ?", (str(to),))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in DAMAGE:
            raise DomainError("error.database_damaged") from error
        raise


@contextmanager
def opened(copy: Path, *, writes: bool = False) -> Iterator[Connection]:
    """A connection to a private copy, closed afterwards; in one transaction when it ``writes``."""
    mode = "rw" if writes else "ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: _connect(copy, mode), poolclass=NullPool)
    with engine.connect() as connection:
        if not writes:
            yield connection
            return
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.exec_driver_sql("COMMIT")


def require_sound(connection: Connection) -> None:
    """Refuse a database whose own structure is damaged.

    Raises:
        DomainError: ``error.database_damaged``.
    """
    if connection.scalars(text("PRAGMA integrity_check(1)")).all() != ["ok"]:
        raise DomainError("error.database_damaged")


def put_in_place(copy: Path, file: Path, kept: Path) -> Path | None:
    """Give the living database the content of ``copy``; return the file that keeps the old content.

    The writer lock is held. The content goes in as one transaction: whoever has the database open sees all of it or
    nothing, also after a power cut, and nobody goes on writing into a file that was moved away. Only a database too
    damaged to be written to is exchanged as a file.

    Raises:
        StorageBusy: a program that does not know the writer lock is writing; nothing was changed.
    """
    with writer_lock(file):
        if not file.exists():
            _exchange(copy, file)
            return None
        safe = _keep(file, free_name(kept), work=copy.parent)
        try:
            _pour(copy, file)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in DAMAGE:
                raise
            _exchange(copy, file)
        return safe


def _keep(file: Path, kept: Path, *, work: Path) -> Path:
    """Copy page by page, damaged ones too; a file that SQLite does not open any more, byte by byte with its WAL."""
    part = work / kept.name
    try:
        _pour(file, part)
    except sqlite3.DatabaseError:
        part.unlink(missing_ok=True)
        shutil.copyfile(file, part)
        if (wal := _beside(file, "-wal")).exists():
            shutil.copyfile(wal, _beside(kept, "-wal"))
    part.chmod(file.stat().st_mode & 0o777)
    _fsync(part)
    part.replace(kept)
    fsync_folder(kept.parent)
    return kept


def _pour(source: Path, target: Path) -> None:
    deadline = time.monotonic() + BUSY_SECONDS

    def give_up_when_busy(status: int, _left: int, _pages: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > deadline:
            raise StorageBusy

    with closing(_connect(source)) as come_from, closing(_connect(target, "rwc")) as go_to:
        go_to.execute("PRAGMA synchronous=FULL")
        go_to.execute("PRAGMA secure_delete=ON")
        come_from.backup(go_to, pages=PAGES_PER_STEP, progress=give_up_when_busy, sleep=0.05)
        go_to.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _exchange(copy: Path, file: Path) -> None:
    """Put the copy's file in place; a WAL left beside an old file would be played into the new one and goes first."""
    _fsync(copy)
    for companion in COMPANIONS:
        _beside(file, companion).unlink(missing_ok=True)
    copy.replace(file)
    fsync_folder(file.parent)


def _connect(file: Path, mode: str = "rw") -> sqlite3.Connection:
    name = file.absolute().as_uri()
    return sqlite3.connect(f"{name}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _beside(file: Path, companion: str) -> Path:
    return file.with_name(file.name + companion)


def _fsync(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
