"""How events settle, void and add obligations inside a fold. Pure tuple work; no clock, no calendar but the 15th and
30th.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from core.model.case import Case, Obligation
from core.model.codes import ObligationKind
from core.model.promises import Promise
from core.rules.calendar import next_periodic_due, window_holding

Kind = ObligationKind
REPORT_KINDS = frozenset({Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.REPORT_BY_LETTER})
"""What any report of an agency satisfies."""


def with_promises(case: Case, promises: Iterable[Promise], on: date | None, referral_no: int | None) -> Case:
    """Add a row for each promise; rows arise on the day of their event. Undated events promise nothing."""
    if on is None:
        return case
    rows = list(case.obligations)
    for given in promises:
        rows.append(
            Obligation(
                no=len(rows) + 1,
                kind=given.kind,
                referral_no=referral_no,
                round=case.round,
                arises_on=on,
                due_on=given.due_on,
                first_due_on=given.first_due_on or given.due_on,
                promise=given,
            )
        )
    return replace(case, obligations=tuple(rows))


def done(case: Case, kinds: Collection[Kind], on: date | None, referral_no: int | None) -> Case:
    """Mark unmet rows of ``kinds`` as done on the day."""
    return _change(case, kinds, referral_no, lambda row: replace(row, done_on=_not_before(row, on)))


def void(case: Case, kinds: Collection[Kind], on: date | None, referral_no: int | None) -> Case:
    """Mark unmet rows of ``kinds`` as void from the day on; void rows leave every denominator."""
    return _change(case, kinds, referral_no, lambda row: replace(row, void_on=_not_before(row, on)))


def _not_before(row: Obligation, on: date | None) -> date:
    return row.arises_on if on is None else max(on, row.arises_on)


def _change(
    case: Case, kinds: Collection[Kind], referral_no: int | None, change: Callable[[Obligation], Obligation]
) -> Case:
    def is_meant(row: Obligation) -> bool:
        return row.kind in kinds and row.referral_no == referral_no and row.is_unmet

    return replace(case, obligations=tuple(change(row) if is_meant(row) else row for row in case.obligations))


def replaced(case: Case, promises: Iterable[Promise], on: date | None, referral_no: int | None) -> Case:
    """Void the unmet rows of the promised kinds and add the new ones."""
    given = tuple(promises)
    return with_promises(void(case, {p.kind for p in given}, on, referral_no), given, on, referral_no)


def report_settles(case: Case, on: date | None, referral_no: int | None) -> Case:
    """What any report does: acknowledges, satisfies first progress and the letter's day, settles the windows so far."""
    case = done(case, REPORT_KINDS, on, referral_no)
    return case if on is None else settle_windows(case, on, referral_no, reported=True)


def settle_windows(case: Case, on: date, referral_no: int | None, *, reported: bool) -> Case:
    """Give each periodic due day up to ``on`` a row of its own and move the series on.

    A report satisfies the window in which it lies and settles every earlier unmet one late; without a report (the
    referral
    was cancelled) the due days so far become void.
    """
    rows: list[Obligation] = []
    for row in case.obligations:
        is_series = row.kind is Kind.PERIODIC_SERIES and row.referral_no == referral_no and row.is_unmet
        rows.extend(_settled(row, on, reported=reported) if is_series else (row,))
    fresh = [row for row in rows if row.no == 0]
    kept = [row for row in rows if row.no != 0]
    numbered = [replace(row, no=len(kept) + n) for n, row in enumerate(fresh, start=1)]
    return replace(case, obligations=(*kept, *numbered))


def _settled(series: Obligation, on: date, *, reported: bool) -> Iterable[Obligation]:
    due_on = series.due_on
    while due_on <= on or (reported and window_holding(due_on).after < on):
        opens_on = max(series.arises_on, window_holding(due_on).after + timedelta(days=1))
        row = replace(
            series, no=0, kind=Kind.PERIODIC_PROGRESS, arises_on=min(opens_on, on), due_on=due_on, first_due_on=due_on
        )
        yield replace(row, done_on=on) if reported else replace(row, void_on=on)
        due_on = next_periodic_due(due_on)
    yield replace(series, due_on=due_on)
