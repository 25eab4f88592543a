"""Correct how a case is classified; due days already promised stay."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.facts import Amended
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendCase(OnCase):
    """Correct how a case is classified; due days already promised stay."""

    change: Amended


def amend_case(command: AmendCase, ctx: Context) -> Recorded:
    """Correct how a case is classified; due days already promised stay.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "amend_case",
        Permission.CASE_CORRECT,
        lambda case, said, office: intake.amend(case, command.change, said, office),
    )
