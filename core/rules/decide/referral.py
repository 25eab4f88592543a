"""The moves of a referral: sending, answering, chasing, and the clocks they start and stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.errors import DomainError, IllegalMove, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case, Obligation, Referral
from core.model.codes import AgencyKind, ContactWay, DelayReason, DueRule, ObligationKind, SentVia
from core.model.events import Event
from core.model.masters import Agency, Topic
from core.model.promises import Promise, Span
from core.rules.calendar import working_days_between
from core.rules.decide.common import Said, moved
from core.rules.fold import referral_of
from core.rules.obligations import (
    Office,
    Sending,
    due_after,
    forward_promise,
    moved_promise,
    progress_promises,
    referral_promises,
    reporting_promises,
    series_promise,
    typed_promise,
)

Kind = ObligationKind


@dataclass(frozen=True, slots=True)
class Dispatch:
    """To whom and how a case is sent. ``keep`` adds the agency beside the live ones; without it the case moves on.

    ``agreed_due_on`` is a due day of an imported source: stored as report_by_letter and finish, and no other clock
    runs.
    """

    agency: Agency
    topic: Topic | None = None
    sent_via: SentVia = SentVia.SYSTEM
    letter_no: str = ""
    letter_on: date | None = None
    report_due_on: date | None = None
    review_on: date | None = None
    keep: bool = True
    agreed_due_on: date | None = None


def forward(case: Case, dispatch: Dispatch, said: Said, office: Office) -> Event:
    """Send the case to an agency; sending it to the centre itself means own handling.

    Raises:
        DomainError: the agency is no longer valid, or a complex topic came without its review day.
        IllegalMove: the agency already has the case.
    """
    _check_dispatch(case, dispatch, said, office)
    moves_on = () if dispatch.keep else tuple(r.no for r in case.live_referrals)
    payload = p.Forwarded(
        agency_id=dispatch.agency.id,
        agency_name=dispatch.agency.name,
        agency_kind=dispatch.agency.kind,
        sent_via=dispatch.sent_via,
        letter_no=dispatch.letter_no,
        letter_on=dispatch.letter_on,
        moves_on=moves_on,
        promises=_promises(dispatch, said, office),
    )
    return moved(case, payload, said, office, referral_no=len(case.referrals) + 1)


def _check_dispatch(case: Case, dispatch: Dispatch, said: Said, office: Office) -> None:
    agency, on = dispatch.agency, said.when.on
    if on is not None and (
        (agency.valid_to and agency.valid_to < on) or (agency.valid_from and on < agency.valid_from)
    ):
        raise DomainError("error.agency_not_valid", agency=agency.name, successor=agency.succeeded_by or "")
    if any(r.agency_id == agency.id for r in case.live_referrals):
        raise IllegalMove("error.already_there", agency=agency.name)
    complex_topic = dispatch.topic is not None and dispatch.topic.is_complex
    if complex_topic and not office.is_import and dispatch.review_on is None:
        raise DomainError("error.review_day_missing")
    for due in (dispatch.report_due_on, dispatch.review_on):
        if due is not None and on is not None and due < on:
            raise ImpossibleDay("error.due_before_start", day=due, start=on)


def _promises(dispatch: Dispatch, said: Said, office: Office) -> tuple[Promise, ...]:
    on = said.when.on
    if on is None:
        return ()
    if office.is_import:
        return _agreed(dispatch.agreed_due_on, on)
    sending = Sending(
        agency=dispatch.agency,
        sent_on=on,
        topic=dispatch.topic,
        own=dispatch.agency.kind is AgencyKind.CENTRE,
        by_letter=dispatch.sent_via is SentVia.LETTER,
        letter_on=dispatch.letter_on,
        report_due_on=dispatch.report_due_on,
        review_on=dispatch.review_on,
    )
    return referral_promises(sending, office)


def _agreed(due_on: date | None, sent_on: date) -> tuple[Promise, ...]:
    if due_on is None:
        return ()
    kinds = (Kind.REPORT_BY_LETTER, Kind.FINISH)
    return tuple(typed_promise(kind, sent_on, due_on, DueRule.SOURCE_AGREED) for kind in kinds)


def deliver(case: Case, no: int, agency: Agency, said: Said, office: Office) -> Event:
    """The letter's delivery day is learnt: the clocks that were counted from an assumed day are counted anew."""
    referral = referral_of(case, no)
    promises: tuple[Promise, ...] = ()
    if referral.sent_on is not None and said.when.on is not None and referral.acknowledged_on is None:
        sending = Sending(agency, referral.sent_on, by_letter=True, delivered_on=said.when.on)
        promises = tuple(row for row in reporting_promises(sending, office) if _owed(case, no, row.kind))
    return moved(case, p.Delivered(promises), said, office, no)


