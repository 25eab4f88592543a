"""Give somebody who forgot a password a new one, to be changed at the next sign-in."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import DomainError
from core.model.account import Account
from core.ports import Context
from core.rules.access import Permission
from core.rules.accounts import needs_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword:
    """``password_hash`` is of a password that was made up for the person and is shown once.

    ``sheet`` is the last six letters of the recovery sheet, where ``core.rules.accounts.needs_sheet`` asks for them.
    """

    account_id: int
    password_hash: str
    sheet: str = field(default="", repr=False)


def reset_password(command: ResetPassword, ctx: Context) -> Account:
    """Replace the password; the person's sessions end at once.

    Raises:
        NotAllowed: the actor may not reset passwords.
        DomainError: it is the actor's own (which has a page of its own), or unknown; an administrator's, and the
            letters are not those of the sheet or were tried too often.
    """
    ctx.actor.require(Permission.USERS_RESET)
    if command.account_id == ctx.actor.account_id:
        raise DomainError("error.own_account")
    target = ctx.accounts.one(command.account_id)
    if needs_sheet(ctx.actor.role, target.role) and not ctx.accounts.holds_sheet(command.sheet):
        raise DomainError("error.sheet_wrong")
    return ctx.accounts.set_password(command.account_id, command.password_hash)
