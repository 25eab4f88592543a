"""Note a contact that is no chase."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.codes import ContactWay
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LogContact(OnCase):
    """Note a contact that is no chase."""

    way: ContactWay


def log_contact(command: LogContact, ctx: Context) -> Recorded:
    """Note a contact that is no chase.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "log_contact",
        Permission.CASE_REGISTER,
        lambda case, said, office: intake.log_contact(case, command.way, said, office),
    )
