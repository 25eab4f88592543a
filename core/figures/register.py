"""The register of a fiscal year as a printed book takes it: parts of it, and totals that carry from part to part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.figures.counts import Window
from core.model.beginnings import YearNumbers
from core.model.upkeep import RegisterRow
from core.text.dates import fiscal_year_span

MOST_PRINTED: Final = 500
"""Rows of one printed file: more is slow to set, and no book to hold."""
_PART: Final = re.compile(r"(\d{4})(?:-no-(\d{1,7})-(\d{1,7})|-month-(\d{4})-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """Which cases of a BE year: all, those of a range of running numbers, or those received in a month.

    The months of a year hold each of its cases once: the first one takes what was received before, or on no known day,
    and the last one what was received after.
    """

    year_be: int
    numbers: tuple[int, int] | None = None
    month: date | None = None

    @classmethod
    def parse(cls, text: str) -> RegisterPart:
        """Read what ``key`` wrote.

        Raises:
            ValueError: it is no part of a register.
        """
        found = _PART.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year_be, first, last, year, month = (int(each) if each else 0 for each in found.groups())
        if month:
            return cls(year_be, month=_inside(date(year, month, 1), year_be))
        return cls(year_be, numbers=_ordered(first, last) if found[2] else None)

    @property
    def key(self) -> str:
        """The part in an address and in the name of a paper."""
        if self.numbers:
            return f"{self.year_be}-no-{self.numbers[0]}-{self.numbers[1]}"
        return f"{self.year_be}-month-{self.month:%Y-%m}" if self.month else str(self.year_be)

    @property
    def days(self) -> Window:
        """The days of receipt of its cases; an unknown one counts as the first of all days."""
        first, last = fiscal_year_span(self.year_be)
        if self.month is None:
            return Window(None, date.max)
        next_month = (self.month + timedelta(days=32)).replace(day=1)
        is_first, is_last = self.month == first, self.month == last.replace(day=1)
        return Window(None if is_first else self.month, date.max if is_last else next_month - timedelta(days=1))


def _inside(month: date, year_be: int) -> date:
    first, last = fiscal_year_span(year_be)
    if not first <= month <= last:
        raise ValueError(month)
    return month


def _ordered(first: int, last: int) -> tuple[int, int]:
    if not 1 <= first <= last:
        raise ValueError(first, last)
    return first, last


@dataclass(frozen=True, slots=True)
class RegisterTotals:
    """Numbers given, and what became of them; what is neither void nor closed is pending."""

    cases: int = 0
    void: int = 0
    closed: int = 0

    @property
    def pending(self) -> int:
        """Cases that are neither void nor closed."""
        return self.cases - self.void - self.closed

    def __add__(self, other: RegisterTotals) -> RegisterTotals:
        """The totals of both."""
        return RegisterTotals(self.cases + other.cases, self.void + other.void, self.closed + other.closed)


@dataclass(frozen=True, slots=True)
class RegisterList:
    """A part of the register: its first rows by number, its totals, and those of all that stands before it."""

    part: RegisterPart
    rows: tuple[RegisterRow, ...]
    before: RegisterTotals
    whole: RegisterTotals


@dataclass(frozen=True, slots=True)
class RegisterYear:
    """A year that has numbers: which ones, how many cases bear them, and how many were received in each month."""

    numbers: YearNumbers
    cases: int
    months: Mapping[date, int]


def volumes(numbers: YearNumbers, size: int = MOST_PRINTED) -> tuple[RegisterPart, ...]:
    """A year in ranges of numbers that fit into one file each: the volumes of a book."""
    firsts = range(numbers.first_no, numbers.last_no + 1, size)
    return tuple(RegisterPart(numbers.year_be, (first, min(first + size - 1, numbers.last_no))) for first in firsts)


def months_of(year_be: int) -> tuple[date, ...]:
    """The months of a BE fiscal year, October first, each by its first day."""
    first, _ = fiscal_year_span(year_be)
    return tuple(
        date(first.year + (first.month + ahead - 1) // 12, (first.month + ahead - 1) % 12 + 1, 1) for ahead in range(12)
    )
