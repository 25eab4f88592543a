"""Parts of the register for paper: rows by number, and totals that carry from one part to the next."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select, text
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import NotAllowed
from core.figures.register import RegisterList, RegisterPart, RegisterTotals, RegisterYear, months_of
from core.model.beginnings import YearNumbers
from core.model.codes import CaseState
from core.rules.access import PERMISSIONS, Permission
from db.reads.read import Read
from db.reads.register import REGISTERED, rows_of_cases
from db.reads.tables import CASE, PROVINCE, day, predicate

NEVER: Final = date.min
"""Stands for a day of receipt that nobody knows: it comes before every other."""
HIGHEST: Final = 10_000_000
MOST_YEARS: Final = 100
COUNTER = SQLModel.metadata.tables["number_counter"]
YEARS = (
    select(COUNTER.c.year_be, COUNTER.c.first_no, COUNTER.c.last_no)
    .where(COUNTER.c.province_id == PROVINCE, COUNTER.c.last_no >= COUNTER.c.first_no)
    .order_by(COUNTER.c.year_be.desc())
    .limit(MOST_YEARS)
)
OF_YEAR = and_(CASE.c.province_id == PROVINCE, CASE.c.year_be == bindparam("year"))
RECEIVED: ColumnElement[Any] = func.coalesce(CASE.c.received_on, day("never"))
INSIDE = (
    CASE.c.running.between(bindparam("first"), bindparam("last")),
    RECEIVED.between(day("from"), day("to")),
)
ROWS = REGISTERED.where(*INSIDE)
IS_VOID = predicate("case_.is_void")
TOTALS: Select[Any] = select(
    func.count().label("cases"),
    func.coalesce(func.sum(case((IS_VOID, 1), else_=0)), 0).label("void"),
    func.coalesce(
        func.sum(case((and_(predicate("NOT case_.is_void"), CASE.c.state == CaseState.CLOSED.value), 1), else_=0)), 0
    ).label("closed"),
).where(OF_YEAR, *INSIDE)
BY_DAY = select(RECEIVED.label("received"), func.count().label("cases")).where(OF_YEAR).group_by(text("received"))


def numbered_years(read: Read) -> tuple[YearNumbers, ...]:
    """The years that have numbers, newest first.

    Raises:
        NotAllowed: the reads belong to somebody who makes no papers.
    """
    _refuse(read)
    return tuple(YearNumbers(row.year_be, row.first_no, row.last_no) for row in read.rows(YEARS))


def register_year(read: Read, numbers: YearNumbers) -> RegisterYear:
    """How many cases a year has, and how many of them each month's part holds.

    Raises:
        NotAllowed: as above.
    """
    _refuse(read)
    year = numbers.year_be
    months = [(month, RegisterPart(year, month=month).days) for month in months_of(year)]
    found: Counter[date] = Counter({month: 0 for month, _ in months})
    for row in read.rows(BY_DAY, year=year, never=NEVER):
        found[next(month for month, days in months if days.holds(row.received))] += row.cases
    return RegisterYear(numbers, found.total(), dict(found))


def register_list(read: Read, part: RegisterPart, limit: int) -> RegisterList:
    """The first rows of a part with its totals and those before it; void numbers stand in it as such.

    Raises:
        NotAllowed: as above.
    """
    _refuse(read)
    first, last = part.numbers or (1, HIGHEST)
    begins = part.days.first
    inside = _asked(part.year_be, (first, last), (begins or NEVER, part.days.last))
    rows = rows_of_cases(read.connection, read.province_id, part.year_be, read.rows(ROWS, **inside, most=limit))
    before = RegisterTotals()
    if part.numbers:
        before = _totals(read, _asked(part.year_be, (1, first - 1), (NEVER, date.max)))
    elif begins is not None:
        before = _totals(read, _asked(part.year_be, (1, HIGHEST), (NEVER, begins - timedelta(days=1))))
    return RegisterList(part, tuple(rows), before, _totals(read, inside))


def _asked(year: int, numbers: tuple[int, int], days: tuple[date, date]) -> dict[str, object]:
    return {
        "year": year, "first": numbers[0], "last": numbers[1], "from": days[0], "to": days[1], "never": NEVER,
    }  # fmt: skip


def _totals(read: Read, asked: dict[str, object]) -> RegisterTotals:
    row = read.rows(TOTALS, **asked)[0]
    return RegisterTotals(row.cases, int(row.void), int(row.closed))


def _refuse(read: Read) -> None:
    if Permission.PAPER_MAKE not in PERMISSIONS[read.scope.role]:
        raise NotAllowed
