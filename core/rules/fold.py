"""A case is the fold of its events, in the order in which they were recorded. Needs neither clock nor calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from core.model import payloads as p
from core.model.case import Case, Closing, Interval, Period, Referral
from core.model.codes import AgencyKind, CaseState, DateBasis, ObligationKind, ReferralOutcome, SentVia
from core.model.codes import ObligationKind as Kind
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.rules import codec
from core.rules import fold_obligations as owed

Branch = Callable[[Case, Any, Event], Case]
EVERY_KIND = frozenset(ObligationKind)
CASE_KINDS_OUTLIVING_CLOSING = frozenset({Kind.ANSWER_UPSTREAM, Kind.TELL_COMPLAINANT})
AGENCY_KINDS = EVERY_KIND - CASE_KINDS_OUTLIVING_CLOSING - {Kind.FORWARD, Kind.DIRECTIVE}


def fold(case_id: int, events: Sequence[Event]) -> Case:
    """The case after ``events`` (its whole stream, by sequence); corrections fold as if the corrected event had said
    so.

    Raises:
        ValueError: the stream is empty or does not begin with a registration.
    """
    case: Case | None = None
    for event in effective(events):
        case = begun(case_id, event) if case is None else applied(case, event)
    if case is None:
        raise ValueError("a case begins with its registration")
    return replace(case, version=events[-1].seq)


def effective(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events as corrected: replaced facts and days, retracted events left out, the corrections themselves left
    out.
    """
    stream = tuple(events)
    fixes = {event.corrects_seq: event for event in stream if isinstance(event.payload, p.Corrected)}
    return tuple(
        _corrected(event, fixes.get(event.seq))
        for event in stream
        if not isinstance(event.payload, p.Corrected) and not _is_retracted(fixes.get(event.seq))
    )


def _is_retracted(fix: Event | None) -> bool:
    return fix is not None and isinstance(fix.payload, p.Corrected) and fix.payload.retracted


def _corrected(event: Event, fix: Event | None) -> Event:
    if fix is None or not isinstance(fix.payload, p.Corrected):
        return event
    payload = (
        codec.load_payload(codec.kind_of(event.payload), fix.payload.payload) if fix.payload.payload else event.payload
    )
    return replace(event, payload=payload, happened_on=fix.happened_on, basis=fix.payload.basis)


def begun(case_id: int, event: Event) -> Case:
    """The case after its registration."""
    facts = event.payload
    if not isinstance(facts, Registered):
        raise ValueError("a case begins with its registration")
    case = Case(
        id=case_id,
        version=event.seq,
        facts=facts,
        received_on=event.happened_on,
        received_basis=event.basis,
        periods=(Period(1, event.happened_on, event.basis),),
    )
    return owed.with_promises(case, facts.promises, event.happened_on, None)


def applied(case: Case, event: Event) -> Case:
    """The case after one more effective event."""
    branch = BRANCHES[type(event.payload)]
    return replace(branch(case, event.payload, event), version=event.seq or case.version)


def referral_of(case: Case, no: int | None) -> Referral:
    """The referral an event names.

    Raises:
        ValueError: there is none; the workflow check keeps such events from being written.
    """
    for referral in case.referrals:
        if referral.no == no:
            return referral
    raise ValueError(f"case {case.no} has no referral {no}")


def _with_referral(case: Case, referral: Referral) -> Case:
    others = tuple(referral if old.no == referral.no else old for old in case.referrals)
    return replace(case, referrals=others)


def _amended(case: Case, said: Amended, event: Event) -> Case:
    changed = {name: value for name in Amended.__slots__ if (value := getattr(said, name)) is not None}
    return replace(case, facts=replace(case.facts, **changed))


def _forwarded(case: Case, said: p.Forwarded, event: Event) -> Case:
    on = event.happened_on
    for no in said.moves_on:
        case = _ended(case, no, event, ReferralOutcome.MOVED_ON)
    own = said.agency_kind is AgencyKind.CENTRE
    by_letter = said.sent_via is SentVia.LETTER
    referral = Referral(
        no=event.referral_no or len(case.referrals) + 1,
        round=case.round,
        agency_id=said.agency_id,
        agency_name=said.agency_name,
        own=own,
        sent_on=on,
        sent_basis=event.basis,
        by_letter=by_letter,
        state=CaseState.HANDLED_BY_CENTRE if own else CaseState.SENT,
        last_move_on=on,
    )
    case = owed.done(case, {Kind.FORWARD}, on, None)
    case = replace(case, referrals=(*case.referrals, referral), proposed=None)
    return owed.with_promises(case, said.promises, on, referral.no)


def _delivered(case: Case, said: p.Delivered, event: Event) -> Case:
    referral = replace(referral_of(case, event.referral_no), delivered_on=event.happened_on)
    return owed.replaced(_with_referral(case, referral), said.promises, event.happened_on, referral.no)


