"""PDF as far as it can be looked through cheaply: it is one, opens without a password, runs and carries nothing."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from core.errors import DomainError
from core.model.evidence import EvidenceKind

TAIL: Final = 1024
"""The end mark stands in the last bytes; some scanners write a little behind it."""
MOST_UNPACKED: Final = 20 * 1024 * 1024
_STREAM: Final = re.compile(rb">>\s{0,20}stream\r?\n")
_ENDS: Final = b"endstream"
_HEAD: Final = 2_000
"""How far before a packed part its description may begin."""
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOCKED: Final = re.compile(rb"/Encrypt[\s/<\d]")
_ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")


def checked_pdf(_kind: EvidenceKind, content: bytes) -> bytes:
    """The content itself.

    Locked ones are refused: nobody could read them once the password is forgotten, and nothing of them can be looked
    through [our decision].

    Raises:
        DomainError: ``error.evidence_unreadable``, ``error.evidence_disguised``, ``error.evidence_locked``,
            ``error.evidence_active``.
    """
    if b"%%EOF" not in content[-TAIL:]:
        raise DomainError("error.evidence_unreadable")
    if zipfile.is_zipfile(BytesIO(content)):  # one file, two kinds: what is shown here is not what is opened there
        raise DomainError("error.evidence_disguised", kind=EvidenceKind.PDF)
    said = _said(content)
    if _LOCKED.search(said):
        raise DomainError("error.evidence_locked")
    if _ACTIVE.search(said):
        raise DomainError("error.evidence_active")
    return content


def _said(content: bytes) -> bytes:
    """What the file says outside of its pictures and fonts, packed objects unpacked, with plainly written names."""
    said, left = [], MOST_UNPACKED
    for head, body in _parts(content):
        said.append(head)
        if b"/ObjStm" in head[-_HEAD:]:
            said.append(_unpacked(body, left))
            left -= len(said[-1])
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), b"\n".join(said))


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What is said before each packed part, and that part; read once from front to end."""
    at = 0
    while found := _STREAM.search(content, at):
        end = content.find(_ENDS, found.end())
        if end < 0:
            break
        yield content[at : found.end()], content[found.end() : end]
        at = end + len(_ENDS)
    yield content[at:], b""


def _unpacked(body: bytes, most: int) -> bytes:
    """A packed part as far as ``most`` bytes.

    Raises:
        DomainError: ``error.evidence_unreadable``: too much hides in it.
    """
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, max(most, 1))
    except zlib.error:
        return b""  # packed in a way that hardly any program writes, or damaged
    if unpacker.unconsumed_tail and len(text) >= most:
        raise DomainError("error.evidence_unreadable")
    return text
