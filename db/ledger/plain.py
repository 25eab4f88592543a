"""Streams that are no cases (masters, users): the same table, the same chain, payloads of plain JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, bindparam, func, select

from core.model.codes import DateBasis, StreamKind
from core.rules.codec import canonical
from db.keys.ring import KeyRing
from db.ledger.chain import row_mac
from db.ledger.events import INSERT_EVENTS
from db.ledger.ids import new_id
from db.ledger.records import EVENTS
from db.ledger.stamp import Stamp

MASTER_STREAM = 1
"""All masters of a province are one stream: their order matters to each other."""
_HEAD = (
    select(EVENTS.c.seq, EVENTS.c.mac, EVENTS.c.recorded_at)
    .where(
        EVENTS.c.province_id == bindparam("province"),
        EVENTS.c.stream_kind == bindparam("kind"),
        EVENTS.c.stream_id == bindparam("stream"),
    )
    .order_by(EVENTS.c.seq.desc())
    .limit(1)
)


def append_plain(
    connection: Connection,
    ring: KeyRing,
    stamp: Stamp,
    stream: tuple[StreamKind, int],
    said: Sequence[tuple[str, Mapping[str, Any]]],
    on: date,
) -> datetime:
    """Append (kind, payload) pairs to a stream, all happened ``on`` the Bangkok day; the caller is inside ``writing``.

    Payloads hold plain JSON values and, as every payload, no personal data. A second writer of the same stream waits
    until the first has committed. Returns the instant that was recorded.
    """
    kind, stream_id = stream
    _wait_for_stream(connection, stamp.province_id, kind, stream_id)
    seq, previous, newest = stream_head(connection, stamp.province_id, kind, stream_id)
    at = stamp.at if newest is None else max(stamp.at, newest)
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
            "recorded_at": at,
            "actor_id": stamp.actor_id,
            "on_behalf_of_agency_id": None,
            "source": stamp.source.value,
            "command_id": command_id,
            "corrects_seq": None,
            "note_id": None,
            "payload": canonical(dict(payload)),
            "key_id": ring.current,
        }
        previous = row["mac"] = row_mac(ring, row, None, previous)
        rows.append(row)
    if rows:
        connection.execute(INSERT_EVENTS, rows)
    return at


def stream_head(
    connection: Connection, province_id: str, kind: StreamKind, stream_id: int
) -> tuple[int, bytes, datetime | None]:
    """Sequence, mac and instant of the last event of a stream; (0, b"", None) of an empty one."""
    row = connection.execute(_HEAD, {"province": province_id, "kind": kind.value, "stream": stream_id}).one_or_none()
    return (0, b"", None) if row is None else (int(row.seq), bytes(row.mac), row.recorded_at)


def _wait_for_stream(connection: Connection, province_id: str, kind: StreamKind, stream_id: int) -> None:
    """On PostgreSQL, where writers work side by side, these streams have no row of their own to lock."""
    if connection.dialect.name == "postgresql":
        name = crc32(f"{province_id}|{kind.value}|{stream_id}".encode()) - 2**31
        connection.execute(select(func.pg_advisory_xact_lock(STREAM_LOCKS, name)))


STREAM_LOCKS = 4556
"""Name space of PostgreSQL's advisory locks for single streams."""
