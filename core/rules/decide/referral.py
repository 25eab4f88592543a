"""The moves of a referral: sending, answering, checking and chasing. Its finish day is moved in ``finish``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.errors import DomainError, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case, Referral
from core.model.codes import AgencyKind, ContactWay, DueRule, ObligationKind, SentVia
from core.model.events import Event
from core.model.masters import Agency, Topic
from core.model.promises import Promise
from core.rules.decide.common import Said, moved
from core.rules.decide.finish import extend, label_delay, pause, recalculate, resume
from core.rules.fold_referral import next_referral_no
from core.rules.obligations import Office, Sending, is_complex, referral_promises, typed_promise

__all__ = [
    "Dispatch", "acknowledge", "cancel", "chase", "confirm_pending", "deliver", "extend", "forward", "hand_back",
    "label_delay", "pause", "recalculate", "referral_at", "report_done", "report_progress", "resume", "send_back",
]  # fmt: skip

Kind = ObligationKind


@dataclass(frozen=True, slots=True)
class Dispatch:
    """To whom and how a case is sent. ``keep`` adds the agency beside the live ones; without it the case moves on.

    ``review_on`` makes the matter complex. ``agreed_due_on`` is a due day of an imported source: stored as
    report_by_letter and finish, and no other clock runs.
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
        DomainError: the agency is not valid on the day, or a complex topic came without its review day.
        IllegalMove: the agency already has the case.
    """
    payload = p.Forwarded(
        agency_id=dispatch.agency.id,
        agency_name=dispatch.agency.name,
        agency_kind=dispatch.agency.kind,
        sent_via=dispatch.sent_via,
        letter_no=dispatch.letter_no,
        letter_on=dispatch.letter_on,
        moves_on=() if dispatch.keep else tuple(referral.no for referral in case.live_referrals),
        promises=_promises(dispatch, said.when.on, office),
    )
    event = moved(case, payload, said, office, next_referral_no(case))
    _check_dispatch(dispatch, said.when.on, office)
    return event


def _check_dispatch(dispatch: Dispatch, on: date | None, office: Office) -> None:
    if on is None:
        return
    agency = dispatch.agency
    if (agency.valid_to and agency.valid_to < on) or (agency.valid_from and on < agency.valid_from):
        raise DomainError("error.agency_not_valid", agency=agency.name, successor=agency.succeeded_by or "")
    if not office.is_import and is_complex(dispatch.topic, None) and dispatch.review_on is None:
        raise DomainError("error.review_day_missing")
    for due_on in (dispatch.report_due_on, dispatch.review_on):
        if due_on is not None and due_on < on:
            raise ImpossibleDay("error.due_before_start", day=due_on, start=on)


def _promises(dispatch: Dispatch, on: date | None, office: Office) -> tuple[Promise, ...]:
    if on is None:
        return ()
    if office.is_import:
        return _agreed(dispatch, on)
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


def _agreed(dispatch: Dispatch, sent_on: date) -> tuple[Promise, ...]:
    due_on = dispatch.agreed_due_on
    if due_on is None:
        return ()
    owes_letter = dispatch.agency.kind is not AgencyKind.CENTRE
    kinds = (Kind.REPORT_BY_LETTER, Kind.FINISH) if owes_letter else (Kind.FINISH,)
    return tuple(typed_promise(kind, sent_on, due_on, DueRule.SOURCE_AGREED) for kind in kinds)


def deliver(case: Case, no: int, said: Said, office: Office) -> Event:
    """The letter's delivery day is learnt: the clocks that were counted from an assumed day are counted anew."""
    return moved(case, p.Delivered(), said, office, no)


def acknowledge(case: Case, no: int, said: Said, office: Office) -> Event:
    """The agency took the case; before its due day this brings first progress and the series forward."""
    return moved(case, p.Acknowledged(), said, office, no)


def report_progress(
    case: Case, no: int, said: Said, office: Office, *, letter_no: str = "", expected_on: date | None = None
) -> Event:
    """The agency reported progress; the first report before its due day brings the series forward. ``expected_on``,
    the day by which it says that it will finish, moves no due day.
    """
    return moved(case, p.ProgressReported(letter_no, expected_on), said, office, no)


def report_done(case: Case, no: int, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """The agency says that it is done; the centre checks. A pause ends."""
    return moved(case, p.DoneReported(letter_no), said, office, no)


def confirm_pending(case: Case, no: int, said: Said, office: Office) -> Event:
    """An imported case is really still pending: acknowledge, first progress and the series start on this day."""
    return moved(case, p.PendingConfirmed(), said, office, no)


def hand_back(case: Case, no: int, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """The agency returns the case with a reason; without another live referral it must be forwarded again."""
    return moved(case, p.Returned(letter_no), said, office, no)


def cancel(case: Case, no: int, said: Said, office: Office) -> Event:
    """The centre takes the referral back; without another live one the case must be forwarded again."""
    return moved(case, p.Cancelled(), said, office, no)


def send_back(case: Case, no: int, said: Said, office: Office) -> Event:
    """The centre checked and wants more: finish owes the same day as before, and the series goes on."""
    return moved(case, p.SentBack(), said, office, no)


def chase(case: Case, no: int, way: ContactWay, said: Said, office: Office, *, letter_no: str = "") -> Event:
    """Remind the agency; reminders are counted since its last report."""
    number = next((r.reminders for r in case.referrals if r.no == no), 0) + 1
    return moved(case, p.Chased(number, way, letter_no), said, office, no)


def referral_at(case: Case, agency_id: str) -> Referral | None:
    """The live referral at an agency, if the case is there."""
    return next((r for r in case.live_referrals if r.agency_id == agency_id), None)
