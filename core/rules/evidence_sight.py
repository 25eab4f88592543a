"""Who may open and withdraw which piece of evidence of a case that they may open (our decisions).

The centre's people open every piece; a withdrawn one, which may be a paper of somebody else that came here by mistake,
only the director. An agency opens what it added itself, and what the centre marked for agencies while it has the case
or after the case was closed with it; not what was withdrawn, and nothing of the centre's once the case was taken back,
given back or moved on.
"""

from __future__ import annotations

from core.model.case import Case, Evidence
from core.model.codes import ReferralOutcome, Role


def has_in_hand(case: Case, agency_id: str | None) -> bool:
    """Whether the case is with an agency, or was when it was closed."""
    own = (each for each in case.referrals if each.agency_id == agency_id)
    return any(each.is_live or each.outcome is ReferralOutcome.CLOSED for each in own)


def may_know(case: Case, piece: Evidence, role: Role, agency_id: str | None) -> bool:
    """Whether somebody who may open the case is told of a piece at all."""
    if role is not Role.AGENCY or piece.agency_id == agency_id:
        return True
    return piece.agency_id is None and piece.for_agencies and not piece.is_withdrawn and has_in_hand(case, agency_id)


def may_read(case: Case, piece: Evidence, role: Role, agency_id: str | None) -> bool:
    """Whether somebody who may open the case may open a piece."""
    if piece.is_withdrawn:
        return role is Role.DIRECTOR
    return may_know(case, piece, role, agency_id)


def may_withdraw(piece: Evidence, agency_id: str | None) -> bool:
    """Whether the centre (None) or an agency may withdraw a piece; an agency only its own."""
    return agency_id is None or piece.agency_id == agency_id
