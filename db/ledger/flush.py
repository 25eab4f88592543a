"""Write some commands in one transaction: numbers, events, texts, persons, tables for reading, sums, data version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlmodel import SQLModel

from core.errors import StaleCase
from core.model.case import Case
from core.model.codes import Source, StreamKind
from core.ports import Recorded
from core.rules.codec import canonical
from db.keys.ring import KeyRing
from db.ledger.chain import commitment_of, event_mac, new_salt
from db.ledger.ids import new_id
from db.ledger.persons import write_persons, write_sources
from db.ledger.records import EVENTS, NOTES, event_row, note_place
from db.ledger.work import CaseStream, CaseWork
from db.projections.texts import write_texts
from db.projections.write import project

COMMAND, COUNTER = SQLModel.metadata.tables["command"], SQLModel.metadata.tables["number_counter"]
INSTALLATION, SEAL = SQLModel.metadata.tables["installation"], SQLModel.metadata.tables["seal"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who records, in which province, from where and when."""

    province_id: str
    actor_id: int
    source: Source
    at: datetime


@dataclass
class Act:
    """One command waiting to be written."""

    request_id: str
    kind: str
    work: CaseWork
    id: int = field(default_factory=new_id)

    @property
    def touched(self) -> list[CaseStream]:
        """The streams that got events, in the order in which the command touched them."""
        return [stream for stream in self.work.streams.values() if stream.fresh]

    @property
    def recorded(self) -> Recorded:
        """What the command led to; numbers are right once it is written."""
        cases = [stream.now for stream in self.touched]
        return Recorded(tuple(case.no for case in cases), tuple(case.version for case in cases))


def write_acts(connection: Connection, ring: KeyRing, stamp: Stamp, acts: Sequence[Act]) -> None:
    """Write all of ``acts``; the caller holds the writer lock and commits.

    Raises:
        StaleCase: a stream that a command loaded has moved on since.
    """
    _check_versions(connection, stamp.province_id, acts)
    _give_numbers(connection, stamp.province_id, acts)
    _write_events(connection, ring, stamp, acts)
    write_persons(connection, ring, stamp.province_id, [person for act in acts for person in act.work.persons])
    write_sources(connection, ring, stamp.province_id, [(act.id, row) for act in acts for row in act.work.sources])
    streams = [stream for act in acts for stream in act.touched]
    project(connection, stamp.province_id, _changes(streams))
    write_texts(connection, stamp.province_id, {s.id: (s.before is None, s.fresh) for s in streams})
    _write_commands(connection, stamp, acts)
    bump(connection, stamp.province_id)


def _changes(streams: Sequence[CaseStream]) -> list[tuple[Case | None, Case]]:
    return [(stream.before, stream.now) for stream in streams]


def _check_versions(connection: Connection, province_id: str, acts: Sequence[Act]) -> None:
    loaded = {stream.id: stream for act in acts for stream in act.work.streams.values() if stream.stored}
    if not loaded:
        return
    query = (
        select(EVENTS.c.stream_id, func.max(EVENTS.c.seq))
        .where(
            EVENTS.c.province_id == province_id,
            EVENTS.c.stream_kind == StreamKind.CASE.value,
            EVENTS.c.stream_id.in_(loaded),
        )
        .group_by(EVENTS.c.stream_id)
    )
    for stream_id, version in connection.execute(query):
        stream = loaded[stream_id]
        if version != stream.stored_version:
            raise StaleCase(no=str(stream.now.no), expected=stream.stored_version, version=version)


def _give_numbers(connection: Connection, province_id: str, acts: Sequence[Act]) -> None:
    new = [stream for act in acts for stream in act.touched if stream.before is None]
    years = Counter(stream.now.facts.year_be for stream in new)
    taken = {year: take_numbers(connection, province_id, year, count) for year, count in sorted(years.items())}
    for stream in new:
        year = stream.now.facts.year_be
        stream.numbered(taken[year], year)
        taken[year] += 1


def take_numbers(connection: Connection, province_id: str, year_be: int, count: int) -> int:
    """Take ``count`` running numbers of a year and return the first; they go back if the transaction fails."""
    mine = (COUNTER.c.province_id == province_id, COUNTER.c.year_be == year_be)
    raised = update(COUNTER).where(*mine).values(last_no=COUNTER.c.last_no + count).returning(COUNTER.c.last_no)
    last = connection.execute(raised).scalar_one_or_none()
    if last is None:
        connection.execute(COUNTER.insert().values(province_id=province_id, year_be=year_be, first_no=1, last_no=count))
        last = count
    return int(last) - count + 1


def _write_events(connection: Connection, ring: KeyRing, stamp: Stamp, acts: Sequence[Act]) -> None:
    notes: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for act in acts:
        for stream in act.touched:
            _chain(ring, stamp, act.id, stream, rows, notes)
    if notes:
        connection.execute(NOTES.insert(), notes)
    if rows:
        connection.execute(EVENTS.insert(), rows)


def _chain(
    ring: KeyRing,
    stamp: Stamp,
    command_id: int,
    stream: CaseStream,
    rows: list[dict[str, Any]],
    notes: list[dict[str, Any]],
) -> None:
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
        previous = row["mac"] = event_mac(ring, row, note["commitment"] if note else None, previous)
        rows.append(row)
        if note:
            notes.append(note)


def _note(ring: KeyRing, province_id: str, texts: dict[str, str]) -> dict[str, Any]:
    note_id, salt, text = new_id(), new_salt(), canonical(texts)
    return {
        "province_id": province_id,
        "id": note_id,
        "key_id": ring.current,
        "salt": salt,
        "text": ring.encrypt("note", text, aad=note_place(note_id)),
        "commitment": commitment_of(ring, salt, text, ring.current),
    }


def _write_commands(connection: Connection, stamp: Stamp, acts: Sequence[Act]) -> None:
    rows = [
        {
            "province_id": stamp.province_id,
            "id": act.id,
            "actor_id": stamp.actor_id,
            "request_id": act.request_id,
            "kind": act.kind,
            "at": stamp.at,
            "result": result_json(act.recorded),
        }
        for act in acts
    ]
    connection.execute(COMMAND.insert(), rows)


def result_json(recorded: Recorded) -> str:
    """What a repeated command answers with."""
    return canonical({"nos": [[no.running, no.year_be] for no in recorded.nos], "versions": list(recorded.versions)})


def bump(connection: Connection, province_id: str) -> None:
    """Tell every cache that something changed."""
    mine = INSTALLATION.c.province_id == province_id
    connection.execute(update(INSTALLATION).where(mine).values(data_version=INSTALLATION.c.data_version + 1))
