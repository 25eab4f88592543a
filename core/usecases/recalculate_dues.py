"""Count due days anew after the calendar changed."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateDues(OnReferral):
    """Count due days anew after the calendar changed."""


def recalculate_dues(command: RecalculateDues, ctx: Context) -> Recorded:
    """Count due days anew after the calendar changed.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "recalculate_dues",
        Permission.CASE_EXTEND,
        lambda case, said, office: referral.recalculate(case, command.referral_no, said, office),
    )
