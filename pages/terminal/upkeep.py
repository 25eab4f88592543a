"""Keeping an installation whole: verify, back up, restore, migrate, check; and serving it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.model.beginnings import PRACTICE_PORT
from core.text.catalogue import t
from db import operations
from db.context import Settings
from pages.terminal.base import Json, answer, refusals, refuse
from pages.terminal.practice import prepare_practice, say_practice

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def verify(*, as_json: Json = False) -> None:
    """Prove every event and text, and recount everything that follows from them."""
    with refusals():
        found = operations.verify()
        said = {"events": found.events, "chain_ok": found.chain_ok, "rebuild_ok": found.rebuild_ok}
        answer({**said, "differences": found.differences}, as_json=as_json)
        if found.found:
            raise refuse(t("error.ledger_damaged"))


@commands.command()
def backup(*, to: Annotated[Path | None, typer.Option()] = None, as_json: Json = False) -> None:
    """Write a verified, encrypted back-up."""
    with refusals():
        made = operations.make_backup(to)
        answer({"file": str(made.file), "sha256": made.sha256, "cases": made.cases}, as_json=as_json)


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
        answer({"file": str(done.file), "sha256": done.sha256, "cases": done.cases}, as_json=as_json)


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


@commands.command()
def serve(
    host: str = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="8501; 8502 for practice")] = None,
    *,
    practice: Annotated[bool, typer.Option("--practice", help="on made-up cases, beside the register")] = False,
) -> None:
    """Start the server in the foreground; ready when /healthz answers 200."""
    from pages.http.serve import PORT
    from pages.http.serve import serve as run  # the server's imports are slow; other commands do without

    port = port or (PRACTICE_PORT if practice else PORT)
    with refusals():
        if practice:
            say_practice(prepare_practice(), port)
        operations.migrate(Settings())
        run(host, port)
