"""Send a case to an agency: the first referral, one more beside, or on to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model.case import Case
from core.model.codes import SentVia
from core.model.events import Event
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.rules.decide.common import Said
from core.rules.obligations import Office
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCase(OnCase):
    """To whom and how; ``keep`` adds the agency beside those that have the case, without it the case moves on."""

    agency_id: str
    sent_via: SentVia = SentVia.SYSTEM
    letter_no: str = ""
    letter_on: date | None = None
    report_due_on: date | None = None
    review_on: date | None = None
    keep: bool = True


def forward_case(command: ForwardCase, ctx: Context) -> Recorded:
    """Send the case and start the agency's clocks.

    Raises:
        DomainError: refused; nothing has changed.
    """

    def decide(case: Case, said: Said, office: Office) -> Event:
        return referral.forward(case, dispatch_of(command, case, ctx), said, office)

    return act_on(ctx, command, "forward_case", Permission.CASE_FORWARD, decide)


def dispatch_of(command: ForwardCase, case: Case, ctx: Context) -> referral.Dispatch:
    """The command with the agency and the topic it names."""
    return referral.Dispatch(
        agency=ctx.masters.agency(command.agency_id),
        topic=ctx.masters.topic(case.facts.topic_id),
        sent_via=command.sent_via,
        letter_no=command.letter_no,
        letter_on=command.letter_on,
        report_due_on=command.report_due_on,
        review_on=command.review_on,
        keep=command.keep,
    )
