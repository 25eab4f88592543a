"""Titles and details of cases, in clear and in the folded form that search uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, and_, bindparam, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.model.codes import Source
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.model.payloads import Corrected
from core.rules.fold import effective
from core.text.fold import fold
from db.keys.ring import KeyRing
from db.ledger.records import titled
from db.projections.rows import Row

TEXT = SQLModel.metadata.tables["case_text"]
FIELDS = ("title", "public_title", "details")
Fresh = tuple[int, bool, Sequence[Event]]
"""A case, whether it is new, and its new events with their texts."""
_MINE = and_(TEXT.c.province_id == bindparam("province"), TEXT.c.case_id == bindparam("case"))
_ROW = select(*(TEXT.c[name] for name in FIELDS)).where(_MINE)
_INSERT, _UPDATE = TEXT.insert(), TEXT.update().where(_MINE)


def texts_after(texts: Mapping[str, str], events: Iterable[Event]) -> dict[str, str]:
    """The texts of a case after some more of its events: registration and amendments carry them, as far as they were
    not taken out again.
    """
    now = dict(texts)
    for event in effective(events):
        if isinstance(event.payload, Registered | Amended):
            now.update({name: event.texts[name] for name in FIELDS if name in event.texts})
    return now


def text_row(province_id: str, case_id: int, texts: Mapping[str, str]) -> Row:
    """The row of one case."""
    said = {name: texts.get(name, "") for name in FIELDS}
    search = fold(" ".join(said.values()))
    return {"province_id": province_id, "case_id": case_id, **said, "search": search}


def write_texts(connection: Connection, ring: KeyRing, province_id: str, fresh: Iterable[Fresh]) -> None:
    """Write the texts that new events bring or take away; the events themselves are stored already."""
    added = []
    for case_id, is_new, events in fresh:
        if is_new:
            added.append(text_row(province_id, case_id, texts_after({}, events)))
        elif any(isinstance(event.payload, Amended) and event.texts for event in events) or _takes_back(events):
            _amend(connection, ring, province_id, case_id, events)
    if added:
        connection.execute(_INSERT, added)


def _takes_back(events: Iterable[Event]) -> bool:
    return any(isinstance(event.payload, Corrected) and event.payload.retracted for event in events)


def _amend(connection: Connection, ring: KeyRing, province_id: str, case_id: int, events: Sequence[Event]) -> None:
    mine = {"province": province_id, "case": case_id}
    row = connection.execute(_ROW, mine).mappings().one_or_none()
    texts = whole_texts(connection, ring, province_id, [case_id])[case_id] if _takes_back(events) else None
    if texts is None:  # the usual amendment, or some text cannot be read any more: go on from what stands there
        texts = texts_after(dict(row or {}), events)
    new = text_row(province_id, case_id, texts)
    if row is None:
        connection.execute(_INSERT, [new])
        return
    values = {name: new[name] for name in (*FIELDS, "search")}
    connection.execute(_UPDATE, [{**values, **mine}])


def told_texts(
    connection: Connection,
    ring: KeyRing,
    province_id: str,
    case_id: int,
    imported_only: bool,  # noqa: FBT001
) -> dict[str, str]:
    """What is stored of a case's texts, or only what imports told of them; fields without text are left out."""
    if imported_only:
        events, _ = titled(connection, ring, province_id, [case_id])[case_id]
        return texts_after({}, [event for event in events if event.source is Source.IMPORT])
    row = connection.execute(_ROW, {"province": province_id, "case": case_id}).mappings().one_or_none()
    return {name: text for name, text in (row or {}).items() if text}


def whole_texts(
    connection: Connection, ring: KeyRing, province_id: str, case_ids: Sequence[int]
) -> dict[int, dict[str, str] | None]:
    """The texts of some cases as their events tell them; None where one was erased or cannot be read."""
    found = titled(connection, ring, province_id, case_ids)
    return {case_id: texts_after({}, events) if is_whole else None for case_id, (events, is_whole) in found.items()}
