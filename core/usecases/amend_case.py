"""Correct how a case is classified; due days already promised stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import DomainError
from core.model.case import Case
from core.model.facts import LETTER_TEXTS, Amended, Letter
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import intake
from core.text.fold import refuse_hostile
from core.usecases.common import OnCase, marked_in, office_of, said_in

TEXTS = ("title", "public_title", "details", *LETTER_TEXTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendCase(OnCase):
    """Correct how a case is classified; due days already promised stay.

    ``texts`` holds a new title, public title, details or the texts of the letter; ``letter`` holds facts of the letter
    by name. What is left out stays as it is.
    """

    change: Amended
    letter: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)


def amend_case(command: AmendCase, ctx: Context) -> Recorded:
    """Correct how a case is classified; due days already promised stay.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CORRECT)
    texts = {name: text.strip() for name, text in command.texts.items() if name in TEXTS}
    if len(texts.get("title", "x" * intake.TITLE_MIN)) < intake.TITLE_MIN:
        raise DomainError("error.title_too_short", letters=intake.TITLE_MIN)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        said = said_in(unit, stream.case, command, ctx)
        said = replace(said, texts={**said.texts, **marked_in(unit, stream.case, texts)})
        change = command.change if not command.letter else replace(command.change, letter=_letter(stream.case, command))
        stream.append(intake.amend(stream.case, change, said, office_of(ctx)))

    return ctx.ledger.act(command.request_id, "amend_case", work)


def _letter(case: Case, command: AmendCase) -> Letter:
    letter = replace(case.facts.letter or Letter(), **command.letter)
    for text in (letter.no, letter.register_no):
        refuse_hostile(text)
    return letter
