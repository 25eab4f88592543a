"""Say why a case takes long."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import DelayReason
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDelay(OnCase):
    """Say why a case takes long."""

    reason: DelayReason | None = None


def label_delay(command: LabelDelay, ctx: Context) -> Recorded:
    """Say why a case takes long.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "label_delay",
        Permission.CASE_FORWARD,
        lambda case, said, office: referral.label_delay(case, command.reason, said, office),
    )
