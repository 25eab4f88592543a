"""The keys of personal data."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from core.text.catalogue import t
from db import operations
from db.context import Settings
from pages.terminal.base import Json, answer, refusals, refuse

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


@commands.command()
def replace(
    *,
    identities_lost: Annotated[bool, typer.Option("--identities-lost")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask for the words")] = False,
    as_json: Json = False,
) -> None:
    """Give up keys that neither file nor sheet opens any more: persons and texts stay unreadable for ever."""
    if not identities_lost:
        raise typer.BadParameter("--identities-lost")
    with refusals():
        settings = Settings()
        loss = operations.keys_to_give_up(settings)
        if not yes and not _is_agreed(loss):
            raise refuse(t("terminal.keys_not_agreed"))
        done = operations.replace_keys(settings)
        said = {"recovery_code": done.recovery_code, "keys": done.loss.keys, "cases": done.loss.cases}
        answer(said, as_json=as_json, said=[t("terminal.keys_replaced", **said)])


def _is_agreed(loss: operations.Loss) -> bool:
    words = t("terminal.keys_words")
    typer.echo(t("terminal.keys_ask", cases=loss.cases, words=words), err=True)
    return " ".join(sys.stdin.readline().split()) == words
