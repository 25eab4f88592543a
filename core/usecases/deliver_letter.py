"""The day on which an agency received the letter was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverLetter(OnReferral):
    """The day on which an agency received the letter was learnt."""


def deliver_letter(command: DeliverLetter, ctx: Context) -> Recorded:
    """Count the clocks that ran from an assumed delivery anew.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "deliver_letter",
        Permission.REFERRAL_ANSWER,
        lambda case, said, office: referral.deliver(case, command.referral_no, said, office),
    )
