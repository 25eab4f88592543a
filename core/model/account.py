"""Accounts of people, and who is signed in with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.codes import Role, Source


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an administrator types to add a person. ``agency_id`` belongs to the role ``agency`` and to no other."""

    username: str
    display_name: str
    role: Role
    agency_id: str | None = None
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account. ``token_version`` rises with every change that must end the sessions opened before it."""

    id: int
    username: str
    display_name: str
    role: Role
    agency_id: str | None
    token_version: int
    is_active: bool
    must_change_password: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A living session and its account. ``session_key`` is the SHA-256 of the token, in hex: it opens nothing."""

    session_key: str
    account: Account
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One row of the list of an account's living sessions; ``address`` is where it was opened from."""

    session_key: str
    created_at: datetime
    last_seen_at: datetime
    address: str


class AccountChange(StrEnum):
    """What of an account changed; stands in the events of its stream."""

    ROLE = "role"
    AGENCY = "agency"
    ACTIVE = "active"
    PASSWORD = "password"  # noqa: S105  # what changed, not a secret
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """One entry of an account's history, as it stood after the change; ``changed`` is empty for its first."""

    seq: int
    recorded_at: datetime
    actor_id: int
    source: Source
    role: Role
    agency_id: str | None
    is_active: bool
    changed: tuple[AccountChange, ...]