def acknowledge(case: Case, no: int, said: Said, office: Office) -> Event:
    """The agency took the case; before its due day this brings first progress and the series forward."""
    on, due = said.when.on, _owed(case, no, Kind.ACKNOWLEDGE)
    promises: tuple[Promise, ...] = ()
    referral = referral_of(case, no)
    if on is not None and due is not None and on < due.due_on and referral.sent_on is not None:
        early = progress_promises(on, referral.sent_on, office)
        promises = tuple(row for row in early if _owed(case, no, row.kind))
    return moved(case, p.Acknowledged(promises), said, office, no)


def report_progress(
    case: Case, no: int, said: Said, office: Office, *, letter_no: str = "", expected_on: date | None = None
) -> Event:
    """The agency reported progress; the first report before its due day brings the series forward."""
    on, first = said.when.on, _owed(case, no, Kind.FIRST_PROGRESS)
    promises: tuple[Promise, ...] = ()
    if on is not None and first is not None and on < first.due_on and _owed(case, no, Kind.PERIODIC_SERIES):
        promises = series_promise(on, office)
    return moved(case, p.ProgressReported(letter_no, expected_on, promises), said, office, no)


def report_done(case: Case, no: int, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """The agency says that it is done; the centre checks."""
    return moved(case, p.DoneReported(letter_no), said, office, no)


def confirm_pending(case: Case, no: int, said: Said, office: Office) -> Event:
    """An imported case is really still pending: acknowledge, first progress and the series start on this day."""
    referral, on = referral_of(case, no), said.when.on
    if on is None:
        raise ImpossibleDay("error.day_missing")
    if _owed(case, no, Kind.PERIODIC_SERIES) is not None:
        raise IllegalMove("error.already_confirmed", no=str(case.no))
    sending = Sending(Agency(referral.agency_id, referral.agency_name), on)
    promises = () if referral.own else reporting_promises(sending, office)
    if referral.acknowledged_on is not None:
        promises = series_promise(on, office)
    return moved(case, p.PendingConfirmed(promises), said, office, no)


def hand_back(case: Case, no: int, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """The agency returns the case with a reason; without another live referral it must be forwarded again."""
    return moved(case, p.Returned(letter_no, _forward_again(case, no, said, office)), said, office, no)


def cancel(case: Case, no: int, said: Said, office: Office) -> Event:
    """The centre takes the referral back."""
    return moved(case, p.Cancelled(_forward_again(case, no, said, office)), said, office, no)


def _forward_again(case: Case, no: int, said: Said, office: Office) -> tuple[Promise, ...]:
    others = [r for r in case.live_referrals if r.no != no]
    return () if others or said.when.on is None else forward_promise(said.when.on, office, urgent=case.facts.urgent)


def send_back(case: Case, no: int, said: Said, office: Office) -> Event:
    """The centre checked and wants more: finish owes the same day as before, and the series runs again."""
    rows = [r for r in case.obligations if r.referral_no == no and r.kind in (Kind.FINISH, Kind.REVIEW) and r.done_on]
    last = rows[-1:] if rows and rows[-1].void_on is None else []
    finish = tuple(moved_promise(row, row.due_on, DueRule.SENT_BACK) for row in last)
    ran = any(r.kind is Kind.PERIODIC_SERIES and r.referral_no == no for r in case.obligations)
    series = series_promise(said.when.on, office) if ran and said.when.on is not None else ()
    return moved(case, p.SentBack((*finish, *series)), said, office, no)


def extend(case: Case, no: int, due_on: date, by_whom: str, said: Said, office: Office) -> Event:
    """Grant a later finish (or review) day; the first one stays visible.

    Raises:
        IllegalMove: nothing is owed that could be extended.
        ImpossibleDay: the new day is not later.
    """
    row = _owed(case, no, Kind.FINISH) or _owed(case, no, Kind.REVIEW)
    if row is None:
        raise IllegalMove("error.nothing_to_extend", no=str(case.no))
    if due_on <= row.due_on:
        raise ImpossibleDay("error.not_later", day=due_on, due=row.due_on)
    return moved(case, p.Extended(by_whom, (moved_promise(row, due_on, DueRule.EXTENDED),)), said, office, no)


def recalculate(case: Case, no: int, said: Said, office: Office) -> Event | None:
    """Count unmet working-day promises of a referral anew with today's calendar; None when no day moves."""
    moves = tuple(
        replace(moved_promise(row, due, DueRule.RECALCULATED), calendar_version=office.calendar.version)
        for row in case.obligations
        if row.referral_no == no and row.is_unmet and (due := _recounted(row, office)) != row.due_on
    )
    return moved(case, p.Recalculated(moves), said, office, no) if moves else None


def _recounted(row: Obligation, office: Office) -> date:
    recountable = row.promise.rule not in (DueRule.EXTENDED, DueRule.TYPED, DueRule.SOURCE_AGREED, DueRule.PAUSED)
    if row.promise.span is None or not recountable or row.kind is Kind.PERIODIC_SERIES:
        return row.due_on
    return due_after(row.promise.counted_from, row.promise.span, office.calendar)


def pause(case: Case, no: int, said: Said, office: Office, reason: DelayReason) -> Event:
    """Stop the finish clock while the complainant's answer is awaited; reports go on."""
    return moved(case, p.Paused(reason), said, office, no)


def resume(case: Case, no: int, said: Said, office: Office) -> Event:
    """Run the finish clock again, shifted by the working days that it stood."""
    referral, row = referral_of(case, no), _owed(case, no, Kind.FINISH)
    started = referral.pauses[-1].from_on if referral.is_paused else None
    days = working_days_between(started, said.when.on, office.calendar) if started and said.when.on else 0
    promises: tuple[Promise, ...] = ()
    if row is not None and days > 0:
        due_on = due_after(row.due_on, Span(days), office.calendar)
        promises = (moved_promise(row, due_on, DueRule.PAUSED),)
    return moved(case, p.Resumed(days, promises), said, office, no)


def label_delay(case: Case, reason: DelayReason | None, said: Said, office: Office) -> Event:
    """Say why it takes long, or take the label off."""
    return moved(case, p.DelayLabelled(reason), said, office)


def chase(case: Case, no: int, way: ContactWay, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """Remind the agency; reminders are counted since its last report."""
    number = referral_of(case, no).reminders + 1
    return moved(case, p.Chased(number, way, letter_no), said, office, no)


def _owed(case: Case, no: int, kind: Kind) -> Obligation | None:
    rows = (row for row in case.obligations if row.referral_no == no and row.kind is kind and row.is_unmet)
    return next(rows, None)


def referral_at(case: Case, agency_id: str) -> Referral | None:
    """The live referral at an agency, if the case is there."""
    return next((r for r in case.live_referrals if r.agency_id == agency_id), None)
