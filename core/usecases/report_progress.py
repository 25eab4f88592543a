"""An agency reported progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import referral
from core.usecases.common import OnReferral, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress(OnReferral):
    """An agency reported progress."""

    letter_no: str = ""
    expected_on: date | None = None


def report_progress(command: ReportProgress, ctx: Context) -> Recorded:
    """An agency reported progress.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "report_progress",
        Permission.REFERRAL_ANSWER,
        lambda case, said, office: referral.report_progress(
            case, command.referral_no, said, office, letter_no=command.letter_no, expected_on=command.expected_on
        ),
    )
