"""Remind an agency and note what it said."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ContactWay
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseReferral(OnReferral):
    """Remind an agency and note what it said."""

    way: ContactWay
    letter_no: str = ""


def chase_referral(command: ChaseReferral, ctx: Context) -> Recorded:
    """Remind an agency and note what it said.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "chase_referral",
        Permission.CASE_CHASE,
        lambda case, said, office: referral.chase(
            case, command.referral_no, command.way, said, office, letter_no=command.letter_no
        ),
    )
