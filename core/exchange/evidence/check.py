"""One way in for every file that somebody adds to a case."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from core.errors import DomainError
from core.exchange.evidence.archive import checked_office_file
from core.exchange.evidence.pdf import checked_pdf
from core.exchange.evidence.picture import redrawn
from core.model.evidence import CheckedFile, EvidenceKind
from core.rules.evidence_facts import MOST_NAME, check_beginning, check_file, check_size

EXTENSIONS: Final[Mapping[str, EvidenceKind]] = MappingProxyType(
    {**{kind.value: kind for kind in EvidenceKind}, "jpeg": EvidenceKind.JPG}
)
_ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("heic", "heif", "webp", "avif", "bmp", "gif", "tif", "tiff"), "error.evidence_other_picture"),
        **dict.fromkeys(("doc", "xls", "ppt", "pptx", "odt", "ods", "rtf"), "error.evidence_other_office"),
        **dict.fromkeys(("docm", "xlsm", "dotm", "xltm", "xlsb"), "error.evidence_macro"),
        **dict.fromkeys(("zip", "rar", "7z"), "error.evidence_archive"),
    }
)
"""Kinds that are refused with a way out."""
_CHECKS: Final[Mapping[EvidenceKind, Callable[[EvidenceKind, bytes], bytes]]] = MappingProxyType(
    {
        EvidenceKind.PDF: checked_pdf,
        EvidenceKind.JPG: redrawn,
        EvidenceKind.PNG: redrawn,
        EvidenceKind.DOCX: checked_office_file,
        EvidenceKind.XLSX: checked_office_file,
    }
)
_NOT_IN_NAMES: Final = frozenset('\\/:*?"<>|')


def checked_file(name: str, content: bytes) -> CheckedFile:
    """The file as it may be stored: pictures drawn anew without what the camera wrote into them.

    Raises:
        DomainError: what is wrong with it and what to do; its facts do not hold the name, which may name people.
    """
    kind = _kind_of(name)
    check_size(content)
    check_beginning(kind, content)
    checked = CheckedFile(safe_name(name, kind), kind, _CHECKS[kind](kind, content))
    check_file(checked)
    return checked


def _kind_of(name: str) -> EvidenceKind:
    extension = PurePosixPath(name.strip()).suffix.removeprefix(".").lower()
    kind = EXTENSIONS.get(extension)
    if kind is None:
        raise DomainError(_ADVICE.get(extension, "error.evidence_kind"))
    return kind


def safe_name(name: str, kind: EvidenceKind) -> str:
    """A name that is safe to show and to save: no path, nothing invisible, not too long, the extension of its kind."""
    stem = PurePosixPath(name.strip().replace("\\", "/")).stem
    plain = "".join(" " if each in _NOT_IN_NAMES or not each.isprintable() else each for each in stem)
    words = " ".join(unicodedata.normalize("NFC", plain).split()).strip(". ")
    ending = f".{kind.value}"
    return f"{words[: MOST_NAME - len(ending)].strip('. ') or kind.value}{ending}"