def _acknowledged(case: Case, said: p.Acknowledged, event: Event) -> Case:
    on, old = event.happened_on, referral_of(case, event.referral_no)
    state = CaseState.ACKNOWLEDGED if old.state is CaseState.SENT else old.state
    case = _with_referral(case, replace(old, acknowledged_on=on, state=state, last_move_on=on))
    case = owed.done(case, {Kind.ACKNOWLEDGE}, on, old.no)
    return owed.replaced(case, said.promises, on, old.no)


def _pending_confirmed(case: Case, said: p.PendingConfirmed, event: Event) -> Case:
    return owed.replaced(case, said.promises, event.happened_on, event.referral_no)


def _report(case: Case, event: Event, state: CaseState) -> Case:
    on, old = event.happened_on, referral_of(case, event.referral_no)
    new = replace(
        old,
        acknowledged_on=old.acknowledged_on or on,
        first_report_on=old.first_report_on or on,
        last_report_on=on,
        last_move_on=on,
        state=old.state if old.own and state is CaseState.IN_PROGRESS else state,
        reminders=0,
    )
    return _with_referral(case, new)


def _progress(case: Case, said: p.ProgressReported, event: Event) -> Case:
    case = _report(case, event, CaseState.IN_PROGRESS)
    case = owed.replaced(case, said.promises, event.happened_on, event.referral_no)
    return owed.report_settles(case, event.happened_on, event.referral_no)


def _done(case: Case, said: p.DoneReported, event: Event) -> Case:
    on, no = event.happened_on, event.referral_no
    case = owed.report_settles(_report(case, event, CaseState.DONE), on, no)
    case = owed.done(case, {Kind.FINISH, Kind.REVIEW, Kind.PERIODIC_SERIES}, on, no)
    referral = _unpaused(referral_of(case, no), event)
    if on is None:
        return _with_referral(case, referral)
    return _with_referral(case, replace(referral, checks=(*referral.checks, Interval(on))))


def _unpaused(referral: Referral, event: Event) -> Referral:
    if not referral.is_paused or event.happened_on is None:
        return referral
    last = replace(referral.pauses[-1], to_on=event.happened_on)
    return replace(referral, pauses=(*referral.pauses[:-1], last))


def _checked(referral: Referral, event: Event) -> Referral:
    if not referral.checks or referral.checks[-1].to_on is not None or event.happened_on is None:
        return referral
    last = replace(referral.checks[-1], to_on=event.happened_on)
    return replace(referral, checks=(*referral.checks[:-1], last))


def _ended(case: Case, no: int | None, event: Event, outcome: ReferralOutcome) -> Case:
    on, old = event.happened_on, referral_of(case, no)
    state = {ReferralOutcome.RETURNED: CaseState.RETURNED, ReferralOutcome.CANCELLED: CaseState.CANCELLED}
    new = replace(
        _checked(_unpaused(old, event), event),
        is_live=False,
        ended_on=on,
        outcome=outcome,
        state=state.get(outcome, old.state),
        last_move_on=on,
    )
    case = _with_referral(case, new)
    if on is not None and outcome in (ReferralOutcome.CANCELLED, ReferralOutcome.MOVED_ON):
        case = owed.settle_windows(case, on, no, reported=False)
    case = owed.done(case, {Kind.PERIODIC_SERIES}, on, no)
    if outcome is ReferralOutcome.CLOSED:
        case = owed.done(case, {Kind.FINISH, Kind.REVIEW}, on, no)
    return owed.void(case, AGENCY_KINDS, on, no)


def _returned(case: Case, said: p.Returned, event: Event) -> Case:
    case = owed.report_settles(_report(case, event, CaseState.RETURNED), event.happened_on, event.referral_no)
    case = _ended(case, event.referral_no, event, ReferralOutcome.RETURNED)
    return owed.with_promises(case, said.promises, event.happened_on, None)


def _cancelled(case: Case, said: p.Cancelled, event: Event) -> Case:
    case = _ended(case, event.referral_no, event, ReferralOutcome.CANCELLED)
    return owed.with_promises(case, said.promises, event.happened_on, None)


def _sent_back(case: Case, said: p.SentBack, event: Event) -> Case:
    on, no = event.happened_on, event.referral_no
    referral = _checked(referral_of(case, no), event)
    back = CaseState.HANDLED_BY_CENTRE if referral.own else CaseState.SENT_BACK
    case = _with_referral(case, replace(referral, state=back, last_move_on=on))
    settled = tuple(
        replace(row, void_on=on)
        if row.referral_no == no and row.kind in (Kind.FINISH, Kind.REVIEW) and row.void_on is None
        else row
        for row in case.obligations
    )
    return owed.with_promises(replace(case, obligations=settled, proposed=None), said.promises, on, no)


def _closing_proposed(case: Case, said: p.ClosingProposed, event: Event) -> Case:
    return replace(case, proposed=said.closing_class)


def _closing_refused(case: Case, said: p.ClosingRefused, event: Event) -> Case:
    return replace(case, proposed=None)


