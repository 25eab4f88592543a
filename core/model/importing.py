"""What another register says in words of its own, how they become keys of our lists, and what came of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.model.codes import ChannelGroup


@dataclass(frozen=True, slots=True)
class FoundAgency:
    """One spelling of an agency in a file.

    ``name_key`` is equal for spellings that read as the same name. ``suggested`` is the id of the agency on our list
    that it probably means, None when nothing is near enough; ``confidence`` is 0 to 100.
    """

    spelling: str
    count: int
    name_key: str
    suggested: str | None = None
    confidence: int = 0


@dataclass(frozen=True, slots=True)
class FileWords:
    """The words of one file that must become keys.

    ``channels`` maps the name that a channel is counted under to the suggested group, None where no hint fits.
    ``mapping`` (fields to headings) is given where a person has said what the columns mean; it is remembered for files
    whose headings have the same ``headings_digest``.
    """

    channels: Mapping[str, ChannelGroup | None] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    agencies: tuple[FoundAgency, ...] = ()
    headings_digest: str = ""
    mapping: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has confirmed: agency ids by spelling (None adds an agency of that name), groups by channel."""

    agencies: Mapping[str, str | None] = field(default_factory=dict)
    groups: Mapping[str, ChannelGroup] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keys:
    """Words of the source to ids of our lists. ``today`` is the day of the import: undated rows are numbered in its
    fiscal year, and nothing of a case may lie after it. ``centre`` is the office's own agency.
    """

    today: date
    channels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    amphoe: Mapping[str, str] = field(default_factory=dict)
    centre: str = "centre"


@dataclass(frozen=True, slots=True)
class Imported:
    """A case that came from another register: ours by id, theirs by the digest of what it said last."""

    case_id: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference that a person has to settle; texts and names are named, never quoted."""

    no: str
    source_no: str
    field: str
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCase:
    """A case whose course is not legal; ``reason`` is the key of the sentence that says why, ``facts`` fill it."""

    row: int
    source_no: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass
class ImportResult:
    """What an import did so far."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedCase] = field(default_factory=list)
