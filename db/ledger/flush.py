"""Write some commands in one transaction: numbers, events, texts, persons, tables for reading, sums, data version."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, func, select, update

from core.errors import StaleCase
from core.model.codes import StreamKind
from db.evidence.rows import write_attachments
from db.keys.ring import KeyRing
from db.ledger.act import Act, write_commands
from db.ledger.erase import erase_anonymised
from db.ledger.events import write_events
from db.ledger.numbers import give_numbers
from db.ledger.persons import write_persons, write_sources
from db.ledger.records import CASE, EVENTS
from db.ledger.stamp import INSTALLATION, Stamp
from db.ledger.work import CaseStream
from db.projections.texts import write_texts
from db.projections.write import project

_MINE: BindParameter[str] = bindparam("province")
_IDS: BindParameter[int] = bindparam("case_ids", expanding=True)
_VERSIONS = (
    select(EVENTS.c.stream_id, func.max(EVENTS.c.seq))
    .where(EVENTS.c.province_id == _MINE, EVENTS.c.stream_kind == StreamKind.CASE.value, EVENTS.c.stream_id.in_(_IDS))
    .group_by(EVENTS.c.stream_id)
)
_LOCK = select(CASE.c.id).where(CASE.c.province_id == _MINE, CASE.c.id.in_(_IDS)).order_by(CASE.c.id).with_for_update()
_BUMP = (
    update(INSTALLATION).where(INSTALLATION.c.province_id == _MINE).values(data_version=INSTALLATION.c.data_version + 1)
)


def write_acts(connection: Connection, ring: KeyRing, stamp: Stamp, acts: Sequence[Act]) -> None:
    """Write all of ``acts``; the caller holds the writer lock and commits.

    Raises:
        StaleCase: a stream that a command loaded has moved on since.
    """
    _check_versions(connection, stamp.province_id, {stream.id: stream for act in acts for stream in act.loaded})
    streams = [stream for act in acts for stream in act.touched]
    give_numbers(connection, stamp.province_id, [stream for stream in streams if stream.before is None])
    write_events(connection, ring, stamp, acts)
    write_persons(connection, ring, stamp.province_id, [person for act in acts for person in act.work.persons])
    write_sources(connection, ring, stamp.province_id, [(act.id, row) for act in acts for row in act.work.sources])
    write_attachments(connection, ring, stamp.province_id, [a for act in acts for a in act.work.attachments], stamp.at)
    project(connection, stamp.province_id, [(stream.before, stream.now) for stream in streams])
    write_texts(connection, ring, stamp.province_id, [(s.id, s.before is None, s.fresh) for s in streams])
    erase_anonymised(connection, stamp.province_id, streams, stamp.at)
    write_commands(connection, stamp, acts)
    bump(connection, stamp.province_id)


def _check_versions(connection: Connection, province_id: str, loaded: dict[int, CaseStream]) -> None:
    """What was only read counts too: a decision may rest on it. PostgreSQL keeps the cases locked from here on."""
    if not loaded:
        return
    wanted = {"province": province_id, "case_ids": sorted(loaded)}
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, wanted)
    found: dict[int, int] = {stream_id: seq for stream_id, seq in connection.execute(_VERSIONS, wanted)}
    for stream in loaded.values():
        version = found.get(stream.id, 0)
        if version != stream.stored_version:
            raise StaleCase(no=str(stream.now.no), expected=stream.stored_version, version=version)


def bump(connection: Connection, province_id: str) -> None:
    """Tell every cache that something changed."""
    connection.execute(_BUMP, {"province": province_id})
