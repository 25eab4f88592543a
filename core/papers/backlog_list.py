"""The list of what is pending on a day, by agency and oldest first: what a fiscal year hands over to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from core.errors import DomainError, NotFound
from core.figures.board import CENTRE_PLACES, Board, BoardRow
from core.figures.headline import Headline
from core.figures.lines import Cell, PendingLine
from core.figures.register import MOST_PRINTED
from core.figures.standing import Place
from core.papers.register_book import made_words
from core.papers.register_words import day, line_title
from core.papers.slip import centre_name
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import label, t
from core.text.collation import sort_key
from core.text.dates import thai_day_full

COLUMNS = ("place", "no", "received", "age", "title", "topic", "state", "due", "late", "hand")
WORDS = ("empty", "made_by", "checked_by", "on")


@dataclass(frozen=True, slots=True)
class Backlog:
    """Which list: of a day, all of it or one row of the board (an agency's id, or a place of the centre)."""

    as_of: date
    row: str = ""

    @classmethod
    def parse(cls, text: str) -> Backlog:
        """Read what ``key`` wrote.

        Raises:
            NotFound: it is no such list.
        """
        on, _, row = text.partition("~")
        try:
            return cls(date.fromisoformat(on), row)
        except ValueError as error:
            raise NotFound(no=text) from error

    @property
    def key(self) -> str:
        """The list in an address and in the name of a paper."""
        return f"{self.as_of.isoformat()}~{self.row}" if self.row else self.as_of.isoformat()

    @property
    def cell(self) -> Cell:
        """The part of the board."""
        if self.row in {place.value for place in CENTRE_PLACES}:
            return Cell(Place(self.row))
        return Cell(Place.AGENCY, self.row) if self.row else Cell()


def backlog_facts(ctx: Context, subject: str) -> dict[str, Any]:
    """What the template needs; ``subject`` is the key of a list.

    Raises:
        NotAllowed: the account makes no papers.
        DomainError: the day has not come, or ``error.paper_too_long``.
    """
    ctx.actor.require(Permission.PAPER_MAKE)
    asked = Backlog.parse(subject)
    if asked.as_of > ctx.clock.today():
        raise DomainError("error.day_in_future", day=asked.as_of, today=ctx.clock.today())
    with ctx.reads.snapshot():
        board, head = ctx.reads.board(asked.as_of), ctx.reads.headline(asked.as_of)
        lines = ctx.reads.board_lines(asked.cell, asked.as_of, limit=MOST_PRINTED + 1, oldest_first=True)
    if len(lines) > MOST_PRINTED:
        raise DomainError("error.paper_too_long", n=_count(board, asked), most=MOST_PRINTED)
    topics = {each.id: each.name for each in ctx.masters.topics}
    return {
        "title": t("backlog.title", day=thai_day_full(asked.as_of)),
        "centre": centre_name(ctx.masters),
        "made": made_words(ctx),
        "page_name": t("paper.page"),
        "columns": [t(f"backlog.column.{name}") for name in COLUMNS],
        "groups": [_group(name, held, asked.as_of, topics) for name, held in _grouped(lines)],
        "proof": list(_proof(board, head, lines, asked)),
        "words": {name: t(f"backlog.{name}") for name in WORDS},
    }


def backlog_name(subject: str) -> str:
    """What the file of a list is called."""
    return t("backlog.file", day=thai_day_full(Backlog.parse(subject).as_of))


def _count(board: Board, asked: Backlog) -> int:
    if not asked.row:
        return board.total_case_agencies
    return next((row.pending for row in board.rows if row_key(row) == asked.row), 0)


def row_key(row: BoardRow) -> str:
    """A row of the board in an address: the agency's id, or the place of the centre."""
    return row.agency_id or "" if row.place is Place.AGENCY else row.place.value


def row_words(place: Place, agency: str) -> str:
    """A row of the board by name."""
    return agency if place is Place.AGENCY else t(f"figure.row.{place.value}")


def _grouped(lines: Sequence[PendingLine]) -> Iterator[tuple[str, list[PendingLine]]]:
    """Agencies in the order of the dictionary, then the centre's own rows; the lines of each in their order.

    An agency that was renamed is one row, under the name of its newest case.
    """
    names = {(line.place, line.agency_id): row_words(line.place, line.agency) for line in lines}

    def row(line: PendingLine) -> tuple[int, Any, str]:
        place = 0 if line.place is Place.AGENCY else 1 + CENTRE_PLACES.index(line.place)
        return place, sort_key(names[line.place, line.agency_id]), line.agency_id or ""

    for _, held in groupby(sorted(lines, key=row), key=row):
        found = list(held)
        yield names[found[0].place, found[0].agency_id], found


def _group(name: str, lines: Sequence[PendingLine], as_of: date, topics: dict[str, str]) -> dict[str, Any]:
    overdue = sum(line.flags.overdue for line in lines)
    return {
        "name": name,
        "count": t("backlog.group_overdue" if overdue else "backlog.group", n=len(lines), overdue=overdue),
        "rows": [[str(place), *_cells(line, as_of, topics)] for place, line in enumerate(lines, start=1)],
        "late": [int(line.flags.overdue) for line in lines],
    }


def _cells(line: PendingLine, as_of: date, topics: dict[str, str]) -> Iterator[str]:
    case, due_on = line.case, line.finish_due_on
    yield str(case.no)
    yield day(case.received_on)
    yield f"{line.age_days:,}"
    yield line_title(case)
    yield topics.get(case.topic_id or "", t("register.unsorted"))
    yield label(case.state)
    yield day(due_on) or t("backlog.no_due")
    yield f"{(as_of - due_on).days:,}" if due_on and line.flags.overdue else ""


def _proof(board: Board, head: Headline, lines: Sequence[PendingLine], asked: Backlog) -> Iterator[str]:
    """How the list agrees with the figures of the day."""
    cases = len({line.case.case_id for line in lines})
    yield t("backlog.sum", cases=cases, overdue=len({line.case.case_id for line in lines if line.flags.overdue}))
    if len(lines) != cases:
        yield t("backlog.twice", lines=len(lines), cases=cases)
    if asked.row:
        yield t("backlog.part", pending=head.pending)
        return
    beside = head.counts.undated_pending, head.counts.brought.pending if head.counts.brought else 0
    if any(beside):
        yield t("backlog.beside", pending=head.pending, cases=board.total_cases, undated=beside[0], brought=beside[1])
