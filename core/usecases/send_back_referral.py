"""The centre checked and asks the agency for more."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackReferral(OnReferral):
    """The centre checked and asks the agency for more."""


def send_back_referral(command: SendBackReferral, ctx: Context) -> Recorded:
    """The centre checked and asks the agency for more.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "send_back_referral",
        Permission.CASE_CLOSE,
        lambda case, said, office: referral.send_back(case, command.referral_no, said, office),
    )
