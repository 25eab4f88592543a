"""Propose the closing where the office asks for approval."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ClosingClass
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import closing
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeClosing(OnCase):
    """Propose the closing where the office asks for approval."""

    closing_class: ClosingClass


def propose_closing(command: ProposeClosing, ctx: Context) -> Recorded:
    """Propose the closing where the office asks for approval.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "propose_closing",
        Permission.CASE_CLOSE,
        lambda case, said, office: closing.propose(case, command.closing_class, said, office),
    )
