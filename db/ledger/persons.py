"""Personal data on its way into encrypted columns, with blind indexes and word tokens for exact search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from core.model.case import Case
from core.ports import NewPerson, NewSourceRow
from core.rules.privacy import KnownPerson
from db.keys.ring import KeyRing
from db.ledger.ids import new_id

PERSON, TOKEN = SQLModel.metadata.tables["person"], SQLModel.metadata.tables["person_token"]
SOURCE = SQLModel.metadata.tables["source_row"]
_INSERT_PERSON, _INSERT_TOKEN, _INSERT_SOURCE = PERSON.insert(), TOKEN.insert(), SOURCE.insert()
_LAST_SOURCE = (
    select(SOURCE.c.id, SOURCE.c.cells)
    .where(SOURCE.c.province_id == bindparam("province"), SOURCE.c.case_id == bindparam("case_id"))
    .order_by(SOURCE.c.id.desc())
    .limit(1)
)
SEALED = ("name", "national_id", "phone", "address", "email")


KNOWN_BY = ("name", "national_id", "phone")
"""The columns whose values must not stand in a case's texts."""
_OF_CASE = select(PERSON.c.id, *(PERSON.c[name] for name in SEALED)).where(
    PERSON.c.province_id == bindparam("province"), PERSON.c.case_id == bindparam("case_id")
)


def person_place(column: str, person_id: int) -> str:
    """Where a sealed value lies; it opens nowhere else."""
    return f"person|{column}|{person_id}"


def write_persons(connection: Connection, ring: KeyRing, province_id: str, persons: Sequence[NewPerson]) -> None:
    """Insert persons and the tokens of their names."""
    if not persons:
        return
    connection.execute(_INSERT_PERSON, [_row(ring, province_id, person) for person in persons])
    tokens = [
        {"province_id": province_id, "token": token, "person_id": person.id}
        for person in persons
        for token in _tokens(ring, person.name)
    ]
    if tokens:
        connection.execute(_INSERT_TOKEN, tokens)


def _row(ring: KeyRing, province_id: str, person: NewPerson) -> dict[str, Any]:
    sealed = {name: _sealed(ring, name, person) for name in SEALED}
    return {
        "province_id": province_id,
        "id": person.id,
        "case_id": person.case_id,
        **sealed,
        "phone_index": _index(ring, person.phone, "phone"),
        "national_index": _index(ring, person.national_id, "national_id"),
        "key_id": ring.current,
    }


def _sealed(ring: KeyRing, name: str, person: NewPerson) -> bytes | None:
    value: str = getattr(person, name)
    return ring.encrypt("person", value, aad=person_place(name, person.id)) if value else None


def _index(ring: KeyRing, value: str, field: Any) -> bytes | None:  # noqa: ANN401
    return ring.blind_index(value, field) if any(letter.isalnum() for letter in value) else None


def _tokens(ring: KeyRing, name: str) -> Iterable[bytes]:
    return {ring.word_token(word) for word in name.split() if word}


def persons_of(connection: Connection, ring: KeyRing, province_id: str, case_id: int) -> dict[int, dict[str, str]]:
    """What is kept of the persons of a case, in clear, by person; what was erased, or cannot be read, is empty.

    For masking and for marking texts: nothing of it may reach a person unmasked but through the access log.
    """
    rows = connection.execute(_OF_CASE, {"province": province_id, "case_id": case_id})
    return {row.id: {name: opened(ring, name, row.id, getattr(row, name)) or "" for name in SEALED} for row in rows}


def readable_persons(
    connection: Connection, ring: KeyRing, province_id: str, case_id: int
) -> dict[int, dict[str, str]]:
    """As ``persons_of``, without those of whom something cannot be read any more."""
    found = {}
    for row in connection.execute(_OF_CASE, {"province": province_id, "case_id": case_id}):
        kept = {name: opened(ring, name, row.id, getattr(row, name)) for name in SEALED}
        if None not in kept.values():
            found[row.id] = {name: value or "" for name, value in kept.items()}
    return found


def opened(ring: KeyRing, column: str, person_id: int, sealed: bytes | None) -> str | None:
    """A sealed value in clear; empty where nothing is kept, None where its key is lost."""
    if sealed is None:
        return ""
    try:
        return ring.decrypt_text("person", sealed, aad=person_place(column, person_id))
    except DomainError:
        return None


def known_persons(connection: Connection, ring: KeyRing, province_id: str, case: Case) -> tuple[KnownPerson, ...]:
    """The persons of a case, numbered as its facts list them, with the values that must not stand in its texts."""
    if not case.facts.persons:
        return ()
    kept = persons_of(connection, ring, province_id, case.id)
    return known_of(case, kept)


def known_of(case: Case, kept: Mapping[int, Mapping[str, str]]) -> tuple[KnownPerson, ...]:
    """As ``known_persons``, of what was read already: also whoever was taken out, and what was said of them before."""
    found = []
    for n, each in enumerate(case.facts.persons, start=1):
        rows = [kept.get(person_id, {}) for person_id in (each.person_id, *reversed(each.former))]
        values = dict.fromkeys(row.get(name, "") for row in rows for name in KNOWN_BY)
        found.append(KnownPerson(n, tuple(filter(None, values))))
    return tuple(found)


def write_sources(
    connection: Connection, ring: KeyRing, province_id: str, rows: Iterable[tuple[int, NewSourceRow]]
) -> None:
    """Insert imported rows; each comes with the id of its command."""
    found = [_source(ring, province_id, command_id, row) for command_id, row in rows]
    if found:
        connection.execute(_INSERT_SOURCE, found)


def source_told(connection: Connection, ring: KeyRing, province_id: str, case_id: int) -> str:
    """What was understood of the row of a case that was kept last; empty where there is none or its key is lost."""
    row = connection.execute(_LAST_SOURCE, {"province": province_id, "case_id": case_id}).one_or_none()
    if row is None:
        return ""
    try:
        said: dict[str, Any] = json.loads(ring.decrypt_text("source", row.cells, aad=source_place(row.id)))
    except DomainError:
        return ""
    return str(said["told"])


def source_place(row_id: int) -> str:
    """Where an imported row lies, for its encryption."""
    return f"source_row|cells|{row_id}"


def _source(ring: KeyRing, province_id: str, command_id: int, row: NewSourceRow) -> dict[str, Any]:
    row_id = new_id()
    said = json.dumps({"cells": dict(row.cells), "told": row.told}, ensure_ascii=False)
    return {
        "province_id": province_id,
        "id": row_id,
        "case_id": row.case_id,
        "command_id": command_id,
        "system": row.system,
        "source_no": row.source_no,
        "fingerprint": row.fingerprint,
        "cells": ring.encrypt("source", said, aad=source_place(row_id)),
    }
