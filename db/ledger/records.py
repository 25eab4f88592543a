"""Events as rows and rows as events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from core.model.case import CaseNo
from core.model.codes import DateBasis, Source, StreamKind
from core.model.events import Event
from core.rules.codec import dump_payload, kind_of, load_payload
from db.keys.ring import KeyRing

TABLES = SQLModel.metadata.tables
EVENTS, NOTES, CASE = TABLES["ledger_event"], TABLES["note"], TABLES["case_"]
NOTED = EVENTS.outerjoin(NOTES, and_(NOTES.c.province_id == EVENTS.c.province_id, NOTES.c.id == EVENTS.c.note_id))
TITLED = ("registered", "amended", "corrected")
TOLD = (
    EVENTS.c.kind,
    EVENTS.c.payload,
    EVENTS.c.happened_on,
    EVENTS.c.date_basis,
    EVENTS.c.happened_at,
    EVENTS.c.referral_no,
    EVENTS.c.round,
    EVENTS.c.on_behalf_of_agency_id,
    EVENTS.c.corrects_seq,
    EVENTS.c.seq,
    EVENTS.c.recorded_at,
    EVENTS.c.actor_id,
    EVENTS.c.source,
)
"""The columns that make an event, in the order of ``event_of``."""
_BASES, _SOURCES = {each.value: each for each in DateBasis}, {each.value: each for each in Source}


@dataclass(slots=True)
class StoredStream:
    """What is stored of one case: its events by sequence and the mac of the last one."""

    id: int
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


def event_of(told: Sequence[Any], texts: Mapping[str, str] | None = None) -> Event:
    """The event that the columns ``TOLD`` tell."""
    kind, payload, on, basis, at, referral_no, rnd, behalf, corrects, seq, recorded_at, actor_id, source = told
    return Event(
        load_payload(kind, payload),
        on,
        _BASES[basis],
        at,
        referral_no,
        rnd,
        behalf,
        corrects,
        texts or {},
        seq,
        recorded_at,
        actor_id,
        _SOURCES[source],
    )


def _cases(*more: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # any columns
    mine = (EVENTS.c.province_id == bindparam("province"), EVENTS.c.stream_kind == StreamKind.CASE.value)
    return select(*TOLD, EVENTS.c.stream_id, EVENTS.c.mac, *more).where(*mine)


_NUMBERED = (
    select(CASE.c.id)
    .where(
        CASE.c.province_id == bindparam("province"),
        CASE.c.year_be == bindparam("year_be"),
        CASE.c.running == bindparam("running"),
    )
    .scalar_subquery()
)
_NOTE = (EVENTS.c.note_id, NOTES.c.text, NOTES.c.erased_at)
_BY_ID = _cases().where(EVENTS.c.stream_id == bindparam("case_id")).order_by(EVENTS.c.seq)
_BY_NO = _cases().where(EVENTS.c.stream_id == _NUMBERED).order_by(EVENTS.c.seq)
_TEXTS_BY_NO = _cases(*_NOTE).select_from(NOTED).where(EVENTS.c.stream_id == _NUMBERED).order_by(EVENTS.c.seq)
_TITLES = (
    _cases(*_NOTE)
    .select_from(NOTED)
    .where(EVENTS.c.kind.in_(TITLED), EVENTS.c.stream_id.in_(bindparam("case_ids", expanding=True)))
    .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
)
_TOLD, _ID, _MAC = len(TOLD), len(TOLD), len(TOLD) + 1


def stream_by_id(connection: Connection, province_id: str, case_id: int) -> StoredStream | None:
    """The events of a case without their texts; None where there is none."""
    return _stream(connection.execute(_BY_ID, {"province": province_id, "case_id": case_id}).all())


def stream_by_no(connection: Connection, province_id: str, no: CaseNo) -> StoredStream | None:
    """As ``stream_by_id``, by number."""
    return _stream(connection.execute(_BY_NO, _numbered(province_id, no)).all())


def stream_with_texts(connection: Connection, ring: KeyRing, province_id: str, no: CaseNo) -> StoredStream | None:
    """The events of a case with their texts; erased or unreadable texts are left out."""
    rows = connection.execute(_TEXTS_BY_NO, _numbered(province_id, no)).all()
    return _stream(rows, [texts_of(ring, *row[_MAC + 1 : _MAC + 3]) for row in rows])


def titled(
    connection: Connection, ring: KeyRing, province_id: str, case_ids: Sequence[int]
) -> dict[int, tuple[list[Event], bool]]:
    """The events of some cases that titles and details follow from, with their texts, and whether all can be read.

    What was erased counts as read, and as empty.
    """
    found: dict[int, tuple[list[Event], bool]] = {case_id: ([], True) for case_id in case_ids}
    for row in connection.execute(_TITLES, {"province": province_id, "case_ids": case_ids}):
        note_id, sealed, erased_at = row[_MAC + 1 :]
        texts = texts_of(ring, note_id, sealed)
        events, is_whole = found[row[_ID]]
        events.append(event_of(row[:_TOLD], texts))
        found[row[_ID]] = events, is_whole and (note_id is None or erased_at is not None or bool(texts))
    return found


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


def _numbered(province_id: str, no: CaseNo) -> dict[str, Any]:
    return {"province": province_id, "year_be": no.year_be, "running": no.running}


def _stream(
    rows: Sequence[Row[*tuple[Any, ...]]], texts: Iterable[Mapping[str, str]] | None = None
) -> StoredStream | None:
    if not rows:
        return None
    said = texts or ({} for _ in rows)
    events = [event_of(row[:_TOLD], text) for row, text in zip(rows, said, strict=True)]
    return StoredStream(rows[0][_ID], events, bytes(rows[-1][_MAC]))
