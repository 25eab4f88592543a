"""Every page of the navigation: one line each. A script in a section's folder without a line here fails a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.model.codes import Role
from core.rules.access import Actor, Permission
from core.text.catalogue import t

FOLDER: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page. ``name`` is the area of its texts (``page.<name>.title``), ``script`` lies below ``pages/``."""

    name: str
    script: str
    icon: str
    needs: Permission

    @property
    def section(self) -> str:
        """The folder of its script, which is the area of its section's name."""
        return self.script.partition("/")[0]

    @property
    def file(self) -> Path:
        """The script."""
        return FOLDER / self.script

    @property
    def title(self) -> str:
        """The title in the menu and at the head of the page."""
        return t(f"page.{self.name}.title")

    @property
    def url(self) -> str:
        """Its address below the root."""
        return t(f"page.{self.name}.url")


SECTIONS: Final = ("today", "cases", "meetings", "reports", "service", "settings")
"""The order of the menu."""

PAGES: Final = (
    PageEntry("today", "today/today.py", ":material/checklist:", Permission.CASE_READ),
    PageEntry("intake", "today/intake.py", ":material/edit_note:", Permission.CASE_REGISTER),
    PageEntry("search", "today/search.py", ":material/search:", Permission.SEARCH),
    PageEntry("catchup", "today/catchup.py", ":material/history_edu:", Permission.CASE_REGISTER),
    PageEntry("board", "cases/board.py", ":material/grid_on:", Permission.BOARD_READ),
    PageEntry("case", "cases/case.py", ":material/description:", Permission.CASE_READ),
    PageEntry("dashboard", "reports/dashboard.py", ":material/bar_chart:", Permission.FIGURES_READ),
    PageEntry("register", "reports/register.py", ":material/menu_book:", Permission.PAPER_MAKE),
    PageEntry("start", "settings/start_office.py", ":material/rocket_launch:", Permission.MASTERS_EDIT),
    PageEntry("import", "settings/import_data.py", ":material/upload_file:", Permission.IMPORT_RUN),
    PageEntry("masters", "settings/masters.py", ":material/list_alt:", Permission.MASTERS_EDIT),
    PageEntry("holidays", "settings/holidays.py", ":material/event_busy:", Permission.MASTERS_EDIT),
    PageEntry("office", "settings/office.py", ":material/apartment:", Permission.MASTERS_EDIT),
    PageEntry("users", "settings/users.py", ":material/group:", Permission.USERS_RESET),
    PageEntry("backup", "settings/backup.py", ":material/backup:", Permission.BACKUP_RUN),
    PageEntry("access", "settings/access.py", ":material/visibility:", Permission.ACCESS_READ),
)

HOMES: Final[Mapping[Role, str]] = {Role.EXECUTIVE: "dashboard", Role.DIRECTOR: "dashboard"}
"""Which page opens first where it is not the first of the menu."""


def pages_for(actor: Actor) -> tuple[PageEntry, ...]:
    """The pages that an account may open, in the order of the menu."""
    return tuple(page for page in PAGES if actor.may(page.needs))


def home_for(actor: Actor) -> PageEntry | None:
    """The page that an account sees first; None while there is none for it."""
    found = pages_for(actor)
    return next((page for page in found if page.name == HOMES.get(actor.role)), found[0] if found else None)
