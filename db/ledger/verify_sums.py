"""The sums against the contributions of all cases and against a plain recount; the numbers against their counter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, literal, select

import db.tables  # noqa: F401  # fills the metadata
from core.figures.contributions import contributions
from core.model.case import Case
from core.model.codes import DateBasis
from db.ledger.numbers import COUNTER
from db.ledger.verified import Verified
from db.projections.rows import CASE, PERIOD, REFERRAL
from db.projections.sums import AGG_DAY, AGG_MONTH, SUMS, values_of

Cells = dict[tuple[Any, ...], list[int]]
"""Sums by cell: (day, kind), or (month, dimension, key, kind)."""
_TABLES = {AGG_DAY: ("day", "contact_kind"), AGG_MONTH: ("month", "dimension", "key", "contact_kind")}


class CountedSums:
    """What all cases contribute, added up while they pass by."""

    def __init__(self) -> None:
        self._cells: Cells = {}

    def add(self, each: Case) -> None:
        """Count one case."""
        for cell, sums in contributions(each).items():
            _count(self._cells, cell[1:], values_of(sums))

    def compare(self, connection: Connection, province_id: str, result: Verified) -> None:
        """Compare with the stored sums, cell by cell."""
        _compare(connection, province_id, self._cells, result, "its cases")


def check_recount(connection: Connection, province_id: str, result: Verified) -> None:
    """Compare the stored sums with openings, closings and estimates counted by SQL from periods and referrals."""
    cells: Cells = {}
    for row in _recounted(connection, province_id):
        day, kind, channel, topic, amphoe, *values = row
        month, year = day.replace(day=1), day.replace(month=1, day=1)
        keys = (("channel", channel), ("topic", topic or ""), ("amphoe", amphoe or ""))
        for cell in (
            (day, kind),
            (month, "all", "", kind),
            *((month, dimension, key, kind) for dimension, key in keys),
            *((year, f"{dimension}_year", key, kind) for dimension, key in keys),
        ):
            _count(cells, cell, [int(value or 0) for value in values])
    _compare(connection, province_id, cells, result, "a recount")


def _count(cells: Cells, cell: tuple[Any, ...], values: Iterable[int]) -> None:
    found = cells.get(cell)
    cells[cell] = list(values) if found is None else list(map(add, found, values))


def _recounted(connection: Connection, province_id: str) -> Iterable[tuple[Any, ...]]:
    first, later = PERIOD.c.round == 1, PERIOD.c.round > 1
    opened = {
        "received": _how_many(first),
        "reopened": _how_many(later),
        "opened_estimated": _how_many(PERIOD.c.opened_basis == DateBasis.ESTIMATED.value),
        "persons_contacting": func.sum(case((first, CASE.c.persons_contacting), else_=0)),
        "persons_subject": func.sum(case((first, CASE.c.persons_subject), else_=0)),
    }
    closed = {"closed": func.count(), "closed_estimated": _how_many(PERIOD.c.closed_basis == DateBasis.ESTIMATED.value)}
    sent = {"sent_estimated": _how_many(REFERRAL.c.sent_basis == DateBasis.ESTIMATED.value)}
    for day, sums in ((PERIOD.c.opened_on, opened), (PERIOD.c.closed_on, closed), (REFERRAL.c.sent_on, sent)):
        for row in connection.execute(_by_day(province_id, day, sums)):
            yield tuple(row)


def _how_many(which: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((which, 1), else_=0))


def _by_day(province_id: str, day: ColumnElement[date], sums: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    table = day.table
    groups = (day, CASE.c.contact_kind, CASE.c.channel_id, CASE.c.topic_id, CASE.c.amphoe_code)
    same = and_(table.c.province_id == CASE.c.province_id, table.c.case_id == CASE.c.id)
    return (
        select(*groups, *(sums.get(name, literal(0)) for name in SUMS))
        .select_from(table.join(CASE, same))
        .where(CASE.c.province_id == province_id, CASE.c.is_void.is_(False), CASE.c.received_on.is_not(None))
        .where(day.is_not(None))
        .group_by(*groups)
    )


def _compare(connection: Connection, province_id: str, cells: Cells, result: Verified, against: str) -> None:
    for table, keys in _TABLES.items():
        wanted = {cell: tuple(sums) for cell, sums in cells.items() if len(cell) == len(keys) and any(sums)}
        differing = wanted.items() ^ _stored(connection, province_id, table, keys).items()
        for cell in sorted({cell for cell, _ in differing}):
            result.note(f"{table.name} {'/'.join(map(str, cell))} differs from {against}")


def _stored(
    connection: Connection, province_id: str, table: Table, keys: Sequence[str]
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    query = select(*(table.c[name] for name in (*keys, *SUMS))).where(table.c.province_id == province_id)
    found = ((tuple(row[: len(keys)]), tuple(row[len(keys) :])) for row in connection.execute(query))
    return {cell: sums for cell, sums in found if any(sums)}


def check_numbers(connection: Connection, province_id: str, result: Verified) -> None:
    """Numbers of each year run from the counter's first to its last without gap or double."""
    running = (func.min(CASE.c.running), func.max(CASE.c.running), func.count(), func.count(CASE.c.running.distinct()))
    by_year = select(CASE.c.year_be, *running).where(CASE.c.province_id == province_id).group_by(CASE.c.year_be)
    found = {row[0]: tuple(row[1:]) for row in connection.execute(by_year)}
    wanted: dict[int, tuple[Any, ...]] = defaultdict(tuple)
    for row in connection.execute(select(COUNTER).where(COUNTER.c.province_id == province_id)):
        count = row.last_no - row.first_no + 1
        if count > 0:
            wanted[row.year_be] = (row.first_no, row.last_no, count, count)
    for year in sorted(found.keys() | wanted.keys()):
        if found.get(year) != wanted.get(year):
            result.note(f"numbers of {year}: {found.get(year)} instead of {wanted.get(year)}")
