"""How often somebody may try to sign in; counted in the database, so that a restart forgets nothing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select
from sqlmodel import col

from core.rules.accounts import username_key
from db.accounts import ID_BITS
from db.tables.accounts import SignInAttempt

PAIR_WINDOW: Final = timedelta(minutes=15)
PAIR_MOST: Final = 5
"""Failures of one user name from one address within ``PAIR_WINDOW``."""
HOUR: Final = timedelta(hours=1)
USER_MOST: Final = 30
"""Failures of one user name from anywhere within an hour."""
ADDRESS_MOST: Final = 60
"""Failures from one address within an hour: an office behind one address has several people (our decision)."""


def take_attempt(connection: Connection, province_id: str, username: str, address: str, *, now: datetime) -> int | None:
    """Reserve one attempt *before* the password is checked, so that guesses sent at once are counted too.

    Returns the attempt's id, to be given back by ``forgive`` when the password was right; None when locked. A refused
    attempt is not counted: the lock ends by itself.
    """
    user = _digest(username)
    _queue(connection, user)
    mine = and_(col(SignInAttempt.province_id) == province_id, col(SignInAttempt.at) > now - HOUR)
    pair = and_(mine, col(SignInAttempt.user_sha256) == user, col(SignInAttempt.address) == address)
    limits = (
        (and_(pair, col(SignInAttempt.at) > now - PAIR_WINDOW), PAIR_MOST),
        (and_(mine, col(SignInAttempt.user_sha256) == user), USER_MOST),
        (and_(mine, col(SignInAttempt.address) == address), ADDRESS_MOST),
    )
    if any(_count(connection, condition) >= most for condition, most in limits):
        return None
    attempt = secrets.randbits(ID_BITS)
    _forget_old(connection, province_id, now)
    connection.execute(
        insert(SignInAttempt).values(province_id=province_id, id=attempt, user_sha256=user, address=address, at=now)
    )
    return attempt


def forgive(connection: Connection, province_id: str, username: str, address: str) -> None:
    """Forget what a person mistyped at this address, now that the password was right."""
    mine = and_(
        col(SignInAttempt.province_id) == province_id,
        col(SignInAttempt.user_sha256) == _digest(username),
        col(SignInAttempt.address) == address,
    )
    connection.execute(delete(SignInAttempt).where(mine))


def _digest(username: str) -> str:
    return hashlib.sha256(username_key(username).encode()).hexdigest()


def _queue(connection: Connection, user: str) -> None:
    """On PostgreSQL, let attempts for one user name count one after the other; SQLite's writers queue anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(int(user[:15], 16))))


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(SignInAttempt).where(condition)).scalar_one()


def _forget_old(connection: Connection, province_id: str, now: datetime) -> None:
    old = and_(col(SignInAttempt.province_id) == province_id, col(SignInAttempt.at) <= now - HOUR)
    connection.execute(delete(SignInAttempt).where(old))
