"""Correct how a case is classified; due days already promised stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.errors import DomainError
from core.model.facts import Amended
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import intake
from core.usecases.common import OnCase, marked_in, office_of, said_in

TEXTS = ("title", "public_title", "details")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendCase(OnCase):
    """Correct how a case is classified; due days already promised stay.

    ``texts`` holds a new title, public title or details; what is left out stays as it is.
    """

    change: Amended
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
        stream.append(intake.amend(stream.case, command.change, said, office_of(ctx)))

    return ctx.ledger.act(command.request_id, "amend_case", work)
