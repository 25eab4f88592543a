"""The first run: an empty database becomes an office with its province, lists, keys and first administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection
from sqlmodel import SQLModel

from core.errors import DomainError
from core.model.account import Account, NewAccount
from core.model.codes import InstallationKind, Role, Source
from db.account_book import note_account
from db.accounts import add_account
from db.clock import MachineClock
from db.context import first_installation, forget_homes
from db.engine import engine_for, writing
from db.keys.file import key_file
from db.keys.proof import start_keys
from db.ledger.stamp import Stamp
from db.masters import change_masters
from db.migrate import upgrade
from db.seed.office import seed_changes
from db.settings import Settings

INSTALLATION, COUNTER = SQLModel.metadata.tables["installation"], SQLModel.metadata.tables["number_counter"]


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """What a set-up asks. ``next_number`` is (running, BE year) of the first case the office will register here."""

    province_code: str
    username: str
    display_name: str
    password_hash: str
    kind: InstallationKind = InstallationKind.OFFICE
    next_number: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class StartedInstallation:
    """The recovery code, given this once, and the first account."""

    recovery_code: str
    administrator: Account


def initialise(settings: Settings, new: NewInstallation) -> StartedInstallation:
    """Set an installation up as a whole or not at all; the key file is made last of all that can be refused.

    Raises:
        DomainError: ``error.already_set_up``, ``error.unknown_province``; the key file cannot be written; an account
            field is refused.
    """
    upgrade(settings.url)
    engine, installation_id, clock = engine_for(settings.url), uuid4().hex, MachineClock(settings.today)
    file = key_file(installation_id, secret_file=settings.secret_file, data_dir=settings.data_dir)
    lists, now = seed_changes(new.province_code), clock.now()
    with writing(engine) as connection:
        if first_installation(connection) is not None:
            raise DomainError("error.already_set_up")
        _describe(connection, new, installation_id, now)
        person = NewAccount(new.username, new.display_name, Role.ADMIN)
        account = add_account(connection, new.province_code, person, password_hash=new.password_hash, now=now)
        ring, code = start_keys(connection, file, province_id=new.province_code, now=now)
        stamp = Stamp(new.province_code, account.id, Source.JOB, now)
        note_account(connection, ring, stamp, account, on=clock.today())
        change_masters(connection, ring, stamp, lists, clock.today())
    forget_homes()
    return StartedInstallation(code, account)


def _describe(connection: Connection, new: NewInstallation, installation_id: str, now: datetime) -> None:
    """What this database is, and the number from which it counts on."""
    connection.execute(
        INSTALLATION.insert().values(
            province_id=new.province_code,
            id=installation_id,
            kind=new.kind.value,
            office_name="",
            calendar_version=1,
            data_version=0,
            master_version=0,
            created_at=now,
        )
    )
    if new.next_number is not None:
        running, year_be = new.next_number
        counter = {"year_be": year_be, "first_no": running, "last_no": running - 1}
        connection.execute(COUNTER.insert().values(province_id=new.province_code, **counter))
