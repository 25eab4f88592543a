"""Giving up keys of personal data that nobody has any more: a new key starts, cases, figures and ledger stay."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select, update
from sqlmodel import SQLModel

from core.errors import DomainError
from db.clock import MachineClock
from db.context import forget_homes, installation_of
from db.engine import alone, engine_for, reading
from db.keys.change import replace_lost
from db.keys.file import key_file, load_ring
from db.keys.proof import check_rows, fits
from db.keys.ring import KeyRing
from db.ledger.seal import seal_now
from db.settings import Settings

INSTALLATION, CASE = SQLModel.metadata.tables["installation"], SQLModel.metadata.tables["case_"]


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be given up: how many keys cannot be proved, and the cases of the register."""

    keys: int
    cases: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was done: the code of the new recovery sheet, given this once, and what was given up."""

    recovery_code: str
    loss: Loss


def keys_to_give_up(settings: Settings) -> Loss:
    """What ``replace_keys`` would give up.

    Raises:
        DomainError: ``error.not_set_up``; ``error.key_not_lost`` when every key fits.
    """
    province_id, _, _ = installation_of(settings)
    ring = _ring_on_file(settings)
    with reading(_engine(settings)) as connection:
        rows = check_rows(connection, province_id=province_id)
        cases = connection.execute(select(func.count()).select_from(CASE)).scalar_one()
    lost = sum(not row["lost"] and not (ring and fits(row, ring)) for row in rows)
    if not lost:
        raise DomainError("error.key_not_lost")
    return Loss(lost, cases)


def replace_keys(settings: Settings) -> Replaced:
    """Start a new key where key and recovery sheet are both gone: what was sealed with the old one stays closed for
    ever. The new key vouches for the whole ledger as it stands.

    Raises:
        DomainError: as ``keys_to_give_up``, or the key file cannot be written; nothing has changed then.
    """
    loss = keys_to_give_up(settings)
    province_id, installation_id, _ = installation_of(settings)
    file = key_file(installation_id, secret_file=settings.secret_file, data_dir=settings.data_dir)
    now = MachineClock(None).now()
    with alone(_engine(settings)) as connection:
        ring, code = replace_lost(connection, _ring_on_file(settings), file, province_id=province_id, now=now)
        seal_now(connection, ring, province_id, whole=True)
        mine = INSTALLATION.c.province_id == province_id
        connection.execute(update(INSTALLATION).where(mine).values(recovery_confirmed_at=None))
    forget_homes()
    return Replaced(code, loss)


def _engine(settings: Settings) -> Engine:
    return engine_for(settings.url)


def _ring_on_file(settings: Settings) -> KeyRing | None:
    """What the key file holds, None where there is none or it is none."""
    _, installation_id, _ = installation_of(settings)
    file = key_file(installation_id, secret_file=settings.secret_file, data_dir=settings.data_dir)
    try:
        return load_ring(file)
    except DomainError:
        return None
