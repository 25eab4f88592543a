"""Practice: a second server on a folder of its own, with the demonstration province in it."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import date
from pathlib import Path
from typing import Final

import typer

from core.errors import DomainError
from core.text.catalogue import t
from db.context import enter_practice
from pages.terminal.office import DEMO_USERS, built_demo

ON: Final = date(2020, 7, 31)
"""The day on which the demonstration stands: that of its next meeting."""
MARK: Final = "practice"
"""Written before anything else: what lies in the folder may be thrown away."""
PASSWORD: Final = "password"  # noqa: S105  # a file's name
"""Written last of all: the demonstration is whole."""


def prepare_practice() -> str:
    """Let this process practise; the demonstration is built where it is not whole. Returns the accounts' password.

    Raises:
        DomainError: ``error.practice_folder``; something else lies where practice would be built.
    """
    folder = enter_practice(ON).data_dir
    kept = folder / PASSWORD
    if not kept.exists():
        _emptied(folder)
        typer.echo(t("terminal.practice_building"), err=True)
        password = secrets.token_urlsafe(9)
        built_demo(password)
        _keep(kept, password)
    return kept.read_text(encoding="utf-8").strip()


def say_practice(password: str, port: int) -> None:
    """Tell whoever started it where and as whom to practise.

    The address has the number, not the name, of this machine: browsers keep the two apart, and whoever is signed in to
    the register stays so.
    """
    users = ", ".join(role.value for role in DEMO_USERS)
    address = f"http://127.0.0.1:{port}"
    typer.echo(t("terminal.practice_users", address=address, users=users, password=password), err=True)


def _emptied(folder: Path) -> None:
    """An empty folder; what a build that was interrupted left there goes, anything else stays."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise DomainError("error.practice_folder", folder=folder)
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _keep(file: Path, password: str) -> None:
    """Only the person who started the program may read it; there at once or not at all."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(password)
    part.replace(file)
