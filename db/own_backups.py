"""Back-ups of this installation: where they go, and how one comes back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, case, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from core.errors import DomainError
from db.backup.make import BackupReport, back_up
from db.backup.restore import Checks, RestoreReport, rehearse, restore
from db.clock import MachineClock
from db.context import Home, first_installation, forget_homes, installation_of, open_home
from db.engine import engine_for, reading
from db.evidence.verify import prove_files
from db.keys.file import key_file
from db.keys.ring import KeyRing
from db.ledger.seal import make_seal
from db.ledger.verified import Verified
from db.ledger.verify import verify
from db.masters import master_lists
from db.migrate import upgrade
from db.settings import Settings

INSTALLATION = SQLModel.metadata.tables["installation"]
SESSION = SQLModel.metadata.tables["auth_session"]
FOLDER_SETTING = "backup_folder"
FAR: Final = 1_000_000
"""More transactions than an office makes between a back-up and the day on which it is restored."""


def backup_folder(home: Home) -> Path:
    """Where back-ups go: the second place that the office chose, else a folder beside the data."""
    chosen = master_lists(home.engine, home.province_id).settings.get(FOLDER_SETTING)
    return Path(chosen) if chosen else home.settings.data_dir / "backups"


def make_backup(home: Home, to: Path | None = None) -> BackupReport:
    """Seal, then write one verified, encrypted back-up. A file of the evidence that is missing or damaged is counted
    and does not keep everything else from being backed up.

    Raises:
        DomainError: the place is missing or full, or the data do not verify; nothing is left behind.
    """
    make_seal(home.engine, home.ring, home.province_id)
    _, installation_id, _ = installation_of(home.settings)
    report = back_up(
        home.settings.url,
        home.ring,
        to or backup_folder(home),
        now=home.clock.now(),
        data_dir=home.settings.data_dir,
        installation_id=installation_id,
        verify=lambda connection, ring: _require_verified(connection, ring, home.province_id),
    )
    return replace(report, damaged=_damaged(home))


def make_backup_of_old(settings: Settings) -> BackupReport | None:
    """Back a database up before it is migrated: sound and counted, but not verified, for its tables are of an older
    version. Where the chosen place is missing it goes beside the data. None where nothing is set up yet.

    Raises:
        DomainError: the back-up could not be made.
    """
    try:
        home = open_home(settings)
    except DomainError as error:
        if error.key == "error.not_set_up":
            return None
        raise
    beside = settings.data_dir / "backups"
    chosen = backup_folder(home)
    _, installation_id, _ = installation_of(settings)
    return back_up(
        settings.url,
        home.ring,
        chosen if chosen.parent.is_dir() else beside,
        now=home.clock.now(),
        data_dir=settings.data_dir,
        installation_id=installation_id,
    )


def restore_backup(settings: Settings, file: Path, recovery_code: str | None, *, rehearsal: bool) -> RestoreReport:
    """Put a back-up in place of the database, or with ``rehearsal`` only prove that it could be.

    Raises:
        DomainError: the file is damaged or foreign, or key and code do not open it; the database is as before.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    unlock, now = recovery_code or _own_ring(settings), MachineClock().now()
    checks = Checks(verify=_verify_restored, amend=partial(_made_ready, _version_now(settings)))
    if rehearsal:
        return rehearse(file, settings.url, unlock, now=now, data_dir=settings.data_dir, checks=checks)
    report = restore(
        file,
        settings.url,
        unlock,
        now=now,
        data_dir=settings.data_dir,
        place_of_key=lambda name: key_file(name, secret_file=settings.secret_file, data_dir=settings.data_dir),
        checks=checks,
    )
    forget_homes()
    engine_for(settings.url).dispose()
    upgrade(settings.url)
    return replace(report, damaged=_damaged(open_home(settings)))


def _version_now(settings: Settings) -> int:
    """The version of the data that are about to be replaced; 0 where there are none or they cannot be read any more."""
    try:
        with reading(engine_for(settings.url)) as connection:
            if first_installation(connection) is None:
                return 0
            return int(connection.execute(select(func.max(INSTALLATION.c.data_version))).scalar_one())
    except (DomainError, SQLAlchemyError):
        return 0


def _made_ready(version: int, connection: Connection, _ring: KeyRing) -> None:
    """End every session, for one that was ended after the back-up would live again, and let versions go on beyond those
    of the replaced data: a server that ran on remembers answers by their version, and one that came back with other
    data would show what is gone.
    """
    connection.execute(delete(SESSION))
    own = INSTALLATION.c.data_version
    connection.execute(update(INSTALLATION).values(data_version=case((own > version, own), else_=version) + FAR))


def _damaged(home: Home) -> int:
    found = Verified()
    prove_files(home, found)
    return found.found


def _own_ring(settings: Settings) -> KeyRing:
    """The keys of this machine; where nothing was set up yet only the recovery sheet opens a back-up."""
    try:
        return open_home(settings).ring
    except DomainError as error:
        if error.key == "error.not_set_up":
            raise DomainError("error.key_missing") from error
        raise


def _verify_restored(connection: Connection, ring: KeyRing) -> None:
    province = connection.execute(INSTALLATION.select()).mappings().first()
    if province is None:
        raise DomainError("error.backup_damaged")
    _require_verified(connection, ring, province["province_id"])


def _require_verified(connection: Connection, ring: KeyRing, province_id: str) -> None:
    if verify(connection, ring, province_id).found:
        raise DomainError("error.database_damaged")
