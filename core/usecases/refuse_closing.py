"""Do not approve a proposed closing."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseClosing(OnCase):
    """Do not approve a proposed closing."""


def refuse_closing(command: RefuseClosing, ctx: Context) -> Recorded:
    """Do not approve a proposed closing.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "refuse_closing",
        Permission.CASE_APPROVE,
        lambda case, said, office: closing.refuse(case, said, office),
    )
