"""Counting again what was promised: after the calendar changed, or from another day after a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from core.model.case import Case, Obligation
from core.model.codes import DueRule, ObligationKind, SentVia
from core.model.facts import Registered
from core.model.payloads import Forwarded
from core.model.promises import Promise
from core.rules.calendar import next_periodic_due, window_holding
from core.rules.obligations import Office, finish_promise, first_kept, forward_promise, promise, upstream_promise

Kind = ObligationKind
_STARTS = {Kind.ACKNOWLEDGE: Kind.FIRST_PROGRESS, Kind.FIRST_PROGRESS: Kind.PERIODIC_SERIES}
"""Which promise is counted from the due day of which other one."""


def recounted(case: Case, no: int | None, office: Office) -> tuple[Promise, ...]:
    """Unmet promises of a referral, or (None) of the case itself, whose day moves with today's calendar.

    First progress and the series follow the day they were counted from; days that somebody set never move.
    """
    moved: dict[tuple[Kind, date], date] = {}
    found: list[Promise] = []
    for row in (row for row in case.obligations if row.referral_no == no and row.is_unmet):
        start = moved.get((row.kind, row.promise.counted_from), row.promise.counted_from)
        again = _again(row, start, office)
        if again is None or again.due_on == row.due_on:
            continue
        found.append(first_kept(row, again, DueRule.RECALCULATED))
        if row.kind in _STARTS:
            moved[_STARTS[row.kind], row.due_on] = again.due_on
    return tuple(found)


def _again(row: Obligation, start: date, office: Office) -> Promise | None:
    given = row.promise
    if row.kind is Kind.PERIODIC_SERIES:
        has_begun = row.due_on != given.due_on
        return None if has_begun or start == given.counted_from else _series_again(given, start)
    if given.span is None or given.rule is DueRule.PAUSED:
        return None
    return promise(row.kind, start, given.span, given.rule, office.calendar)


def _series_again(given: Promise, start: date) -> Promise:
    return replace(given, counted_from=start, due_on=next_periodic_due(window_holding(start).due_on))


def registered_again(said: Registered, on: date | None, office: Office) -> Registered:
    """A registration with its promises counted from another day; forwarding that was not owed stays so (imports)."""
    if on is None:
        return replace(said, promises=())
    owes_forward = any(given.kind is Kind.FORWARD for given in said.promises)
    forward = forward_promise(on, office, urgent=said.urgent) if owes_forward else ()
    due_on = said.upstream.answer_due_on if said.upstream else None
    return replace(said, promises=(*forward, *upstream_promise(on, due_on, office)))


def forwarded_again(said: Forwarded, on: date | None, office: Office) -> Forwarded:
    """A referral with its promises counted from another day, by the rules and spans that held when it was sent."""
    if on is None:
        return replace(said, promises=())
    by_letter = said.sent_via is SentVia.LETTER
    starts = {Kind.ACKNOWLEDGE: on + timedelta(days=office.clocks.delivery_days if by_letter else 0)}
    starts[Kind.REPORT_BY_LETTER] = said.letter_on or on
    promises: list[Promise] = []
    for given in said.promises:
        start = on if given.rule is DueRule.SOURCE_AGREED else starts.get(given.kind, on)
        again = _counted(given, start, office)
        promises.append(again)
        if given.kind in _STARTS:
            starts[_STARTS[given.kind]] = again.due_on
    return replace(said, promises=tuple(promises))


def _counted(given: Promise, start: date, office: Office) -> Promise:
    if given.kind is Kind.PERIODIC_SERIES:
        return _series_again(given, start)
    if given.span is None:
        return replace(given, counted_from=start)
    if given.kind is Kind.FINISH:
        weaker = ((lost.rule, lost.span) for lost in given.lost if lost.span is not None)
        return finish_promise(((given.rule, given.span), *weaker), start, office.calendar)
    return promise(given.kind, start, given.span, given.rule, office.calendar)
