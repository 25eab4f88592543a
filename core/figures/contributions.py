"""What one case adds to the daily and monthly sums, from which any day's figures are read.

Sums change only by ``difference(contributions(new), contributions(old))``: a late entry, a correction, a void and a
bulk import are the same line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.model.case import Case, Period
from core.model.codes import ContactKind, DateBasis

Dimension = Literal["all", "channel", "topic", "amphoe", "channel_year", "topic_year", "amphoe_year"]
DayCell = tuple[Literal["day"], date, ContactKind]
MonthCell = tuple[Literal["month"], date, Dimension, str, ContactKind]
Cell = DayCell | MonthCell
"""A row of the sums. A month is named by its first day; the key of dimension ``all``, and of what is unknown, is ''.

The cell of a ``*_year`` dimension holds a calendar year and is named by its 1 January: totals by key since the
beginning are a few years and the months of the last one, however long the register grows.
"""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a cell holds; negative only in a difference.

    ``received`` counts opened periods of round 1 and ``reopened`` those of later rounds, both on the day they opened;
    ``closed`` counts periods on the day they closed, so that the sum of received + reopened - closed up to a day is the
    stock of that day. ``*_estimated`` count days that are estimated: periods opened, periods closed, referrals sent.
    Persons stand on the day the case was received.
    """

    received: int = 0
    reopened: int = 0
    closed: int = 0
    opened_estimated: int = 0
    closed_estimated: int = 0
    sent_estimated: int = 0
    persons_contacting: int = 0
    persons_subject: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.received + other.received,
            self.reopened + other.reopened,
            self.closed + other.closed,
            self.opened_estimated + other.opened_estimated,
            self.closed_estimated + other.closed_estimated,
            self.sent_estimated + other.sent_estimated,
            self.persons_contacting + other.persons_contacting,
            self.persons_subject + other.persons_subject,
        )

    def __neg__(self) -> Sums:
        return Sums(
            -self.received,
            -self.reopened,
            -self.closed,
            -self.opened_estimated,
            -self.closed_estimated,
            -self.sent_estimated,
            -self.persons_contacting,
            -self.persons_subject,
        )


NOTHING = Sums()


def contributions(case: Case) -> dict[Cell, Sums]:
    """What ``case`` adds to the sums, in key order; nothing when it is void or undated."""
    if case.is_void or case.received_on is None:
        return {}
    cells: dict[Cell, Sums] = defaultdict(Sums)
    for day, sums in _days(case):
        for cell in _cells(case, day):
            cells[cell] += sums
    return _ordered(cells)


def difference(new: Mapping[Cell, Sums], old: Mapping[Cell, Sums]) -> dict[Cell, Sums]:
    """What must be added to the stored sums when ``old`` becomes ``new``, in key order and without unchanged cells.

    The order is the same for every writer, so that two of them never wait for each other in a circle.
    """
    cells: dict[Cell, Sums] = defaultdict(Sums, new)
    for cell, sums in old.items():
        cells[cell] += -sums
    return _ordered(cells)


def first_of_month(day: date) -> date:
    """The first day of the calendar month that holds ``day``."""
    return day.replace(day=1)


def first_of_year(day: date) -> date:
    """1 January of the calendar year that holds ``day``."""
    return day.replace(month=1, day=1)


def _ordered(cells: Mapping[Cell, Sums]) -> dict[Cell, Sums]:
    return {cell: cells[cell] for cell in sorted(cells) if cells[cell] != NOTHING}


def _days(case: Case) -> Iterator[tuple[date, Sums]]:
    """The days on which something is counted; a day may come more than once."""
    for period in case.periods:
        if period.opened_on is not None:
            yield period.opened_on, _opened(case, period)
        if period.closed_on is not None:
            yield period.closed_on, Sums(closed=1, closed_estimated=_estimated(period.closed_basis))
    for referral in case.referrals:
        if referral.sent_on is not None and referral.sent_basis is DateBasis.ESTIMATED:
            yield referral.sent_on, Sums(sent_estimated=1)


def _opened(case: Case, period: Period) -> Sums:
    estimated = _estimated(period.opened_basis)
    if period.round > 1:
        return Sums(reopened=1, opened_estimated=estimated)
    facts = case.facts
    return Sums(
        received=1,
        opened_estimated=estimated,
        persons_contacting=facts.persons_contacting,
        persons_subject=facts.persons_subject,
    )


def _estimated(basis: DateBasis | None) -> int:
    return int(basis is DateBasis.ESTIMATED)


def _cells(case: Case, day: date) -> tuple[Cell, ...]:
    facts, kind, month, year = case.facts, case.facts.contact_kind, first_of_month(day), first_of_year(day)
    topic, amphoe = facts.topic_id or "", facts.amphoe_code or ""
    return (
        ("day", day, kind),
        ("month", month, "all", "", kind),
        ("month", month, "channel", facts.channel_id, kind),
        ("month", month, "topic", topic, kind),
        ("month", month, "amphoe", amphoe, kind),
        ("month", year, "channel_year", facts.channel_id, kind),
        ("month", year, "topic_year", topic, kind),
        ("month", year, "amphoe_year", amphoe, kind),
    )
