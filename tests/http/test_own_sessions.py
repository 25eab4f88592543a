"""Where a person is signed in: everybody sees one's own places, ends others of one's own, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.model.account import NewAccount
from core.model.codes import Role, Source
from core.text.catalogue import t
from db import accounts
from db.account_book import AccountBook
from db.context import open_home
from db.engine import engine_for, reading, writing
from db.ledger.stamp import Recorder
from db.sessions import session_key
from pages.http.wiring import Wiring
from tests.http.in_process import in_process, wiring_of
from tests.http.support import PROVINCE, password_hash, said, seal_of, set_up, settings_in, sign_in
from tests.support.people import EVERYBODY, Person


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with everybody's account."""
    made = tmp_path_factory.mktemp("sessions")
    set_up(made)
    yield made
    engine_for(settings_in(made).url).dispose()


@pytest.fixture
def wiring(folder: Path) -> Wiring:
    """The gate before it."""
    return wiring_of(settings_in(folder))


def entered(wiring: Wiring, username: str) -> httpx.Client:
    """A browser of somebody who signed in."""
    client = in_process(wiring)
    assert sign_in(client, username).status_code == 303
    return client


def is_in(client: httpx.Client) -> bool:
    return client.get("/gate/session").status_code == 204


def key(client: httpx.Client) -> str:
    return session_key(client.cookies["damrong_session"])


def end(client: httpx.Client, session: str = "") -> httpx.Response:
    seal = seal_of(client.get("/sessions"))
    return client.post("/sessions", data={"seal": seal, "session": session})


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.username)
def test_everybody_sees_where_one_is_signed_in(wiring: Wiring, person: Person) -> None:
    client = entered(wiring, person.username)
    page = said(client.get("/sessions"))
    assert t("gate.session_here", address="127.0.0.1") in page
    assert "/sessions" in client.get("/password").text
    assert "/sessions" in client.get("/logout").text


def test_one_place_is_ended_and_the_others_go_on(wiring: Wiring) -> None:
    here, there, elsewhere = (entered(wiring, "anong") for _ in range(3))
    answer = end(here, key(there))
    assert (answer.status_code, t("gate.sessions_ended", n=1) in said(answer)) == (200, True)
    assert [is_in(each) for each in (here, there, elsewhere)] == [True, False, True]
    everywhere = end(here)
    assert t("gate.sessions_one") in said(everywhere)
    assert [is_in(each) for each in (here, elsewhere)] == [True, False]


def test_the_end_is_an_entry_of_the_account(wiring: Wiring, folder: Path) -> None:
    here, there = (entered(wiring, "dao") for _ in range(2))
    end(here, key(there))
    with reading(engine_for(settings_in(folder).url)) as connection:
        sql = "SELECT payload FROM ledger_event WHERE stream_kind = 'user' AND kind = 'account_changed'"
        payloads = [str(row[0]) for row in connection.exec_driver_sql(sql)]
    assert sum('"changed":["sessions"]' in each.replace(" ", "") for each in payloads) >= 1


def test_nobody_ends_a_place_of_somebody_else_or_ones_own_by_mistake(wiring: Wiring) -> None:
    here, there, other = (entered(wiring, each) for each in ("chai", "chai", "boonmee"))
    for named in (key(other), key(here), "0" * 64, "../x"):
        answer = end(here, named)
        assert (answer.status_code, t("gate.sessions_gone") in said(answer)) == (422, True)
    assert [is_in(each) for each in (here, there, other)] == [True, True, True]


def test_a_form_without_our_seal_ends_nothing(wiring: Wiring) -> None:
    here, there = (entered(wiring, "anong") for _ in range(2))
    answer = here.post("/sessions", data={"seal": "0" * 64, "session": key(there)})
    assert (answer.status_code, is_in(there)) == (403, True)


def test_nobody_in_particular_sees_nothing(wiring: Wiring) -> None:
    with in_process(wiring) as nobody:
        answer = nobody.get("/sessions")
        assert (answer.status_code, answer.headers["location"].startswith("/login")) == (303, True)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param(Source.SCREEN, "บุญมี ผู้อำนวยการตัวอย่าง", id="by-a-person"),
        pytest.param(Source.JOB, "ผู้ดูแลเครื่อง", id="at-the-machine"),
    ],
)
def test_who_gave_a_password_is_told_to_whom_it_was_given(
    wiring: Wiring, folder: Path, source: Source, name: str
) -> None:
    home = open_home(settings_in(folder))
    username = f"given-{source.value}"
    with writing(home.engine) as connection:
        director = accounts.account_named(connection, PROVINCE, "boonmee")
        assert director
        book = AccountBook(connection, home.ring, Recorder(PROVINCE, director.id, source), home.clock)
        book.add(NewAccount(username, "มาใหม่ ตัวอย่าง", Role.OFFICER, must_change_password=True), password_hash())
    page = said(entered(wiring, username).get("/password"))
    assert f"{name} ตั้งให้เมื่อ" in page
