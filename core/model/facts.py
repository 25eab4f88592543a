"""What is known about a matter when it is taken in, and how that is corrected later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.model import codes
from core.model.promises import Promise


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Points to a person row; ``person_id`` is the row's id.

    The place of a person in the list of a case never changes, for texts speak of the n-th person: whoever was added
    wrongly stays in it, ``is_out``. ``former`` are the rows that ``person_id`` took the place of when the person's data
    were corrected, oldest first; what they hold must not stand in texts either.
    """

    person_id: int
    role: codes.PersonRole
    anonymity: codes.Anonymity = codes.Anonymity.OPEN
    hide_from_agency: bool = False
    former: tuple[int, ...] = ()
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Upstream:
    """Who sent the matter to us: their number and the day by which they want an answer."""

    agency_id: str | None = None
    no: str = ""
    answer_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The paper on which the matter came; ``register_no`` is the office's own incoming number.

    Who wrote it and what was ordered on it may name people: they are texts of the event (``LETTER_TEXTS``).
    """

    no: str = ""
    dated_on: date | None = None
    register_no: str = ""
    secrecy: codes.Secrecy = codes.Secrecy.NONE

    @property
    def is_secret(self) -> bool:
        """Whether it bears a class; the case is then confidential unless somebody says otherwise."""
        return self.secrecy is not codes.Secrecy.NONE


LETTER_TEXTS: Final[tuple[str, ...]] = ("letter_from", "letter_order")
"""The texts of a registration or an amendment that belong to the letter: its sender, the order written on it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported case comes from.

    ``key`` finds it again in another export of the same register; ``fingerprint`` is a digest of all its source values.
    """

    system: str
    no: str = ""
    fingerprint: str = ""
    row: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """A matter was taken in. ``running``/``year_be`` are filled by the ledger when it is written."""

    channel_id: str
    contact_kind: codes.ContactKind = codes.ContactKind.GRIEVANCE
    topic_id: str | None = None
    amphoe_code: str | None = None
    tambon_code: str | None = None
    programme_id: str | None = None
    urgent: bool = False
    confidential: bool = False
    wants_reply: bool = False
    needs_sorting: bool = False
    persons_contacting: int = 1
    persons_subject: int = 0
    origin_channel: str | None = None
    upstream: Upstream | None = None
    letter: Letter | None = None
    origin: Origin | None = None
    persons: tuple[PersonRef, ...] = ()
    promises: tuple[Promise, ...] = ()
    running: int = 0
    year_be: int = 0


@dataclass(frozen=True, slots=True)
class Amended:
    """Corrected classification. Fields left None stay; figures of any day use today's value."""

    channel_id: str | None = None
    contact_kind: codes.ContactKind | None = None
    topic_id: str | None = None
    amphoe_code: str | None = None
    tambon_code: str | None = None
    programme_id: str | None = None
    urgent: bool | None = None
    confidential: bool | None = None
    wants_reply: bool | None = None
    needs_sorting: bool | None = None
    persons_contacting: int | None = None
    persons_subject: int | None = None
    persons: tuple[PersonRef, ...] | None = None
    letter: Letter | None = None
    origin: Origin | None = None
