"""A case was entered by mistake: it keeps its number and enters no figure."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidCase(OnCase):
    """A case was entered by mistake: it keeps its number and enters no figure."""


def void_case(command: VoidCase, ctx: Context) -> Recorded:
    """A case was entered by mistake: it keeps its number and enters no figure.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "void_case",
        Permission.CASE_VOID,
        lambda case, said, office: intake.void(case, said, office),
    )
