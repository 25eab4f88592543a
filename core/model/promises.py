"""A promise with a due day, as an event carries it: the day, the rule that won and everything that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.codes import DueRule, ObligationKind


class DayUnit(StrEnum):
    """What a period is counted in; both begin on the day after the start."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Span:
    """A period: ``count`` days of ``unit``; ``source`` names the law, declaration or text it comes from."""

    count: int
    unit: DayUnit = DayUnit.WORKING
    source: str = ""


@dataclass(frozen=True, slots=True)
class LostRule:
    """A rule that would have applied had no stronger one existed; ``span`` is what it would have granted."""

    rule: DueRule
    due_on: date
    source: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A holiday that was skipped, with its name as it was then."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One obligation that an event creates.

    ``counted_from`` is the day after which counting began (never counted itself). ``due_on`` is inclusive: that day
    is on time. For a periodic series it is the first day of the series.
    ``first_due_on`` differs from ``due_on`` only after an extension, a pause or a recalculation; ``first_rule`` is the
    rule that set it, where ``rule`` is the reason for moving it.
    """

    kind: ObligationKind
    counted_from: date
    due_on: date
    rule: DueRule
    span: Span | None = None
    source: str = ""
    lost: tuple[LostRule, ...] = ()
    skipped: tuple[NamedDay, ...] = ()
    unconfirmed_years: tuple[int, ...] = ()
    calendar_version: int = 0
    first_due_on: date | None = None
    cadence: int = 1
    first_rule: DueRule | None = None
