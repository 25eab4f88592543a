"""Make every table for reading anew from the events, in the one transaction of the caller."""

from __future__ import annotations

from itertools import groupby, islice

from sqlalchemy import Connection, delete, select

from core.model.case import Case
from core.model.codes import StreamKind
from core.rules.fold import fold
from db.keys.ring import KeyRing
from db.ledger.records import EVENTS, event_of, titled
from db.projections.rows import TABLES
from db.projections.texts import TEXT, text_row, texts_after
from db.projections.write import AGG_DAY, AGG_MONTH, project

CHUNK = 500


def rebuild(connection: Connection, ring: KeyRing, province_id: str) -> int:
    """Empty and refill the tables for reading; returns the number of cases. The caller holds the writer lock.

    Texts whose notes cannot be read (erased, or the key is lost) keep the row they have.
    """
    for table in (*TABLES, AGG_DAY, AGG_MONTH):
        connection.execute(delete(table).where(table.c.province_id == province_id))
    ids = (
        connection.execute(
            select(EVENTS.c.stream_id)
            .where(
                EVENTS.c.province_id == province_id, EVENTS.c.stream_kind == StreamKind.CASE.value, EVENTS.c.seq == 1
            )
            .order_by(EVENTS.c.stream_id)
        )
        .scalars()
        .all()
    )
    waiting = iter(ids)
    while chunk := list(islice(waiting, CHUNK)):
        project(connection, province_id, [(None, case) for case in _cases(connection, province_id, chunk)])
        _retext(connection, ring, province_id, chunk)
    return len(ids)


def _cases(connection: Connection, province_id: str, ids: list[int]) -> list[Case]:
    query = (
        select(EVENTS)
        .where(
            EVENTS.c.province_id == province_id,
            EVENTS.c.stream_kind == StreamKind.CASE.value,
            EVENTS.c.stream_id.in_(ids),
        )
        .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
    )
    streams = groupby(connection.execute(query), key=lambda row: row.stream_id)
    return [fold(stream_id, [event_of(row) for row in rows]) for stream_id, rows in streams]


def _retext(connection: Connection, ring: KeyRing, province_id: str, ids: list[int]) -> None:
    texts = {case_id: texts_after({}, events) for case_id, events in titled(connection, ring, province_id, ids).items()}
    rows = [text_row(province_id, case_id, said) for case_id, said in texts.items() if said]
    readable = [row["case_id"] for row in rows]
    connection.execute(delete(TEXT).where(TEXT.c.province_id == province_id, TEXT.c.case_id.in_(readable)))
    if rows:
        connection.execute(TEXT.insert(), rows)
