"""From one database to another: SQLite to PostgreSQL when an office grows, and back."""

from __future__ import annotations

from typing import Annotated

import typer

from core.text.catalogue import t
from db import operations
from db.context import Settings
from pages.terminal.base import Json, answer, progress, refusals

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def move(*, to: Annotated[str, typer.Option(metavar="URL")], as_json: Json = False) -> None:
    """Copy everything into another, empty database and prove it there; the source stays as it is."""
    with refusals():
        done = operations.move(Settings(), to, progress)
        found = done.verified
        said = {"to": done.to, "tables": done.tables, "rows": done.rows, "cases": found.cases, "events": found.events}
        proved = {"chain_ok": found.chain_ok, "rebuild_ok": found.rebuild_ok}
        answer({**said, **proved}, as_json=as_json, said=[t("terminal.moved", **said)])
