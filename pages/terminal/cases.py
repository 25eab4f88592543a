"""One case: its state and its events. Persons stay markers; identities are asked for on screen, with a reason."""

from __future__ import annotations

import typer

from core.exchange.shapes import case_json, history_json, texts_of
from db.context import terminal_context
from pages.terminal.base import Json, answer, case_number, refusals

commands = typer.Typer(no_args_is_help=True)


@commands.command("show")
def case_show(no: str, *, as_json: Json = False) -> None:
    """The state of a case."""
    number = case_number(no)
    with refusals():
        ledger = terminal_context().ledger
        answer(case_json(ledger.case(number), texts_of(ledger.history(number))), as_json=as_json)


@commands.command("history")
def case_history(no: str, *, as_json: Json = False) -> None:
    """The events of a case with both times."""
    number = case_number(no)
    with refusals():
        events = history_json(terminal_context().ledger.history(number))
        answer({"no": str(number), "events": events}, as_json=as_json)
