"""An agency reported that it is done."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDone(OnReferral):
    """An agency reported that it is done."""

    letter_no: str = ""


def report_done(command: ReportDone, ctx: Context) -> Recorded:
    """An agency reported that it is done.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "report_done",
        Permission.REFERRAL_ANSWER,
        lambda case, said, office: referral.report_done(
            case, command.referral_no, said, office, letter_no=command.letter_no
        ),
    )
