"""The centre took a referral back."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelReferral(OnReferral):
    """The centre took a referral back."""


def cancel_referral(command: CancelReferral, ctx: Context) -> Recorded:
    """The centre took a referral back.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "cancel_referral",
        Permission.CASE_FORWARD,
        lambda case, said, office: referral.cancel(case, command.referral_no, said, office),
    )
