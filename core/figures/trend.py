"""The stock at the end of each of the last 36 months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.figures.contributions import Sums
from core.figures.counts import MonthCount

MONTHS = 36


def trend_months(as_of: date) -> tuple[date, ...]:
    """The first days of the 36 months that end with the month of ``as_of``, in order."""
    last = as_of.year * 12 + as_of.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1))


def trend(months: Iterable[tuple[date, Sums]], opening: int) -> tuple[MonthCount, ...]:
    """The months in order, each with the stock at its end; ``opening`` is the stock before the first."""
    stock, counts = opening, []
    for month, sums in months:
        stock += sums.received + sums.reopened - sums.closed
        counts.append(MonthCount(month, sums.received, sums.closed, sums.reopened, stock))
    return tuple(counts)
