"""Seals: an hourly proof over the heads of all streams that moved; a ledger that lost its end no longer matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, select

from db.engine import alone
from db.keys.ring import KeyRing
from db.ledger.chain import CHAINED, event_bytes, microseconds
from db.ledger.records import EVENTS, NOTED, NOTES
from db.ledger.stamp import SEAL

Head = tuple[str, int, int, bytes]
"""Stream kind, stream id, sequence and mac of an event; for a whole seal also the digest of what it says."""
_HEAD = (EVENTS.c.stream_kind, EVENTS.c.stream_id, EVENTS.c.seq, EVENTS.c.mac, EVENTS.c.recorded_at)
Counted = tuple[int, int, str]
"""How many events of how many streams a seal covers, and their digest."""


@dataclass(frozen=True, slots=True)
class SealCheck:
    """Whether every seal still matches; ``broken`` numbers the ones that do not, ``unproven`` those of a lost key."""

    seals: int
    broken: tuple[int, ...]
    unproven: tuple[int, ...] = ()


def make_seal(engine: Engine, ring: KeyRing, province_id: str) -> int | None:
    """Seal what was recorded since the last seal and return the seal's number; None when nothing was.

    No writer is inside a transaction meanwhile. The seal stands at the newest event that it covers, whatever the
    machine's clock says, and whoever records next is stamped later.
    """
    with alone(engine) as connection:
        return seal_now(connection, ring, province_id)


def seal_now(connection: Connection, ring: KeyRing, province_id: str, *, whole: bool = False) -> int | None:
    """As ``make_seal``, inside the transaction of a caller who is ``alone``.

    ``whole`` covers everything ever recorded, word for word: a new key vouches for what one that was given up proved.
    """
    query = select(SEAL).where(SEAL.c.province_id == province_id).order_by(SEAL.c.no.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    since = _recorded(connection, province_id, after=last.at if last else None)
    covered = list(_told(connection, province_id) if whole else since)
    if not covered:
        return None
    no, previous = (int(last.no) + 1, bytes(last.mac)) if last else (1, b"")
    at, counted = covered[-1][1], _counted([head for head, _ in covered])
    mac = _mac(ring, ring.current, (province_id, no, at, whole), counted, previous)
    events, streams, _ = counted
    row = {"no": no, "at": at, "events": events, "streams": streams, "whole": whole}
    connection.execute(SEAL.insert().values(province_id=province_id, **row, key_id=ring.current, mac=mac))
    return no


def check_seals(
    connection: Connection, ring: KeyRing, province_id: str, *, since: int = 0, lost: frozenset[int] = frozenset()
) -> SealCheck:
    """Recompute every seal after number ``since``; a missing, added or changed event breaks the one that covers it.

    Seals of the keys ``lost`` cannot be proved.
    """
    query = select(SEAL).where(SEAL.c.province_id == province_id, SEAL.c.no >= since).order_by(SEAL.c.no)
    rows = list(connection.execute(query))
    before = rows.pop(0) if since and rows and rows[0].no == since else None
    until = rows[-1].at if rows else None
    events = _recorded(connection, province_id, after=before.at if before else None, until=until) if rows else iter(())
    ahead = next(events, None)
    previous, broken, unproven = bytes(before.mac) if before else b"", [], []
    for expected, row in enumerate(rows, start=since + 1):
        heads: list[Head] = []
        while ahead is not None and ahead[1] <= row.at:
            heads.append(ahead[0])
            ahead = next(events, None)
        if row.whole:
            heads = [head for head, _ in _told(connection, province_id, row.at)]
        if row.key_id in lost and row.key_id not in ring.masters:
            unproven.append(row.no)
        elif not _matches(ring, row, expected, _counted(heads), previous):
            broken.append(row.no)
        previous = bytes(row.mac)
    return SealCheck(len(rows), tuple(broken), tuple(unproven))


def _matches(ring: KeyRing, row: Row[*tuple[Any, ...]], expected: int, counted: Counted, previous: bytes) -> bool:
    if (row.no, row.events, row.streams) != (expected, *counted[:2]) or row.key_id not in ring.masters:
        return False
    return _mac(ring, row.key_id, (row.province_id, row.no, row.at, row.whole), counted, previous) == bytes(row.mac)


def _recorded(
    connection: Connection, province_id: str, *, after: datetime | None, until: datetime | None = None
) -> Iterator[tuple[Head, datetime]]:
    """Every event recorded after an instant (and no later than another), by the instant."""
    query = select(*_HEAD).where(*_window(province_id, after, until)).order_by(EVENTS.c.recorded_at)
    with connection.execute(query.execution_options(yield_per=2000)) as rows:
        for kind, stream_id, seq, mac, at in rows:
            yield (kind, stream_id, seq, bytes(mac)), at


def _told(connection: Connection, province_id: str, until: datetime | None = None) -> Iterator[tuple[Head, datetime]]:
    """Every event with all that it says: the macs of a key that is lost prove nothing of it any more."""
    columns = (*_HEAD, NOTES.c.commitment, *(EVENTS.c[name] for name in CHAINED))
    query = select(*columns).select_from(NOTED).where(*_window(province_id, None, until))
    with connection.execute(query.order_by(EVENTS.c.recorded_at).execution_options(yield_per=2000)) as rows:
        for kind, stream_id, seq, mac, at, commitment, *said in rows:
            yield (kind, stream_id, seq, bytes(mac) + sha256(event_bytes(said, commitment, b"")).digest()), at


def _window(province_id: str, after: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    yield EVENTS.c.province_id == province_id
    if after is not None:
        yield EVENTS.c.recorded_at > after
    if until is not None:
        yield EVENTS.c.recorded_at <= until


def _counted(heads: Sequence[Head]) -> Counted:
    digest = sha256()
    for kind, stream_id, seq, mac in sorted(heads):
        digest.update(f"{kind}|{stream_id}|{seq}|".encode() + mac)
    return len(heads), len({head[:2] for head in heads}), digest.hexdigest()


def _mac(ring: KeyRing, key_id: int, seal: tuple[str, int, datetime, bool], counted: Counted, previous: bytes) -> bytes:
    province_id, no, at, whole = seal
    said = ("seal", province_id, no, microseconds(at), int(whole), *counted, previous.hex())
    return ring.mac("|".join(map(str, said)).encode(), key_id=key_id)
