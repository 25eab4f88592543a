"""An administrator vouches for the machine's date after a long silence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, update

from core.errors import ClockWrong
from core.model.codes import StreamKind
from db.keys.ring import KeyRing
from db.ledger.plain import MASTER_STREAM, append_plain
from db.ledger.stamp import BEHIND, INSTALLATION, Recorder, Stamp, newest_times

DATE_CONFIRMED = "date_confirmed"


def confirm_date(connection: Connection, ring: KeyRing, who: Recorder, now: datetime, on: date) -> None:
    """Record that ``now`` is right though nothing was recorded for long; the caller is inside ``writing``.

    From here on it is the newest recorded instant, so what follows is measured against it.

    Raises:
        ClockWrong: the clock stands behind what was recorded: that no confirmation makes right. ``error.readonly``.
    """
    if who.readonly:
        raise ClockWrong("error.readonly")
    newest, _, _ = newest_times(connection, who.province_id)
    if newest is not None and now < newest - BEHIND:
        raise ClockWrong(now=now)
    stamp = Stamp(who.province_id, who.actor_id, who.source, max(now, newest or now))
    append_plain(connection, ring, stamp, (StreamKind.MASTER, MASTER_STREAM), [(DATE_CONFIRMED, {})], on)
    mine = INSTALLATION.c.province_id == who.province_id
    connection.execute(update(INSTALLATION).where(mine).values(date_confirmed_at=now))
