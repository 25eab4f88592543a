"""Who looked at whose data, who signed in and what became of accounts: what the log of looks shows, and to whom.

Nothing here names a person of a case: a look is told by the number of the case and the person's part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.model.access import AccessKind
from core.model.account import AccountChange
from core.model.case import CaseNo
from core.model.codes import PersonRole, Role, Source


@dataclass(frozen=True, slots=True)
class AccessQuestion:
    """Which looks are asked for: Bangkok days, both included; None asks for every account or every case."""

    first: date
    last: date
    account_id: int | None = None
    no: CaseNo | None = None


@dataclass(frozen=True, slots=True)
class AccessAccount:
    """An account as the log names it."""

    id: int
    username: str
    display_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One look. ``reason`` is masked; a search has none, for what was typed is itself a name or a telephone number.

    ``reason`` None: its key is lost.
    """

    at: datetime
    account_id: int
    kind: AccessKind
    no: CaseNo | None
    person: PersonRole | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AccessSums:
    """What the looks of a question come to."""

    reveals: int = 0
    searches: int = 0
    cases: int = 0
    accounts: int = 0
    papers: int = 0

    @property
    def looks(self) -> int:
        """How many lines there are."""
        return self.reveals + self.searches + self.papers


@dataclass(frozen=True, slots=True)
class AccessDay:
    """The looks of one account on one Bangkok day."""

    on: date
    account_id: int
    reveals: int
    searches: int
    cases: int
    papers: int = 0


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One sign-in that is still kept. ``ended_at`` None and not ``is_open``: it ended by itself."""

    opened_at: datetime
    account_id: int
    address: str
    last_seen_at: datetime
    ended_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class FailedTries:
    """Sign-ins that failed within the last hour from one address; ``account_id`` None: no account has that name."""

    account_id: int | None
    address: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One entry of the history of any account; ``changed`` is empty for its first."""

    at: datetime
    account_id: int
    actor_id: int | None
    source: Source
    role: Role
    is_active: bool
    changed: tuple[AccountChange, ...]


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """One person of one case that one account looked at: who must be told when that account was in wrong hands."""

    account_id: int
    no: CaseNo | None
    person: PersonRole | None
    count: int
    first_at: datetime
    last_at: datetime


def seen_persons(lines: Iterable[AccessLine]) -> tuple[SeenPerson, ...]:
    """Each person once per account, by account and case; searches show nobody and are left out. A paper may speak of
    anybody of its case: it stands without a person.
    """
    found: dict[tuple[int, CaseNo | None, PersonRole | None], list[datetime]] = {}
    for line in lines:
        if line.kind in (AccessKind.REVEAL, AccessKind.EVIDENCE):
            found.setdefault((line.account_id, line.no, line.person), []).append(line.at)
    seen = [SeenPerson(*key, len(times), min(times), max(times)) for key, times in found.items()]
    return tuple(sorted(seen, key=_place))


def _place(seen: SeenPerson) -> tuple[int, Sequence[int], str]:
    no = (seen.no.year_be, seen.no.running) if seen.no else (0, 0)
    return seen.account_id, no, seen.person.value if seen.person else ""
