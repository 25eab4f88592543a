"""The set-up pages' steps: the first two by ``db.operations``, the last one by whoever was made administrator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.model.account import Account
from core.model.beginnings import BackupPlace
from core.model.office_facts import OfficeSetting
from core.model.upkeep import LyingBackup, RestoredOffice
from core.ports import Context
from core.rules.access import actor_of
from core.usecases.edit_office import EditOffice, edit_office
from db import operations
from db.context import Settings, context_for, open_home


@dataclass(frozen=True, slots=True)
class OfficeSetup:
    """``SetupOperations`` on the installation of some settings."""

    settings: Settings

    def initialise(self, new: operations.NewInstallation) -> str:
        """Create the office; return its recovery code."""
        return operations.initialise(self.settings, new).recovery_code

    def confirm_recovery(self, last6: str) -> bool:
        """Note that the sheet was printed."""
        return operations.confirm_recovery(self.settings, last6)

    def proposed_place(self, account: Account) -> BackupPlace:
        """A folder to propose for back-ups, as it is found."""
        beginnings = self._context(account).beginnings
        return beginnings.place_at(beginnings.proposed_place())

    def place(self, account: Account, folder: str) -> BackupPlace:
        """A folder as it is found; nothing is made."""
        return self._context(account).beginnings.place_at(folder)

    def backups(self, place: str) -> tuple[LyingBackup, ...]:
        """Back-up files of the machine, newest first."""
        return operations.lying_backups(self.settings, place)

    def restore(self, file: str, recovery_code: str) -> RestoredOffice:
        """Put a back-up in place of nothing."""
        done = operations.restore_backup(Path(file), recovery_code or None, self.settings)
        return RestoredOffice(done.cases, done.made_at, done.damaged)

    def choose_place(self, account: Account, folder: str) -> None:
        """Let back-ups go there."""
        edit_office(EditOffice(values={OfficeSetting.BACKUP_FOLDER: folder}), self._context(account))

    def _context(self, account: Account) -> Context:
        return context_for(actor_of(account), home=open_home(self.settings))
