"""How events settle, void and add obligations inside a fold.

Pure tuple work; no clock, no calendar but the 15th and 30th. Rows never run backwards: a row whose event was recorded
late ends on the day it arose at the earliest, and a row that was met is met earlier when an earlier answer is learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from operator import is_

from core.model.case import Case, Obligation
from core.model.codes import ObligationKind
from core.model.promises import Promise
from core.rules.calendar import next_periodic_due, window_holding

Kind = ObligationKind
CASE_KINDS = frozenset({Kind.FORWARD, Kind.ANSWER_UPSTREAM, Kind.TELL_COMPLAINANT, Kind.DIRECTIVE})
"""What the centre owes for the case as a whole; everything else is owed by a referral."""
AGENCY_KINDS = frozenset(Kind) - CASE_KINDS
REPORT_KINDS = frozenset({Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.REPORT_BY_LETTER})
"""What any report of an agency satisfies."""


def with_promises(case: Case, promises: Iterable[Promise], on: date | None, referral_no: int | None) -> Case:
    """Add a row for each promise; rows arise on the day of their event. Undated events promise nothing."""
    if on is None:
        return case
    first = len(case.obligations) + 1
    rows = tuple(_row(case, no, given, on, referral_no) for no, given in enumerate(promises, start=first))
    return replace(case, obligations=(*case.obligations, *rows)) if rows else case


def _row(case: Case, no: int, given: Promise, on: date, referral_no: int | None) -> Obligation:
    return Obligation(
        no=no,
        kind=given.kind,
        referral_no=_owner(given.kind, referral_no),
        round=case.round,
        # A return recorded late may be older than that of the last other agency: forwarding is owed from the later day.
        arises_on=max(on, given.counted_from) if given.kind is Kind.FORWARD else on,
        due_on=given.due_on,
        first_due_on=given.first_due_on or given.due_on,
        promise=given,
    )


def _owner(kind: Kind, referral_no: int | None) -> int | None:
    return None if kind in CASE_KINDS else referral_no


def done(case: Case, kinds: Collection[Kind], on: date | None, referral_no: int | None) -> Case:
    """Mark rows of ``kinds`` as done on the day; what is done on an unknown day can be neither on time nor late, so
    it becomes void.
    """
    if on is None:
        return void(case, kinds, on, referral_no)
    return _change(case, kinds, referral_no, lambda row: _met(row, on))


def _met(row: Obligation, on: date) -> Obligation:
    if row.is_unmet:
        return replace(row, done_on=max(on, row.arises_on))
    if row.void_on is None and row.done_on is not None and row.arises_on <= on < row.done_on:
        return replace(row, done_on=on)
    return row


def void(case: Case, kinds: Collection[Kind], on: date | None, referral_no: int | None) -> Case:
    """Mark unmet rows of ``kinds`` as void from the day on; void rows leave every denominator."""
    return _change(case, kinds, referral_no, lambda row: voided(row, on) if row.is_unmet else row)


def voided(row: Obligation, on: date | None) -> Obligation:
    """The row, void from ``on``, at the earliest from the day it arose or was met."""
    days = (row.arises_on, row.done_on, on)
    return replace(row, void_on=max(day for day in days if day is not None))


def _change(
    case: Case, kinds: Collection[Kind], referral_no: int | None, change: Callable[[Obligation], Obligation]
) -> Case:
    rows = tuple(
        change(row) if row.kind in kinds and row.referral_no == _owner(row.kind, referral_no) else row
        for row in case.obligations
    )
    return case if all(map(is_, rows, case.obligations)) else replace(case, obligations=rows)


def replaced(case: Case, promises: Iterable[Promise], on: date | None, referral_no: int | None) -> Case:
    """Void the unmet rows of the promised kinds and add the new ones."""
    given = tuple(promises)
    if not given:
        return case
    return with_promises(void(case, {p.kind for p in given}, on, referral_no), given, on, referral_no)


def recounted(case: Case, promises: Iterable[Promise], on: date | None, referral_no: int | None) -> Case:
    """As ``replaced``, but a row that was met already keeps its day: only what it was measured against changes."""
    for given in promises:
        met = [
            row
            for row in case.obligations
            if row.kind is given.kind and row.referral_no == referral_no and row.done_on and row.void_on is None
        ]
        case = replaced(case, (given,), on, referral_no)
        if on is not None and met:
            case = _met_again(case, met[-1], on)
    return case


def _met_again(case: Case, old: Obligation, on: date) -> Case:
    *rows, new = case.obligations
    done_on = old.done_on or on
    arises_on = min(on, done_on)
    kept = [voided(replace(row, done_on=None), arises_on) if row.no == old.no else row for row in rows]
    return replace(case, obligations=(*kept, replace(new, arises_on=arises_on, done_on=done_on)))


def report_settles(case: Case, on: date | None, referral_no: int | None) -> Case:
    """What any report does: acknowledges, satisfies first progress and the letter's day, settles the windows so far."""
    case = done(case, REPORT_KINDS, on, referral_no)
    return case if on is None else settle_windows(case, on, referral_no, reported=True)


def settle_windows(case: Case, on: date, referral_no: int | None, *, reported: bool) -> Case:
    """Give each periodic due day so far a row of its own and move the series on.

    A report satisfies the window in which it lies and settles every earlier unmet one late; without a report (the
    referral ended) the due days so far become void.
    """
    rows: list[Obligation] = []
    fresh: list[Obligation] = []
    for row in case.obligations:
        if row.referral_no == referral_no and row.kind is Kind.PERIODIC_SERIES and row.is_unmet:
            due_days = _due_days(row.due_on, on, reported=reported)
            fresh.extend(_settled(row, due_on, on, reported=reported) for due_on in due_days)
            row = replace(row, due_on=next_periodic_due(due_days[-1])) if due_days else row
        elif row.referral_no == referral_no and row.kind is Kind.PERIODIC_PROGRESS and reported:
            row = _reported_earlier(row, on)
        rows.append(row)
    if all(map(is_, rows, case.obligations)):
        return case
    numbered = (replace(row, no=len(rows) + n) for n, row in enumerate(fresh, start=1))
    return replace(case, obligations=(*rows, *numbered))


def _due_days(first: date, on: date, *, reported: bool) -> list[date]:
    """The due days from ``first`` whose windows have begun before ``on`` ends, or (not reported) that have passed."""
    days: list[date] = []
    due_on = first
    while (window_holding(due_on).after < on) if reported else due_on <= on:
        days.append(due_on)
        due_on = next_periodic_due(due_on)
    return days


def _settled(series: Obligation, due_on: date, on: date, *, reported: bool) -> Obligation:
    opens_on = max(series.arises_on, window_holding(due_on).after + timedelta(days=1))
    return replace(
        series,
        kind=Kind.PERIODIC_PROGRESS,
        arises_on=min(opens_on, on),
        due_on=due_on,
        first_due_on=due_on,
        done_on=on if reported else None,
        void_on=None if reported else on,
    )


def _reported_earlier(row: Obligation, on: date) -> Obligation:
    if row.void_on is not None or row.done_on is None or not window_holding(row.due_on).after < on < row.done_on:
        return row
    return replace(row, done_on=on, arises_on=min(row.arises_on, on))
