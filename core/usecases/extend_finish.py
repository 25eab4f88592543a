"""A later finish day was granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendFinish(OnReferral):
    """A later finish day was granted."""

    due_on: date
    by_whom: str


def extend_finish(command: ExtendFinish, ctx: Context) -> Recorded:
    """A later finish day was granted.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "extend_finish",
        Permission.CASE_EXTEND,
        lambda case, said, office: referral.extend(
            case, command.referral_no, command.due_on, command.by_whom, said, office
        ),
    )
