"""All commands as one program."""

from __future__ import annotations

import typer

from pages.terminal import cases, due, figures, importing, keys, masters, moving, office, serving, upkeep, users

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for group in (office.commands, importing.commands, figures.commands, due.commands, upkeep.commands, serving.commands):
    app.add_typer(group)
app.add_typer(moving.commands)
for name, commands in (
    ("case", cases.commands),
    ("keys", keys.commands),
    ("masters", masters.commands),
    ("recovery", office.recovery),
    ("user", users.commands),
):
    app.add_typer(commands, name=name)
