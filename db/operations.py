"""What an administrator does with an installation as a whole; the terminal and the set-up pages call these."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, update
from sqlmodel import SQLModel

from core.errors import DomainError
from core.model.account import Account, NewAccount
from core.model.codes import Role, Source
from core.model.holidays import WorkCalendar
from core.model.upkeep import LyingBackup
from core.office_ports import RegisterWriter
from core.rules.calendar import work_calendar
from db import accounts, own_backups
from db.account_book import AccountBook
from db.backup.lying import lying_around, lying_at
from db.backup.make import BackupReport
from db.backup.restore import RestoreReport
from db.context import Home, forget_homes, installation_of, open_home
from db.engine import alone, writing
from db.evidence.verify import verify_home
from db.health import check
from db.jobs import run_due
from db.keys.change import rotate
from db.keys.file import key_file
from db.keys.proof import confirm_recovery as is_last_six_of_sheet
from db.ledger.seal import make_seal
from db.ledger.stamp import Recorder
from db.ledger.verified import Verified
from db.lost_keys import Loss, Replaced, keys_to_give_up, replace_keys
from db.masters import master_lists
from db.migrate import newest_revision, revision_of, upgrade
from db.moving import Moved, move
from db.projections.rebuild import rebuild as rebuild_tables
from db.seed.geography import province_named
from db.seed.holidays import known_holidays, vouched_years
from db.settings import Settings
from db.setup import NewInstallation, StartedInstallation, initialise
from db.standing_jobs import standing_jobs

__all__ = [
    "Loss", "Moved", "NewInstallation", "Replaced", "StartedInstallation", "Verified", "add_user", "calendar_of",
    "check", "confirm_recovery", "disable_user", "initialise", "keys_to_give_up", "make_backup", "migrate", "move",
    "province_code", "rebuild", "rehearse_restore", "replace_keys", "reset_password", "restore_backup", "rotate_keys",
    "run_due_jobs", "seal", "verify",
]  # fmt: skip

INSTALLATION = SQLModel.metadata.tables["installation"]


def migrate(settings: Settings) -> bool:
    """Bring a database to the newest schema, after a back-up where there is something to lose; returns whether
    anything was done.

    Raises:
        DomainError: the back-up or a migration failed; the database is as before.
    """
    if revision_of(settings.url) not in (None, newest_revision()):
        own_backups.make_backup_of_old(settings)
    return upgrade(settings.url)


def province_code(name: str) -> str:
    """The two official digits of a province, by name or already by code.

    Raises:
        DomainError: ``error.unknown_province``.
    """
    if name.isdigit():
        return name
    found = province_named(name)
    if found is None:
        raise DomainError("error.unknown_province", province=name)
    return found.code


def calendar_of(province: str | None) -> WorkCalendar:
    """The calendar of a province as it was seeded, or of this office where none is named.

    Raises:
        DomainError: ``error.unknown_province``, ``error.not_set_up``.
    """
    if province is None:
        home = open_home()
        return master_lists(home.engine, home.province_id).calendar
    code = province_code(province)
    return work_calendar(known_holidays(), province_code=code, confirmed_years=vouched_years(code), version=1)


def verify(home: Home | None = None) -> Verified:
    """Verify the ledger, the tables that follow from it, and the sums, in one snapshot; then the evidence's files."""
    return verify_home(home or open_home())


def rebuild(home: Home | None = None) -> int:
    """Make the tables for reading anew; returns the number of cases."""
    home = home or open_home()
    with alone(home.engine) as connection:
        return rebuild_tables(connection, home.ring, home.province_id)


def seal(home: Home | None = None) -> int | None:
    """Seal what moved since the last seal."""
    home = home or open_home()
    return make_seal(home.engine, home.ring, home.province_id)


def confirm_recovery(settings: Settings, last6: str) -> bool:
    """Note that the recovery sheet was printed; False when the six signs are not its last."""
    home = open_home(settings)
    with writing(home.engine) as connection:
        if not is_last_six_of_sheet(connection, last6, province_id=home.province_id):
            return False
        mine = INSTALLATION.c.province_id == home.province_id
        connection.execute(update(INSTALLATION).where(mine).values(recovery_confirmed_at=home.clock.now()))
    return True


