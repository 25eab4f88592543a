"""What is due by a day, recounted from whole cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from core.model.case import Case, Obligation
from core.model.codes import ObligationKind
from core.rules.calendar import next_periodic_due


class Owed(NamedTuple):
    """One promise due by a day, or one day of a series."""

    due_on: date
    case_id: int
    kind: ObligationKind
    referral_no: int | None
    done_on: date | None
    days_late: int


def recount_due(cases: Iterable[Case], on: date) -> list[Owed]:
    """Unmet at the end of the day and due by it, or due on the day itself, met or not; in order."""
    found = (owed for case in cases for row in case.obligations for owed in _owed(case, row, on))
    return sorted(found, key=lambda owed: (owed.due_on, owed.case_id, owed.kind, owed.referral_no or 0))


def _owed(case: Case, row: Obligation, on: date) -> Iterable[Owed]:
    if row.arises_on > on or row.due_on > on or (row.void_on is not None and row.void_on <= on):
        return
    done_on = row.done_on if row.done_on is not None and row.done_on <= on else None
    if row.kind is ObligationKind.PERIODIC_SERIES:
        due_on = row.due_on
        while done_on is None and due_on <= on:
            yield Owed(due_on, case.id, ObligationKind.PERIODIC_PROGRESS, row.referral_no, None, (on - due_on).days)
            due_on = next_periodic_due(due_on)
    elif done_on is None or row.due_on == on:
        late = max(0, ((done_on or on) - row.due_on).days)
        yield Owed(row.due_on, case.id, row.kind, row.referral_no, done_on, late)
