"""A flood of guesses, and a database that does not answer."""

from __future__ import annotations

from asyncio import run
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from core.errors import StorageBusy
from core.text.catalogue import t
from db.engine import engine_for
from db.sign_in import SignIn
from pages.http import login
from pages.http.stream import open_stream
from tests.http.in_process import in_process, wiring_of
from tests.http.support import PASSWORD, said, set_up, settings_in, sign_in


@pytest.fixture
def local(tmp_path: Path) -> Iterator[httpx.Client]:
    """A browser on the machine itself; two sign-ins may be sent a minute."""
    set_up(tmp_path)
    settings = settings_in(tmp_path)
    with in_process(wiring_of(settings, sign_ins=2)) as client:
        yield client
    engine_for(settings.url).dispose()


def test_a_flood_of_guesses_is_answered_alike_and_costs_nothing(
    local: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [said(sign_in(local, "anong", "wrong password!")) for _ in range(2)]
    monkeypatch.setattr(login, "checked_password", None)
    flooding = sign_in(local, "anong", PASSWORD)
    assert (flooding.status_code, [said(flooding)] * 2) == (401, first)


@pytest.mark.parametrize(
    ("path", "is_page"),
    [
        pytest.param("/board", True, id="page"),
        pytest.param("/password", True, id="own-page"),
        pytest.param("/static/js/a.js", False, id="bundle"),
        pytest.param("/media/a.txt", False, id="media"),
    ],
)
def test_without_the_database_nobody_is_recognised_and_nothing_is_shown(
    local: httpx.Client, monkeypatch: pytest.MonkeyPatch, path: str, *, is_page: bool
) -> None:
    def busy(_store: SignIn, _token: str) -> None:
        raise StorageBusy

    sign_in(local, "anong")
    monkeypatch.setattr(SignIn, "session_of", busy)
    answer = local.get(path)
    assert (answer.status_code, t("gate.unavailable") in said(answer)) == (503, True)
    assert (answer.headers["content-type"].startswith("text/html"), "nosniff" in answer.headers.values()) == (
        is_page,
        True,
    )


def test_health_says_that_the_database_does_not_answer(local: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_store: SignIn) -> None:
        raise StorageBusy

    assert local.get("/healthz").json() == {"status": "ok", "database": "ok", "is_set_up": True}
    monkeypatch.setattr(SignIn, "check", busy)
    answer = local.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "database": "no answer"})


def test_an_open_stream_is_locked_while_the_database_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can be recognised then, so no callback may run; the page itself says what is wrong."""

    def busy(_store: SignIn, _key: str) -> None:
        raise StorageBusy

    async def streamlit(_scope: Scope, receive: Receive, _send: Send) -> None:
        monkeypatch.setattr(SignIn, "session", busy)
        passed.append((await receive())["bytes"])

    async def browser() -> Message:
        return {"type": "websocket.receive", "bytes": pressed.SerializeToString()}

    async def screen(_message: Message) -> None:
        raise AssertionError("nothing is sent")

    set_up(tmp_path)
    wiring = wiring_of(settings_in(tmp_path))
    with in_process(wiring) as client:
        sign_in(client, "anong")
        headers = {
            "host": "localhost",
            "origin": "http://localhost",
            "cookie": f"damrong_session={client.cookies['damrong_session']}",
        }
    passed: list[bytes] = []
    pressed = BackMsg(rerun_script=ClientState(page_name="board", fragment_id="f"))
    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": "/_stcore/stream",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", None),
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    run(open_stream(streamlit, wiring, {**scope, "headers": raw}, browser, screen))
    assert [BackMsg.FromString(data) for data in passed] == [BackMsg(rerun_script=ClientState(page_name="board"))]
    engine_for(settings_in(tmp_path).url).dispose()