def rotate_keys() -> str:
    """Start a new key for personal data; returns the code of a new recovery sheet, given this once.

    Raises:
        DomainError: a key cannot be proved, or the key file cannot be written.
    """
    home = open_home()
    with alone(home.engine) as connection:
        _, code = rotate(
            connection, home.ring, _key_file(home.settings), province_id=home.province_id, now=home.clock.now()
        )
        mine = INSTALLATION.c.province_id == home.province_id
        connection.execute(update(INSTALLATION).where(mine).values(recovery_confirmed_at=None))
    forget_homes()
    return code


def _key_file(settings: Settings) -> Path:
    _, installation_id, _ = installation_of(settings)
    return key_file(installation_id, secret_file=settings.secret_file, data_dir=settings.data_dir)


def add_user(new: NewAccount, password_hash: str) -> Account:
    """Add a person's account.

    Raises:
        DomainError: the name is taken, the account is refused, or there is no such agency.
    """
    home = open_home()
    if new.agency_id is not None:
        master_lists(home.engine, home.province_id).agency(new.agency_id)
    with writing(home.engine) as connection:
        return _book(connection, home).add(new, password_hash)


def disable_user(username: str) -> Account:
    """Close an account and end its sessions; the last administrator stays.

    Raises:
        DomainError: there is no such account, or it is the last administrator's.
    """
    home = open_home()
    with writing(home.engine) as connection:
        account = _named(connection, home, username)
        return _book(connection, home).set_active(account.id, is_active=False)


def reset_password(username: str, password_hash: str) -> Account:
    """Give an account a new password that must be changed at the next sign-in.

    Raises:
        DomainError: there is no such account.
    """
    home = open_home()
    with writing(home.engine) as connection:
        account = _named(connection, home, username)
        return _book(connection, home).set_password(account.id, password_hash, must_change=True)


def _book(connection: Connection, home: Home) -> AccountBook:
    """The book of accounts as whoever sits at the machine writes it: the first administrator."""
    found = accounts.accounts(connection, home.province_id)
    first = next((each.id for each in found if each.role is Role.ADMIN and each.is_active), 0)
    who = Recorder(home.province_id, first, Source.JOB, home.is_readonly)
    return AccountBook(connection, home.ring, who, home.clock)


def _named(connection: Connection, home: Home, username: str) -> Account:
    found = accounts.account_named(connection, home.province_id, username)
    if found is None:
        raise DomainError("error.unknown_user", username=username)
    return found


def make_backup(to: Path | None = None) -> BackupReport:
    """Seal, then write one verified, encrypted back-up, into the folder that the office chose where none is named.

    Raises:
        DomainError: the place is missing or full, or the data do not verify; nothing is left behind.
    """
    return own_backups.make_backup(open_home(), to)


def lying_backups(settings: Settings, place: str = "") -> tuple[LyingBackup, ...]:
    """Back-up files of any office, newest first: in a folder and directly below it, or without one in likely places."""
    found = lying_at(Path(place)) if place else lying_around(settings.data_dir)
    return tuple(LyingBackup(str(each.file), each.made_at) for each in found)


def restore_backup(file: Path, recovery_code: str | None = None, settings: Settings | None = None) -> RestoreReport:
    """Put a back-up in place of the database; the old content is kept beside it.

    Raises:
        DomainError: the file is damaged or foreign, or key and code do not open it; the database is as before.
    """
    return own_backups.restore_backup(settings or Settings(), file, recovery_code, rehearsal=False)


def rehearse_restore(file: Path, recovery_code: str | None = None) -> RestoreReport:
    """Prove that a back-up could be restored, without touching anything.

    Raises:
        DomainError: as ``restore_backup``.
    """
    return own_backups.restore_backup(Settings(), file, recovery_code, rehearsal=True)


def run_due_jobs(started_at: datetime, *, write_register: RegisterWriter | None = None) -> tuple[str, ...]:
    """Do the work that is due by itself; returns the names of the jobs that were done. A server calls this now and
    then; ``started_at`` is when it started. An office whose day is pinned is read-only and waits.

    Raises:
        DomainError: ``error.not_set_up``; the database is out of reach.
    """
    home = open_home()
    if home.is_readonly:
        return ()
    return run_due(home, standing_jobs(home, write_register), started_at, home.clock.now)
