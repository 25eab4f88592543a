"""Papers and photographs of a case: as they come in, as they are stored, as one reader may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class EvidenceKind(StrEnum):
    """What may be added; everything else is refused."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[EvidenceKind, str] = MappingProxyType(
    {
        EvidenceKind.PDF: "application/pdf",
        EvidenceKind.JPG: "image/jpeg",
        EvidenceKind.PNG: "image/png",
        EvidenceKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
        EvidenceKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    }
)
_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}


def kind_of_media(media_type: str) -> EvidenceKind | None:
    """The kind of a stored media type; None for one that this version does not know."""
    return _KINDS.get(media_type)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose content was looked through and, for pictures, drawn anew; ``name`` is safe to store and show."""

    name: str = field(repr=False)
    kind: EvidenceKind
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptContent:
    """Content that lies on the disk for good: its keyed digest, and the key that made it."""

    digest: str
    key_id: int
    size: int


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """The row of a piece of evidence on its way into the database; the name is not yet encrypted."""

    id: int
    case_id: int
    kept: KeptContent
    media_type: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence as one reader may see it; ``n`` counts from 1 in the order of adding.

    ``name`` shows known people masked, and is empty where it was erased or its key is lost.
    """

    id: int
    n: int
    media_type: str
    size: int
    added_at: datetime | None
    name: str = field(default="", repr=False)
    caption: str = field(default="", repr=False)
    added_by: str = ""
    for_agencies: bool = False
    is_withdrawn: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    why: str = field(default="", repr=False)
    is_erased: bool = False
    may_open: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """A piece that somebody may open, and where its content lies."""

    case_id: int
    line: EvidenceLine
    digest: str
    key_id: int


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """A piece with its content, after the look was written down."""

    line: EvidenceLine
    content: bytes = field(repr=False)
