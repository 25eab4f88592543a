"""Setting up an office or the demonstration province, and the recovery sheet."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from core.model.account import NewAccount
from core.model.codes import InstallationKind, Role, Source
from core.text.catalogue import label, t
from core.usecases.build_demo import build_demo
from core.usecases.demo.plan import AS_OF
from db import operations
from db.context import Settings, terminal_context
from pages.http.passwords import hash_password, refuse_weak
from pages.terminal.base import Json, answer, case_number, progress, refusals, refuse

commands = typer.Typer(no_args_is_help=True)
recovery = typer.Typer(no_args_is_help=True)
DEMO_PROVINCE = "45"
DEMO_AGENCY = "land"
DEMO_USERS = (Role.ADMIN, Role.DIRECTOR, Role.OFFICER, Role.AGENCY, Role.EXECUTIVE, Role.AUDITOR)


@commands.command()
def init(
    province: Annotated[str, typer.Option()],
    admin: Annotated[str, typer.Option()],
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin")] = False,
    next_number: Annotated[str | None, typer.Option(metavar="N/YYYY")] = None,
    as_json: Json = False,
) -> None:
    """Set up an office: province, administrator, keys. The recovery code is shown this once."""
    if not password_stdin:
        raise typer.BadParameter("--password-stdin")
    first = case_number(next_number) if next_number else None
    with refusals():
        password = sys.stdin.readline().rstrip("\r\n")
        refuse_weak(password, (admin, province))
        new = operations.NewInstallation(
            province_code=operations.province_code(province),
            username=admin,
            display_name=admin,
            password_hash=hash_password(password),
            next_number=(first.running, first.year_be) if first else None,
        )
        started = operations.initialise(Settings(), new)
        found = {"province": province, "admin": started.administrator.username, "recovery_code": started.recovery_code}
        answer(found, as_json=as_json, said=[t("terminal.started", **found)])


@commands.command()
def demo(*, as_json: Json = False) -> None:
    """Set up the demonstration province in an empty database."""
    with refusals():
        password = secrets.token_urlsafe(12)
        cases = built_demo(password)
        users = [{"username": role.value, "role": role.value} for role in DEMO_USERS]
        found = {"cases": cases, "as_of": AS_OF.isoformat(), "users": users, "password": password}
        said = [
            t("terminal.demo", cases=cases, as_of=AS_OF),
            *(t("terminal.demo_user", username=role.value, role=label(role)) for role in DEMO_USERS),
            t("terminal.demo_password", password=password),
        ]
        answer(found, as_json=as_json, said=said)


def built_demo(password: str) -> int:
    """The demonstration province in the empty database of the settings; returns the number of its cases.

    Raises:
        DomainError: the database is set up already.
    """
    _start_demo(hash_password(password))
    return build_demo(terminal_context(Source.IMPORT, Role.DIRECTOR), progress=progress)


def _start_demo(hashed: str) -> None:
    """An empty demonstration office with one account for each role, all with the same password."""
    name = t("demo.account.admin")
    new = operations.NewInstallation(DEMO_PROVINCE, Role.ADMIN.value, name, hashed, InstallationKind.DEMO)
    operations.initialise(Settings(), new)
    for role in DEMO_USERS[1:]:
        agency = DEMO_AGENCY if role is Role.AGENCY else None
        operations.add_user(NewAccount(role.value, t(f"demo.account.{role.value}"), role, agency), hashed)


@recovery.callback()
def _recovery() -> None:
    """The printed recovery sheet."""


@recovery.command("confirm")
def recovery_confirm(
    *, last6_stdin: Annotated[bool, typer.Option("--last6-stdin")] = False, as_json: Json = False
) -> None:
    """Type the last six signs of the printed recovery sheet back."""
    if not last6_stdin:
        raise typer.BadParameter("--last6-stdin")
    with refusals():
        if not operations.confirm_recovery(Settings(), sys.stdin.readline().strip()):
            raise refuse(t("terminal.last6_wrong"))
        answer({"confirmed": True}, as_json=as_json, said=[t("terminal.last6_right")])
