"""Why a day's figures differ from what they were: cases of which something was recorded later.

The figures of a day use everything recorded until now. What a meeting saw is explained by folding the few cases that
were touched since as far as was known then, and comparing where they stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.figures.headline import Headline
from core.figures.recount import cases as truth
from core.model.case import Case, CaseNo
from core.model.codes import ContactKind
from core.model.events import Event
from core.rules.fold import fold


class Stood(StrEnum):
    """Where a case stood at the end of a day; ``OUTSIDE`` is not yet received, void, or of a kind counted apart."""

    OUTSIDE = "outside"
    PENDING = "pending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Shift:
    """A case that stands elsewhere than was known."""

    no: CaseNo
    then: Stood
    now: Stood


@dataclass(frozen=True, slots=True)
class KnownHeadline:
    """The headline of ``as_of`` from what had been recorded at ``known_at`` (inclusive), and what has moved since.

    ``shifts`` are ordered by number.
    """

    as_of: date
    known_at: datetime
    total: int
    closed: int
    pending: int
    shifts: tuple[Shift, ...]

    def to_json(self) -> dict[str, Any]:
        """The key ``known`` of the answer of ``stats``."""
        return {
            "at": self.known_at.isoformat(),
            "total": self.total,
            "closed": self.closed,
            "pending": self.pending,
            "shifts": [
                {"case_no": str(each.no), "then": each.then.value, "now": each.now.value} for each in self.shifts
            ],
        }


def stood(case: Case, as_of: date, kinds: Collection[ContactKind]) -> Stood:
    """Where a case stood; undated cases are in the total of every day."""
    if not truth.counted([case], kinds) or (case.received_on is not None and case.received_on > as_of):
        return Stood.OUTSIDE
    return Stood.PENDING if truth.is_pending(case, as_of) or truth.is_undated_pending(case, as_of) else Stood.CLOSED


def shift(
    case_id: int, events: Iterable[Event], known_at: datetime, as_of: date, kinds: Collection[ContactKind]
) -> Shift | None:
    """How a case moved since ``known_at``; None where it stands where it stood. ``events`` are all, as recorded."""
    told = [*events]
    known = [each for each in told if each.recorded_at is not None and each.recorded_at <= known_at]
    case = fold(case_id, told)
    then = stood(fold(case_id, known), as_of, kinds) if known else Stood.OUTSIDE
    now = stood(case, as_of, kinds)
    return None if then is now else Shift(case.no, then, now)


def known_headline(now: Headline, known_at: datetime, shifts: Iterable[Shift]) -> KnownHeadline:
    """Take back from today's headline what has moved since."""
    moved = tuple(sorted(shifts, key=lambda each: (each.no.year_be, each.no.running)))

    def before(figure: int, *where: Stood) -> int:
        return figure + sum((each.then in where) - (each.now in where) for each in moved)

    return KnownHeadline(
        as_of=now.as_of,
        known_at=known_at,
        total=before(now.total, Stood.PENDING, Stood.CLOSED),
        closed=before(now.closed, Stood.CLOSED),
        pending=before(now.pending, Stood.PENDING),
        shifts=moved,
    )
