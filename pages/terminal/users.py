"""Accounts."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from core.model.account import NewAccount
from core.model.codes import Role
from db import operations
from pages.http.passwords import hash_password, refuse_weak
from pages.terminal.base import Json, answer, refusals

commands = typer.Typer(no_args_is_help=True)


def new_password(username: str) -> tuple[str, str | None]:
    """A password from standard input, or a made-up one where nothing is piped in; the second is what may be shown.

    Raises:
        DomainError: the typed one is too weak.
    """
    typed = "" if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        made = secrets.token_urlsafe(12)
        return made, made
    refuse_weak(typed, (username,))
    return typed, None


@commands.command("add")
def user_add(
    username: str,
    role: Role,
    *,
    name: Annotated[str, typer.Option()] = "",
    agency: Annotated[str | None, typer.Option(help="agency id, for the role agency")] = None,
    as_json: Json = False,
) -> None:
    """Add an account; a password that is not piped in is made up and shown this once."""
    with refusals():
        password, shown = new_password(username)
        new = NewAccount(username, name or username, role, agency, must_change_password=True)
        account = operations.add_user(new, hash_password(password))
        answer({"username": account.username, "role": role.value, "password": shown}, as_json=as_json)


@commands.command("disable")
def user_disable(username: str, *, as_json: Json = False) -> None:
    """Close an account and end its sessions."""
    with refusals():
        answer({"username": operations.disable_user(username).username, "active": False}, as_json=as_json)


@commands.command("reset")
def user_reset(username: str, *, as_json: Json = False) -> None:
    """Give an account a new password that must be changed at the next sign-in."""
    with refusals():
        password, shown = new_password(username)
        account = operations.reset_password(username, hash_password(password))
        answer({"username": account.username, "password": shown}, as_json=as_json)
