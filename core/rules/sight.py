"""Which cases a person may open at all; what of a case they see is decided by the read."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.case import Case
from core.model.codes import Role
from core.model.events import Event


def may_open(role: Role, agency_id: str | None, account_id: int | None, case: Case, events: Sequence[Event]) -> bool:
    """Whether a case exists for somebody: an agency opens what was ever sent to it; a confidential case is opened, of
    the officers, by the one responsible for it and the one who took it in (our decision).
    """
    if role is Role.AGENCY:
        return any(referral.agency_id == agency_id for referral in case.referrals)
    if not case.facts.confidential or role is not Role.OFFICER:
        return True
    return account_id is not None and account_id in (case.officer_id, *(each.actor_id for each in events[:1]))
