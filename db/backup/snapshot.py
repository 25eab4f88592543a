"""A copy of the database as it stood at one instant, counted and verified; the same shape for both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.errors import DomainError
from db.backup.archive import Manifest
from db.keys.proof import recovery_wraps
from db.keys.recovery import Wrap
from db.keys.ring import KeyRing

Verify = Callable[[Connection, KeyRing], None]
"""Proves the data of a copy (the chain of the ledger) or raises a DomainError; must not write."""

Amend = Callable[[Connection, KeyRing], None]
"""Writes into a restored database before it goes into use (erasures that are younger than the back-up)."""


@dataclass(frozen=True)
class CountSql:
    """How cases and events are counted."""

    cases: str = "SELECT count(*) FROM case_"
    events: str = "SELECT count(*) FROM ledger_event"


@dataclass(frozen=True)
class Snapshot:
    """What a copy holds, and the closed keys that travel with it."""

    cases: int
    events: int
    recovery: tuple[Wrap, ...]


COUNT_SQL = CountSql()


def nothing_to_do(_connection: Connection, _ring: KeyRing) -> None:
    """For callers that verify or amend nothing."""


def look_at(connection: Connection, count: CountSql) -> Snapshot:
    """Count what is there."""
    cases, events = (int(connection.scalar(text(sql)) or 0) for sql in (count.cases, count.events))
    return Snapshot(cases, events, recovery_wraps(connection))


def require_same(connection: Connection, manifest: Manifest, count: CountSql) -> None:
    """Refuse a restored database that does not hold what its manifest says.

    Raises:
        DomainError: ``error.backup_damaged``.
    """
    found = look_at(connection, count)
    if (found.cases, found.events) != (manifest.cases, manifest.events):
        raise DomainError("error.backup_damaged")
