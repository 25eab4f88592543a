"""The complainant objects to the result."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ReopenReason
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordObjection(OnCase):
    """The complainant objects to the result."""

    reason: ReopenReason


def record_objection(command: RecordObjection, ctx: Context) -> Recorded:
    """The complainant objects to the result.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "record_objection",
        Permission.CASE_REOPEN,
        lambda case, said, office: closing.object_to(case, command.reason, said, office),
    )
