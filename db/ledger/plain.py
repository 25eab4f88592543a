"""Streams that are no cases (masters, users): the same table, the same chain, payloads of plain JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.model.codes import DateBasis, StreamKind
from core.rules.codec import canonical
from db.keys.ring import KeyRing
from db.ledger.chain import event_mac
from db.ledger.flush import Stamp
from db.ledger.ids import new_id
from db.ledger.records import EVENTS

MASTER_STREAM = 1
"""All masters of a province are one stream: their order matters to each other."""


def append_plain(
    connection: Connection,
    ring: KeyRing,
    stamp: Stamp,
    stream: tuple[StreamKind, int],
    said: Sequence[tuple[str, Mapping[str, Any]]],
    on: date,
) -> None:
    """Append (kind, payload) pairs to a stream; the caller holds the writer lock and commits."""
    kind, stream_id = stream
    seq, previous = _head(connection, stamp.province_id, kind, stream_id)
    command_id, rows = new_id(), []
    for n, (event_kind, payload) in enumerate(said, start=1):
        row: dict[str, Any] = {
            "province_id": stamp.province_id,
            "stream_kind": kind.value,
            "stream_id": stream_id,
            "seq": seq + n,
            "kind": event_kind,
            "kind_version": 1,
            "referral_no": None,
            "round": 1,
            "happened_on": on,
            "happened_at": None,
            "date_basis": DateBasis.EXACT.value,
            "recorded_at": stamp.at,
            "actor_id": stamp.actor_id,
            "on_behalf_of_agency_id": None,
            "source": stamp.source.value,
            "command_id": command_id,
            "corrects_seq": None,
            "note_id": None,
            "payload": canonical(dict(payload)),
            "key_id": ring.current,
        }
        previous = row["mac"] = event_mac(ring, row, None, previous)
        rows.append(row)
    if rows:
        connection.execute(EVENTS.insert(), rows)


def _head(connection: Connection, province_id: str, kind: StreamKind, stream_id: int) -> tuple[int, bytes]:
    query = (
        select(EVENTS.c.seq, EVENTS.c.mac)
        .where(EVENTS.c.province_id == province_id, EVENTS.c.stream_kind == kind.value, EVENTS.c.stream_id == stream_id)
        .order_by(EVENTS.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return (0, b"") if row is None else (int(row.seq), bytes(row.mac))
