"""Looking at personal data: what is asked for, what is shown, and that it was written down before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AccessKind(StrEnum):
    """What somebody did with personal data."""

    REVEAL = "reveal"
    SEARCH = "search"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Look:
    """Whose data are to be shown, and why; the reason may itself name people."""

    case_id: int
    person_id: int
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A person's data as kept, to be masked again at ``until``.

    ``unreadable`` says that the key of what is kept is lost; ``today`` counts this person's looks of the Bangkok day,
    this one included.
    """

    person_id: int
    until: datetime
    today: int
    name: str = field(default="", repr=False)
    national_id: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    unreadable: bool = False
