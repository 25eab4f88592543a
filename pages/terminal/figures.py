"""Figures of any day, and the board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from core.figures.answers import board_json
from core.figures.counts import Window
from core.figures.fiscal import fiscal_question
from core.figures.statistics import statistics
from core.model.office_facts import stock_kinds
from core.text.catalogue import t
from db.context import terminal_context
from pages.terminal.base import Day, Json, answer, names_of, past_day, refusals, typed_day, typed_instant

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def stats(
    *,
    as_of: Day = None,
    fiscal_year: Annotated[int | None, typer.Option(help="BE")] = None,
    received_from: Day = None,
    received_to: Day = None,
    carried_at: Day = None,
    known_at: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD[THH:MM+07:00]")] = None,
    as_json: Json = False,
) -> None:
    """All figures of a day; the window of the backlog is received-from to received-to, pending at carried-at.

    With known-at (a day means its end) also the headline as it was known then, and every case that moved since.
    """
    typed, first, last, carried = (typed_day(text) for text in (as_of, received_from, received_to, carried_at))
    instant = typed_instant(known_at)
    if first and not last:
        raise typer.BadParameter("--received-to")
    with refusals():
        ctx = terminal_context()
        day = past_day(typed, ctx.clock)
        window = Window(first, last) if last else None
        counts = ctx.reads.statistics_counts(day, fiscal_question(day, fiscal_year, window, carried))
        groups = {each.id: each.group for each in ctx.masters.channels}
        found = statistics(counts, groups, stock_kinds(ctx.masters.settings))
        known = {"known": ctx.reads.headline_known(day, instant).to_json()} if instant else {}
        answer({**found.to_json(names_of(ctx.masters)), **known}, as_json=as_json)


@commands.command()
def board(*, as_of: Day = None, as_json: Json = False) -> None:
    """Pending cases by agency and age."""
    typed = typed_day(as_of)
    with refusals():
        ctx = terminal_context()
        found = board_json(ctx.reads.board(past_day(typed, ctx.clock)), names_of(ctx.masters).places)
        answer(found, as_json=as_json, said=_lines(found))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for row in found["agencies"]:
        ages = " ".join(f"{bucket}={n}" for bucket, n in row["buckets"].items())
        yield t("terminal.board_row", agency=row["agency"], pending=row["pending"], overdue=row["overdue"], ages=ages)
    yield t("terminal.board_total", cases=found["total_cases"], rows=found["total_case_agencies"])
