"""The register and the practice on one machine: browsers send a machine's cookies to every port of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from core.text.catalogue import t
from db.engine import engine_for
from pages.http.gate import Gate
from pages.http.routes import routes
from tests.http.in_process import InProcess, wiring_of
from tests.http.support import said, seal_of, set_up, settings_in, sign_in

REGISTER, PRACTICE = "http://localhost:8501", "http://localhost:8502"


def answering(folder: Path) -> InProcess:
    """A server of its own folder."""
    set_up(folder)
    wiring = wiring_of(settings_in(folder))
    return InProcess(Starlette(routes=routes(wiring), middleware=[Middleware(Gate, wiring=wiring)]))


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, InProcess]]:
    """Two servers by their address."""
    folders = {url: tmp_path_factory.mktemp("server") for url in (REGISTER, PRACTICE)}
    yield {url: answering(folder) for url, folder in folders.items()}
    for folder in folders.values():
        engine_for(settings_in(folder).url).dispose()


@pytest.fixture
def browser(servers: dict[str, InProcess]) -> Iterator[httpx.Client]:
    """One browser, that is one jar of cookies."""
    with httpx.Client(mounts=servers, base_url=REGISTER) as client:
        yield client


def signed_in(browser: httpx.Client, url: str) -> bool:
    return browser.get(f"{url}/gate/session").status_code == 204


def sign_in_at(browser: httpx.Client, url: str, username: str) -> int:
    browser.base_url = httpx.URL(url)
    return sign_in(browser, username).status_code


def test_signing_in_at_one_leaves_the_other_signed_in(browser: httpx.Client) -> None:
    assert [sign_in_at(browser, url, name) for url, name in ((REGISTER, "anong"), (PRACTICE, "boonmee"))] == [303, 303]
    assert (signed_in(browser, REGISTER), signed_in(browser, PRACTICE)) == (True, True)
    assert sorted(browser.cookies) == [
        "damrong_form_8501",
        "damrong_form_8502",
        "damrong_session_8501",
        "damrong_session_8502",
    ]


def test_a_form_opened_at_both_is_sent_at_both(browser: httpx.Client) -> None:
    """Two tabs with the two sign-in pages: the second page does not make the first one's form expire."""
    seals = {url: seal_of(browser.get(f"{url}/login")) for url in (REGISTER, PRACTICE)}
    wrong = {"username": "anong", "password": "wrong password!"}
    answers = [browser.post(f"{url}/login", data={**wrong, "seal": seal}) for url, seal in seals.items()]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all(t("gate.login_failed") in said(answer) for answer in answers)


def test_signing_out_at_one_is_no_signing_out_at_the_other(browser: httpx.Client) -> None:
    for url in (REGISTER, PRACTICE):
        sign_in_at(browser, url, "anong")
    seal = seal_of(browser.get(f"{PRACTICE}/logout"))
    assert browser.post(f"{PRACTICE}/logout", data={"seal": seal}).status_code == 303
    assert (signed_in(browser, REGISTER), signed_in(browser, PRACTICE)) == (True, False)


def test_the_token_of_one_opens_nothing_at_the_other(browser: httpx.Client) -> None:
    sign_in_at(browser, PRACTICE, "anong")
    token = browser.cookies["damrong_session_8502"]
    browser.cookies.set("damrong_session_8501", token, domain="localhost.local", path="/")
    assert signed_in(browser, REGISTER) is False
