"""The complainant was told."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ContactWay
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class TellComplainant(OnCase):
    """The complainant was told."""

    way: ContactWay


def tell_complainant(command: TellComplainant, ctx: Context) -> Recorded:
    """The complainant was told.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "tell_complainant",
        Permission.CALLBACK_RECORD,
        lambda case, said, office: intake.tell(case, command.way, said, office),
    )
