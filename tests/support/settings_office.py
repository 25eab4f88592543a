"""An office behind the settings pages: its people have accounts, its clock stands where a test puts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.model.account import Account
from core.model.codes import Role
from core.ports import Context
from core.rules.access import Actor, actor_of
from core.usecases.add_account import AddAccount, add_account
from db import accounts
from db.context import context_for, forget_homes
from db.engine import reading
from pages.ui.registry import PAGES
from tests.support.office import PROVINCE, Office
from tests.support.screens import opened, rerun, sign_in_as

HASH = "hash of a password that nobody types"
DIRECTOR, OFFICER, LANDMAN = "boonmee", "anong", "landman"
PEOPLE = {
    DIRECTOR: (Role.DIRECTOR, "บุญมี ผู้อำนวยการตัวอย่าง", None),
    OFFICER: (Role.OFFICER, "อนงค์ เจ้าหน้าที่ตัวอย่าง", None),
    LANDMAN: (Role.AGENCY, "เล็ก หน่วยงานตัวอย่าง", "land"),
    "dao": (Role.EXECUTIVE, "ดาว ผู้บริหารตัวอย่าง", None),
    "audit": (Role.AUDITOR, "อุดม ผู้ตรวจสอบตัวอย่าง", None),
}
ADMIN = "somsri"


@dataclass
class SettingsOffice:
    """An office, its people by user name, and what pages show them."""

    office: Office
    monkeypatch: pytest.MonkeyPatch

    def account(self, username: str) -> Account:
        """Somebody's account as it stands."""
        with reading(self.office.home.engine) as connection:
            found = accounts.account_named(connection, PROVINCE, username)
        assert found
        return found

    def password_hash(self, username: str) -> str:
        """Somebody's stored hash."""
        with reading(self.office.home.engine) as connection:
            return accounts.password_hash_of(connection, PROVINCE, self.account(username).id)

    def actor(self, username: str) -> Actor:
        """Somebody as who acts."""
        return actor_of(self.account(username))

    def context(self, username: str = ADMIN) -> Context:
        """The context of one run of somebody."""
        return context_for(self.actor(username), home=self.office.home)

    def page(self, name: str, username: str = ADMIN, **query: str) -> AppTest:
        """A settings page as somebody sees it."""
        sign_in_as(self.monkeypatch, self.actor(username))
        self.monkeypatch.setattr("pages.ui.settings_account.session_of_this_run", lambda: None)
        entry = next(page for page in PAGES if page.name == name)
        return opened(entry.script, **query)


@pytest.fixture
def settled(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SettingsOffice:
    """The office with one account for each role."""
    for name, value in (
        ("DATABASE_URL", office.url),
        ("DAMRONG_DATA_DIR", str(office.settings.data_dir)),
        ("DAMRONG_SECRET_FILE", str(office.settings.secret_file)),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DAMRONG_TODAY", raising=False)
    monkeypatch.setattr("db.context.MachineClock", lambda _pinned: office.clock)
    forget_homes()
    found = SettingsOffice(office, monkeypatch)
    admin = found.context()
    for username, (role, name, agency_id) in PEOPLE.items():
        new = AddAccount(username=username, display_name=name, role=role, agency_id=agency_id, password_hash=HASH)
        add_account(new, admin)
    return found


def press(app: AppTest, key: str) -> AppTest:
    """Press a button and look at the page that follows."""
    app.button(key=key).click()
    return rerun(app)
