"""What is true of one case at the end of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from core.model.case import Case, Obligation, Period, Referral
from core.model.codes import ContactKind, ObligationKind

Kind = ObligationKind
REPORTS = (
    Kind.ACKNOWLEDGE,
    Kind.FIRST_PROGRESS,
    Kind.PERIODIC_PROGRESS,
    Kind.PERIODIC_SERIES,
    Kind.REPORT_BY_LETTER,
)


def counted(cases: Iterable[Case], kinds: Collection[ContactKind]) -> list[Case]:
    """Cases that enter the stock figures: not void, of the kinds counted."""
    return [case for case in cases if not case.is_void and case.facts.contact_kind in kinds]


def live_round(case: Case, on: date) -> Period | None:
    """The round that is open at the end of the day."""
    for period in case.periods:
        began = period.opened_on is not None and period.opened_on <= on
        if began and (period.is_open or (period.closed_on is not None and period.closed_on > on)):
            return period
    return None


def is_pending(case: Case, on: date) -> bool:
    """A dated case that is open at the end of the day; void ones never are."""
    return not case.is_void and case.received_on is not None and live_round(case, on) is not None


def is_undated_pending(case: Case, on: date) -> bool:
    """An undated case that is not closed by the day; a round of an unknown day counts as begun."""
    return case.received_on is None and any(
        (period.opened_on is None or period.opened_on <= on)
        and (period.is_open or (period.closed_on is not None and period.closed_on > on))
        for period in case.periods
    )


def live_referrals(case: Case, on: date) -> list[Referral]:
    """Referrals that are with somebody at the end of the day."""
    return [
        referral
        for referral in case.referrals
        if referral.sent_on is not None
        and referral.sent_on <= on
        and (referral.is_live or (referral.ended_on is not None and referral.ended_on > on))
    ]


def awaits_check(referral: Referral, on: date) -> bool:
    """Reported done, and the centre had neither accepted nor sent back by the day."""
    return any(interval.holds(on) for interval in referral.checks)


def unmet(case: Case, on: date, referral_no: int | None) -> list[Obligation]:
    """What is owed and not yet done at the end of the day."""
    return [
        row
        for row in case.obligations
        if row.referral_no == referral_no
        and row.arises_on <= on
        and (row.done_on is None or row.done_on > on)
        and (row.void_on is None or row.void_on > on)
    ]


def deadlines(case: Case, referral: Referral | None, on: date) -> list[date]:
    """Due days that can be overdue or near: finish of a referral, forward of a case that is nowhere.

    Of a paused referral only those that had passed before the pause began.
    """
    if referral is None:
        return [row.due_on for row in unmet(case, on, None) if row.kind is Kind.FORWARD]
    if awaits_check(referral, on):
        return []
    dues = [row.due_on for row in unmet(case, on, referral.no) if row.kind is Kind.FINISH]
    pauses = [pause.from_on for pause in referral.pauses if pause.holds(on)]
    return [due for due in dues if not pauses or due < pauses[0]]


def is_overdue(case: Case, referral: Referral | None, on: date) -> bool:
    """A deadline passed; the due day itself is on time."""
    return any(due < on for due in deadlines(case, referral, on))


def is_near(case: Case, referral: Referral | None, on: date, until: date | None) -> bool:
    """A deadline lies after the day, at the latest on ``until``."""
    return until is not None and any(on < due <= until for due in deadlines(case, referral, on))


def owes(case: Case, referral: Referral | None, on: date, kinds: Sequence[ObligationKind]) -> bool:
    """One of ``kinds`` passed unmet and nobody waits for the centre."""
    if referral is not None and awaits_check(referral, on):
        return False
    rows = unmet(case, on, None if referral is None else referral.no)
    return any(row.kind in kinds and row.due_on < on for row in rows)
