"""What an event promises, given the case before it and its own day.

A decision asks this when the event is made; a correction asks it again for the corrected event and for every later
one, so that a promise never rests on a day that was recorded wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from core.model import payloads as p
from core.model.case import Case, Obligation
from core.model.codes import DueRule, ObligationKind
from core.model.events import Event
from core.model.masters import Agency
from core.model.promises import Promise, Span
from core.rules.calendar import next_periodic_due, working_days_between
from core.rules.fold_referral import FINISH_KINDS, latest, referral_of
from core.rules.obligations import (
    Office,
    Sending,
    acknowledge_promise,
    first_kept,
    forward_promise,
    moved_promise,
    objection_promise,
    progress_promises,
    promise,
    reporting_promises,
    series_from,
    series_promise,
    tell_promise,
)
from core.rules.recount import recounted

Kind = ObligationKind
Completer = Callable[[Case, Any, Event, Office], p.CasePayload]


def completed(case: Case, event: Event, office: Office) -> Event:
    """The event with everything that follows from the case before it and its day; legality is checked elsewhere."""
    complete = COMPLETERS.get(type(event.payload))
    return event if complete is None else replace(event, payload=complete(case, event.payload, event, office))


def unmet(case: Case, no: int | None, kind: Kind) -> Obligation | None:
    """The unmet row of a kind that a referral, or (None) the case, owes."""
    rows = (row for row in case.obligations if row.referral_no == no and row.kind is kind and row.is_unmet)
    return next(rows, None)


def _standing(case: Case, no: int | None, kind: Kind) -> Obligation | None:
    """The row of a kind that is not void, met or not."""
    rows = (row for row in case.obligations if row.referral_no == no and row.kind is kind and row.void_on is None)
    return next(rows, None)


def _delivered(case: Case, said: p.Delivered, event: Event, office: Office) -> p.Delivered:
    referral, on, no = referral_of(case, event.referral_no), event.happened_on, event.referral_no
    letter = _letter_again(case, no, on, office)
    if on is None or referral.sent_on is None:
        return replace(said, promises=letter)
    sending = Sending(Agency(referral.agency_id, ""), referral.sent_on, by_letter=True, delivered_on=on)
    due = acknowledge_promise(sending, office)
    if due:
        started = min(referral.acknowledged_on or due[0].due_on, due[0].due_on)
        due += progress_promises(started, referral.sent_on, office, reported_on=referral.first_report_on)
    return replace(said, promises=(*(row for row in due if _is_open_to_change(case, no, row.kind)), *letter))


def _letter_again(case: Case, no: int | None, on: date | None, office: Office) -> tuple[Promise, ...]:
    row = _standing(case, no, Kind.REPORT_BY_LETTER)
    if on is None or row is None or row.promise.rule is not DueRule.DEFAULT or row.promise.span is None:
        return ()
    return (promise(Kind.REPORT_BY_LETTER, on, row.promise.span, DueRule.DEFAULT, office.calendar),)


def _is_open_to_change(case: Case, no: int | None, kind: Kind) -> bool:
    if kind is not Kind.PERIODIC_SERIES:
        return _standing(case, no, kind) is not None
    return unmet(case, no, kind) is not None and not _has_settled_windows(case, no)


def _has_settled_windows(case: Case, no: int | None) -> bool:
    return any(row.kind is Kind.PERIODIC_PROGRESS and row.referral_no == no for row in case.obligations)


def _acknowledged(case: Case, said: p.Acknowledged, event: Event, office: Office) -> p.Acknowledged:
    """Before its due day it brings first progress and the series forward; later it buys no time (our decision)."""
    on, no = event.happened_on, event.referral_no
    sent_on, due = referral_of(case, no).sent_on, unmet(case, no, Kind.ACKNOWLEDGE)
    if on is None or sent_on is None or due is None or on >= due.due_on:
        return replace(said, promises=())
    early = progress_promises(on, sent_on, office)
    return replace(said, promises=tuple(row for row in early if unmet(case, no, row.kind)))


def _pending_confirmed(case: Case, said: p.PendingConfirmed, event: Event, office: Office) -> p.PendingConfirmed:
    """The clocks of an import start on the day of the confirmation, as far as nothing was answered before."""
    referral, on = referral_of(case, event.referral_no), event.happened_on
    if on is None or referral.own:
        return replace(said, promises=())
    if referral.first_report_on is not None:
        return replace(said, promises=series_promise(on, office))
    if referral.acknowledged_on is not None:
        return replace(said, promises=progress_promises(on, on, office))
    return replace(said, promises=reporting_promises(Sending(Agency(referral.agency_id, ""), on), office))


def _progress_reported(case: Case, said: p.ProgressReported, event: Event, office: Office) -> p.ProgressReported:
    on, no = event.happened_on, event.referral_no
    if on is None:
        return replace(said, promises=())
    tell = _tell(case, on, office) if _changes_the_day(case, said, no) else ()
    return replace(said, promises=(*_series_brought_forward(case, no, on, office), *tell))


def _series_brought_forward(case: Case, no: int | None, on: date, office: Office) -> tuple[Promise, ...]:
    """The first report before its due day brings the series forward, also when another one was recorded before it."""
    first, earlier = _standing(case, no, Kind.FIRST_PROGRESS), referral_of(case, no).first_report_on
    if first is None or on >= min(first.due_on, earlier or first.due_on):
        return ()
    return series_promise(on, office) if _is_open_to_change(case, no, Kind.PERIODIC_SERIES) else ()


def _changes_the_day(case: Case, said: p.ProgressReported, no: int | None) -> bool:
    """Whether the agency names a day later than every day named before: then the complainant is to be told."""
    row, referral = unmet(case, no, Kind.FINISH) or unmet(case, no, Kind.REVIEW), referral_of(case, no)
    named = latest(row.due_on if row else None, referral.expected_on)
    return said.expected_on is not None and named is not None and said.expected_on > named


def _tell(case: Case, on: date | None, office: Office) -> tuple[Promise, ...]:
    if on is None or office.is_import or not case.facts.wants_reply:
        return ()
    return tell_promise(on, office)


def _done_reported(case: Case, said: p.DoneReported, event: Event, office: Office) -> p.DoneReported:
    """Done while the clock stood ends the pause, and what it stood for is added first."""
    return replace(said, promises=_shifted(case, event, office)[1])


def _resumed(case: Case, said: p.Resumed, event: Event, office: Office) -> p.Resumed:
    days, promises = _shifted(case, event, office)
    return replace(said, working_days=days, promises=promises)


def _shifted(case: Case, event: Event, office: Office) -> tuple[int, tuple[Promise, ...]]:
    """The working days that the finish clock stood, and the finish day later by as many."""
    referral, on, row = referral_of(case, event.referral_no), event.happened_on, None
    if not referral.is_paused or on is None:
        return 0, ()
    days = working_days_between(referral.pauses[-1].from_on, on, office.calendar)
    row = unmet(case, event.referral_no, Kind.FINISH)
    if row is None or days == 0:
        return days, ()
    later = promise(Kind.FINISH, row.due_on, Span(days), DueRule.PAUSED, office.calendar)
    return days, (first_kept(row, later, DueRule.PAUSED),)


def _ended(case: Case, said: p.Returned | p.Cancelled, event: Event, office: Office) -> p.Returned | p.Cancelled:
    """Without another live referral the case must be forwarded again, from the day the last one ended."""
    if event.happened_on is None or any(r.no != event.referral_no for r in case.live_referrals):
        return replace(said, promises=())
    start = latest(event.happened_on, *(r.ended_on for r in case.referrals if r.round == case.round))
    return replace(said, promises=_forward(case, start, office))


def _sent_back(case: Case, said: p.SentBack, event: Event, office: Office) -> p.SentBack:
    """Finish owes the same day as before; the series goes on with its first due day after this one."""
    no, on = event.referral_no, event.happened_on
    rows = [row for row in case.obligations if row.referral_no == no]
    settled = [row for row in rows if row.kind in FINISH_KINDS and row.done_on and row.void_on is None]
    finish = tuple(first_kept(row, row.promise, DueRule.SENT_BACK) for row in settled[-1:])
    series = [row for row in rows if row.kind is Kind.PERIODIC_SERIES]
    if not series or on is None:
        return replace(said, promises=finish)
    return replace(said, promises=(*finish, *series_from(max(series[-1].due_on, next_periodic_due(on)), on, office)))


def _closed(case: Case, said: p.Closed, event: Event, office: Office) -> p.Closed:
    return replace(said, promises=_tell(case, event.happened_on, office))


def _objected(case: Case, said: p.Objected, event: Event, office: Office) -> p.Objected:
    if event.happened_on is None or office.is_import:
        return replace(said, promises=())
    return replace(said, promises=objection_promise(event.happened_on, office, urgent=case.facts.urgent))


def _reopened(case: Case, said: p.Reopened, event: Event, office: Office) -> p.Reopened:
    return replace(said, promises=_forward(case, event.happened_on, office))


def _forward(case: Case, start: date | None, office: Office) -> tuple[Promise, ...]:
    if start is None or office.is_import:
        return ()
    return forward_promise(start, office, urgent=case.facts.urgent)


def _extended(case: Case, said: p.Extended, event: Event, office: Office) -> p.Extended:
    """The typed day takes the place of the one in force; whoever asked to be told is told of it."""
    typed = next((given.due_on for given in said.promises if given.kind in FINISH_KINDS), None)
    row = unmet(case, event.referral_no, Kind.FINISH) or unmet(case, event.referral_no, Kind.REVIEW)
    if row is None or typed is None:
        return said
    later = moved_promise(row, typed, DueRule.EXTENDED)
    return replace(said, promises=(later, *_tell(case, event.happened_on, office)))


def _recalculated(case: Case, said: p.Recalculated, event: Event, office: Office) -> p.Recalculated:
    return replace(said, promises=recounted(case, event.referral_no, office))


COMPLETERS: Mapping[type, Completer] = MappingProxyType(
    {
        p.Delivered: _delivered,
        p.Acknowledged: _acknowledged,
        p.PendingConfirmed: _pending_confirmed,
        p.ProgressReported: _progress_reported,
        p.DoneReported: _done_reported,
        p.Returned: _ended,
        p.Cancelled: _ended,
        p.SentBack: _sent_back,
        p.Closed: _closed,
        p.Objected: _objected,
        p.Reopened: _reopened,
        p.Extended: _extended,
        p.Recalculated: _recalculated,
        p.Resumed: _resumed,
    }
)
"""Kinds whose promises follow from the case and the day; registering and forwarding promise from what they are told."""
