"""Events as rows and rows as events."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from core.errors import DomainError
from core.model.codes import DateBasis, Source, StreamKind
from core.model.events import Event
from core.rules.codec import dump_payload, kind_of, load_payload
from db.keys.ring import KeyRing
from db.tables.ledger import LedgerEvent, Note

EVENTS = LedgerEvent.__table__  # type: ignore[attr-defined]  # SQLModel adds it
NOTES = Note.__table__  # type: ignore[attr-defined]
TITLED = ("registered", "amended")


@dataclass
class StoredStream:
    """What is stored of one stream: its events by sequence and the mac of the last one."""

    events: list[Event] = field(default_factory=list)
    last_mac: bytes = b""


def event_row(event: Event, **stored: Any) -> dict[str, Any]:  # noqa: ANN401  # column values of many types
    """The row of an event, without mac."""
    return {
        "stream_kind": StreamKind.CASE.value,
        "seq": event.seq,
        "kind": kind_of(event.payload),
        "kind_version": 1,
        "referral_no": event.referral_no,
        "round": event.round,
        "happened_on": event.happened_on,
        "happened_at": event.happened_at,
        "date_basis": event.basis.value,
        "on_behalf_of_agency_id": event.on_behalf_of_agency_id,
        "corrects_seq": event.corrects_seq,
        "payload": dump_payload(event.payload),
        **stored,
    }


def event_of(row: Row[*tuple[Any, ...]] | Mapping[str, Any], texts: Mapping[str, str] | None = None) -> Event:
    """The event of a row."""
    data = row._mapping if isinstance(row, Row) else row
    return Event(
        payload=load_payload(data["kind"], data["payload"]),
        happened_on=data["happened_on"],
        basis=DateBasis(data["date_basis"]),
        happened_at=data["happened_at"],
        referral_no=data["referral_no"],
        round=data["round"],
        on_behalf_of_agency_id=data["on_behalf_of_agency_id"],
        corrects_seq=data["corrects_seq"],
        texts=dict(texts or {}),
        seq=data["seq"],
        recorded_at=data["recorded_at"],
        actor_id=data["actor_id"],
        source=Source(data["source"]),
    )


def stored_streams(connection: Connection, province_id: str, case_ids: Sequence[int]) -> dict[int, StoredStream]:
    """The case streams of the given ids, without texts."""
    found: dict[int, StoredStream] = {}
    query = (
        select(EVENTS)
        .where(
            EVENTS.c.province_id == province_id,
            EVENTS.c.stream_kind == StreamKind.CASE.value,
            EVENTS.c.stream_id.in_(case_ids),
        )
        .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
    )
    for row in connection.execute(query):
        stream = found.setdefault(row.stream_id, StoredStream())
        stream.events.append(event_of(row))
        stream.last_mac = row.mac
    return found


def history(connection: Connection, ring: KeyRing, province_id: str, case_id: int) -> tuple[Event, ...]:
    """All events of one case with their texts; erased or unreadable texts are left out."""
    query = _with_notes(province_id, [case_id]).order_by(EVENTS.c.seq)
    return tuple(event_of(row, texts_of(ring, row.note_id, row.sealed)) for row in connection.execute(query))


def titled(connection: Connection, ring: KeyRing, province_id: str, case_ids: Sequence[int]) -> dict[int, list[Event]]:
    """The events of some cases that carry titles and details, with their texts, by case."""
    found: dict[int, list[Event]] = {case_id: [] for case_id in case_ids}
    query = (
        _with_notes(province_id, case_ids).where(EVENTS.c.kind.in_(TITLED)).order_by(EVENTS.c.stream_id, EVENTS.c.seq)
    )
    for row in connection.execute(query):
        found[row.stream_id].append(event_of(row, texts_of(ring, row.note_id, row.sealed)))
    return found


def _with_notes(province_id: str, case_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    joined = EVENTS.outerjoin(NOTES, and_(NOTES.c.province_id == EVENTS.c.province_id, NOTES.c.id == EVENTS.c.note_id))
    return (
        select(EVENTS, NOTES.c.text.label("sealed"))
        .select_from(joined)
        .where(
            EVENTS.c.province_id == province_id,
            EVENTS.c.stream_kind == StreamKind.CASE.value,
            EVENTS.c.stream_id.in_(case_ids),
        )
    )


def texts_of(ring: KeyRing, note_id: int | None, sealed: bytes | None) -> dict[str, str]:
    """The texts of a note; empty when it was erased or its key is lost."""
    if note_id is None or sealed is None:
        return {}
    try:
        texts: dict[str, str] = json.loads(ring.decrypt_text("note", sealed, aad=note_place(note_id)))
    except DomainError:
        return {}
    return texts


def note_place(note_id: int) -> str:
    """Where a note's text lies, for its encryption."""
    return f"note|text|{note_id}"
