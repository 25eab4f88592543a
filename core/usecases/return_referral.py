"""An agency gave the case back with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReferral(OnReferral):
    """An agency gave the case back with a reason."""

    letter_no: str = ""


def return_referral(command: ReturnReferral, ctx: Context) -> Recorded:
    """An agency gave the case back with a reason.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "return_referral",
        Permission.REFERRAL_ANSWER,
        lambda case, said, office: referral.hand_back(
            case, command.referral_no, said, office, letter_no=command.letter_no
        ),
    )
