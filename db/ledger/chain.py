"""The chain of one stream: each event's mac covers the event, the commitment of its texts and the mac before it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from db.keys.ring import KeyRing

SALT_BYTES = 16
CHAINED = (
    "province_id",
    "stream_kind",
    "stream_id",
    "seq",
    "kind",
    "kind_version",
    "referral_no",
    "round",
    "happened_on",
    "happened_at",
    "date_basis",
    "recorded_at",
    "actor_id",
    "on_behalf_of_agency_id",
    "source",
    "command_id",
    "corrects_seq",
    "note_id",
    "payload",
)
"""The columns that a mac covers, in its order. What it does not cover are the mac itself and the key's id."""

chained = itemgetter(*CHAINED)
_HAPPENED_ON, _HAPPENED_AT, _RECORDED_AT = (
    CHAINED.index(name) for name in ("happened_on", "happened_at", "recorded_at")
)
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def event_mac(ring: KeyRing, key_id: int, said: Sequence[Any], commitment: bytes | None, previous: bytes) -> bytes:
    """The mac of an event whose columns ``CHAINED`` hold ``said``; ``previous`` is empty for the first of a stream.

    Raises:
        DomainError: ``error.key_missing``.
    """
    return ring.mac(event_bytes(said, commitment, previous), key_id=key_id)


def event_bytes(said: Sequence[Any], commitment: bytes | None, previous: bytes) -> bytes:
    """Everything that an event says, in one form only."""
    values = [*said, commitment.hex() if commitment else None, previous.hex()]
    values[_HAPPENED_ON] = None if values[_HAPPENED_ON] is None else values[_HAPPENED_ON].isoformat()
    values[_HAPPENED_AT] = microseconds(values[_HAPPENED_AT])
    values[_RECORDED_AT] = microseconds(values[_RECORDED_AT])
    return _canonical(values).encode()


def row_mac(ring: KeyRing, row: Mapping[str, Any], commitment: bytes | None, previous: bytes) -> bytes:
    """The mac of a row that is about to be written."""
    return event_mac(ring, row["key_id"], chained(row), commitment, previous)


def microseconds(at: datetime | None) -> int | None:
    """An instant as microseconds since 1970."""
    return None if at is None else round(at.timestamp() * 1_000_000)


def new_salt() -> bytes:
    """Keeps equal texts from having equal commitments."""
    return secrets.token_bytes(SALT_BYTES)


def commitment_of(ring: KeyRing, salt: bytes, text: str, key_id: int) -> bytes:
    """Binds an event to its texts without holding them: the chain verifies after the texts are blanked."""
    return ring.mac(salt + text.encode(), purpose="note", key_id=key_id)
