"""Keeping an installation whole: verify, back up, restore, migrate, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.text.catalogue import t
from db import operations
from db.context import Settings
from pages.terminal.base import Json, answer, refusals, refuse

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def verify(*, as_json: Json = False) -> None:
    """Prove every event, text and file of the evidence, and recount everything that follows from them."""
    with refusals():
        found = operations.verify()
        said = {"events": found.events, "chain_ok": found.chain_ok, "rebuild_ok": found.rebuild_ok}
        files = {"evidence": found.files, "evidence_ok": found.files_ok}
        answer({**said, **files, "differences": found.differences}, as_json=as_json)
        if found.fault is not None:
            raise refuse(t(found.fault))


@commands.command()
def backup(*, to: Annotated[Path | None, typer.Option()] = None, as_json: Json = False) -> None:
    """Write a verified, encrypted back-up."""
    with refusals():
        made = operations.make_backup(to)
        said = {"file": str(made.file), "sha256": made.sha256, "cases": made.cases}
        answer({**said, "attachments": made.attachments, "evidence_damaged": made.damaged}, as_json=as_json)


@commands.command()
def restore(
    file: Path,
    *,
    recovery_code_stdin: Annotated[bool, typer.Option("--recovery-code-stdin")] = False,
    rehearse: Annotated[bool, typer.Option("--rehearse", help="prove it, change nothing")] = False,
    as_json: Json = False,
) -> None:
    """Put a back-up in place of the database; a damaged file is refused and the old one kept."""
    with refusals():
        code = sys.stdin.readline().strip() if recovery_code_stdin else None
        act = operations.rehearse_restore if rehearse else operations.restore_backup
        done = act(file, code)
        said = {"file": str(done.file), "sha256": done.sha256, "cases": done.cases}
        answer({**said, "evidence_damaged": done.damaged}, as_json=as_json)


@commands.command()
def migrate(*, as_json: Json = False) -> None:
    """Bring the database to the newest schema."""
    with refusals():
        answer({"migrated": operations.migrate(Settings())}, as_json=as_json)


@commands.command()
def check(*, as_json: Json = False) -> None:
    """Health of database, disk, calendar years, back-up and jobs."""
    with refusals():
        found = operations.check()
        warnings = [t(f"check.{name}") for name in found["warnings"]] or [t("check.well")]
        answer(found, as_json=as_json, said=warnings)
