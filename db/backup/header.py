"""What stands in clear before the encrypted stream: whose back-up it is, and the closed keys that open it.

Layout: eight magic bytes, length of the header (4 bytes, big-endian), its SHA-256, the header as JSON. The digest tells
a damaged header from a wrong key; that nobody changed header and digest together is proved by the chunks, which are
bound to both.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from core.errors import DomainError
from db.backup.container import Source
from db.keys.change import ring_from_code
from db.keys.recovery import Wrap
from db.keys.ring import KeyRing

MAGIC = b"DAMRONG\x01"
LENGTH_BYTES = 4
DIGEST_BYTES = 32
MAX_HEADER_BYTES = 1 << 20
FILE_KEY_BYTES = 32


@dataclass(frozen=True)
class Header:
    """``engine`` is SQLAlchemy's backend name; ``file_key`` is closed with the master key that it names."""

    made_at: datetime
    installation_id: str
    engine: str
    file_key: bytes
    recovery: tuple[Wrap, ...]

    def pack(self) -> bytes:
        """The bytes before the stream."""
        wraps = [[w.key_id, w.salt.hex(), w.cost, w.wrapped.hex()] for w in self.recovery]
        named = {"made_at": self.made_at.isoformat(), "installation_id": self.installation_id, "engine": self.engine}
        body = json.dumps({**named, "file_key": self.file_key.hex(), "recovery": wraps}, sort_keys=True).encode()
        return MAGIC + len(body).to_bytes(LENGTH_BYTES, "big") + sha256(body).digest() + body


def new_header(
    ring: KeyRing, *, made_at: datetime, installation_id: str, engine: str, recovery: tuple[Wrap, ...]
) -> tuple[Header, bytes]:
    """A header with a fresh file key, and that key in the open."""
    key = os.urandom(FILE_KEY_BYTES)
    closed = ring.encrypt("backup", key, aad=_place(installation_id, made_at))
    return Header(made_at, installation_id, engine, closed, recovery), key


def read_header(source: Source) -> tuple[Header, bytes]:
    """The header of a back-up file and its bytes; the source then stands before the first chunk.

    Raises:
        DomainError: ``error.backup_foreign`` when this is no back-up of ours, ``error.backup_damaged``.
    """
    magic = source.read(len(MAGIC))
    if magic != MAGIC:
        raise DomainError("error.backup_foreign")
    front = source.read(LENGTH_BYTES + DIGEST_BYTES)
    length = int.from_bytes(front[:LENGTH_BYTES], "big")
    body = source.read(min(length, MAX_HEADER_BYTES))
    if len(body) != length or sha256(body).digest() != front[LENGTH_BYTES:]:
        raise DomainError("error.backup_damaged")
    try:
        return _parse(json.loads(body)), magic + front + body
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError("error.backup_damaged") from error


def open_file_key(header: Header, unlock: KeyRing | str) -> tuple[bytes, KeyRing]:
    """The file key, and the ring that opened it: the machine's own, or the one that a recovery code opens.

    Raises:
        DomainError: ``error.key_missing``, ``error.key_wrong`` (another office's key),
            ``error.recovery_code_mistyped``, ``error.recovery_code_wrong``.
    """
    ring = ring_from_code(header.recovery, unlock) if isinstance(unlock, str) else unlock
    try:
        return ring.decrypt("backup", header.file_key, aad=_place(header.installation_id, header.made_at)), ring
    except DomainError as error:
        raise DomainError("error.key_wrong" if error.key == "error.unreadable" else error.key) from error


def _parse(raw: dict[str, Any]) -> Header:
    wraps = (Wrap(int(key_id), bytes.fromhex(s), str(cost), bytes.fromhex(w)) for key_id, s, cost, w in raw["recovery"])
    made_at, file_key = datetime.fromisoformat(raw["made_at"]), bytes.fromhex(raw["file_key"])
    return Header(made_at, str(raw["installation_id"]), str(raw["engine"]), file_key, tuple(wraps))


def _place(installation_id: str, made_at: datetime) -> str:
    return f"backup|file_key|{installation_id}|{made_at.isoformat()}"
