"""A whole installation in a private database, set up as people set it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from core.model.codes import InstallationKind, Role, Source
from core.model.facts import Registered
from core.ports import Context, MasterChange
from core.rules.access import Actor
from core.usecases.register_case import RegisterCase, register_case
from db.context import Home, context_for, open_home
from db.operations import NewInstallation, initialise
from db.settings import Settings

ROI_ET = "45"
HASH = "hash of a password that nobody types"


@dataclass(frozen=True)
class Installation:
    """Its settings and the code on its recovery sheet."""

    settings: Settings
    code: str

    @property
    def home(self) -> Home:
        """The installation, opened."""
        return open_home(self.settings)

    def context(self, source: Source = Source.SCREEN) -> Context:
        """The context of its director."""
        return context_for(Actor(1, "boonmee", "บุญมี", Role.DIRECTOR), source=source, home=self.home)

    def choose(self, **settings: str) -> None:
        """Change settings of the office."""
        changes = [MasterChange("setting", name, {"value": value}) for name, value in settings.items()]
        self.context().ledger.change_masters(changes)

    def register(self, key: str) -> str:
        """Take a matter in today; returns its number."""
        command = RegisterCase(
            request_id=key, facts=Registered("walk_in", topic_id="land", amphoe_code="4501"), title=f"เรื่องตัวอย่าง {key}"
        )
        return str(register_case(command, self.context()).no)


def settings_for(url: str, folder: Path, today: date | None = None) -> Settings:
    """Settings of an installation that keeps its files in ``folder``."""
    return Settings(
        data_dir=folder / "data",
        database_url=url,
        today=today,
        secret_file=folder / "home" / "office.key",
        public_url=None,
    )


def started(url: str, folder: Path, kind: InstallationKind = InstallationKind.OFFICE) -> Installation:
    """Set an installation up in an empty database."""
    settings = settings_for(url, folder)
    new = NewInstallation(ROI_ET, "somsri", "สมศรี ผู้ดูแลตัวอย่าง", HASH, kind)
    return Installation(settings, initialise(settings, new).recovery_code)


def pinned(installation: Installation, today: date) -> Installation:
    """The same installation with its day pinned."""
    return replace(installation, settings=installation.settings.model_copy(update={"today": today}))
