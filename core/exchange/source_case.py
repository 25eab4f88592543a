"""A case as another register tells it: understood, not yet ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.exchange.findings import Finding
from core.model.codes import Anonymity, ChannelGroup, ContactKind, DateBasis, DelayReason


class SourceStatus(StrEnum):
    """What the source's state means for us. Only the centre's own closing closes; an agency's report never does."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # not understood; to be treated as open until a person says otherwise


class PersonKind(StrEnum):
    """What a name in a register stands for."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Day:
    """A Bangkok day and what it rests on. ``day`` is None exactly when the basis is unknown."""

    day: date | None
    basis: DateBasis


UNKNOWN_DAY = Day(None, DateBasis.UNKNOWN)


def exact(day: date) -> Day:
    """A day that the source states."""
    return Day(day, DateBasis.EXACT)


def estimated(day: date) -> Day:
    """A day that we put in place of one that the source does not state."""
    return Day(day, DateBasis.ESTIMATED)


@dataclass(frozen=True, slots=True)
class SourcePerson:
    """A complainant or respondent; personal, so nothing of it shows in a log."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    kind: PersonKind = PersonKind.UNKNOWN
    anonymity: Anonymity = Anonymity.NOT_GIVEN


@dataclass(frozen=True, slots=True)
class SourceChannel:
    """How the matter came: as written, the name it is counted under, and our suggestion."""

    text: str
    name: str
    group: ChannelGroup | None


@dataclass(frozen=True, slots=True)
class SourceMatter:
    """What it is about. The title is the first line of the details where the source knows no title."""

    kind: str
    contact_kind: ContactKind | None
    topics: tuple[str, ...]
    title: str = field(repr=False)
    details: str = field(repr=False)
    note: str = field(repr=False)

    @property
    def topic(self) -> str:
        """The first topic, "" when the source names none."""
        return self.topics[0] if self.topics else ""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where it happened. ``amphoe`` are official names of the home province, ``elsewhere`` those of others."""

    province: str
    amphoe_raw: str
    amphoe: tuple[str, ...]
    elsewhere: tuple[str, ...]
    tambon: str
    text: str = field(repr=False)
    coordinates: tuple[float, float] | None = field(repr=False)  # latitude, longitude, WGS 84


@dataclass(frozen=True, slots=True)
class SourceReferral:
    """To whom it was sent. ``due_on`` is the source's agreed due day, kept even when it lies before the receipt."""

    agencies: tuple[str, ...]  # as spelled
    handled_by_centre: bool
    letter_no: str
    letter_on: date | None
    due_on: date | None
    sent: Day


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far it has come. ``reported`` and ``closed`` are None when that has not happened."""

    status: SourceStatus
    status_text: str
    reported_by: tuple[str, ...]  # agencies that the state itself names
    delay: DelayReason | None
    reported: Day | None
    closed: Day | None
    reminders: tuple[date, ...]
    last_activity_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceCase:
    """One case of a file, with every doubt about it.

    ``source_key`` finds it again in another export of the same register: the source's number, or, where that is missing
    or stands twice in the file, the number followed by "~" and ``identity``. A number can come to stand twice later, so
    look for ``source_key`` first, then for ``source_no`` and ``identity`` together. ``identity`` is a digest of what
    seldom changes (day, title, complainant; for tickets day, text, place). ``fingerprint`` changes when any cell
    changes. ``source_values`` are all original cells by heading, in the file's order (several rows: one after the
    other), to be stored encrypted; a column that only numbers the rows is left out.
    """

    rows: tuple[int, ...]
    source_system: str
    source_no: str
    source_key: str
    identity: str
    fingerprint: str
    received: Day
    received_at: datetime | None
    confidential: bool
    channel: SourceChannel
    matter: SourceMatter
    place: SourcePlace
    complainant: SourcePerson
    respondent: SourcePerson
    persons_contacting: int | None
    referral: SourceReferral
    progress: SourceProgress
    warnings: tuple[Finding, ...] = field(repr=False)
    source_values: tuple[tuple[str, str], ...] = field(repr=False)
