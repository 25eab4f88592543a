"""The office that sent us the matter was answered."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, act_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUpstream(OnCase):
    """The office that sent us the matter was answered."""

    letter_no: str = ""


def answer_upstream(command: AnswerUpstream, ctx: Context) -> Recorded:
    """The office that sent us the matter was answered.

    Raises:
        DomainError: refused; nothing has changed.
    """
    return act_on(
        ctx,
        command,
        "answer_upstream",
        Permission.CASE_REGISTER,
        lambda case, said, office: intake.answer_upstream(case, command.letter_no, said, office),
    )
