"""Cases by channel, topic and amphoe: totals from the monthly sums, pending from the live rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all

from core.figures.contributions import first_of_year
from core.figures.counts import KeyCount
from core.figures.standing import Standing
from core.model.codes import ContactKind
from db.reads.read import Read
from db.reads.sums import days_from
from db.reads.tables import AGG_MONTH, AS_OF, CASE, KINDS, PROVINCE, day, predicate

COLUMNS = {"channel": "channel_id", "topic": "topic_id", "amphoe": "amphoe_code"}
YEARS = {f"{dimension}_year": dimension for dimension in COLUMNS}


def _sums(dimensions: Iterable[str], *window: ColumnElement[bool]) -> Select[Any]:
    counted = AGG_MONTH.c.received, AGG_MONTH.c.persons_contacting, AGG_MONTH.c.persons_subject
    return (
        select(AGG_MONTH.c.dimension, AGG_MONTH.c.key, *(func.sum(column) for column in counted))
        .where(AGG_MONTH.c.province_id == PROVINCE, AGG_MONTH.c.dimension.in_(sorted(dimensions)), *window)
        .where(AGG_MONTH.c.contact_kind.in_(KINDS))
        .group_by(AGG_MONTH.c.dimension, AGG_MONTH.c.key)
    )


WHOLE_PERIODS = union_all(
    _sums(YEARS, AGG_MONTH.c.month < day("months_from")),
    _sums(COLUMNS, AGG_MONTH.c.month >= day("months_from"), AGG_MONTH.c.month < day("days_from")),
)
"""Calendar years, then the months of the last one."""
LAST_DAYS = select(
    CASE.c.channel_id, CASE.c.topic_id, CASE.c.amphoe_code, CASE.c.persons_contacting, CASE.c.persons_subject
).where(
    CASE.c.province_id == PROVINCE,
    CASE.c.received_on >= day("days_from"),
    CASE.c.received_on <= AS_OF,
    predicate("NOT case_.is_void"),
    CASE.c.contact_kind.in_(KINDS),
)

Totals = dict[str, dict[str, tuple[int, int, int]]]


def key_counts(
    read: Read, as_of: date, live: Iterable[Standing], undated: Sequence[Any]
) -> Mapping[str, tuple[KeyCount, ...]]:
    """Counts by dimension, most cases first; undated cases are among them."""
    counted = [row for row in undated if ContactKind(row.contact_kind) in read.kinds]
    totals = _totals(read, as_of, counted)
    pending = _pending(live, counted)
    return {dimension: _ordered(totals[dimension], pending[dimension]) for dimension in COLUMNS}


def _totals(read: Read, as_of: date, undated: Iterable[Any]) -> Totals:
    totals: Totals = {dimension: defaultdict(lambda: (0, 0, 0)) for dimension in COLUMNS}
    days = days_from(as_of)
    for row in read.rows(WHOLE_PERIODS, months_from=first_of_year(days), days_from=days):
        keys = totals[YEARS.get(row.dimension, row.dimension)]
        cases, contacting, subject = keys[row.key]
        keys[row.key] = (cases + int(row[2]), contacting + int(row[3]), subject + int(row[4]))
    for row in (*read.rows(LAST_DAYS, as_of=as_of, days_from=days), *(each[1:6] for each in undated)):
        for keys, key in zip(totals.values(), row, strict=False):
            cases, contacting, subject = keys[key or ""]
            keys[key or ""] = (cases + 1, contacting + row[3], subject + row[4])
    return totals


def _pending(live: Iterable[Standing], undated: Iterable[Any]) -> Mapping[str, Counter[str]]:
    once = {each.case_id: each for each in live}.values()
    rows: list[Any] = [*once, *(row for row in undated if row.pending)]
    return {dimension: Counter(getattr(row, column) or "" for row in rows) for dimension, column in COLUMNS.items()}


def _ordered(totals: Mapping[str, tuple[int, int, int]], pending: Counter[str]) -> tuple[KeyCount, ...]:
    counts = [KeyCount(key, sums[0], pending[key], sums[1], sums[2]) for key, sums in totals.items() if sums[0]]
    return tuple(sorted(counts, key=lambda count: (-count.cases, count.key)))
