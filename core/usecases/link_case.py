"""Make a case follow another one that is about the same matter."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.case import CaseNo
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase(OnCase):
    """``lead_no`` is the case that is followed; both keep their numbers."""

    lead_no: CaseNo


def link_case(command: LinkCase, ctx: Context) -> Recorded:
    """Link the case to its lead.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_LINK)

    def work(unit: Work) -> None:
        lead = unit.case(command.lead_no).case
        stream = unit.case(command.no, expected=command.expected)
        followed = ctx.reads.has_followers(stream.id)
        said, office = said_in(unit, stream.case, command, ctx), office_of(ctx)
        stream.append(intake.link(stream.case, lead, said, office, is_followed=followed))

    return ctx.ledger.act(command.request_id, "link_case", work)
