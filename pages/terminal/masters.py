"""The office's lists to a spreadsheet and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import DomainError
from core.exchange.masters_xlsx import MastersDifferences, build_masters, read_masters
from core.text.catalogue import t
from core.usecases.edit_masters import edit_masters
from db.context import terminal_context
from pages.terminal.base import Json, answer, refusals, refuse

commands = typer.Typer(no_args_is_help=True)
KINDS = ("added", "changed", "removed", "missing")


@commands.command("export")
def masters_export(file: Path, *, as_json: Json = False) -> None:
    """Write all lists to a workbook; a file that is there is replaced."""
    with refusals():
        content = build_masters(terminal_context().masters)
        try:
            file.write_bytes(content)
        except OSError as error:
            raise DomainError("error.file_unwritable", file=file.name) from error
        answer({"file": str(file), "bytes": len(content)}, as_json=as_json)


@commands.command("import")
def masters_import(
    file: Path,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show the differences, change nothing")] = False,
    as_json: Json = False,
) -> None:
    """Take over what was edited in a workbook: as a whole, or not at all where a cell is wrong."""
    with refusals():
        ctx = terminal_context()
        found = read_masters(_readable(file), ctx.masters)
        if not dry_run and not found.problems:
            edit_masters(found.changes, ctx)
        answer(_told(found, dry_run=dry_run), as_json=as_json, said=_lines(found))
        if found.problems:
            raise refuse("\n".join([t("masters.refused", problems=len(found.problems)), *_problems(found)]))


def _readable(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DomainError("error.file_unreadable", file=file.name) from error


def _told(found: MastersDifferences, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "recorded": 0 if dry_run else len(found.changes),
        **{kind: found.count(kind) for kind in KINDS},
        "differences": [asdict(each) for each in found.differences],
        "problems": [asdict(each) for each in found.problems],
        "absent_sheets": list(found.absent),
    }


def _lines(found: MastersDifferences) -> Iterator[str]:
    for each in found.differences:
        said = ", ".join(f"{field.column}: {field.old} → {field.new}" for field in each.fields)
        what = t(f"masters.what.{each.what}")
        yield t("masters.difference", sheet=each.sheet, what=what, line=each.line, fields=said)
    yield t("masters.counts", **{kind: found.count(kind) for kind in KINDS})


def _problems(found: MastersDifferences) -> Iterator[str]:
    for each in found.problems:
        yield t("masters.problem", sheet=each.sheet, row=each.row, column=each.column, reason=each.reason)
