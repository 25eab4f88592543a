"""Who signed in, who failed to, and what became of accounts, for whoever may read the log of looks."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlmodel import SQLModel

from core.figures.accesses import AccessQuestion, AccountLine, FailedTries, SignInLine
from core.model.account import AccountChange
from core.model.codes import Role, Source, StreamKind
from core.rules.accounts import username_key
from core.rules.codec import load_as
from db.ledger.records import EVENTS
from db.reads.accesses import access_accounts, instants_of, require_access, within
from db.reads.read import Read
from db.reads.tables import PROVINCE, no_index
from db.sessions import IDLE, LONGEST

SESSION, ATTEMPT = SQLModel.metadata.tables["auth_session"], SQLModel.metadata.tables["sign_in_attempt"]
TRIED: Final = timedelta(hours=1)
"""Failed sign-ins are kept so long."""
MOST_TRIES: Final = 200
_TRIES = (
    select(ATTEMPT.c.user_sha256, ATTEMPT.c.address, func.count().label("n"), func.max(ATTEMPT.c.at).label("last_at"))
    .where(
        ATTEMPT.c.province_id == PROVINCE,
        ATTEMPT.c.address != "",
        ATTEMPT.c.at > bindparam("since", type_=ATTEMPT.c.at.type),
    )
    .group_by(ATTEMPT.c.user_sha256, ATTEMPT.c.address)
    .order_by(func.max(ATTEMPT.c.at).desc(), ATTEMPT.c.user_sha256, ATTEMPT.c.address)
    .limit(MOST_TRIES)
)


def sign_in_lines(read: Read, asked: AccessQuestion, now: datetime, limit: int, offset: int) -> tuple[SignInLine, ...]:
    """The sign-ins that are kept, newest first."""
    require_access(read)
    query = (
        select(*(SESSION.c[name] for name in ("created_at", "account_id", "ip", "last_seen_at", "revoked_at")))
        .where(*within(SESSION.c.province_id, SESSION.c.created_at, SESSION.c.account_id, asked))
        .order_by(SESSION.c.created_at.desc(), SESSION.c.token_sha256)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        SignInLine(
            row.created_at,
            row.account_id,
            row.ip,
            row.last_seen_at,
            row.revoked_at,
            row.revoked_at is None and row.last_seen_at > now - IDLE and row.created_at > now - LONGEST,
        )
        for row in read.rows(query)
    )


def failed_tries(read: Read, now: datetime) -> tuple[FailedTries, ...]:
    """What failed within the last hour, the latest first; names are known by their digest alone."""
    accounts = {
        hashlib.sha256(username_key(each.username).encode()).hexdigest(): each.id for each in access_accounts(read)
    }
    return tuple(
        FailedTries(accounts.get(row.user_sha256), row.address, int(row.n), row.last_at)
        for row in read.rows(_TRIES, since=now - TRIED)
    )


def account_lines(read: Read, asked: AccessQuestion, limit: int, offset: int) -> tuple[AccountLine, ...]:
    """Accounts added, changed, closed and reset, newest first."""
    require_access(read)
    first, until = instants_of(asked)
    query = (
        select(*(EVENTS.c[name] for name in ("stream_id", "seq", "recorded_at", "actor_id", "source", "payload")))
        .where(
            EVENTS.c.province_id == PROVINCE,
            EVENTS.c.stream_kind == StreamKind.USER.value,
            *([EVENTS.c.stream_id == asked.account_id] if asked.account_id is not None else []),
            no_index(EVENTS.c.recorded_at >= first),
            no_index(EVENTS.c.recorded_at < until),
        )
        .order_by(EVENTS.c.recorded_at.desc(), EVENTS.c.stream_id, EVENTS.c.seq.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(_account_line(row) for row in read.rows(query))


def _account_line(row: Any) -> AccountLine:  # noqa: ANN401  # a row of the ledger
    said: dict[str, Any] = load_as(dict, row.payload)
    changed = tuple(AccountChange(each) for each in said["changed"])
    return AccountLine(
        row.recorded_at,
        row.stream_id,
        row.actor_id,
        Source(row.source),
        Role(said["role"]),
        bool(said["is_active"]),
        changed,
    )
