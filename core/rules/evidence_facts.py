"""What a file must be before it may enter a case at all: neither empty nor too large, and what it says it is.

Looking through the content of pictures and archives takes libraries: ``core.exchange.evidence``. This is asked again
of whatever reaches the use case, by whichever way it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.errors import DomainError
from core.model.evidence import CheckedFile, EvidenceKind

MEGABYTES = 10
MOST_BYTES = MEGABYTES * 1024 * 1024
MOST_NAME = 120
BEGINS: Mapping[EvidenceKind, bytes] = MappingProxyType(
    {
        EvidenceKind.PDF: b"%PDF-",
        EvidenceKind.JPG: b"\xff\xd8\xff",
        EvidenceKind.PNG: b"\x89PNG\r\n\x1a\n",
        EvidenceKind.DOCX: b"PK\x03\x04",
        EvidenceKind.XLSX: b"PK\x03\x04",
    }
)
"""The first bytes of each kind. They are the very first: a file that hides something before them is refused."""


def check_size(content: bytes) -> None:
    """Refuse what is empty or too large.

    Raises:
        DomainError: ``error.evidence_empty``, ``error.evidence_too_large``.
    """
    if not content:
        raise DomainError("error.evidence_empty")
    if len(content) > MOST_BYTES:
        raise DomainError("error.evidence_too_large", megabytes=MEGABYTES)


def check_beginning(kind: EvidenceKind, content: bytes) -> None:
    """Refuse content that does not begin as its kind does.

    Raises:
        DomainError: ``error.evidence_disguised``.
    """
    if not content.startswith(BEGINS[kind]):
        raise DomainError("error.evidence_disguised", kind=kind)


def check_file(file: CheckedFile) -> None:
    """Refuse what cannot have been looked through.

    Raises:
        DomainError: see above; ``error.evidence_name``.
    """
    check_size(file.content)
    check_beginning(file.kind, file.content)
    if not file.name.endswith(f".{file.kind.value}") or len(file.name) > MOST_NAME or not file.name.isprintable():
        raise DomainError("error.evidence_name")
