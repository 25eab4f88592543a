"""The master keys in memory and everything that is computed with them.

Each purpose has its own sub-key (HKDF-SHA256), so a token of one kind can never stand for another. Sub-keys and
ciphers are made once per ring: sealing a short text or making a mac costs two to three microseconds.
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import DomainError
from core.text.fold import fold
from db.keys.normal import IndexedField, bare

Purpose = Literal[
    "chain", "note", "person", "index", "source", "backup", "pin", "token", "check", "draft", "access",
    "evidence", "digest",
]  # fmt: skip

MASTER_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_BYTES = 16
FORMAT = 1
HEAD = struct.Struct(">BH")
MAX_KEY_ID = 0xFFFF


@dataclass(frozen=True)
class KeyRing:
    """All master keys of an installation by id; ``current`` is the one that new rows are written with.

    Raises:
        ValueError: ``current`` has no master, or a master or an id has the wrong size.
    """

    current: int
    masters: Mapping[int, bytes] = field(repr=False, hash=False)
    _subkeys: dict[tuple[int, Purpose], bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    _ciphers: dict[tuple[int, Purpose], AESGCM] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a ring that could not work."""
        if self.current not in self.masters:
            raise ValueError("the current key has no master")
        for key_id, master in self.masters.items():
            if len(master) != MASTER_BYTES or not 0 < key_id <= MAX_KEY_ID:
                raise ValueError("a master key or its id has the wrong size")

    def encrypt(self, purpose: Purpose, plaintext: str | bytes, *, aad: str) -> bytes:
        """Seal a value into a blob that carries its key id: one format byte, key id, nonce, ciphertext and tag.

        ``aad`` is ``table|column|row id``: a blob moved to another cell does not open.
        """
        head = HEAD.pack(FORMAT, self.current)
        nonce = os.urandom(NONCE_BYTES)
        raw = plaintext.encode() if isinstance(plaintext, str) else plaintext
        return head + nonce + self._cipher(self.current, purpose).encrypt(nonce, raw, head + aad.encode())

    def decrypt(self, purpose: Purpose, blob: bytes, *, aad: str) -> bytes:
        """Open a blob made by :meth:`encrypt` with the same purpose and place.

        Raises:
            DomainError: ``error.key_missing`` when the ring has lost the blob's key, ``error.unreadable`` when the
            blob was
                altered, cut short, moved to another place, or sealed with another key of the same id.
        """
        key_id = sealed_with(blob)
        head, nonce, body = (
            blob[: HEAD.size],
            blob[HEAD.size : HEAD.size + NONCE_BYTES],
            blob[HEAD.size + NONCE_BYTES :],
        )
        try:
            return self._cipher(key_id, purpose).decrypt(nonce, body, head + aad.encode())
        except InvalidTag as error:
            raise DomainError("error.unreadable") from error

    def decrypt_text(self, purpose: Purpose, blob: bytes, *, aad: str) -> str:
        """As :meth:`decrypt`, for values that were sealed as text."""
        return self.decrypt(purpose, blob, aad=aad).decode()

    def mac(self, data: bytes, *, purpose: Purpose = "chain", key_id: int | None = None) -> bytes:
        """HMAC-SHA256, 32 bytes, with the current key or, to check something older, with the key it names.

        Raises:
            DomainError: ``error.key_missing`` when the ring has no such key.
        """
        return hmac.digest(self._subkey(self.current if key_id is None else key_id, purpose), data, "sha256")

    def blind_index(self, value: str, field: IndexedField, *, key_id: int | None = None) -> bytes:
        """Sixteen bytes that are equal for equal phones or IDs, however they were typed, and tell nothing else.

        Raises:
            ValueError: nothing is left of the value after taking away spaces and signs.
        """
        return self.mac(f"{field}|{bare(value, field)}".encode(), purpose="index", key_id=key_id)[:INDEX_BYTES]

    def blind_indexes(self, value: str, field: IndexedField) -> tuple[bytes, ...]:
        """The index under every key, newest first: a search finds rows written before a rotation too."""
        return tuple(self.blind_index(value, field, key_id=key_id) for key_id in sorted(self.masters, reverse=True))

    def word_token(self, word: str, *, key_id: int | None = None) -> bytes:
        """Sixteen bytes for one whole word of a name, equal for words that :func:`fold` alike."""
        return self.mac(fold(word).encode(), purpose="token", key_id=key_id)[:INDEX_BYTES]

    def word_tokens(self, word: str) -> tuple[bytes, ...]:
        """The token under every key, newest first."""
        return tuple(self.word_token(word, key_id=key_id) for key_id in sorted(self.masters, reverse=True))

    def check_value(self, key_id: int) -> bytes:
        """What proves, beside the data, that this master is the right one."""
        return self.mac(b"damrong key %d" % key_id, purpose="check", key_id=key_id)

    def _subkey(self, key_id: int, purpose: Purpose) -> bytes:
        held = self._subkeys.get((key_id, purpose))
        if held is None:
            held = self._subkeys[key_id, purpose] = _derive(self._master(key_id), purpose)
        return held

    def _cipher(self, key_id: int, purpose: Purpose) -> AESGCM:
        held = self._ciphers.get((key_id, purpose))
        if held is None:
            held = self._ciphers[key_id, purpose] = AESGCM(self._subkey(key_id, purpose))
        return held

    def _master(self, key_id: int) -> bytes:
        master = self.masters.get(key_id)
        if master is None:
            raise DomainError("error.key_missing", key_id=key_id)
        return master


def sealed_with(blob: bytes) -> int:
    """The id of the key that a blob was sealed with.

    Raises:
        DomainError: ``error.unreadable`` when this is no blob of ours.
    """
    if len(blob) < HEAD.size + NONCE_BYTES + TAG_BYTES or blob[0] != FORMAT:
        raise DomainError("error.unreadable")
    key_id: int = HEAD.unpack_from(blob)[1]
    return key_id


def new_master() -> bytes:
    """A fresh master key from the operating system."""
    return os.urandom(MASTER_BYTES)


def _derive(master: bytes, purpose: Purpose) -> bytes:
    return HKDF(algorithm=SHA256(), length=MASTER_BYTES, salt=None, info=b"damrong/1/" + purpose.encode()).derive(
        master
    )
