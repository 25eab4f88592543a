"""The register as a book: every number of a part in its order, with totals that carry from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.errors import DomainError, NotFound
from core.figures.register import MOST_PRINTED, RegisterList, RegisterPart
from core.model.codes import CaseState
from core.model.upkeep import RegisterRow
from core.papers.register_words import day, row_title, state_of
from core.papers.slip import centre_name
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day_full, thai_month, thai_time

COLUMNS = ("no", "received", "channel", "topic", "title", "agency", "state", "closed", "hand")
WORDS = ("before", "page", "carried", "void", "closed", "pending", "unit", "empty", "made_by", "checked_by", "on")


def register_facts(ctx: Context, subject: str) -> dict[str, Any]:
    """What the template needs; ``subject`` is the key of a part.

    Raises:
        NotAllowed: the account makes no papers.
        NotFound: there is no such part.
        DomainError: ``error.paper_too_long``.
    """
    ctx.actor.require(Permission.PAPER_MAKE)
    part = part_of(subject)
    with ctx.reads.snapshot():
        numbers = {each.year_be: each for each in ctx.reads.numbered_years()}.get(part.year_be)
        found: RegisterList = ctx.reads.register_list(part, limit=MOST_PRINTED)
    if numbers is None:
        raise NotFound(no=subject)
    if found.whole.cases > MOST_PRINTED:
        raise DomainError("error.paper_too_long", n=found.whole.cases, most=MOST_PRINTED)
    names = _Names(ctx)
    before = found.before
    return {
        "title": t("register.title", year=part.year_be),
        "part": part_words(part),
        "centre": centre_name(ctx.masters),
        "made": made_words(ctx),
        "page_name": t("paper.page"),
        "columns": [t(f"register.column.{name}") for name in COLUMNS],
        "rows": [names.cells(row) for row in found.rows],
        "marks": [[int(row.is_void), int(_is_closed(row))] for row in found.rows],
        "before": [before.cases, before.void, before.closed],
        "proof": list(_proof(found, numbers.first_no)),
        "words": {name: t(f"register.{name}") for name in WORDS},
    }


def part_of(subject: str) -> RegisterPart:
    """The part that a key names.

    Raises:
        NotFound: it names none.
    """
    try:
        return RegisterPart.parse(subject)
    except ValueError as error:
        raise NotFound(no=subject) from error


def part_words(part: RegisterPart) -> str:
    """A part in words: the whole year, numbers, or a month."""
    if part.numbers:
        return t("register.part.numbers", first=part.numbers[0], last=part.numbers[1])
    if part.month:
        return t("register.part.month", month=thai_month(part.month.year, part.month.month))
    return t("register.part.year")


def register_name(subject: str) -> str:
    """What the file of a part is called."""
    part = part_of(subject)
    return t("register.file", year=part.year_be, part=part_words(part).replace(",", ""))


def made_words(ctx: Context) -> str:
    """When the paper was printed: it shows the register as it stood then."""
    now = ctx.clock.now()
    return t("register.made", day=thai_day_full(bangkok_day(now)), time=thai_time(now))


def _is_closed(row: RegisterRow) -> bool:
    return not row.is_void and row.state == CaseState.CLOSED


def _proof(found: RegisterList, first_no: int) -> Iterator[str]:
    """What lets a reader check the book by counting."""
    whole, part = found.whole, found.part
    yield t("register.proof", cases=whole.cases, void=whole.void, closed=whole.closed, pending=whole.pending)
    if part.numbers:
        first, last = part.numbers
        missing = last - first + 1 - whole.cases
        yield t("register.missing" if missing else "register.gapless", first=first, last=last, n=missing)
    if first_no > 1:
        yield t("register.older_book", first=first_no, last=first_no - 1)
    if part.month:
        yield t("register.by_month")


def _nowhere(row: RegisterRow) -> str:
    """What stands for the agency of a case that was never sent."""
    if row.is_void:
        return ""
    return t("register.never_sent" if row.state == CaseState.CLOSED else "register.nowhere")


class _Names:
    """Codes of rows in the words of the office's lists."""

    def __init__(self, ctx: Context) -> None:
        self._channels: Mapping[str, str] = {each.id: each.name for each in ctx.masters.channels}
        self._topics: Mapping[str, str] = {each.id: each.name for each in ctx.masters.topics}

    def cells(self, row: RegisterRow) -> list[str]:
        """The cells of a row, but for the last, which a hand fills."""
        return [
            row.no,
            day(row.received_on) or t("glance.undated"),
            self._channels.get(row.channel_id, row.channel_id),
            self._topics.get(row.topic_id or "", row.topic_id or t("register.unsorted")),
            row_title(row),
            ", ".join(row.agencies) or _nowhere(row),
            state_of(row),
            day(row.closed_on),
        ]
