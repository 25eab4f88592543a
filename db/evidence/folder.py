"""The files of the evidence: each holds one content, encrypted, and is named by its keyed digest.

The digest is an HMAC, so a name tells nobody which content lies there, not even to somebody who has the same paper.
Equal contents are one file. What is written is on the disk for good, with its name, before this module returns; a name
that begins with a dot is a file that never came so far.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.errors import DomainError
from core.model.evidence import KeptContent
from db.keys.file import fsync_folder
from db.keys.ring import KeyRing, sealed_with

FOLDER: Final = "attachments"
"""Below the folder of the data; back-ups take everything in it along."""
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
OWNER_ONLY: Final = 0o600


def place_of(folder: Path, digest: str) -> Path:
    """Where a content lies.

    Raises:
        ValueError: no digest of ours reads like this.
    """
    if not DIGEST.fullmatch(digest):
        raise ValueError("a digest has 64 hexadecimal digits")
    return folder / digest[:2] / digest


def digest_of(ring: KeyRing, content: bytes, key_id: int) -> str:
    """The keyed digest of a content.

    Raises:
        DomainError: ``error.key_missing``.
    """
    return ring.mac(content, purpose="digest", key_id=key_id).hex()


def keep(folder: Path, ring: KeyRing, content: bytes) -> KeptContent:
    """Write a content for good. One that lies there already, and can be read, is only marked as asked for again.

    Raises:
        DomainError: ``error.storage_full``, ``error.evidence_unwritable``; no file is left.
    """
    digest = digest_of(ring, content, ring.current)
    place = place_of(folder, digest)
    try:
        if is_sound(place, ring):
            os.utime(place)
        else:
            _write(place, ring.encrypt("evidence", content, aad=_bound(digest)))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else error.errno == errno.ENOSPC
        raise DomainError("error.storage_full" if full else "error.evidence_unwritable") from error
    return KeptContent(digest, ring.current, len(content))


def content_of(place: Path, ring: KeyRing) -> bytes:
    """A content as it was kept, proved by the digest that is its name.

    Raises:
        DomainError: ``error.evidence_missing``, ``error.evidence_damaged``, ``error.key_missing``.
    """
    try:
        sealed = place.read_bytes()
    except FileNotFoundError as error:
        raise DomainError("error.evidence_missing") from error
    except OSError as error:
        raise DomainError("error.evidence_damaged") from error
    try:
        content = ring.decrypt("evidence", sealed, aad=_bound(place.name))
        proved = digest_of(ring, content, sealed_with(sealed)) == place.name
    except DomainError as error:
        raise DomainError("error.evidence_damaged" if error.key == "error.unreadable" else error.key) from error
    if not proved:
        raise DomainError("error.evidence_damaged")
    return content


def is_sound(place: Path, ring: KeyRing) -> bool:
    """Whether a content is there and proves itself."""
    with suppress(DomainError):
        content_of(place, ring)
        return True
    return False


def is_damaged(place: Path, ring: KeyRing) -> bool:
    """Whether a file does not hold what was kept under its name; one whose key was given up tells nothing."""
    try:
        content_of(place, ring)
    except DomainError as error:
        return error.key != "error.key_missing"
    return False


def stored_files(folder: Path) -> Iterator[Path]:
    """Every file of the evidence, finished or not, in no order; what else somebody laid there is passed over."""
    for file in folder.glob("??/*"):
        name = file.name.removeprefix(".").partition(".")[0]
        if DIGEST.fullmatch(name) and file.parent.name == name[:2] and file.is_file() and not file.is_symlink():
            yield file


def _bound(digest: str) -> str:
    """What a content is bound to: under another name it does not open."""
    return f"attachment|content|{digest}"


def _write(place: Path, sealed: bytes) -> None:
    fresh = [each for each in (place.parent, place.parent.parent) if not each.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        with open(handle, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    for folder in (place.parent, *(each.parent for each in fresh)):
        fsync_folder(folder)
