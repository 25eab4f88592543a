"""Closing, objecting and taking up again."""

from __future__ import annotations

from core.errors import DomainError, IllegalMove
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import ClosingClass, Confirmed, ReopenReason
from core.model.events import Event
from core.rules.decide.common import Said, moved
from core.rules.obligations import Office, forward_promise, tell_promise

DIRECT = frozenset(
    {
        ClosingClass.INFORMATION_GIVEN,
        ClosingClass.EXPLAINED,
        ClosingClass.HELPED,
        ClosingClass.MEDIATED,
        ClosingClass.BEYOND_POWERS_REFERRED,
        ClosingClass.WITHDRAWN,
        ClosingClass.UNFOUNDED,
        ClosingClass.ANONYMOUS_WITHOUT_EVIDENCE,
        ClosingClass.DUPLICATE,
    }
)
"""Classes with which a case may be closed that was never sent anywhere in this round."""


def propose(case: Case, closing_class: ClosingClass, said: Said, office: Office) -> Event:
    """Propose the closing where the office asks for approval."""
    _check_class(case, closing_class, office)
    return moved(case, p.ClosingProposed(closing_class), said, office)


def refuse(case: Case, said: Said, office: Office) -> Event:
    """Do not approve the proposal."""
    return moved(case, p.ClosingRefused(), said, office)


def close(
    case: Case,
    closing_class: ClosingClass,
    said: Said,
    office: Office,
    *,
    lead: Case | None = None,
    confirmed: Confirmed = Confirmed.NOT_ASKED,
    memo_no: str = "",
    approved: bool = False,
) -> Event:
    """Close the case. ``lead`` must be given for a duplicate; it closes only with or after its lead.

    Raises:
        IllegalMove: approval is asked for and missing, or the duplicate's lead is still open.
        DomainError: the class does not fit a case that was never sent.
    """
    _check_class(case, closing_class, office)
    if office.asks_approval and not approved:
        raise IllegalMove("error.approval_missing", no=str(case.no))
    _check_lead(case, closing_class, lead)
    on = said.when.on
    tell = tell_promise(on, office) if case.facts.wants_reply and on is not None and not office.is_import else ()
    return moved(case, p.Closed(closing_class, confirmed, memo_no, tell), said, office)


def _check_class(case: Case, closing_class: ClosingClass, office: Office) -> None:
    if office.is_import:
        return
    if closing_class is ClosingClass.UNSPECIFIED:
        raise DomainError("error.closing_class_missing")
    was_sent = any(referral.round == case.round for referral in case.referrals)
    if not was_sent and closing_class not in DIRECT:
        raise DomainError("error.closing_class_needs_referral", no=str(case.no))


def _check_lead(case: Case, closing_class: ClosingClass, lead: Case | None) -> None:
    if closing_class is not ClosingClass.DUPLICATE:
        return
    if case.lead_id is None:
        raise IllegalMove("error.not_linked", no=str(case.no))
    if lead is None or lead.id != case.lead_id or lead.is_open:
        raise IllegalMove("error.lead_still_open", no=case.lead_no)


def object_to(case: Case, reason: ReopenReason, said: Said, office: Office) -> Event:
    """The complainant objects: owes forwarding from this day; the case stays closed until staff answer."""
    promises = forward_promise(said.when.on, office, urgent=case.facts.urgent) if said.when.on else ()
    return moved(case, p.Objected(reason, promises), said, office)


def decline_objection(case: Case, declined_class: str, said: Said, office: Office) -> Event:
    """Do not follow the objection, with a class and a reason."""
    return moved(case, p.ObjectionDeclined(declined_class), said, office)


def reopen(case: Case, reason: ReopenReason, said: Said, office: Office) -> Event:
    """Take the case up again: next round, new clocks; after an objection dated on the objection's day."""
    promises = forward_promise(said.when.on, office, urgent=case.facts.urgent) if said.when.on else ()
    return moved(case, p.Reopened(reason, promises), said, office)
