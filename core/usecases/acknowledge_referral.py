"""An agency took the case."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeReferral(OnReferral):
    """An agency took the case."""


def acknowledge_referral(command: AcknowledgeReferral, ctx: Context) -> Recorded:
    """An agency took the case.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "acknowledge_referral",
        Permission.REFERRAL_ANSWER,
        lambda case, said, office: referral.acknowledge(case, command.referral_no, said, office),
    )
