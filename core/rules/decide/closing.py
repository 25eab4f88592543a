"""Closing, objecting and taking up again."""

from __future__ import annotations

from dataclasses import replace

from core.errors import IllegalMove, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import ClosingClass, Confirmed, ReopenReason
from core.model.events import Event
from core.rules.decide.common import Said, moved
from core.rules.obligations import Office
from core.rules.workflow import DIRECT

__all__ = ["DIRECT", "close", "decline_objection", "object_to", "propose", "refuse", "reopen"]


def propose(case: Case, closing_class: ClosingClass, said: Said, office: Office) -> Event:
    """Propose the closing where the office asks for approval."""
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
    event = moved(case, p.Closed(closing_class, confirmed, memo_no), said, office)
    if office.asks_approval and not approved and not office.is_import:
        raise IllegalMove("error.approval_missing", no=str(case.no))
    if closing_class is ClosingClass.DUPLICATE:
        _check_lead(case, lead, said)
    return event


def _check_lead(case: Case, lead: Case | None, said: Said) -> None:
    if lead is None or lead.id != case.lead_id or lead.is_open or lead.is_void:
        raise IllegalMove("error.lead_still_open", no=case.lead_no)
    on, closed_on = said.when.on, lead.periods[-1].closed_on
    if on is not None and closed_on is not None and on < closed_on:
        raise ImpossibleDay("error.day_before_cause", day=on, earliest=closed_on)


def object_to(case: Case, reason: ReopenReason, said: Said, office: Office) -> Event:
    """The complainant objects: owes forwarding from this day; the case stays closed until staff answer."""
    return moved(case, p.Objected(reason), said, office)


def decline_objection(case: Case, declined_class: str, said: Said, office: Office) -> Event:
    """Do not follow the objection, with a class and a reason."""
    return moved(case, p.ObjectionDeclined(declined_class), said, office)


def reopen(case: Case, reason: ReopenReason, said: Said, office: Office) -> Event:
    """Take the case up again: next round, new clocks. After an objection the round begins on the objection's day,
    whatever day is said and however long ago it was.
    """
    if case.objected_on is None:
        return moved(case, p.Reopened(reason), said, office)
    return moved(case, p.Reopened(reason), said.dated(case.objected_on), replace(office, may_backdate=True))
