"""The day on which an agency received the letter was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.case import Case
from core.model.events import Event
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.rules.decide.common import Said
from core.rules.fold import referral_of
from core.rules.obligations import Office
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverLetter(OnReferral):
    """The day on which an agency received the letter was learnt."""


def deliver_letter(command: DeliverLetter, ctx: Context) -> Recorded:
    """Count the clocks that ran from an assumed delivery anew.

    Raises:
        DomainError: refused; nothing has changed.
    """

    def decide(case: Case, said: Said, office: Office) -> Event:
        agency = ctx.masters.agency(referral_of(case, command.referral_no).agency_id)
        return referral.deliver(case, command.referral_no, agency, said, office)

    return act_on(ctx, command, "deliver_letter", Permission.REFERRAL_ANSWER, decide)