def _closed(case: Case, said: p.Closed, event: Event) -> Case:
    for referral in case.live_referrals:
        case = _ended(case, referral.no, event, ReferralOutcome.CLOSED)
    case = owed.void(case, {Kind.FORWARD}, event.happened_on, None)
    last = replace(case.periods[-1], is_open=False, closed_on=event.happened_on, closed_basis=event.basis)
    closing = Closing(said.closing_class, said.confirmed, said.memo_no)
    case = replace(case, periods=(*case.periods[:-1], last), closing=closing, proposed=None, delay=None, told_on=None)
    return owed.replaced(case, said.promises, event.happened_on, None)


def _objected(case: Case, said: p.Objected, event: Event) -> Case:
    case = replace(case, objected_on=event.happened_on)
    return owed.with_promises(case, said.promises, event.happened_on, None)


def _objection_declined(case: Case, said: p.ObjectionDeclined, event: Event) -> Case:
    return owed.void(replace(case, objected_on=None), {Kind.FORWARD}, event.happened_on, None)


def _reopened(case: Case, said: p.Reopened, event: Event) -> Case:
    on = event.happened_on
    case = owed.void(case, {Kind.FORWARD, Kind.TELL_COMPLAINANT}, on, None)
    period = Period(case.round + 1, on, event.basis if on else DateBasis.UNKNOWN)
    case = replace(case, periods=(*case.periods, period), objected_on=None, closing=None, told_on=None)
    return owed.with_promises(case, said.promises, on, None)


def _moved_due(case: Case, said: p.Extended | p.Recalculated | p.Resumed, event: Event) -> Case:
    return owed.replaced(case, said.promises, event.happened_on, event.referral_no)


def _paused(case: Case, said: p.Paused, event: Event) -> Case:
    referral = referral_of(case, event.referral_no)
    if event.happened_on is None:
        return case
    pauses = (*referral.pauses, Interval(event.happened_on))
    return replace(_with_referral(case, replace(referral, pauses=pauses)), delay=said.reason)


def _resumed(case: Case, said: p.Resumed, event: Event) -> Case:
    case = _with_referral(case, _unpaused(referral_of(case, event.referral_no), event))
    return _moved_due(replace(case, delay=None), said, event)


def _delay_labelled(case: Case, said: p.DelayLabelled, event: Event) -> Case:
    return replace(case, delay=said.reason)


def _assigned(case: Case, said: p.Assigned, event: Event) -> Case:
    return replace(case, officer_id=said.officer_id)


def _chased(case: Case, said: p.Chased, event: Event) -> Case:
    referral = referral_of(case, event.referral_no)
    return _with_referral(case, replace(referral, reminders=said.number))


def _unchanged(case: Case, said: p.ContactLogged, event: Event) -> Case:
    return case


def _told(case: Case, said: p.Told, event: Event) -> Case:
    return owed.done(replace(case, told_on=event.happened_on), {Kind.TELL_COMPLAINANT}, event.happened_on, None)


def _upstream_answered(case: Case, said: p.UpstreamAnswered, event: Event) -> Case:
    return owed.done(case, {Kind.ANSWER_UPSTREAM}, event.happened_on, None)


def _linked(case: Case, said: p.Linked, event: Event) -> Case:
    return replace(case, lead_id=said.lead_id, lead_no=said.lead_no)


def _unlinked(case: Case, said: p.Unlinked, event: Event) -> Case:
    return replace(case, lead_id=None, lead_no="")


def _voided(case: Case, said: p.Voided, event: Event) -> Case:
    return replace(case, is_void=True, referrals=(), obligations=(), proposed=None, objected_on=None)


def _anonymised(case: Case, said: p.Anonymised, event: Event) -> Case:
    return replace(case, is_anonymised=True)


BRANCHES: dict[type, Branch] = {
    Amended: _amended,
    p.Forwarded: _forwarded,
    p.Delivered: _delivered,
    p.Acknowledged: _acknowledged,
    p.PendingConfirmed: _pending_confirmed,
    p.ProgressReported: _progress,
    p.DoneReported: _done,
    p.Returned: _returned,
    p.Cancelled: _cancelled,
    p.SentBack: _sent_back,
    p.ClosingProposed: _closing_proposed,
    p.ClosingRefused: _closing_refused,
    p.Closed: _closed,
    p.Objected: _objected,
    p.ObjectionDeclined: _objection_declined,
    p.Reopened: _reopened,
    p.Extended: _moved_due,
    p.Recalculated: _moved_due,
    p.Paused: _paused,
    p.Resumed: _resumed,
    p.DelayLabelled: _delay_labelled,
    p.Assigned: _assigned,
    p.Chased: _chased,
    p.ContactLogged: _unchanged,
    p.Told: _told,
    p.UpstreamAnswered: _upstream_answered,
    p.Linked: _linked,
    p.Unlinked: _unlinked,
    p.Voided: _voided,
    p.Anonymised: _anonymised,
}
