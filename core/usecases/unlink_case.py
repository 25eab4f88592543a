"""A case no longer follows its lead."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkCase(OnCase):
    """A case no longer follows its lead."""


def unlink_case(command: UnlinkCase, ctx: Context) -> Recorded:
    """A case no longer follows its lead.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "unlink_case",
        Permission.CASE_LINK,
        lambda case, said, office: intake.unlink(case, said, office),
    )
