"""Adding papers and photographs to a case, and withdrawing them."""

from __future__ import annotations

from core.errors import IllegalMove
from core.model import payloads as p
from core.model.case import Case
from core.model.events import Event
from core.rules.decide.common import Said, moved
from core.rules.evidence_sight import has_in_hand, may_withdraw
from core.rules.obligations import Office


def add(case: Case, added: p.EvidenceAdded, said: Said, office: Office) -> Event:
    """One more paper or photograph, in whatever state the case is. What an agency adds is its own and the centre's.

    Raises:
        IllegalMove: the case is void, has as many as it may have, or is no longer with the agency that adds.
    """
    if said.on_behalf_of is not None and not has_in_hand(case, said.on_behalf_of):
        raise IllegalMove("error.evidence_not_in_hand", no=str(case.no))
    return moved(case, added, said, office)


def withdraw(case: Case, attachment_id: int, said: Said, office: Office) -> Event:
    """It no longer counts, with a reason; an agency withdraws only what it added itself.

    Raises:
        IllegalMove: there is no such piece, it is withdrawn already, or it is not the agency's.
        TextMissing: the reason is missing.
    """
    found = next((each for each in case.evidence if each.id == attachment_id), None)
    if found is None or not may_withdraw(found, said.on_behalf_of):
        raise IllegalMove("error.evidence_gone", no=str(case.no))
    return moved(case, p.EvidenceWithdrawn(attachment_id), said, office)
