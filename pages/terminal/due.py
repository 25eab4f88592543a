"""What is due by a day, and days of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from core.errors import DomainError
from core.figures.due import due_json
from core.model.codes import ObligationKind
from core.ports import Masters
from core.rules.calendar import add_working_days, skipped_days, unconfirmed_years
from core.text.catalogue import label, t
from core.text.dates import thai_weekday
from core.text.explain import explain_working_days
from core.text.fold import fold
from db import operations
from db.context import terminal_context
from pages.terminal.base import Day, Json, answer, refusals, typed_day

commands = typer.Typer(no_args_is_help=True)
EVERYTHING = 1_000_000
"""More promises than a province can have open."""
LONGEST = 3650


@commands.command()
def due(
    *, on: Day = None, agency: Annotated[str | None, typer.Option(help="name or id")] = None, as_json: Json = False
) -> None:
    """Promises due by a day and unmet at its end, and those due on the day itself, met or not."""
    day = typed_day(on)
    with refusals():
        ctx = terminal_context()
        asked = agency_named(ctx.masters, agency) if agency else None
        found = due_json(ctx.reads.due_lines(day or ctx.clock.today(), agency_id=asked, limit=EVERYTHING))
        answer(found, as_json=as_json, said=_lines(found))


def agency_named(masters: Masters, typed: str) -> str:
    """The id of the agency that people call so: by id, name, short name or another spelling of it.

    Raises:
        DomainError: ``error.unknown_agency``; nothing or more than one is called so.
    """
    if any(each.id == typed for each in masters.agencies):
        return typed
    sought = fold(typed)
    called = [each.id for each in masters.agencies if fold(each.name) == sought]
    known_as = [each.id for each in masters.agencies if sought in map(fold, (each.short_name, *each.spellings))]
    for found in (called, known_as):
        if len(found) == 1:
            return found[0]
    raise DomainError("error.unknown_agency", agency=typed)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for line in found["obligations"]:
        kind = label(ObligationKind(line["kind"]))
        yield t("terminal.due_line", **{**line, "kind": kind, "agency": line["agency"] or t("terminal.centre")})


@commands.command()
def deadline(
    start: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD")],
    working_days: Annotated[int, typer.Option(min=1, max=LONGEST)],
    *,
    province: Annotated[str | None, typer.Option(help="another province than this office's")] = None,
    as_json: Json = False,
) -> None:
    """The day on which the n-th working day after a day falls."""
    first = typed_day(start)
    if first is None:
        raise typer.BadParameter("--from")
    with refusals():
        calendar = operations.calendar_of(province)
        due_on = add_working_days(first, working_days, calendar)
        skipped = skipped_days(first, due_on, calendar)
        explanation = explain_working_days(first, working_days, calendar)
        found = {
            "due_on": due_on.isoformat(),
            "skipped": [
                {"date": each.day.isoformat(), "name": each.name or thai_weekday(each.day)} for each in skipped
            ],
            "explanation": explanation,
            "calendar_confirmed": not unconfirmed_years(first, due_on, calendar),
        }
        answer(found, as_json=as_json, said=[explanation])
