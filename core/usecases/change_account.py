"""Change what an account may do: its role and agency, and whether it may sign in at all."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import DomainError
from core.model.account import Account
from core.model.codes import Role
from core.ports import Context
from core.rules.access import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRole:
    """The role that an account gets; ``agency_id`` belongs to the role ``agency`` and to no other."""

    account_id: int
    role: Role
    agency_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetActive:
    """Whether an account may sign in."""

    account_id: int
    is_active: bool


def change_role(command: ChangeRole, ctx: Context) -> Account:
    """Give an account another role; its sessions end.

    Raises:
        NotAllowed: the actor may not change accounts.
        DomainError: it is the actor's own, the last administrator's, unknown, or role and agency do not fit.
    """
    _require(ctx, command.account_id)
    if command.agency_id is not None:
        ctx.masters.agency(command.agency_id)
    return ctx.accounts.set_role(command.account_id, command.role, command.agency_id)


def set_active(command: SetActive, ctx: Context) -> Account:
    """Shut an account out and end its sessions, or let it in again.

    Raises:
        NotAllowed: the actor may not change accounts.
        DomainError: it is the actor's own, the last administrator's, or unknown.
    """
    _require(ctx, command.account_id)
    return ctx.accounts.set_active(command.account_id, is_active=command.is_active)


def _require(ctx: Context, account_id: int) -> None:
    """One's own account is left to somebody else: a slip would lock the only person out who can mend it."""
    ctx.actor.require(Permission.USERS_EDIT)
    if account_id == ctx.actor.account_id:
        raise DomainError("error.own_account")
