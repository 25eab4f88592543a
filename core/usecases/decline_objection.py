"""Do not follow an objection, with a class and a reason."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineObjection(OnCase):
    """Do not follow an objection, with a class and a reason."""

    declined_class: str


def decline_objection(command: DeclineObjection, ctx: Context) -> Recorded:
    """Do not follow an objection, with a class and a reason.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "decline_objection",
        Permission.CASE_REOPEN,
        lambda case, said, office: closing.decline_objection(case, command.declined_class, said, office),
    )
