"""Sessions: an opaque token with the browser, its SHA-256 here, and the account looked up again each time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update
from sqlmodel import col

from core.model.account import Account, OpenSession, SignedIn
from db.accounts import ACCOUNT_COLUMNS, account_of
from db.tables.accounts import AccountRow, AuthSession

TOKEN_BYTES: Final = 32
IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=8)
SEEN_EVERY: Final = timedelta(minutes=1)
"""``last_seen_at`` is written at most this often."""
KEPT: Final = timedelta(days=30)
"""Ended sessions are kept this long, to answer who was signed in from where (our decision)."""

_OPEN_COLUMNS: Final = (
    col(AuthSession.token_sha256),
    col(AuthSession.created_at),
    col(AuthSession.last_seen_at),
    col(AuthSession.ip),
)

# Asked before every request and every message, so it is built once.
_SIGNED_IN: Final = (
    select(*ACCOUNT_COLUMNS, col(AuthSession.token_sha256), col(AuthSession.last_seen_at))
    .select_from(AuthSession)
    .join(
        AccountRow,
        and_(
            col(AccountRow.province_id) == col(AuthSession.province_id),
            col(AccountRow.id) == col(AuthSession.account_id),
            col(AccountRow.token_version) == col(AuthSession.token_version),
        ),
    )
    .where(
        col(AuthSession.province_id) == bindparam("province"),
        col(AuthSession.token_sha256) == bindparam("key"),
        col(AuthSession.revoked_at).is_(None),
        col(AuthSession.last_seen_at) > bindparam("idle_since"),
        col(AuthSession.created_at) > bindparam("open_since"),
        col(AccountRow.is_active).is_(True),
    )
)


def session_key(token: str) -> str:
    """What is stored of a token: its SHA-256. A token has 256 random bits, so the digest needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(connection: Connection, province_id: str, account: Account, *, address: str, now: datetime) -> str:
    """Open a session and return its token, which is given to the browser and kept nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    _forget_old(connection, province_id, now)
    connection.execute(
        insert(AuthSession).values(
            province_id=province_id,
            token_sha256=session_key(token),
            account_id=account.id,
            token_version=account.token_version,
            created_at=now,
            last_seen_at=now,
            ip=address,
            revoked_at=None,
        )
    )
    return token


def signed_in(connection: Connection, province_id: str, key: str, *, now: datetime) -> SignedIn | None:
    """Who holds the session ``key``; None when it never was, ended, was idle too long or its account was changed."""
    facts = {"province": province_id, "key": key, "idle_since": now - IDLE, "open_since": now - LONGEST}
    row = connection.execute(_SIGNED_IN, facts).one_or_none()
    return None if row is None else SignedIn(row.token_sha256, account_of(row), row.last_seen_at)


def seen(connection: Connection, province_id: str, key: str, *, now: datetime) -> None:
    """Note that the person did something; a session that has ended stays ended."""
    mine = and_(_living(province_id, now), col(AuthSession.token_sha256) == key)
    connection.execute(update(AuthSession).where(mine).values(last_seen_at=now))


def revoke(connection: Connection, province_id: str, key: str, *, now: datetime) -> None:
    """End one session."""
    mine = and_(_living(province_id, now), col(AuthSession.token_sha256) == key)
    connection.execute(update(AuthSession).where(mine).values(revoked_at=now))


def revoke_all(connection: Connection, province_id: str, account_id: int, key: str | None, *, now: datetime) -> int:
    """End one living session of an account, or all of them; returns how many."""
    mine = and_(_living(province_id, now), col(AuthSession.account_id) == account_id)
    if key is not None:
        mine = and_(mine, col(AuthSession.token_sha256) == key)
    return connection.execute(update(AuthSession).where(mine).values(revoked_at=now)).rowcount


def open_sessions(
    connection: Connection, province_id: str, account_id: int, *, now: datetime
) -> tuple[OpenSession, ...]:
    """The living sessions of an account, the latest used first."""
    query = (
        select(
            col(AuthSession.token_sha256),
            col(AuthSession.created_at),
            col(AuthSession.last_seen_at),
            col(AuthSession.ip),
        )
        .where(_living(province_id, now), col(AuthSession.account_id) == account_id)
        .order_by(col(AuthSession.last_seen_at).desc(), col(AuthSession.token_sha256))
    )
    return tuple(OpenSession(*row) for row in connection.execute(query))


def _living(province_id: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(AuthSession.province_id) == province_id,
        col(AuthSession.revoked_at).is_(None),
        col(AuthSession.last_seen_at) > now - IDLE,
        col(AuthSession.created_at) > now - LONGEST,
    )


def _forget_old(connection: Connection, province_id: str, now: datetime) -> None:
    old = and_(col(AuthSession.province_id) == province_id, col(AuthSession.created_at) < now - KEPT)
    connection.execute(delete(AuthSession).where(old))
