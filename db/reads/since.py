"""Cases of which something was recorded after an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, select

from core.figures.since import Shift, shift
from core.model.codes import StreamKind
from core.model.events import Event
from db.ledger.records import EVENTS, TOLD, event_of
from db.reads.read import Read
from db.reads.tables import PROVINCE

MINE = (EVENTS.c.province_id == PROVINCE, EVENTS.c.stream_kind == StreamKind.CASE.value)
TOUCHED = select(EVENTS.c.stream_id).where(*MINE, EVENTS.c.recorded_at > bindparam("known_at")).distinct()
STREAMS = (
    select(EVENTS.c.stream_id, *TOLD)
    .where(*MINE, EVENTS.c.stream_id.in_(bindparam("ids", expanding=True)))
    .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
)
CHUNK = 500


def shifts(read: Read, as_of: date, known_at: datetime) -> Iterator[Shift]:
    """The cases that stand elsewhere on ``as_of`` than was known at ``known_at``; reads only those touched since."""
    ids = [row.stream_id for row in read.rows(TOUCHED, known_at=known_at)]
    for start in range(0, len(ids), CHUNK):
        for case_id, events in _streams(read, ids[start : start + CHUNK]):
            moved = shift(case_id, events, known_at, as_of, read.kinds)
            if moved is not None:
                yield moved


def _streams(read: Read, ids: list[int]) -> Iterator[tuple[int, list[Event]]]:
    rows: Any = read.rows(STREAMS, ids=ids)
    for case_id, told in groupby(rows, key=attrgetter("stream_id")):
        yield case_id, [event_of(row[1:]) for row in told]
