"""Withdraw a paper or photograph of a case."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotFound
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import evidence
from core.rules.evidence_sight import may_know
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEvidence(OnCase):
    """The text is the reason; it is compulsory."""

    attachment_id: int


def withdraw_evidence(command: WithdrawEvidence, ctx: Context) -> Recorded:
    """It stays in the list, struck out, and no longer counts; its content stays until the case is anonymised.

    Raises:
        NotFound: there is no such piece, or the actor must not know of it: both give the same answer.
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.EVIDENCE_RECORD)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        piece = next((each for each in stream.case.evidence if each.id == command.attachment_id), None)
        if piece is None or not may_know(stream.case, piece, ctx.actor.role, ctx.actor.agency_id):
            raise NotFound(no=str(command.no))
        said = said_in(unit, stream.case, command, ctx)
        stream.append(evidence.withdraw(stream.case, piece.id, said, office_of(ctx)))

    return ctx.ledger.act(command.request_id, "withdraw_evidence", work)
