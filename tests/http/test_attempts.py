"""The work behind a failed sign-in, in this process."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.model.codes import Role
from db import accounts
from db.engine import engine_for, writing
from db.sign_in import SignIn
from pages.http import login
from pages.http.passwords import is_password
from tests.http.support import PASSWORD, PROVINCE, add_person, set_up, settings_in
from tests.support.people import Person


@pytest.mark.parametrize("username", ["anong", "nobody", "gone", "locked"])
def test_every_failure_costs_one_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, username: str) -> None:
    """Known or not, shut out or locked: the same slow work is done, so that nobody learns by waiting who exists."""
    set_up(tmp_path)
    settings = settings_in(tmp_path)
    store = SignIn(engine_for(settings.url))
    for name in ("gone", "locked"):
        add_person(settings, Person(name, "ตัวอย่าง", Role.OFFICER))
    with writing(engine_for(settings.url)) as connection:
        gone = accounts.account_named(connection, PROVINCE, "gone")
        assert gone
        accounts.set_active(connection, PROVINCE, gone.id, is_active=False, now=datetime.now(UTC))
    while store.is_set_up() and store.take_attempt("locked", "10.0.0.7"):
        continue
    hashed: list[str | None] = []

    def counted(password: str, stored: str | None) -> bool:
        hashed.append(stored)
        return is_password(password, stored)

    monkeypatch.setattr(login, "is_password", counted)
    password = PASSWORD if username in ("gone", "locked") else "wrong password!"
    assert login.checked_password(store, username, password, "10.0.0.7") is None
    assert [stored is None for stored in hashed] == [username != "anong"]
    engine_for(settings.url).dispose()
