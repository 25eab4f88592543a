"""Every paper that is set as PDF: one line each. A new paper is a builder of facts, a template and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from core.papers.blank_form import blank_facts
from core.papers.slip import slip_facts
from core.papers.typesetting import pdf, pictures, whole
from core.ports import Context, Masters
from core.text.catalogue import t
from core.text.digits import to_thai_digits

MIME: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper. ``facts`` gets the context and what the paper is about (the number of a case, or nothing)."""

    name: str
    template: str
    facts: Callable[[Context, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was made: its file's name and content."""

    file_name: str
    content: bytes


PAPERS: Mapping[str, PaperKind] = MappingProxyType(
    {
        each.name: each
        for each in (
            PaperKind("intake_slip", "slip.typ", slip_facts),
            PaperKind("intake_blank", "blank_form.typ", blank_facts),
        )
    }
)


def made(name: str, ctx: Context, subject: str = "") -> Paper:
    """Make a paper as PDF.

    Raises:
        DomainError: the account may not have it, or there is nothing that it could be about.
    """
    kind = PAPERS[name]
    return Paper(file_name(name, subject), pdf(kind.template, ready(kind.facts(ctx, subject), ctx.masters)))


def seen(name: str, ctx: Context, subject: str = "") -> tuple[bytes, ...]:
    """The pages of a paper as pictures.

    Raises:
        DomainError: as ``made``.
    """
    kind = PAPERS[name]
    return pictures(kind.template, ready(kind.facts(ctx, subject), ctx.masters))


def file_name(name: str, subject: str) -> str:
    """What the file is called; nothing personal."""
    return f"{t(f'paper.{name}', no=subject)}.pdf"


def ready(facts: dict[str, Any], masters: Masters) -> dict[str, Any]:
    """Facts as papers write them: Thai digits, and names of places in one piece."""
    words = (*t("paper.whole_words").split(), *(amphoe.name for amphoe in masters.amphoe))
    return {name: _written(fact, words) for name, fact in facts.items()}


def _written(fact: Any, words: tuple[str, ...]) -> Any:  # noqa: ANN401  # plain JSON values
    if isinstance(fact, str):
        return whole(to_thai_digits(fact), words)
    if isinstance(fact, list):
        return [_written(each, words) for each in fact]
    return {name: _written(each, words) for name, each in fact.items()} if isinstance(fact, dict) else fact
