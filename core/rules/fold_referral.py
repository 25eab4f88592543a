"""What each event does to a referral: its status, its intervals and what is owed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.model import payloads as p
from core.model.case import Case, Interval, Referral
from core.model.codes import AgencyKind, CaseState, ObligationKind, ReferralOutcome, SentVia
from core.model.events import Event
from core.rules import fold_obligations as owed

Kind = ObligationKind
FINISH_KINDS = frozenset({Kind.FINISH, Kind.REVIEW})
_ENDED_STATES = {ReferralOutcome.RETURNED: CaseState.RETURNED, ReferralOutcome.CANCELLED: CaseState.CANCELLED}


def referral_of(case: Case, no: int | None) -> Referral:
    """The referral an event names.

    Raises:
        ValueError: there is none; the workflow check keeps such events from being written.
    """
    for referral in case.referrals:
        if referral.no == no:
            return referral
    raise ValueError(f"case {case.no} has no referral {no}")


def latest(*days: date | None) -> date | None:
    """The latest of the known days."""
    return max((day for day in days if day is not None), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _with_referral(case: Case, referral: Referral) -> Case:
    return replace(case, referrals=tuple(referral if old.no == referral.no else old for old in case.referrals))


def _ended_interval(intervals: tuple[Interval, ...], on: date | None) -> tuple[Interval, ...]:
    """The intervals with the open one ended; one that holds no day, or ends on an unknown day, is dropped."""
    if not intervals or intervals[-1].to_on is not None:
        return intervals
    *before, last = intervals
    if on is None or on <= last.from_on:
        return tuple(before)
    return (*before, replace(last, to_on=on))


def forwarded(case: Case, said: p.Forwarded, event: Event) -> Case:
    """A referral begins; those that the case moves on from end."""
    on = event.happened_on
    for no in said.moves_on:
        case = ended(case, no, on, ReferralOutcome.MOVED_ON)
    own = said.agency_kind is AgencyKind.CENTRE
    referral = Referral(
        no=event.referral_no or next_referral_no(case),
        round=case.round,
        agency_id=said.agency_id,
        agency_name=said.agency_name,
        own=own,
        sent_on=on,
        sent_basis=event.basis,
        by_letter=said.sent_via is SentVia.LETTER,
        state=CaseState.HANDLED_BY_CENTRE if own else CaseState.SENT,
        last_move_on=on,
    )
    case = owed.done(case, {Kind.FORWARD}, on, None)
    case = replace(case, referrals=(*case.referrals, referral), proposed=None)
    return owed.with_promises(case, said.promises, on, referral.no)


def next_referral_no(case: Case) -> int:
    """The number of the next referral; numbers are never used twice while their referral stands."""
    return max((referral.no for referral in case.referrals), default=0) + 1


def delivered(case: Case, said: p.Delivered, event: Event) -> Case:
    """The letter arrived: clocks that ran from an assumed day run from the real one."""
    referral = replace(referral_of(case, event.referral_no), delivered_on=event.happened_on)
    return owed.recounted(_with_referral(case, referral), said.promises, event.happened_on, referral.no)


def acknowledged(case: Case, said: p.Acknowledged, event: Event) -> Case:
    """The agency took the case."""
    on, old = event.happened_on, referral_of(case, event.referral_no)
    state = CaseState.ACKNOWLEDGED if old.state is CaseState.SENT else old.state
    new = replace(old, acknowledged_on=on, state=state, last_move_on=latest(old.last_move_on, on))
    case = owed.done(_with_referral(case, new), {Kind.ACKNOWLEDGE}, on, old.no)
    return owed.replaced(case, said.promises, on, old.no)


def pending_confirmed(case: Case, said: p.PendingConfirmed, event: Event) -> Case:
    """An imported referral is really pending: its clocks start."""
    referral = replace(referral_of(case, event.referral_no), confirmed_on=event.happened_on)
    return owed.replaced(_with_referral(case, referral), said.promises, event.happened_on, referral.no)


def _report(case: Case, event: Event, state: CaseState) -> Case:
    on, old = event.happened_on, referral_of(case, event.referral_no)
    new = replace(
        old,
        acknowledged_on=_earliest(old.acknowledged_on, on),
        first_report_on=_earliest(old.first_report_on, on),
        last_report_on=latest(old.last_report_on, on),
        last_move_on=latest(old.last_move_on, on),
        state=old.state if old.own and state is CaseState.IN_PROGRESS else state,
        reminders=0,
    )
    return _with_referral(case, new)


def progress_reported(case: Case, said: p.ProgressReported, event: Event) -> Case:
    """Any report acknowledges and satisfies what was owed so far."""
    case = _report(case, event, CaseState.IN_PROGRESS)
    referral = referral_of(case, event.referral_no)
    case = _with_referral(case, replace(referral, expected_on=said.expected_on or referral.expected_on))
    case = owed.replaced(case, said.promises, event.happened_on, event.referral_no)
    return owed.report_settles(case, event.happened_on, event.referral_no)


def done_reported(case: Case, said: p.DoneReported, event: Event) -> Case:
    """The agency is done; the days until the centre accepts or sends back are not charged to it."""
    on, no = event.happened_on, event.referral_no
    case = owed.report_settles(_report(case, event, CaseState.DONE), on, no)
    case = owed.replaced(case, said.promises, on, no)
    case = owed.done(case, {*FINISH_KINDS, Kind.PERIODIC_SERIES}, on, no)
    case = _unpaused(case, no, on)
    if on is None:
        return case
    referral = referral_of(case, no)
    return _with_referral(case, replace(referral, checks=(*referral.checks, Interval(on))))


def ended(case: Case, no: int, on: date | None, outcome: ReferralOutcome) -> Case:
    """The referral ends. Closing settles a finish day that was never reported (our decision), unless the clock stood
    then and had not run out before: a pause is not charged to the agency. What else is unmet becomes void.
    """
    old = referral_of(case, no)
    if on is not None:
        case = owed.settle_windows(case, on, no, reported=False)
    case = owed.done(case, {Kind.PERIODIC_SERIES}, on, no)
    if outcome is ReferralOutcome.CLOSED and not _stands_in_time(case, old):
        case = owed.done(case, FINISH_KINDS, on, no)
    case = owed.void(_unpaused(case, no, on), owed.AGENCY_KINDS, on, no)
    new = replace(
        referral_of(case, no),
        checks=_ended_interval(old.checks, on),
        is_live=False,
        ended_on=on,
        outcome=outcome,
        state=_ENDED_STATES.get(outcome, old.state),
        last_move_on=latest(old.last_move_on, on),
    )
    return _with_referral(case, new)


def _stands_in_time(case: Case, referral: Referral) -> bool:
    rows = (row for row in case.obligations if row.referral_no == referral.no and row.kind in FINISH_KINDS)
    unmet = [row.due_on for row in rows if row.is_unmet]
    return referral.is_paused and all(due_on >= referral.pauses[-1].from_on for due_on in unmet)


def returned(case: Case, said: p.Returned, event: Event) -> Case:
    """The agency gave the case back, which is a report like any other."""
    on, no = event.happened_on, referral_of(case, event.referral_no).no
    case = owed.report_settles(_report(case, event, CaseState.RETURNED), on, no)
    return owed.with_promises(ended(case, no, on, ReferralOutcome.RETURNED), said.promises, on, None)


def cancelled(case: Case, said: p.Cancelled, event: Event) -> Case:
    """The centre took the referral back."""
    on, no = event.happened_on, referral_of(case, event.referral_no).no
    return owed.with_promises(ended(case, no, on, ReferralOutcome.CANCELLED), said.promises, on, None)


def sent_back(case: Case, said: p.SentBack, event: Event) -> Case:
    """The centre wants more: the settled finish becomes void and the promised one takes its place."""
    on, old = event.happened_on, referral_of(case, event.referral_no)
    new = replace(
        old,
        checks=_ended_interval(old.checks, on),
        state=CaseState.HANDLED_BY_CENTRE if old.own else CaseState.SENT_BACK,
        last_move_on=latest(old.last_move_on, on),
    )
    rows = (
        owed.voided(row, on) if row.referral_no == old.no and row.kind in FINISH_KINDS and row.void_on is None else row
        for row in case.obligations
    )
    case = replace(_with_referral(case, new), obligations=tuple(rows), proposed=None)
    return owed.with_promises(case, said.promises, on, old.no)


def due_moved(case: Case, said: p.Extended | p.Recalculated, event: Event) -> Case:
    """Unmet rows of the promised kinds are replaced."""
    return owed.replaced(case, said.promises, event.happened_on, event.referral_no)


def paused(case: Case, said: p.Paused, event: Event) -> Case:
    """The finish clock stands."""
    on, old = event.happened_on, referral_of(case, event.referral_no)
    if on is None:
        return case
    new = replace(old, pauses=(*old.pauses, Interval(on)), last_move_on=latest(old.last_move_on, on))
    return replace(_with_referral(case, new), delay=said.reason)


def resumed(case: Case, said: p.Resumed, event: Event) -> Case:
    """The finish clock runs again."""
    case = _unpaused(case, event.referral_no, event.happened_on)
    return owed.replaced(case, said.promises, event.happened_on, event.referral_no)


def _unpaused(case: Case, no: int | None, on: date | None) -> Case:
    """End the referral's pause, if any; the last pause to end takes the label of the delay off the case."""
    old = referral_of(case, no)
    if not old.is_paused:
        return case
    new = replace(old, pauses=_ended_interval(old.pauses, on), last_move_on=latest(old.last_move_on, on))
    case = _with_referral(case, new)
    return case if _any_paused(case.live_referrals) else replace(case, delay=None)


def _any_paused(referrals: Iterable[Referral]) -> bool:
    return any(referral.is_paused for referral in referrals)


def chased(case: Case, said: p.Chased, event: Event) -> Case:
    """A reminder was made; one that is older than the last report does not count against the agency any more."""
    on, old = event.happened_on, referral_of(case, event.referral_no)
    is_answered = on is not None and old.last_report_on is not None and on < old.last_report_on
    reminders = old.reminders if is_answered else said.number
    return _with_referral(case, replace(old, reminders=reminders, last_chased_on=latest(old.last_chased_on, on)))
