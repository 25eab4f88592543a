"""The chain of one stream: each event's mac covers the event, the commitment of its texts and the mac before it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.rules.codec import canonical
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
    "date_basis",
    "actor_id",
    "on_behalf_of_agency_id",
    "source",
    "command_id",
    "corrects_seq",
    "note_id",
    "payload",
)


def event_mac(ring: KeyRing, row: Mapping[str, Any], commitment: bytes | None, previous: bytes) -> bytes:
    """The mac of a stored event; ``previous`` is empty for the first of a stream."""
    days = [None if row[name] is None else row[name].isoformat() for name in ("happened_on",)]
    times = [_stamp(row["happened_at"]), _stamp(row["recorded_at"])]
    said = [*(row[name] for name in CHAINED), *days, *times, commitment.hex() if commitment else None, previous.hex()]
    return ring.mac(canonical(said).encode(), key_id=row["key_id"])


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1_000_000)


def new_salt() -> bytes:
    """Keeps equal texts from having equal commitments."""
    return secrets.token_bytes(SALT_BYTES)


def commitment_of(ring: KeyRing, salt: bytes, text: str, key_id: int) -> bytes:
    """Binds an event to its texts without holding them: the chain verifies after the texts are blanked."""
    return ring.mac(salt + text.encode(), purpose="note", key_id=key_id)
