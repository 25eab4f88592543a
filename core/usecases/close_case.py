"""Close a case after checking; with a proposal before it this is the approval."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ClosingClass, Confirmed
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(OnCase):
    """Class and text are compulsory; ``memo_no`` names the paper of an approval."""

    closing_class: ClosingClass
    confirmed: Confirmed = Confirmed.NOT_ASKED
    memo_no: str = ""


def close_case(command: CloseCase, ctx: Context) -> Recorded:
    """Close the case; a duplicate only with or after its lead.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CLOSE)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        lead_id = stream.case.lead_id if command.closing_class is ClosingClass.DUPLICATE else None
        event = closing.close(
            stream.case,
            command.closing_class,
            said_in(unit, stream.case, command, ctx),
            office_of(ctx),
            lead=unit.case_by_id(lead_id).case if lead_id is not None else None,
            confirmed=command.confirmed,
            memo_no=command.memo_no,
            approved=ctx.actor.may(Permission.CASE_APPROVE),
        )
        stream.append(event)

    return ctx.ledger.act(command.request_id, "close_case", work)
