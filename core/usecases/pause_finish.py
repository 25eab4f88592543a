"""Stop the finish clock while the complainant is awaited."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import DelayReason
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFinish(OnReferral):
    """Stop the finish clock while the complainant is awaited."""

    reason: DelayReason = DelayReason.AWAITING_COMPLAINANT


def pause_finish(command: PauseFinish, ctx: Context) -> Recorded:
    """Stop the finish clock while the complainant is awaited.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "pause_finish",
        Permission.CASE_EXTEND,
        lambda case, said, office: referral.pause(case, command.referral_no, said, office, command.reason),
    )
