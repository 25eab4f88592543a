"""Sign somebody out from afar: one device or all of them."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Context
from core.rules.access import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSessions:
    """Whose sessions; ``session_key`` names one of them, None means all."""

    account_id: int
    session_key: str | None = None


def end_sessions(command: EndSessions, ctx: Context) -> int:
    """End the sessions at once; returns how many were living.

    Raises:
        NotAllowed: the actor may not reset accounts.
        NotFound: there is no such account.
    """
    ctx.actor.require(Permission.USERS_RESET)
    return ctx.accounts.end_sessions(command.account_id, command.session_key)
