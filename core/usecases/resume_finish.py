"""Run the finish clock again."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeFinish(OnReferral):
    """Run the finish clock again."""


def resume_finish(command: ResumeFinish, ctx: Context) -> Recorded:
    """Run the finish clock again.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "resume_finish",
        Permission.CASE_EXTEND,
        lambda case, said, office: referral.resume(case, command.referral_no, said, office),
    )
