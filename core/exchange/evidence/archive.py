"""Word and Excel files are archives: neither too many parts nor too large, no macros or objects, nothing fetched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree

from core.errors import DomainError
from core.model.evidence import EvidenceKind

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_LINKS_BYTES: Final = 2 * 1024 * 1024
PIECE: Final = 1 << 16
LOCKED_FLAG: Final = 0x1
END: Final = b"PK\x05\x06"
END_BYTES: Final = 22
TYPES: Final = "[Content_Types].xml"
_MAIN: Final[Mapping[EvidenceKind, tuple[str, bytes]]] = MappingProxyType(
    {
        EvidenceKind.DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
        EvidenceKind.XLSX: ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    }
)
_MACRO: Final = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|ctrlprops/|embeddings/.*\.bin$|customui/", re.I)
_NOT_XML: Final = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")
_HARMLESS: Final = "/hyperlink"
"""A link that somebody must click; every other kind is fetched when the file is opened."""


def checked_office_file(kind: EvidenceKind, content: bytes) -> bytes:
    """The content itself.

    Raises:
        DomainError: ``error.evidence_unreadable``, ``error.evidence_disguised``, ``error.evidence_locked``,
            ``error.evidence_unpacked``, ``error.evidence_macro``, ``error.evidence_outside``.
    """
    if content[-END_BYTES:][:4] != END or b"%PDF-" in content[:1024]:
        raise DomainError("error.evidence_disguised", kind=kind)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _look_through(kind, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise DomainError("error.evidence_unreadable") from error
    return content


def _look_through(kind: EvidenceKind, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DomainError("error.evidence_unpacked")
    if any(part.flag_bits & LOCKED_FLAG for part in parts):
        raise DomainError("error.evidence_locked")
    names = [part.filename for part in parts]
    if min((part.header_offset for part in parts), default=1) or not _are_plain(names):
        raise DomainError("error.evidence_disguised", kind=kind)
    if any(_MACRO.search(name) for name in names):
        raise DomainError("error.evidence_macro")
    _prove(archive, parts)
    _check_kind(kind, archive, names)
    _check_links(archive, parts)


def _are_plain(names: Sequence[str]) -> bool:
    """Whether every name stands once, whatever the case of its letters, and leads nowhere else."""
    folded = {name.casefold() for name in names}
    return len(folded) == len(names) and not any(
        "\\" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts for name in names
    )


def _prove(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Read everything once: each part ends where it says it ends, and its sum fits."""
    for part in parts:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DomainError("error.evidence_unreadable")
        with archive.open(part) as body:
            while body.read(PIECE):
                pass


def _check_kind(kind: EvidenceKind, archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    main, said = _MAIN[kind]
    if TYPES not in names or main not in names:
        raise DomainError("error.evidence_disguised", kind=kind)
    types = archive.read(TYPES)
    if b"macroenabled" in types.lower():
        raise DomainError("error.evidence_macro")
    if said not in types or any(each in types for each in _NOT_XML):
        raise DomainError("error.evidence_disguised", kind=kind)


def _check_links(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    links = [part for part in parts if part.filename.casefold().endswith(".rels")]
    if sum(part.file_size for part in links) > MOST_LINKS_BYTES:
        raise DomainError("error.evidence_unpacked")
    for part in links:
        text = archive.read(part)
        if any(each in text for each in _NOT_XML):
            raise DomainError("error.evidence_unreadable")
        try:
            found = ElementTree.fromstring(text)  # noqa: S314  bounded, and without entities
        except ElementTree.ParseError as error:
            raise DomainError("error.evidence_unreadable") from error
        if any(_leads_outside(link) for link in found):
            raise DomainError("error.evidence_outside")


def _leads_outside(link: ElementTree.Element) -> bool:
    is_outside = link.get("TargetMode", "").casefold() == "external"
    return is_outside and not link.get("Type", "").endswith(_HARMLESS)
