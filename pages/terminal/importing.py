"""Bringing another register in: a dry run that says what was understood, and the import itself."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import DomainError
from core.exchange.courses import courses_of
from core.exchange.dialects import DIALECTS
from core.exchange.dry_run import DryRun, summarise
from core.exchange.dry_run import as_json as understood_json
from core.exchange.office import known_agencies, surveyed, weighed, wishes_for, words_of
from core.exchange.plan import Plan
from core.exchange.read_cases import read_cases
from core.exchange.report_xlsx import build_report
from core.exchange.sandbox import Upload
from core.model.codes import Source
from core.model.importing import Choices, ImportResult
from core.ports import Context
from core.rules.known_cases import KnownCases
from core.text.dates import DateOrder
from core.usecases.import_courses import import_courses
from core.usecases.prepare_import import planned_lists, prepare_import
from db.context import terminal_context
from pages.terminal.base import Json, answer, progress, refusals

commands = typer.Typer(no_args_is_help=True)


class Order(StrEnum):
    """The order of day, month and year in a file whose days can be read in several."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


ORDERS: dict[Order, DateOrder] = {Order.DMY: "dmy", Order.MDY: "mdy", Order.YMD: "ymd"}


@commands.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    dialect: Annotated[str, typer.Option(help=", ".join(("auto", *DIALECTS)))] = "auto",
    date_order: Annotated[Order | None, typer.Option()] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what was understood, write nothing")] = False,
    report: Annotated[Path | None, typer.Option(dir_okay=False, writable=True, help="an .xlsx to write")] = None,
    as_json: Json = False,
) -> None:
    """Bring a register in. The same file twice changes nothing, a newer export updates what nobody changed here."""
    if dialect not in ("auto", *DIALECTS):
        raise typer.BadParameter(dialect)
    with refusals():
        ctx, upload = terminal_context(source=Source.IMPORT), Upload(file)
        order = ORDERS[date_order] if date_order else None
        wishes = wishes_for(ctx.province_id, ctx.clock.today(), dialect=dialect, date_order=order)
        plan = surveyed(upload, wishes, ctx.masters)
        _refuse_doubts(plan, is_confirmed=dry_run or dialect != "auto")
        run, result = _understood(upload, plan, ctx)
        if report is not None:
            report.write_bytes(build_report(run, {agency.id: agency.name for agency in ctx.masters.agencies}))
        if not dry_run:
            result = _brought_in(upload, plan, run, ctx)
        answer(_said(run, result), as_json=as_json)


def _refuse_doubts(plan: Plan, *, is_confirmed: bool) -> None:
    """Ask what must not be guessed.

    Raises:
        DomainError: the order of day and month is ambiguous, or nobody has seen what the columns were taken for.
    """
    if plan.order.must_be_asked:
        raise DomainError("error.import_ask_order")
    if plan.suggested and not is_confirmed:
        raise DomainError("error.import_ask_mapping")


def _understood(upload: Upload, plan: Plan, ctx: Context) -> tuple[DryRun, ImportResult]:
    known, expected = KnownCases.of(ctx.reads.imported(plan.dialect.source_system)), ImportResult()
    cases = weighed(read_cases(upload, plan), known, expected)
    run = summarise(cases, plan, known_agencies(ctx.masters))
    planned_lists(words_of(run, plan), Choices(), ctx)
    return run, expected


def _brought_in(upload: Upload, plan: Plan, run: DryRun, ctx: Context) -> ImportResult:
    keys = prepare_import(words_of(run, plan), Choices(), ctx)
    courses = courses_of(upload, plan, keys, progress=_of(run.cases))
    return import_courses(courses, terminal_context(source=Source.IMPORT), progress=_of(run.cases))


def _of(whole: int) -> Callable[[int], None]:
    return lambda done: progress(done, whole)


def _said(run: DryRun, result: ImportResult) -> dict[str, Any]:
    """What was understood, and what came of it; a refused case stands among the rejected rows by its number there."""
    found: dict[str, Any] = understood_json(run)
    refused = [
        {"row": each.row, "column": "", "value": each.source_no, "reason": each.reason} for each in result.refused
    ]
    mapping = {field.value: list(headings) for field, headings in run.mapping.items()}
    return {
        **found,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "rejected": [*found["rejected"], *refused],
        "rejected_count": run.rejected_count + len(refused),
        "conflicts": [
            {"no": each.no, "source_no": each.source_no, "field": each.field, "ours": each.ours, "theirs": each.theirs}
            for each in result.conflicts
        ],
        "mapping": mapping if run.mapping_suggested else None,
    }
