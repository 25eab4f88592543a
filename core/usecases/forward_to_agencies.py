"""Send a case to one or several agencies in one command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.errors import DomainError
from core.model.codes import SentVia
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardToAgencies(OnCase):
    """To whom and how; without ``keep`` the case moves on from every agency that has it."""

    agency_ids: tuple[str, ...]
    sent_via: SentVia = SentVia.SYSTEM
    letter_no: str = ""
    letter_on: date | None = None
    report_due_on: date | None = None
    review_on: date | None = None
    keep: bool = True


def forward_to_agencies(command: ForwardToAgencies, ctx: Context) -> Recorded:
    """Send the case to each agency, all or none.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_FORWARD)
    if not command.agency_ids:
        raise DomainError("error.agency_missing")

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        said, office = said_in(unit, stream.case, command, ctx), office_of(ctx)
        for position, agency_id in enumerate(dict.fromkeys(command.agency_ids)):
            dispatch = referral.Dispatch(
                agency=ctx.masters.agency(agency_id),
                topic=ctx.masters.topic(stream.case.facts.topic_id),
                sent_via=command.sent_via,
                letter_no=command.letter_no,
                letter_on=command.letter_on,
                report_due_on=command.report_due_on,
                review_on=command.review_on,
                keep=command.keep or position > 0,
            )
            stream.append(referral.forward(stream.case, dispatch, said, office))

    return ctx.ledger.act(command.request_id, "forward_to_agencies", work)
