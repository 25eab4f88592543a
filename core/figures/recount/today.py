"""The queues of a day, recounted from whole cases; nothing is known to have happened after the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from core.figures.recount import cases as truth
from core.figures.today import Queue
from core.model.case import Case, Obligation, Referral
from core.model.codes import ObligationKind

Kind = ObligationKind
REPORTS = (
    Kind.FIRST_PROGRESS,
    Kind.PERIODIC_SERIES,
    Kind.PERIODIC_PROGRESS,
    Kind.REPORT_BY_LETTER,
)
Line = tuple[Queue, int, int | None]
"""A queue, a case and the referral at which it stands there, None for the case itself."""


def recount_today(cases: Iterable[Case], on: date, near_until: date) -> set[Line]:
    """Every line of every queue."""
    return {line for case in cases if not case.is_void for line in _of_case(case, on, near_until)}


def _of_case(case: Case, on: date, near_until: date) -> Iterator[Line]:
    owed = [row for row in case.obligations if row.is_unmet and row.arises_on <= on]
    if any(row.kind is Kind.TELL_COMPLAINANT for row in owed):
        yield Queue.TELL, case.id, None
    if any(row.kind is Kind.ANSWER_UPSTREAM and row.due_on <= near_until for row in owed):
        yield Queue.UPSTREAM, case.id, None
    is_objected = not case.periods[-1].is_open and case.objected_on is not None
    if is_objected and any(row.kind is Kind.FORWARD for row in owed):
        yield Queue.OBJECTION, case.id, None
    if truth.is_pending(case, on):
        yield from _of_pending(case, on, near_until)


def _of_pending(case: Case, on: date, near_until: date) -> Iterator[Line]:
    live = truth.live_referrals(case, on)
    if live and all(truth.awaits_check(referral, on) for referral in live):
        yield Queue.CHECK, case.id, None
    nowhere: list[Referral | None] = [None]
    for referral in [*live] or nowhere:
        no = None if referral is None else referral.no
        if case.facts.urgent:
            yield Queue.URGENT, case.id, no
        if referral is None:
            yield Queue.NOT_SENT, case.id, no
        if truth.is_overdue(case, referral, on):
            yield Queue.OVERDUE, case.id, no
        if truth.is_near(case, referral, on, near_until):
            yield Queue.NEAR, case.id, no
        if referral is not None and not referral.own and not truth.awaits_check(referral, on):
            yield from _of_agency(case, referral, on)


def _of_agency(case: Case, referral: Referral, on: date) -> Iterator[Line]:
    owed = truth.unmet(case, on, referral.no)
    due = [row for row in owed if row.due_on <= on]
    place = case.id, referral.no
    if any(row.kind is Kind.ACKNOWLEDGE for row in owed):
        yield Queue.ACKNOWLEDGE, *place
    if any(row.kind in (Kind.PERIODIC_SERIES, Kind.PERIODIC_PROGRESS) for row in due):
        yield Queue.PERIODIC, *place
    if any(row.kind in REPORTS for row in due) or any(_finish_runs(row, referral, on) for row in due):
        yield Queue.REPORT, *place


def _finish_runs(row: Obligation, referral: Referral, on: date) -> bool:
    """A finish day that counts: no pause holds, or it had passed before the pause began."""
    began = [pause.from_on for pause in referral.pauses if pause.holds(on)]
    return row.kind is Kind.FINISH and (not began or row.due_on < began[0])
