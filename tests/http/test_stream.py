"""The WebSocket of a running server: who opens it, whose session it is, and what passes once a session has ended."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from core.model.codes import Role
from db.sessions import session_key
from tests.http.support import Server, add_person, seal_of, stream
from tests.support.people import Person

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine


def is_refused(server: Server, client: httpx.Client | None, **headers: str) -> bool:
    try:
        with stream(server, client, headers=headers):
            return False
    except InvalidStatus as refusal:
        return refusal.response.status_code in (400, 403)


class TestOpening:
    def test_who_is_signed_in_opens_it(self, server: Server, anong: httpx.Client) -> None:
        assert is_refused(server, anong) is False

    def test_nobody_in_particular_does(self, server: Server) -> None:
        assert is_refused(server, None) is True

    @pytest.mark.parametrize(
        "cookie",
        ["{name}=" + "a" * 43, "{name}=", "{name}=../../x", "damrong_session=" + "a" * 43, "_streamlit_user=x"],
    )
    def test_a_made_up_token_does_not(self, server: Server, cookie: str) -> None:
        assert is_refused(server, None, Cookie=cookie.format(name=server.cookie)) is True

    def test_the_stored_digest_is_no_token(self, server: Server, anong: httpx.Client) -> None:
        digest = session_key(anong.cookies[server.cookie])
        assert is_refused(server, None, Cookie=f"{server.cookie}={digest}") is True

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
    def test_another_site_does_not(self, server: Server, anong: httpx.Client, origin: str) -> None:
        """Not even one without a name: browsers always tell theirs."""
        assert is_refused(server, anong, Origin=origin) is True

    def test_under_a_foreign_name_nobody_does(self, server: Server, anong: httpx.Client) -> None:
        assert is_refused(server, anong, Host="evil.example", Origin="http://evil.example") is True

    @pytest.mark.parametrize("path", ["/", "/_stcore/stream/", "/second/_stcore/stream", "/login"])
    def test_it_has_one_address(self, server: Server, anong: httpx.Client, path: str) -> None:
        cookie = f"{server.cookie}={anong.cookies[server.cookie]}"
        with (
            pytest.raises(InvalidStatus) as refusal,
            connect(
                f"ws://{server.host}{path}", additional_headers={"Cookie": cookie, "Origin": server.url}, proxy=None
            ),
        ):
            pass
        assert refusal.value.response.status_code == 403

    def test_who_must_change_a_password_waits(self, server: Server) -> None:
        add_person(server.settings, Person("waits", "รอ ตัวอย่าง", Role.OFFICER), must_change=True)
        with server.signed_in("waits") as client:
            assert is_refused(server, client) is True


class TestOwner:
    def test_ones_own_session_is_found_again(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            browser.rerun()
            assert browser.rerun(typed={"note": "ร่างของอนงค์"}).splitlines()[2] == "draft=ร่างของอนงค์"
        with stream(server, anong, session_id=browser.session_id) as again:
            assert (again.rerun().splitlines()[2], again.session_id) == ("draft=ร่างของอนงค์", browser.session_id)

    def test_nobody_takes_over_a_session_whose_id_is_known(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser, server.signed_in("boonmee") as other:
            browser.rerun()
            browser.rerun(typed={"note": "ร่างของอนงค์"})
            with stream(server, other, session_id=browser.session_id) as thief:
                drawn = thief.rerun()
            assert (drawn.startswith("user=boonmee "), "ร่างของอนงค์" in drawn) == (True, False)
            assert thief.session_id != browser.session_id
            assert browser.rerun().startswith("user=anong ")

    def test_a_new_sign_in_of_the_same_person_starts_anew(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            browser.rerun()
        with server.signed_in("anong") as later, stream(server, later, session_id=browser.session_id) as again:
            again.rerun()
            assert again.session_id != browser.session_id


class TestEnded:
    """A stream that was open when its session ended."""

    @pytest.fixture
    def leaver(self, server: Server) -> Iterator[httpx.Client]:
        with server.signed_in("chai") as client:
            yield client

    def test_callbacks_run_while_it_lives(self, server: Server, leaver: httpx.Client) -> None:
        before = server.calls()
        with stream(server, leaver) as browser:
            browser.rerun()
            browser.rerun(pressed="press")
        assert server.calls() == before + "pressed by chai\n"

    def test_no_callback_runs_and_the_screen_locks(self, server: Server, leaver: httpx.Client) -> None:
        before = server.calls()
        with stream(server, leaver) as browser:
            browser.rerun()
            leaver.post("/logout", data={"seal": seal_of(leaver.get("/logout"))})
            assert browser.rerun(pressed="press") == "locked"
        assert server.calls() == before

    def test_it_is_not_opened_again(self, server: Server, leaver: httpx.Client) -> None:
        token = leaver.cookies[server.cookie]
        leaver.post("/logout", data={"seal": seal_of(leaver.get("/logout"))})
        assert is_refused(server, None, Cookie=f"{server.cookie}={token}") is True

    def test_nothing_but_a_rerun_is_answered(self, server: Server, leaver: httpx.Client) -> None:
        with stream(server, leaver) as browser:
            browser.rerun()
            leaver.post("/logout", data={"seal": seal_of(leaver.get("/logout"))})
            browser.send(BackMsg(file_urls_request=FileURLsRequest(request_id="1", file_names=["a"])))
            assert browser.rerun() == "locked"


class TestMessages:
    def test_nobody_clears_everybodys_caches(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            first = browser.rerun()
            browser.send(BackMsg(clear_cache=True))
            assert browser.rerun() == first

    def test_bytes_that_no_browser_sends_end_the_connection(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            browser.rerun()
            both = BackMsg(app_heartbeat=True).SerializeToString() + BackMsg(clear_cache=True).SerializeToString()
            browser.send_bytes(both)
            with pytest.raises(ConnectionClosed):
                browser.rerun()

    def test_an_error_shows_a_number_and_no_detail(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            drawn = browser.rerun(query="fail=1").splitlines()[-1]
        number = drawn.rpartition(" ")[2]
        assert ("Somchai" in drawn, drawn.startswith("เกิดข้อขัดข้อง"), len(number)) == (False, True, 8)
        assert f"incident {number}" in server.output.read_text(encoding="utf-8")


def test_the_log_names_no_path(server: Server, anong: httpx.Client) -> None:
    """Paths of uploads hold session ids, queries hold case numbers."""
    anong.get("/case?no=412-2569")
    assert "412-2569" not in server.output.read_text(encoding="utf-8")


def test_an_address_opens_only_so_many_streams_a_minute(server: Server, anong: httpx.Client) -> None:
    """Last in this module: it uses the minute up."""
    opened = [not is_refused(server, anong) for _ in range(125)]
    assert (opened[0], opened[-1], sorted(opened, reverse=True) == opened) == (True, False, True)
    assert anong.get("/second").status_code == 200
