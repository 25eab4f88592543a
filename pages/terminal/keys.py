"""The keys of personal data."""

from __future__ import annotations

import typer

from core.text.catalogue import t
from db import operations
from pages.terminal.base import Json, answer, refusals

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def _keys() -> None:
    """The keys of personal data."""


@commands.command()
def rotate(*, as_json: Json = False) -> None:
    """Start a new key and a new recovery sheet; back-ups made earlier open with the sheet of their time."""
    with refusals():
        code = operations.rotate_keys()
        answer({"recovery_code": code}, as_json=as_json, said=[t("terminal.keys_rotated", recovery_code=code)])
