"""Give somebody who forgot a password a new one, to be changed at the next sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import DomainError
from core.model.account import Account
from core.ports import Context
from core.rules.access import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    """``password_hash`` is of a password that was made up for the person and is shown once."""

    account_id: int
    password_hash: str


def reset_password(command: ResetPassword, ctx: Context) -> Account:
    """Replace the password; the person's sessions end at once.

    Raises:
        NotAllowed: the actor may not reset passwords.
        DomainError: it is the actor's own (which has a page of its own), or unknown.
    """
    ctx.actor.require(Permission.USERS_RESET)
    if command.account_id == ctx.actor.account_id:
        raise DomainError("error.own_account")
    return ctx.accounts.set_password(command.account_id, command.password_hash)
