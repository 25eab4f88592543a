"""What the database counts; the figures are made of these and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.figures.board import Board
from core.figures.share import Share
from core.model.codes import ContactKind
from core.text.dates import fiscal_year_span


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` to ``last``, both included; None is from the beginning."""

    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return (self.first is None or self.first <= day) and day <= self.last


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """Counts from the time before the register, over all fiscal years entered; source and day of the latest."""

    received: int
    closed: int
    pending: int
    source: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class Estimated:
    """How many estimated days the figures of a day rest on."""

    opened: int = 0
    sent: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class StockCounts:
    """The stock of a day. ``opened`` and ``stock`` know only dated cases; the others stand beside them."""

    opened: int
    stock: int
    undated: int = 0
    undated_pending: int = 0
    followers: int = 0
    void: int = 0
    estimated: Estimated = field(default_factory=Estimated)
    brought: BroughtForward | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A window: the stock on its eve, and what opened, reopened and closed inside (periods)."""

    opening: int
    new: int
    reopened: int
    closed: int
    closing: int

    @property
    def holds(self) -> bool:
        """The identity that proves the table: opening + new + reopened - closed = closing."""
        return self.opening + self.new + self.reopened - self.closed == self.closing


@dataclass(frozen=True, slots=True)
class Cohort:
    """Cases received in ``window`` and how many of them are pending on the day in question.

    ``carried`` counts of them only those that were pending at the end of another day; ``cohort`` counts them all.
    """

    window: Window
    cases: int
    left: int

    @property
    def closed(self) -> Share:
        """The cases of the cohort that are closed on the day."""
        return Share(self.cases - self.left, self.cases)


@dataclass(frozen=True, slots=True)
class FiscalCounts:
    """A fiscal year on a day. ``carried_at`` is the day at whose end the backlog was pending."""

    year_be: int
    flow: Flow
    backlog: Cohort
    carried_at: date
    new: Cohort
    returned_cases: int
    returned_left: int

    @property
    def year(self) -> Window:
        """All days of the fiscal year."""
        return Window(*fiscal_year_span(self.year_be))


@dataclass(frozen=True, slots=True)
class KeyCount:
    """Cases under one topic, amphoe or channel; undated ones included."""

    key: str
    cases: int
    pending: int
    persons_contacting: int = 0
    persons_subject: int = 0


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One month (its first day); ``stock`` at its end, or at the day in question."""

    month: date
    received: int
    closed: int
    reopened: int
    stock: int


@dataclass(frozen=True, slots=True)
class ProgrammeCount:
    """Contacts of a programme up to a day. They are no cases."""

    programme_id: str
    first_on: date
    last_on: date
    walk_in_persons: int
    calls: int
    other_contacts: int
    became_cases: int

    @property
    def total_contacts(self) -> int:
        """Persons, calls and others in one number, always printed beside its parts."""
        return self.walk_in_persons + self.calls + self.other_contacts


@dataclass(frozen=True, slots=True)
class StatisticsCounts:
    """Everything the statistics of a day are made of, read in one snapshot."""

    as_of: date
    stock: StockCounts
    fiscal: FiscalCounts
    cohorts: tuple[Cohort, ...]
    by_kind: Mapping[ContactKind, int]
    by_channel: tuple[KeyCount, ...]
    by_topic: tuple[KeyCount, ...]
    by_amphoe: tuple[KeyCount, ...]
    board: Board
    months: tuple[MonthCount, ...]
    programmes: tuple[ProgrammeCount, ...]
