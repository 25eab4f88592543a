"""Anonymising blanks what speaks of persons: their rows, the texts of the case, its search row and its source rows,
the names of its evidence. Whose files no other case needs go right after, for a file cannot be brought back.

The events stay, and their chain still verifies: it rests on commitments of the texts. A stub event says who erased,
when and why, and keeps its own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, select

from core.model.codes import StreamKind
from core.model.events import Event
from core.model.payloads import Anonymised
from db.evidence.rows import erase_attachments
from db.ledger.persons import PERSON, SEALED, SOURCE, TOKEN
from db.ledger.records import EVENTS, NOTES
from db.ledger.work import CaseStream
from db.projections.texts import FIELDS, TEXT

_PROVINCE: BindParameter[str] = bindparam("province")
_CASE: BindParameter[int] = bindparam("case")
_NOTES_BEFORE = (
    select(EVENTS.c.note_id)
    .where(
        EVENTS.c.province_id == _PROVINCE,
        EVENTS.c.stream_kind == StreamKind.CASE.value,
        EVENTS.c.stream_id == _CASE,
        EVENTS.c.seq < bindparam("before"),
        EVENTS.c.note_id.is_not(None),
    )
    .scalar_subquery()
)
_PERSONS = select(PERSON.c.id).where(PERSON.c.province_id == _PROVINCE, PERSON.c.case_id == _CASE).scalar_subquery()
_ERASED_AT = bindparam("at", type_=NOTES.c.erased_at.type)
_BLANK_NOTES = (
    NOTES.update()
    .where(NOTES.c.province_id == _PROVINCE, NOTES.c.id.in_(_NOTES_BEFORE), NOTES.c.erased_at.is_(None))
    .values(text=None, salt=None, erased_at=_ERASED_AT)
)
_BLANK_PERSONS = (
    PERSON.update()
    .where(PERSON.c.province_id == _PROVINCE, PERSON.c.case_id == _CASE, PERSON.c.erased_at.is_(None))
    .values(**dict.fromkeys((*SEALED, "phone_index", "national_index")), erased_at=_ERASED_AT)
)
_DROP_TOKENS = TOKEN.delete().where(TOKEN.c.province_id == _PROVINCE, TOKEN.c.person_id.in_(_PERSONS))
_BLANK_TEXTS = (
    TEXT.update()
    .where(TEXT.c.province_id == _PROVINCE, TEXT.c.case_id == _CASE)
    .values(**dict.fromkeys((*FIELDS, "search"), ""))
)
_BLANK_SOURCES = SOURCE.update().where(SOURCE.c.province_id == _PROVINCE, SOURCE.c.case_id == _CASE).values(cells=b"")


def anonymises(events: Iterable[Event]) -> bool:
    """Whether one of some events blanks its case."""
    return any(isinstance(event.payload, Anonymised) for event in events)


def erase_anonymised(connection: Connection, province_id: str, streams: Sequence[CaseStream], at: datetime) -> None:
    """Blank the cases that were anonymised by their new events."""
    for stream in streams:
        for event in stream.fresh:
            if isinstance(event.payload, Anonymised):
                erase_case(connection, province_id, stream.id, before=event.seq, at=at)


def erase_case(connection: Connection, province_id: str, case_id: int, *, before: int, at: datetime) -> None:
    """Blank everything about persons that was recorded before the event ``before`` of the case."""
    mine = {"province": province_id, "case": case_id}
    connection.execute(_DROP_TOKENS, mine)
    connection.execute(_BLANK_PERSONS, {**mine, "at": at})
    connection.execute(_BLANK_NOTES, {**mine, "at": at, "before": before})
    connection.execute(_BLANK_TEXTS, mine)
    connection.execute(_BLANK_SOURCES, mine)
    erase_attachments(connection, province_id, case_id, at)
