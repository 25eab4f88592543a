"""Make every table for reading anew from the events, in the one transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, and_, bindparam, delete, select

from core.model.case import Case
from core.model.codes import StreamKind
from core.rules.fold import fold
from db.keys.ring import KeyRing
from db.ledger.records import EVENTS, TOLD, event_of
from db.masters import rebuild_lists
from db.projections.rows import TABLES
from db.projections.sums import AGG_DAY, AGG_MONTH
from db.projections.texts import TEXT, text_row, whole_texts
from db.projections.write import project

CHUNK = 500
_MINE = and_(EVENTS.c.province_id == bindparam("province"), EVENTS.c.stream_kind == StreamKind.CASE.value)
_IDS = select(EVENTS.c.stream_id).where(_MINE).distinct().order_by(EVENTS.c.stream_id)
_EVENTS = (
    select(EVENTS.c.stream_id, *TOLD)
    .where(_MINE, EVENTS.c.stream_id.between(bindparam("first"), bindparam("last")))
    .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
)
_MY_TEXTS = TEXT.c.province_id == bindparam("province")
_TEXTS = select(TEXT).where(_MY_TEXTS, TEXT.c.case_id.between(bindparam("first"), bindparam("last")))
_ORPHANS = delete(TEXT).where(_MY_TEXTS, TEXT.c.case_id.not_in(_IDS))
_NO_TEXT = delete(TEXT).where(_MY_TEXTS, TEXT.c.case_id == bindparam("gone"))


def rebuild(connection: Connection, ring: KeyRing, province_id: str) -> int:
    """Empty and refill the tables for reading; returns the number of cases. No other writer is inside a transaction.

    Texts whose notes cannot be read (erased, or the key is lost) keep the row they have.
    """
    for table in (*TABLES, AGG_DAY, AGG_MONTH):
        connection.execute(delete(table).where(table.c.province_id == province_id))
    connection.execute(_ORPHANS, {"province": province_id})
    ids = connection.execute(_IDS, {"province": province_id}).scalars().all()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        project(connection, province_id, [(None, case) for case in _cases(connection, province_id, chunk)])
        _retext(connection, ring, province_id, chunk)
    rebuild_lists(connection, province_id)
    return len(ids)


def _between(province_id: str, ids: Sequence[int]) -> dict[str, object]:
    return {"province": province_id, "first": ids[0], "last": ids[-1]}


def _cases(connection: Connection, province_id: str, ids: Sequence[int]) -> Iterator[Case]:
    rows = connection.execute(_EVENTS, _between(province_id, ids))
    for stream_id, told in groupby(rows, key=lambda row: row[0]):
        yield fold(stream_id, [event_of(row[1:]) for row in told])


def _retext(connection: Connection, ring: KeyRing, province_id: str, ids: Sequence[int]) -> None:
    """Write the texts that differ; the others stay, for their search index is the dearest of all to write."""
    stored = {row.case_id: dict(row._mapping) for row in connection.execute(_TEXTS, _between(province_id, ids))}
    told = whole_texts(connection, ring, province_id, ids)
    wanted = [text_row(province_id, case_id, texts) for case_id, texts in told.items() if texts is not None]
    differing = [row for row in wanted if stored.get(row["case_id"]) != row]
    if gone := [{"province": province_id, "gone": row["case_id"]} for row in differing if row["case_id"] in stored]:
        connection.execute(_NO_TEXT, gone)
    if differing:
        connection.execute(TEXT.insert(), differing)
