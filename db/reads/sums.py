"""Figures of windows and stocks from the daily and monthly sums: whole months, then the days of the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select, union_all

from core.figures.contributions import Sums, first_of_month
from core.figures.counts import MonthCount
from core.figures.trend import trend, trend_months
from core.model.codes import ContactKind
from db.reads.read import Read
from db.reads.tables import AGG_DAY, AGG_MONTH, AS_OF, KINDS, PROVINCE, day

SUMMED = [each.name for each in fields(Sums)]
WHOLE_MONTHS = AGG_MONTH.c.province_id == PROVINCE, AGG_MONTH.c.dimension == "all", AGG_MONTH.c.key == ""
"""The totals of months."""


def _until() -> Select[Any]:
    months = select(AGG_MONTH.c.contact_kind, *(func.sum(AGG_MONTH.c[name]) for name in SUMMED)).where(
        *WHOLE_MONTHS, AGG_MONTH.c.month < day("days_from")
    )
    days = select(AGG_DAY.c.contact_kind, *(func.sum(AGG_DAY.c[name]) for name in SUMMED)).where(
        AGG_DAY.c.province_id == PROVINCE, AGG_DAY.c.day >= day("days_from"), AGG_DAY.c.day <= AS_OF
    )
    both = union_all(months.group_by(AGG_MONTH.c.contact_kind), days.group_by(AGG_DAY.c.contact_kind)).subquery()
    return select(both)


UNTIL = _until()
MONTHS = (
    select(AGG_MONTH.c.month, *(func.sum(AGG_MONTH.c[name]) for name in ("received", "reopened", "closed")))
    .where(*WHOLE_MONTHS, AGG_MONTH.c.month >= day("first"), AGG_MONTH.c.month < day("days_from"))
    .where(AGG_MONTH.c.contact_kind.in_(KINDS))
    .group_by(AGG_MONTH.c.month)
)


def days_from(as_of: date) -> date:
    """The first day that must be read by the day: months that ended by ``as_of`` are read whole."""
    return first_of_month(as_of + timedelta(days=1))


def sums_until(read: Read, as_of: date) -> Mapping[ContactKind, Sums]:
    """Everything counted up to the end of a day, by kind of contact."""
    if as_of not in read.known:
        found: dict[ContactKind, Sums] = defaultdict(Sums)
        for row in read.rows(UNTIL, as_of=as_of, days_from=days_from(as_of)):
            found[ContactKind(row[0])] += Sums(*map(int, row[1:]))
        read.known[as_of] = found
    return read.known[as_of]


def in_stock(sums: Mapping[ContactKind, Sums], kinds: Iterable[ContactKind]) -> Sums:
    """The sums of the kinds that enter the stock, in one."""
    total = Sums()
    for kind in kinds:
        total += sums.get(kind, Sums())
    return total


def stock_until(read: Read, as_of: date) -> Sums:
    """Everything that entered the stock up to the end of a day."""
    return in_stock(sums_until(read, as_of), read.kinds)


def stock_of(sums: Sums) -> int:
    """The stock at the end of the day up to which the sums were taken."""
    return sums.received + sums.reopened - sums.closed


def month_counts(read: Read, as_of: date, until: Sums) -> tuple[MonthCount, ...]:
    """The 36 months ending with that of ``as_of``, of which ``until`` are the sums up to ``as_of``."""
    months = trend_months(as_of)
    rows = read.rows(MONTHS, first=months[0], days_from=days_from(as_of))
    found = {row.month: Sums(int(row[1]), int(row[2]), int(row[3])) for row in rows}
    before = stock_until(read, months[0] - timedelta(days=1))
    whole = [found.get(month, Sums()) for month in months[:-1]]
    last = until + -sum(whole, before)
    return trend(zip(months, (*whole, last), strict=True), stock_of(before))
