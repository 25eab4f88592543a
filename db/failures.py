"""What a failing database means for a person: busy, full, out of reach or damaged; never SQL or a driver's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import DomainError, StorageBusy

FULL, UNREACHABLE, DAMAGED = "error.storage_full", "error.storage_unreachable", "error.database_damaged"

_SQLITE = {
    sqlite3.SQLITE_BUSY: StorageBusy.key,
    sqlite3.SQLITE_LOCKED: StorageBusy.key,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
_POSTGRES = {
    "40001": StorageBusy.key,  # serialization failure
    "40P01": StorageBusy.key,  # deadlock
    "53100": FULL,
    "53300": StorageBusy.key,  # too many connections
    "55P03": StorageBusy.key,  # lock_timeout
    "57P01": UNREACHABLE,  # shut down by an administrator
    "57P02": UNREACHABLE,  # crashed
    "57P03": UNREACHABLE,  # starting or stopping
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
_PRIMARY_CODE = 0xFF


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what a person can act on into refusals; everything else passes as it is.

    Raises:
        StorageBusy: locked for too long, full, or out of reach (``error.storage_*``).
        DomainError: ``error.database_damaged``.
    """
    try:
        yield
    except SQLAlchemyError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: SQLAlchemyError) -> DomainError | None:
    """The refusal that a failure of the database stands for; None for a failure of the program."""
    if isinstance(error, PoolTimeout):
        return StorageBusy()
    key = _key_of(error) if isinstance(error, DBAPIError) else None
    if key is None:
        return None
    return DomainError(key) if key == DAMAGED else StorageBusy(key)


def _key_of(error: DBAPIError) -> str | None:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)  # errors of the module itself have none
        return None if code is None else _SQLITE.get(code & _PRIMARY_CODE)
    if isinstance(cause, psycopg.OperationalError) and (cause.sqlstate is None or cause.sqlstate.startswith("08")):
        return UNREACHABLE  # a connection that broke or never was has no state to tell
    if isinstance(cause, psycopg.Error) and cause.sqlstate in _POSTGRES:
        return _POSTGRES[cause.sqlstate]
    return UNREACHABLE if error.connection_invalidated else None
