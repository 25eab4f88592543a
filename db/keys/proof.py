"""Keys and data belong together: made at set-up, proved at every start, before anything is written."""

from __future__ import annotations

import os
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from core.errors import DomainError
from db.keys.file import load_ring, save_ring
from db.keys.recovery import SALT_BYTES, Wrap, is_last_six, last_six_hash, new_code, wrap_master
from db.keys.ring import KeyRing, new_master
from db.tables.keys import KeyCheck

TABLE = KeyCheck.metadata.tables["key_check"]


def start_keys(connection: Connection, file: Path, *, province_id: str, now: datetime) -> tuple[KeyRing, str]:
    """Make the first key of a new installation and the recovery code, which is given this once.

    The key file is durable before the row that proves it. A key file that is already there (laid by a deployment, or
    left by a set-up that was cut off) is used.

    Raises:
        DomainError: ``error.key_file_unwritable``, ``error.key_wrong``.
    """
    ring = load_ring(file) if file.exists() else KeyRing(current=1, masters={1: new_master()})
    code = new_code()
    save_ring(ring, file)
    insert_check(connection, ring, ring.current, code, province_id=province_id, now=now)
    return ring, code


def prove_keys(connection: Connection, ring: KeyRing, *, province_id: str) -> KeyRing:
    """The ring with the database's current key, once every key that is not lost has been proved.

    Raises:
        DomainError: ``error.key_missing`` when a key is absent, ``error.key_wrong`` when one does not fit the data.
        Nothing
            may be written then.
    """
    rows = check_rows(connection, province_id=province_id)
    for row in rows:
        if not row["lost"]:
            _prove(row, ring)
    current = [row["key_id"] for row in rows if row["retired_at"] is None]
    if not current:
        raise DomainError("error.key_missing")
    return KeyRing(current=max(current), masters=ring.masters)


def confirm_recovery(connection: Connection, typed: str, *, province_id: str) -> bool:
    """Whether the last six signs of the current sheet were typed; the caller records when."""
    rows = [row for row in check_rows(connection, province_id=province_id) if row["retired_at"] is None]
    return any(is_last_six(typed, row["last_six_salt"], row["last_six_hash"]) for row in rows)


def lost_keys(connection: Connection, *, province_id: str) -> frozenset[int]:
    """Keys that were given up; what they sealed shows as unreadable and their chain counts as sealed."""
    return frozenset(row["key_id"] for row in check_rows(connection, province_id=province_id) if row["lost"])


def recovery_wraps(connection: Connection) -> tuple[Wrap, ...]:
    """Every master key closed with the recovery code, as it goes into a back-up; oldest key first."""
    rows = connection.execute(select(TABLE).order_by(TABLE.c.key_id)).mappings()
    return tuple(Wrap(row["key_id"], row["wrap_salt"], row["wrap_cost"], row["wrapped"]) for row in rows)


def check_rows(connection: Connection, *, province_id: str, locked: bool = False) -> list[RowMapping]:
    """All key rows, oldest key first; ``locked`` makes two changes of keys wait for each other on PostgreSQL too."""
    rows = select(TABLE).where(TABLE.c.province_id == province_id).order_by(TABLE.c.key_id)
    return list(connection.execute(rows.with_for_update() if locked else rows).mappings())


def insert_check(
    connection: Connection, ring: KeyRing, key_id: int, code: str, *, province_id: str, now: datetime
) -> None:
    """Write the row of one key of the ring."""
    row = {"province_id": province_id, "key_id": key_id, "check_value": ring.check_value(key_id), "made_at": now}
    connection.execute(TABLE.insert().values(row | closed_with(ring, key_id, code)))


def closed_with(ring: KeyRing, key_id: int, code: str) -> dict[str, Any]:
    """The columns of a key row that depend on the recovery code."""
    wrap, salt = wrap_master(ring.masters[key_id], key_id, code), os.urandom(SALT_BYTES)
    return {
        "wrapped": wrap.wrapped,
        "wrap_salt": wrap.salt,
        "wrap_cost": wrap.cost,
        "last_six_salt": salt,
        "last_six_hash": last_six_hash(code, salt),
    }


def fits(row: RowMapping, ring: KeyRing) -> bool:
    """Whether the ring holds the very key that a row was made for."""
    key_id = row["key_id"]
    return key_id in ring.masters and compare_digest(ring.check_value(key_id), row["check_value"])


def _prove(row: RowMapping, ring: KeyRing) -> None:
    if row["key_id"] not in ring.masters:
        raise DomainError("error.key_missing", key_id=row["key_id"])
    if not fits(row, ring):
        raise DomainError("error.key_wrong", key_id=row["key_id"])
