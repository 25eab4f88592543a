"""Titles and details of cases, in clear and in the folded form that search uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select
from sqlmodel import SQLModel

from core.model.events import Event
from core.model.facts import Amended, Registered
from core.text.fold import fold
from db.projections.rows import Row

TEXT = SQLModel.metadata.tables["case_text"]
FIELDS = ("title", "public_title", "details")


def texts_after(texts: Mapping[str, str], events: Iterable[Event]) -> dict[str, str]:
    """The texts of a case after some more of its events: registration and amendments carry them."""
    now = dict(texts)
    for event in events:
        if isinstance(event.payload, Registered | Amended):
            now.update({name: event.texts[name] for name in FIELDS if name in event.texts})
    return now


def text_row(province_id: str, case_id: int, texts: Mapping[str, str]) -> Row:
    """The row of one case."""
    said = {name: texts.get(name, "") for name in FIELDS}
    search = fold(" ".join(said.values()))
    return {"province_id": province_id, "case_id": case_id, **said, "search": search}


def write_texts(connection: Connection, province_id: str, fresh: Mapping[int, tuple[bool, list[Event]]]) -> None:
    """Write the texts that new events bring; ``fresh`` maps a case id to (is new, its new events)."""
    added = [text_row(province_id, cid, texts_after({}, events)) for cid, (is_new, events) in fresh.items() if is_new]
    if added:
        connection.execute(TEXT.insert(), added)
    for case_id, (is_new, events) in fresh.items():
        if not is_new and any(event.texts and isinstance(event.payload, Amended) for event in events):
            _amend(connection, province_id, case_id, events)


def _amend(connection: Connection, province_id: str, case_id: int, events: list[Event]) -> None:
    mine = (TEXT.c.province_id == province_id, TEXT.c.case_id == case_id)
    row = connection.execute(select(TEXT).where(*mine)).mappings().one()
    new = text_row(province_id, case_id, texts_after(dict(row), events))
    connection.execute(
        TEXT.update()
        .where(TEXT.c.province_id == bindparam("p"), TEXT.c.case_id == bindparam("c"))
        .values({name: new[name] for name in (*FIELDS, "search")}),
        [{"p": province_id, "c": case_id}],
    )
