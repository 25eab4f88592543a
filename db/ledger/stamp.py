"""Who records, from where, and when: the machine's clock, checked against what has been recorded before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import ClockWrong
from core.model.codes import Source

TABLES = SQLModel.metadata.tables
EVENTS, SEAL, INSTALLATION = TABLES["ledger_event"], TABLES["seal"], TABLES["installation"]
BEHIND = timedelta(minutes=5)
AHEAD = timedelta(days=40)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who records, in which province, from where and when."""

    province_id: str
    actor_id: int
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records, before the instant is known. ``readonly`` where the day is pinned on an office's database."""

    province_id: str
    actor_id: int
    source: Source = Source.SCREEN
    readonly: bool = False


def stamped(connection: Connection, who: Recorder, now: datetime) -> Stamp:
    """The stamp of a transaction that begins ``now``.

    Instants never run backwards within a province, though the machine's clock may: an event is recorded no earlier
    than the newest one and later than the newest seal, which covers everything up to its own instant.

    Raises:
        ClockWrong: see ``checked_time``; or ``error.readonly``.
    """
    if who.readonly:
        raise ClockWrong("error.readonly")
    newest, sealed, confirmed = newest_times(connection, who.province_id)
    at = checked_time(now, newest, confirmed)
    floors = [at, *([newest] if newest else []), *([sealed + TICK] if sealed else [])]
    return Stamp(who.province_id, who.actor_id, who.source, max(floors))


def checked_time(now: datetime, newest: datetime | None, confirmed: datetime | None) -> datetime:
    """``now``, unless the machine's clock stands behind, or far ahead of, what has been recorded.

    Raises:
        ClockWrong: more than 5 minutes behind, or more than 40 days ahead without an administrator's confirmation
            within the last 40 days.
    """
    if newest is None:
        return now
    if now < newest - BEHIND:
        raise ClockWrong(now=now)
    vouched = confirmed is not None and confirmed - BEHIND <= now <= confirmed + AHEAD
    if now > newest + AHEAD and not vouched:
        raise ClockWrong("error.clock_ahead", now=now)
    return now


def newest_times(connection: Connection, province_id: str) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Newest recorded instant, newest seal, and when an administrator last confirmed the machine's date."""
    newest, sealed, confirmed = connection.execute(_TIMES, {"province": province_id}).one()
    return newest, sealed, confirmed


def _newest(table: Table, at: str) -> ColumnElement[datetime]:
    column: ColumnElement[datetime] = table.c[at]
    mine = table.c.province_id == bindparam("province")
    return select(column).where(mine).order_by(column.desc()).limit(1).scalar_subquery()


_TIMES = select(_newest(EVENTS, "recorded_at"), _newest(SEAL, "at"), _newest(INSTALLATION, "date_confirmed_at"))
