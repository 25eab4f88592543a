"""Fiscal years and the windows of backlog and new cases. Source: LP (90 -> 82 = 91.11 %, 337 -> 304 = 90.21 %).

Two readings of a backlog are offered, each with its dates: *carried* (received in a window and pending at the end of a
day) and *cohort* (everything received in the window). Of both, what is closed on the day in question is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import DomainError
from core.figures.counts import Window
from core.text.dates import fiscal_year_be, fiscal_year_span


@dataclass(frozen=True, slots=True)
class FiscalQuestion:
    """A fiscal year and the window of its backlog: received in ``received``, pending at the end of ``carried_at``."""

    as_of: date
    year_be: int
    received: Window
    carried_at: date

    @property
    def year(self) -> Window:
        """The days of the fiscal year."""
        return Window(*fiscal_year_span(self.year_be))

    @property
    def so_far(self) -> Window:
        """The days of the fiscal year up to the day in question."""
        first, last = fiscal_year_span(self.year_be)
        return Window(first, min(last, self.as_of))

    @property
    def eve(self) -> date:
        """The last day before the fiscal year."""
        return fiscal_year_span(self.year_be)[0] - timedelta(days=1)


def fiscal_question(
    as_of: date, year_be: int | None = None, received: Window | None = None, carried_at: date | None = None
) -> FiscalQuestion:
    """Fill in what was not asked: the fiscal year of ``as_of``, everything received before it, its eve.

    Raises:
        DomainError: the fiscal year begins after ``as_of``, the backlog was to be pending after it, or its window ends
            before it begins.
    """
    year = fiscal_year_be(as_of) if year_be is None else year_be
    first, _ = fiscal_year_span(year)
    eve = first - timedelta(days=1)
    if first > as_of:
        raise DomainError("error.fiscal_year_ahead", year=year)
    if carried_at is not None and carried_at > as_of:
        raise DomainError("error.carried_after_as_of")
    if received is not None and received.first is not None and received.last < received.first:
        raise DomainError("error.window_backwards", first=received.first, last=received.last)
    return FiscalQuestion(as_of, year, received or Window(None, carried_at or eve), carried_at or eve)
