"""Seals: an hourly proof over the heads of all streams that moved; a ledger that lost its end no longer matches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, select, text
from sqlmodel import SQLModel

from db.engine import WRITERS_LOCK, writing
from db.keys.ring import KeyRing
from db.ledger.records import EVENTS

SEAL = SQLModel.metadata.tables["seal"]


@dataclass(frozen=True, slots=True)
class SealCheck:
    """Whether every seal still matches; ``broken`` numbers the ones that do not."""

    seals: int
    broken: tuple[int, ...]


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """No writer is inside a transaction while a seal is made."""
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            yield connection
        return
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_LOCK})
        yield connection


def make_seal(engine: Engine, ring: KeyRing, province_id: str, now: datetime) -> int | None:
    """Seal what moved since the last seal and return the seal's number; None when nothing moved."""
    with _alone(engine) as connection:
        last = _last(connection, province_id)
        newest = select(func.max(EVENTS.c.recorded_at)).where(EVENTS.c.province_id == province_id)
        at = max(now, connection.execute(newest).scalar() or now)
        events, streams, digest = _moved(connection, province_id, last.at if last else None, at)
        if not events:
            return None
        no, previous = (last.no + 1, bytes(last.mac)) if last else (1, b"")
        row = {"province_id": province_id, "no": no, "at": at, "events": events, "streams": streams}
        mac = _mac(ring, row, digest, previous, ring.current)
        connection.execute(SEAL.insert().values(**row, key_id=ring.current, mac=mac))
        return int(no)


def _last(connection: Connection, province_id: str) -> Row[*tuple[Any, ...]] | None:
    query = select(SEAL).where(SEAL.c.province_id == province_id).order_by(SEAL.c.no.desc()).limit(1)
    return connection.execute(query).one_or_none()


def _moved(connection: Connection, province_id: str, after: datetime | None, until: datetime) -> tuple[int, int, str]:
    """Events and streams recorded in (after, until] and a digest over the head of each of those streams."""
    window = and_(EVENTS.c.province_id == province_id, EVENTS.c.recorded_at <= until)
    if after is not None:
        window = and_(window, EVENTS.c.recorded_at > after)
    query = (
        select(EVENTS.c.stream_kind, EVENTS.c.stream_id, EVENTS.c.seq, EVENTS.c.mac)
        .where(window)
        .order_by(EVENTS.c.stream_kind, EVENTS.c.stream_id, EVENTS.c.seq)
    )
    digest, events, heads = sha256(), 0, set()
    for row in connection.execute(query):
        events += 1
        heads.add((row.stream_kind, row.stream_id))
        digest.update(f"{row.stream_kind}|{row.stream_id}|{row.seq}|".encode() + bytes(row.mac))
    return events, len(heads), digest.hexdigest()


def _mac(ring: KeyRing, row: dict[str, Any], digest: str, previous: bytes, key_id: int) -> bytes:
    at = round(row["at"].timestamp() * 1_000_000)
    said = f"seal|{row['province_id']}|{row['no']}|{at}|{row['events']}|{row['streams']}|{digest}|{previous.hex()}"
    return ring.mac(said.encode(), key_id=key_id)


def check_seals(connection: Connection, ring: KeyRing, province_id: str, *, since: int = 0) -> SealCheck:
    """Recompute every seal after number ``since``; a missing, added or changed event breaks the one that covers it."""
    rows = connection.execute(select(SEAL).where(SEAL.c.province_id == province_id).order_by(SEAL.c.no)).all()
    previous_at, previous_mac, broken = None, b"", []
    for expected, row in enumerate(rows, start=1):
        if row.no > since:
            events, streams, digest = _moved(connection, province_id, previous_at, row.at)
            facts = {"province_id": province_id, "no": expected, "at": row.at, "events": events, "streams": streams}
            if _mac(ring, facts, digest, previous_mac, row.key_id) != bytes(row.mac):
                broken.append(row.no)
        previous_at, previous_mac = row.at, bytes(row.mac)
    return SealCheck(len(rows), tuple(broken))
