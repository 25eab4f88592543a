"""What an account must look like before it is stored."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from core.errors import DomainError
from core.model.account import NewAccount
from core.model.codes import Role

LONGEST_NAME: Final = 100
_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")


def username_key(typed: str) -> str:
    """The form under which a user name is stored and looked up: composed, lower case, without spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def checked(account: NewAccount) -> NewAccount:
    """Return the account as it will be stored.

    Raises:
        DomainError: ``gate.username_shape``, ``gate.name_missing`` or ``gate.agency_mismatch``.
    """
    username, name = username_key(account.username), " ".join(account.display_name.split())
    if not _USERNAME.fullmatch(username):
        raise DomainError("gate.username_shape")
    if not name or len(name) > LONGEST_NAME:
        raise DomainError("gate.name_missing", most=LONGEST_NAME)
    refuse_mismatch(account.role, account.agency_id)
    return replace(account, username=username, display_name=name)


def needs_sheet(actor: Role, target: Role) -> bool:
    """Whether a reset of somebody's password also takes the last letters of the recovery sheet.

    Who resets a password can sign in with it, and so gets what that account may do. An administrator lets people in as
    it is, so that nothing is gained. A director may do everything with cases but not let people in: taking an
    administrator's account over would be more than the director has. Yet in a small office the only administrator may
    leave, and nobody else is there. The sheet lies in the office's safe and shows that the office wants it; the reset
    is recorded, and whoever holds the account is told at the next sign-in who made it (our decision).
    """
    return target is Role.ADMIN and actor is not Role.ADMIN


def refuse_mismatch(role: Role, agency_id: str | None) -> None:
    """An agency's officer has an agency; nobody else has one.

    Raises:
        DomainError: ``gate.agency_mismatch``.
    """
    if (role is Role.AGENCY) != bool(agency_id):
        raise DomainError("gate.agency_mismatch")
