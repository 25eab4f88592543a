"""Three numbers that make a day: which of them is the year, the month and the day, in each order that is possible."""

from __future__ import annotations

from datetime import date
from typing import Final

from core.text.dates import DateOrder, ce_year

BE_FROM: Final = 2400
"""A year from here on can only be BE, an earlier one only CE."""

_FIRST_SHORT: Final = 1990
_CENTURIES: Final = (1900, 2000, ce_year(2500))


def full_year(text: str, today: date) -> int | None:
    """Return the CE year that digits mean; None when they can mean none, or two.

    A two-digit year is the one CE or BE year from 1990 to next year that ends so: in 2026 a "58" can only be 2558.
    From 2033 on "33" could be either; then the year is not read (our decision).
    """
    year = int(text)
    if len(text) == 4:
        return ce_year(year) if year >= BE_FROM else year or 1
    if len(text) != 2:
        return None
    meant = {century + year for century in _CENTURIES if _FIRST_SHORT <= century + year <= today.year + 1}
    return meant.pop() if len(meant) == 1 else None


def calendar_days(first: str, second: str, third: str, today: date) -> dict[DateOrder, date]:
    """Return the day that three numbers mean in each order; orders that give no day of the calendar are left out.

    A four-digit number in front is always year-month-day; one at the end leaves day-month and month-day.
    """
    if len(first) > 2:
        return _kept({"ymd": _day(first, second, third, today)})
    orders: dict[DateOrder, date | None] = {
        "dmy": _day(third, second, first, today),
        "mdy": _day(third, first, second, today),
    }
    if len(third) <= 2:
        orders["ymd"] = _day(first, second, third, today)
    return _kept(orders)


def _kept(orders: dict[DateOrder, date | None]) -> dict[DateOrder, date]:
    return {order: day for order, day in orders.items() if day is not None}


def _day(year: str, month: str, day: str, today: date) -> date | None:
    ce = full_year(year, today)
    if ce is None:
        return None
    try:
        return date(ce, int(month), int(day))
    except ValueError:
        return None
