"""Look at the data of one person of a case: with a reason, and written down before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import DomainError, NotFound
from core.model.access import Look, Revealed
from core.model.case import CaseNo
from core.ports import Context
from core.rules.access import Permission
from core.rules.reveal import may_reveal
from core.text.fold import refuse_hostile

REASON_LETTERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealIdentity:
    """Whose data, and why."""

    no: CaseNo
    person_id: int
    reason: str = field(repr=False)


def reveal_identity(command: RevealIdentity, ctx: Context) -> Revealed:
    """The person's data.

    Raises:
        NotAllowed, NotFound: not for this account; a name hidden from agencies does not exist for them.
        DomainError: the reason is missing.
    """
    ctx.actor.require(Permission.IDENTITY_READ)
    reason = " ".join(command.reason.split())
    if len(reason) < REASON_LETTERS:
        raise DomainError("error.reveal_reason", letters=REASON_LETTERS)
    refuse_hostile(reason)
    case = ctx.ledger.case(command.no)
    person = next((each for each in case.facts.persons if each.person_id == command.person_id), None)
    if person is None or person.is_out or not may_reveal(case, person, ctx.actor.role, ctx.actor.agency_id):
        raise NotFound(no=str(command.no))
    return ctx.identities.revealed(Look(case.id, person.person_id, reason))
