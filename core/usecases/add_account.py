"""Give a person an account with a password that must be changed at the first sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.account import Account, NewAccount
from core.model.codes import Role
from core.ports import Context
from core.rules.access import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount:
    """``password_hash`` is of a password that was made up for the person and is shown once."""

    username: str
    display_name: str
    role: Role
    agency_id: str | None = None
    password_hash: str


def add_account(command: AddAccount, ctx: Context) -> Account:
    """Store the account.

    Raises:
        NotAllowed: the actor may not give accounts.
        DomainError: the name is taken, the account is refused, or there is no such agency.
    """
    ctx.actor.require(Permission.USERS_EDIT)
    if command.agency_id is not None:
        ctx.masters.agency(command.agency_id)
    new = NewAccount(command.username, command.display_name, command.role, command.agency_id, must_change_password=True)
    return ctx.accounts.add(new, command.password_hash)
