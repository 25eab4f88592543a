"""The log as a file: whose data were looked at by an account between two days, and every look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from core.figures.accesses import AccessLine, SeenPerson, seen_persons
from core.ports import Context
from core.text.catalogue import label, t
from pages.ui.access_filters import Asked
from pages.ui.access_words import at_text, look_cells
from pages.ui.download import download
from pages.ui.workbook import TYPE, Sheet, sheets

MOST: Final = 20_000
CHUNK: Final = 500


def access_file(ctx: Context, asked: Asked, count: int) -> None:
    """Draw the button that hands the file out."""
    question = asked.question
    name = t("access.file_name", first=question.first.isoformat(), last=question.last.isoformat())
    download(t("access.file"), lambda: access_workbook(ctx, asked, count), name=name, mime=TYPE, key="access_file")


def access_workbook(ctx: Context, asked: Asked, count: int) -> bytes:
    """Who must be told, and every look behind it."""
    lines = [*_lines(ctx, asked)]
    key = "access.file_heading" if asked.question.account_id is None else "access.file_whose"
    heading = t(key, span=asked.span, who=asked.name(asked.question.account_id))
    made = t("access.file_made", at=ctx.clock.now(), who=ctx.actor.display_name)
    remark = " · ".join(filter(None, (made, t("access.file_most", n=MOST) if count > MOST else "")))
    return sheets([_persons(lines, asked, heading, remark), _looks(lines, asked, heading, remark)])


def _lines(ctx: Context, asked: Asked) -> Iterator[AccessLine]:
    with ctx.reads.snapshot():
        for offset in range(0, MOST, CHUNK):
            found: Sequence[AccessLine] = ctx.reads.access.lines(asked.question, limit=CHUNK, offset=offset)
            yield from found
            if len(found) < CHUNK:
                return


def _persons(lines: Sequence[AccessLine], asked: Asked, heading: str, remark: str) -> Sheet:
    columns = ("who", "no", "person", "times", "first", "last")
    return Sheet(
        t("access.sheet.persons"),
        heading,
        remark,
        [t(f"access.column.{column}") for column in columns],
        [_person(each, asked) for each in seen_persons(lines)],
    )


def _person(seen: SeenPerson, asked: Asked) -> tuple[str | int, ...]:
    times = (at_text(seen.first_at), at_text(seen.last_at))
    person = label(seen.person) if seen.person else t("access.person_papers")
    return asked.name(seen.account_id), str(seen.no or ""), person, seen.count, *times


def _looks(lines: Sequence[AccessLine], asked: Asked, heading: str, remark: str) -> Sheet:
    columns = ("at", "who", "kind", "no", "person", "reason")
    rows = [tuple(look_cells(line, asked)[column] for column in columns) for line in lines]
    return Sheet(t("access.sheet.looks"), heading, remark, [t(f"access.column.{each}") for each in columns], rows)
