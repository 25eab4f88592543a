"""An officer of the centre takes responsibility."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOfficer(OnCase):
    """An officer of the centre takes responsibility."""

    officer_id: int


def assign_officer(command: AssignOfficer, ctx: Context) -> Recorded:
    """An officer of the centre takes responsibility.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "assign_officer",
        Permission.CASE_ASSIGN,
        lambda case, said, office: intake.assign(case, command.officer_id, said, office),
    )
