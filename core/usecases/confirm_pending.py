"""An imported case is really still pending; its clocks start."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPending(OnReferral):
    """An imported case is really still pending; its clocks start."""


def confirm_pending(command: ConfirmPending, ctx: Context) -> Recorded:
    """An imported case is really still pending; its clocks start.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "confirm_pending",
        Permission.CASE_FORWARD,
        lambda case, said, office: referral.confirm_pending(case, command.referral_no, said, office),
    )
