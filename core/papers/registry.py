"""Every paper that is set as PDF: one line each. A new paper is a builder of facts, a template and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from core.model.office_facts import has_thai_digits
from core.papers.backlog_list import backlog_facts, backlog_name
from core.papers.blank_form import blank_facts
from core.papers.network_sheet import network_facts, network_name
from core.papers.register_book import register_facts, register_name
from core.papers.slip import slip_facts
from core.papers.typesetting import pdf, pictures, whole
from core.ports import Context, Masters
from core.text.catalogue import t
from core.text.digits import to_thai_digits

MIME: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper. ``facts`` gets the context and what the paper is about (the number of a case, a part of the register, or
    nothing); ``said`` puts that into the name of the file.
    """

    name: str
    template: str
    facts: Callable[[Context, str], dict[str, Any]]
    said: Callable[[str], str] = str


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
            PaperKind("register", "register_book.typ", register_facts, register_name),
            PaperKind("network_sheet", "network_sheet.typ", network_facts, network_name),
            PaperKind("backlog", "backlog_list.typ", backlog_facts, backlog_name),
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
    return f"{t(f'paper.{name}', no=PAPERS[name].said(subject))}.pdf"


def ready(facts: dict[str, Any], masters: Masters) -> dict[str, Any]:
    """Facts as papers write them: in the digits that the office chose, and names of places in one piece."""
    words = (*t("paper.whole_words").split(), *(amphoe.name for amphoe in masters.amphoe))
    in_thai = has_thai_digits(masters.settings)

    def write(text: str) -> str:
        return whole(to_thai_digits(text) if in_thai else text, words)

    return {**{name: _written(fact, write) for name, fact in facts.items()}, "in_thai_digits": in_thai}


def _written(fact: Any, write: Callable[[str], str]) -> Any:  # noqa: ANN401  # plain JSON values
    if isinstance(fact, str):
        return write(fact)
    if isinstance(fact, list):
        return [_written(each, write) for each in fact]
    return {name: _written(each, write) for name, each in fact.items()} if isinstance(fact, dict) else fact
