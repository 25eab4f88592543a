"""The installation as a whole, for the page of back-ups: the port ``core.office_ports.Upkeep``."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlmodel import SQLModel

from core.errors import ClockWrong, DomainError
from core.model.codes import InstallationKind, Source
from core.model.office_facts import OfficeSetting
from core.model.upkeep import BackupState, KeptBackup, MirrorState, ProvedBackup, SafetyGlance
from core.office_ports import RegisterWriter
from core.rules.access import Actor, Permission
from db.backup.disks import is_same_disk
from db.backup.rotation import FoundBackup, backups_in, newest_backup
from db.context import Home, installation_of
from db.engine import reading, writing
from db.jobs import JobState, job_states
from db.ledger.confirm import confirm_date
from db.ledger.stamp import Recorder, checked_time, newest_times
from db.masters import master_lists
from db.mirror import mirror_folder, write_mirror
from db.own_backups import backup_folder, make_backup, restore_backup

INSTALLATION, COUNTER = SQLModel.metadata.tables["installation"], SQLModel.metadata.tables["number_counter"]
BACKUP, MIRROR, VERIFY = "backup", "mirror", "verify"
MOST_LISTED: Final = 30
FRESH: Final = timedelta(seconds=30)
"""How long a glance is believed: every page asks for one, and the folder may lie on a slow share."""
_glances: dict[tuple[str, str], tuple[datetime, SafetyGlance]] = {}


@dataclass(frozen=True, slots=True)
class OfficeUpkeep:
    """Implements ``core.office_ports.Upkeep`` for one actor."""

    home: Home
    actor: Actor

    def glance(self) -> SafetyGlance:
        """What every page says of back-ups."""
        if self.home.kind is not InstallationKind.OFFICE:
            return SafetyGlance(is_kept=False)
        folder, now = backup_folder(self.home), self.home.clock.now()
        place = (self.home.settings.url, str(folder))
        known = _glances.get(place)
        if known is None or not known[0] <= now < known[0] + FRESH:
            known = _glances[place] = (now, self._looked(folder, now))
        return known[1]

    def _looked(self, folder: Path, now: datetime) -> SafetyGlance:
        try:
            newest = self._newest(folder, now)
        except OSError:  # a share that is away must not take every page with it
            newest = None
        return SafetyGlance(
            is_kept=True,
            newest_at=newest.made_at if newest else None,
            place=str(folder),
            is_recovery_confirmed=self._confirmed_at() is not None,
        )

    def backup(self) -> BackupState:
        """Where back-ups go and what lies there."""
        self.actor.require(Permission.BACKUP_RUN)
        folder, job, proof = backup_folder(self.home), self._job(BACKUP), self._job(VERIFY)
        settings = master_lists(self.home.engine, self.home.province_id).settings
        return BackupState(
            folder=str(folder),
            is_chosen=bool(settings.get(OfficeSetting.BACKUP_FOLDER)),
            is_here=folder.is_dir() or folder.parent.is_dir(),
            is_same_disk=is_same_disk(folder, self.home.settings.data_dir),
            kept=tuple(KeptBackup(each.file.name, each.made_at) for each in self._kept(folder)[:MOST_LISTED]),
            last_error=job.last_error if job else None,
            verify_error=proof.last_error if proof else None,
            due_at=job.due_at if job else None,
            recovery_confirmed_at=self._confirmed_at(),
        )

    def make_backup(self) -> ProvedBackup:
        """Write one verified, encrypted back-up now."""
        self._require()
        made = make_backup(self.home)
        _glances.clear()
        return ProvedBackup(made.file.name, self.home.clock.now(), made.cases)

    def rehearse(self) -> ProvedBackup:
        """Restore the newest back-up beside the data and throw it away."""
        self.actor.require(Permission.BACKUP_RUN)
        newest = self._newest(backup_folder(self.home), self.home.clock.now())
        if newest is None:
            raise DomainError("error.backup_none")
        proved = restore_backup(self.home.settings, newest.file, None, rehearsal=True)
        return ProvedBackup(newest.file.name, proved.made_at, proved.cases)

    def refuse_unwritable(self, folder: str) -> None:
        """Try to write into a folder; it is made where only itself is missing."""
        self.actor.require(Permission.BACKUP_RUN)
        place = Path(folder)
        if not place.parent.is_dir():
            raise DomainError("error.backup_place_missing")
        try:
            place.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=place, prefix=".damrong-") as file:
                file.write(b"?")
                file.flush()
        except OSError as error:
            raise DomainError("error.folder_unwritable") from error

    def next_number(self, year_be: int) -> int:
        """The running number that the next case of a BE year gets."""
        self.actor.require(Permission.MASTERS_EDIT)
        mine = COUNTER.c.province_id == self.home.province_id, COUNTER.c.year_be == year_be
        with reading(self.home.engine) as connection:
            return int(connection.execute(select(COUNTER.c.last_no).where(*mine)).scalar() or 0) + 1

    def date_in_doubt(self) -> datetime | None:
        """The machine's time, when nothing may be recorded before somebody vouches for it."""
        now = self.home.clock.now()
        with reading(self.home.engine) as connection:
            newest, _, confirmed = newest_times(connection, self.home.province_id)
        try:
            checked_time(now, newest, confirmed)
        except ClockWrong as error:
            return now if error.key == "error.clock_ahead" else None
        return None

    def confirm_date(self) -> None:
        """Vouch for the machine's date."""
        self.actor.require(Permission.CLOCK_CONFIRM)
        home = self.home
        who = Recorder(home.province_id, self.actor.account_id, Source.SCREEN, home.is_readonly)
        with writing(home.engine) as connection:
            confirm_date(connection, home.ring, who, home.clock.now(), home.clock.today())

    def mirror(self) -> MirrorState:
        """Where the register is mirrored to, and how it went."""
        self.actor.require(Permission.BACKUP_RUN)
        folder, job = mirror_folder(self.home), self._job(MIRROR)
        return MirrorState(
            folder=str(folder) if folder else "",
            last_ok_at=job.last_ok_at if job else None,
            last_error=job.last_error if job else None,
            due_at=job.due_at if job else None,
        )

    def write_mirror(self, write: RegisterWriter) -> int:
        """Write the spreadsheets of the register now."""
        self.actor.require(Permission.BACKUP_RUN)
        return write_mirror(self.home, write)

    def _require(self) -> None:
        self.actor.require(Permission.BACKUP_RUN)
        if self.home.is_readonly:
            raise ClockWrong("error.readonly")

    def _kept(self, folder: Path) -> list[FoundBackup]:
        _, installation_id, _ = installation_of(self.home.settings)
        return backups_in(folder, installation_id=installation_id)

    def _newest(self, folder: Path, now: datetime) -> FoundBackup | None:
        _, installation_id, _ = installation_of(self.home.settings)
        return newest_backup(folder, now=now, installation_id=installation_id)

    def _job(self, name: str) -> JobState | None:
        with reading(self.home.engine) as connection:
            states = job_states(connection, self.home.province_id)
        return next((each for each in states if each.name == name), None)

    def _confirmed_at(self) -> datetime | None:
        query = select(INSTALLATION.c.recovery_confirmed_at).where(INSTALLATION.c.province_id == self.home.province_id)
        with reading(self.home.engine) as connection:
            found: datetime | None = connection.execute(query).scalar_one_or_none()
        return found
