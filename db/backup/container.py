"""The encrypted stream of a back-up file: chunks that cannot be altered, left out, exchanged or cut off unnoticed.

Each chunk is sealed with AES-256-GCM under a key of this file alone. Its nonce is its number and whether it is the
last; what stands before the stream (the header) is bound to every chunk.
"""

from __future__ import annotations

from hashlib import sha256
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import DomainError
from db.keys.ring import TAG_BYTES

CHUNK_BYTES = 1 << 20
COUNTER_BYTES = 11


class Source(Protocol):
    """Something to read from; fewer bytes than asked only at the end."""

    def read(self, size: int, /) -> bytes:
        """Read up to ``size`` bytes."""


class ChunkWriter:
    """Seals what is written to it; without :meth:`finish` the file never opens."""

    def __init__(self, out: BinaryIO, key: bytes, preamble: bytes) -> None:
        self._out = out
        self._cipher = AESGCM(key)
        self._bound = sha256(preamble).digest()
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        """Take ``data``; the last chunk is always held back for :meth:`finish`."""
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def finish(self) -> None:
        """Seal the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._bound))
        self._number += 1


class ChunkReader:
    """Opens what :class:`ChunkWriter` sealed.

    What was read counts only once :meth:`drain` has come to the last chunk: before, the rest may still be missing.
    """

    def __init__(self, source: Source, key: bytes, preamble: bytes) -> None:
        self._source = source
        self._cipher = AESGCM(key)
        self._bound = sha256(preamble).digest()
        self._waiting = bytearray()
        self._number = 0
        self._ahead = source.read(CHUNK_BYTES + TAG_BYTES)
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """Read up to ``size`` bytes.

        Raises:
            DomainError: ``error.backup_damaged``.
        """
        while len(self._waiting) < size and not self._ended:
            self._open_next()
        taken = bytes(self._waiting[:size])
        del self._waiting[:size]
        return taken

    def drain(self) -> None:
        """Read to the end and prove that it is the end."""
        while not self._ended:
            self._waiting.clear()
            self._open_next()

    def _open_next(self) -> None:
        sealed, self._ahead = self._ahead, self._source.read(CHUNK_BYTES + TAG_BYTES)
        self._ended = not self._ahead
        try:
            self._waiting += self._cipher.decrypt(_nonce(self._number, last=self._ended), sealed, self._bound)
        except InvalidTag as error:
            raise DomainError("error.backup_damaged") from error
        self._number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(COUNTER_BYTES, "big") + (b"\x01" if last else b"\x00")
