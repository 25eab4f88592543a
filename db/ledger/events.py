"""Write the events of some commands with their texts, each chained to the one before it in its stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from core.rules.codec import canonical
from db.keys.ring import KeyRing
from db.ledger.act import Act
from db.ledger.chain import commitment_of, new_salt, row_mac
from db.ledger.ids import new_id
from db.ledger.records import EVENTS, NOTES, event_row, note_place
from db.ledger.stamp import Stamp
from db.ledger.work import CaseStream

Row = dict[str, Any]
INSERT_EVENTS = EVENTS.insert()
_INSERT_NOTES = NOTES.insert()


def write_events(connection: Connection, ring: KeyRing, stamp: Stamp, acts: Sequence[Act]) -> None:
    """Append everything fresh; the primary key (stream, seq) lets only one of two writers win."""
    notes: list[Row] = []
    rows: list[Row] = []
    for act in acts:
        for stream in act.touched:
            _chain(ring, stamp, act.id, stream, rows, notes)
    if notes:
        connection.execute(_INSERT_NOTES, notes)
    if rows:
        connection.execute(INSERT_EVENTS, rows)


def _chain(ring: KeyRing, stamp: Stamp, command_id: int, stream: CaseStream, rows: list[Row], notes: list[Row]) -> None:
    previous = stream.last_mac
    for event in stream.fresh:
        note = _note(ring, stamp.province_id, dict(event.texts)) if event.texts else None
        row = event_row(
            event,
            province_id=stamp.province_id,
            stream_id=stream.id,
            recorded_at=stamp.at,
            actor_id=stamp.actor_id,
            source=stamp.source.value,
            command_id=command_id,
            note_id=note["id"] if note else None,
            key_id=ring.current,
        )
        previous = row["mac"] = row_mac(ring, row, note["commitment"] if note else None, previous)
        rows.append(row)
        if note:
            notes.append(note)


def _note(ring: KeyRing, province_id: str, texts: dict[str, str]) -> Row:
    note_id, salt, text = new_id(), new_salt(), canonical(texts)
    return {
        "province_id": province_id,
        "id": note_id,
        "key_id": ring.current,
        "salt": salt,
        "text": ring.encrypt("note", text, aad=note_place(note_id)),
        "commitment": commitment_of(ring, salt, text, ring.current),
    }
