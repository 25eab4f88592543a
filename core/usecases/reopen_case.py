"""Take a closed case up again: same number, next round."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ReopenReason
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(OnCase):
    """Take a closed case up again: same number, next round."""

    reason: ReopenReason


def reopen_case(command: ReopenCase, ctx: Context) -> Recorded:
    """Take a closed case up again: same number, next round.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "reopen_case",
        Permission.CASE_REOPEN,
        lambda case, said, office: closing.reopen(case, command.reason, said, office),
    )
