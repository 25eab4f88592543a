"""A new master key: rotation keeps what the old ones sealed readable; giving up a lost key does not."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping, Update

from core.errors import DomainError
from db.keys.file import keep_aside, load_ring, save_ring
from db.keys.proof import TABLE, check_rows, closed_with, fits, insert_check, prove_keys, recovery_wraps
from db.keys.recovery import Wrap, new_code, read_code, unwrap_master
from db.keys.ring import KeyRing, new_master


def rotate(
    connection: Connection, ring: KeyRing, file: Path, *, province_id: str, now: datetime, code: str | None = None
) -> tuple[KeyRing, str]:
    """Start a new key, and close every key with one recovery code: the present sheet's ``code`` or else a new one.

    Gives the new ring and the code. The key file is durable before the rows are: a crash between leaves a key too
    many, never one too few. Back-ups made earlier keep opening with the sheet of their time.

    Raises:
        DomainError: a key cannot be proved, ``code`` is mistyped or of another sheet, the key file cannot be written.
    """
    rows = check_rows(connection, province_id=province_id, locked=True)
    proved = prove_keys(connection, ring, province_id=province_id)
    sheet = new_code() if code is None else _present_sheet(code, proved, rows)
    masters = _masters_on_file(file) | dict(proved.masters)
    key_id = max(*masters, *(row["key_id"] for row in rows)) + 1
    turned = KeyRing(current=key_id, masters={**masters, key_id: new_master()})
    save_ring(turned, file)
    _retire(connection, province_id=province_id, now=now)
    for row in rows:
        if not row["lost"]:
            _rewrap(connection, turned, row["key_id"], sheet, province_id=province_id)
    insert_check(connection, turned, key_id, sheet, province_id=province_id, now=now)
    return turned, sheet


def replace_lost(
    connection: Connection, ring: KeyRing | None, file: Path, *, province_id: str, now: datetime
) -> tuple[KeyRing, str]:
    """Give up every key that ``ring`` cannot prove and start a new one: identities are lost, cases stay.

    A key file that does not fit is kept beside the new one. The caller seals the old chain in the same transaction.

    Raises:
        DomainError: ``error.key_not_lost`` when all keys can be proved (rotate instead),
            ``error.key_file_unwritable``.
    """
    rows = check_rows(connection, province_id=province_id, locked=True)
    kept = {row["key_id"]: ring.masters[row["key_id"]] for row in rows if ring and fits(row, ring)}
    lost = [row["key_id"] for row in rows if row["key_id"] not in kept and not row["lost"]]
    if not lost:
        raise DomainError("error.key_not_lost")
    key_id, code = max(row["key_id"] for row in rows) + 1, new_code()
    fresh = KeyRing(current=key_id, masters={**kept, key_id: new_master()})
    keep_aside(file, now)
    save_ring(fresh, file)
    _retire(connection, province_id=province_id, now=now)
    connection.execute(_mine(province_id).where(TABLE.c.key_id.in_(lost)).values(lost=True))
    for kept_id in kept:
        _rewrap(connection, fresh, kept_id, code, province_id=province_id)
    insert_check(connection, fresh, key_id, code, province_id=province_id, now=now)
    return fresh, code


def ring_from_code(wraps: tuple[Wrap, ...], code: str) -> KeyRing:
    """The ring that a recovery sheet opens; keys given up under an older sheet stay closed.

    Raises:
        DomainError: ``error.recovery_code_mistyped``, or ``error.recovery_code_wrong`` when the newest key stays
            closed.
    """
    if not wraps:
        raise DomainError("error.recovery_code_wrong")
    newest = max(wraps, key=lambda wrap: wrap.key_id)
    masters = {newest.key_id: unwrap_master(newest, code)}
    for wrap in wraps:
        if wrap is not newest:
            with suppress(DomainError):
                masters[wrap.key_id] = unwrap_master(wrap, code)
    return KeyRing(current=newest.key_id, masters=masters)


def recover_ring(connection: Connection, file: Path, code: str, *, province_id: str) -> KeyRing:
    """Make the key file again from the recovery sheet, for a database whose key file was lost.

    Raises:
        DomainError: as :func:`ring_from_code` and :func:`prove_keys`; the key file is not touched then.
    """
    ring = prove_keys(connection, ring_from_code(recovery_wraps(connection), code), province_id=province_id)
    save_ring(ring, file)
    return ring


def _present_sheet(code: str, ring: KeyRing, rows: list[RowMapping]) -> str:
    row = next(row for row in rows if row["key_id"] == ring.current)
    unwrap_master(Wrap(row["key_id"], row["wrap_salt"], row["wrap_cost"], row["wrapped"]), code)
    return read_code(code)


def _masters_on_file(file: Path) -> dict[int, bytes]:
    """What the key file holds now: an installation that shares it may have rotated since this ring was read."""
    return dict(load_ring(file).masters) if file.exists() else {}


def _rewrap(connection: Connection, ring: KeyRing, key_id: int, code: str, *, province_id: str) -> None:
    row = _mine(province_id).where(TABLE.c.key_id == key_id)
    connection.execute(row.values(**closed_with(ring, key_id, code)))


def _retire(connection: Connection, *, province_id: str, now: datetime) -> None:
    connection.execute(_mine(province_id).where(TABLE.c.retired_at.is_(None)).values(retired_at=now))


def _mine(province_id: str) -> Update:
    return TABLE.update().where(TABLE.c.province_id == province_id)
