"""Signing in and out, changing a password, and everything that ends a session, on a running server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from core.model.codes import Role
from core.text.catalogue import t
from db import accounts
from db.sessions import session_key
from db.tables.accounts import AuthSession, SignInAttempt
from pages.http.login import FAILURE_SECONDS
from tests.http.support import (
    PASSWORD,
    PROVINCE,
    Server,
    add_person,
    said,
    seal_of,
    sign_in,
    stream,
)
from tests.support.people import ANONG, Person

NEW_PASSWORD = "เรือหางยาวจอดที่ท่าน้ำ"

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine


@pytest.fixture(autouse=True)
def _forgotten(server: Server) -> Iterator[None]:
    """No test locks the next one out."""
    yield
    with server.database() as connection:
        connection.execute(delete(SignInAttempt))


def key(client: httpx.Client) -> str:
    return session_key(client.cookies[f"damrong_session_{client.base_url.port}"])


def is_signed_in(client: httpx.Client) -> bool:
    return client.get("/gate/session").status_code == 204


class TestSigningIn:
    def test_it_leads_to_the_page_that_was_wanted(self, server: Server) -> None:
        with server.client() as client:
            wanted = client.get("/case?no=412-2569&tab=2")
            answer = sign_in(client, "anong", next_path="/case?no=412-2569&tab=2")
        assert wanted.headers["location"] == "/login?next=/case%3Fno%3D412-2569%26tab%3D2"
        assert (answer.status_code, answer.headers["location"]) == (303, "/case?no=412-2569&tab=2")

    def test_it_never_leads_to_another_site(self, server: Server) -> None:
        with server.client() as client:
            answer = sign_in(client, "anong", next_path="//evil.example/")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    def test_the_cookie_is_for_the_server_alone(self, server: Server) -> None:
        with server.client() as client:
            cookie = sign_in(client, "anong").headers["set-cookie"]
        assert cookie.startswith(f"{server.cookie}=")
        assert [part.strip() for part in cookie.split(";")[1:]] == ["HttpOnly", "Path=/", "SameSite=lax"]

    def test_behind_tls_the_cookie_is_bound_to_it(self, server: Server) -> None:
        with server.client() as client:
            client.headers["X-Forwarded-Proto"] = "https"
            page = client.get("/login")
            seeds = page.headers["set-cookie"]
            fields = {"username": "anong", "password": PASSWORD, "seal": seal_of(page)}
            answer = client.post("/login", data=fields, headers={"Cookie": seeds.partition(";")[0]})
        assert answer.headers["set-cookie"].startswith(f"__Host-{server.cookie}=")
        assert "; Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"

    def test_capitals_and_spaces_around_a_name_do_not_matter(self, server: Server) -> None:
        with server.client() as client:
            assert sign_in(client, " ANONG ").status_code == 303

    def test_another_user_on_the_same_browser_ends_the_first_session(self, server: Server) -> None:
        with server.signed_in("anong") as client:
            old = httpx.Cookies(client.cookies)
            assert sign_in(client, "boonmee").status_code == 303
            with stream(server, client) as browser:
                assert browser.rerun().startswith("user=boonmee ")
        with httpx.Client(base_url=server.url, cookies=old) as replay:
            assert is_signed_in(replay) is False


class TestFailing:
    def test_every_failure_looks_the_same_and_none_is_quick(self, server: Server) -> None:
        add_person(server.settings, Person("gone", "ลาออก ตัวอย่าง", Role.OFFICER))
        with server.database() as connection:
            accounts.set_active(connection, PROVINCE, server.account_id("gone"), is_active=False, now=datetime.now(UTC))
        wrong = [
            ("anong", "wrong password!"),
            ("nobody", PASSWORD),
            ("gone", PASSWORD),
            ("' OR 1=1 --", ""),
            ("anong", ""),
        ]
        answers = [failed(server, username, password) for username, password in wrong]
        assert [(status, text) for status, text, _ in answers] == [(401, t("gate.login_failed"))] * len(wrong)
        assert min(seconds for _, _, seconds in answers) >= FAILURE_SECONDS

    def test_the_page_does_not_repeat_what_was_typed(self, server: Server) -> None:
        with server.client() as client:
            page = sign_in(client, "<script>x</script>", "secret typed").text
        assert [word for word in ("<script>x", "secret typed", "&lt;script") if word in page] == []

    def test_after_five_failures_the_right_password_is_refused_too(self, server: Server) -> None:
        with server.client() as client:
            wrong = [sign_in(client, "dao", "wrong password!").status_code for _ in range(5)]
            right = sign_in(client, "dao")
            assert (wrong, right.status_code, t("gate.login_failed") in said(right)) == ([401] * 5, 401, True)
            assert sign_in(client, "anong").status_code == 303
            wait_out_the_lock(server)
            assert sign_in(client, "dao").status_code == 303

    def test_guesses_sent_at_once_are_counted_too(self, server: Server) -> None:
        """The attempt is reserved before the password is checked."""
        with server.client() as client:
            for _ in range(4):
                sign_in(client, "chai", "wrong password!")
            assert sign_in(client, "chai").status_code == 303
            assert sign_in(client, "chai", "wrong password!").status_code == 401


def wait_out_the_lock(server: Server) -> None:
    with server.database() as connection:
        connection.execute(update(SignInAttempt).values(at=datetime.now(UTC) - timedelta(minutes=15)))


def failed(server: Server, username: str, password: str) -> tuple[int, str, float]:
    with server.client() as client:
        seal = seal_of(client.get("/login"))
        began = time.monotonic()
        answer = client.post("/login", data={"username": username, "password": password, "seal": seal})
    text = said(answer)
    return (
        answer.status_code,
        t("gate.login_failed") if t("gate.login_failed") in text else text,
        time.monotonic() - began,
    )


class TestForms:
    @pytest.mark.parametrize("seal", ["", "0" * 64, "ไทย"])
    def test_a_form_without_our_seal_signs_nobody_in(self, server: Server, seal: str) -> None:
        with server.client() as client:
            client.get("/login")
            answer = client.post("/login", data={"username": "anong", "password": PASSWORD, "seal": seal})
        assert (answer.status_code, t("gate.form_expired") in said(answer)) == (403, True)

    def test_a_seal_of_another_browser_does_not_count(self, server: Server) -> None:
        with server.client() as client, server.client() as other:
            client.get("/login")
            seal = seal_of(other.get("/login"))
            assert (
                client.post("/login", data={"username": "anong", "password": PASSWORD, "seal": seal}).status_code == 403
            )

    @pytest.mark.parametrize("path", ["/logout", "/password"])
    def test_no_state_changes_without_a_seal(self, server: Server, path: str) -> None:
        with server.signed_in("anong") as client:
            fields = {"current": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
            assert (client.post(path, data=fields).status_code, is_signed_in(client)) == (403, True)
            with server.client() as again:
                assert sign_in(again, "anong").status_code == 303

    @pytest.mark.parametrize("path", ["/logout", "/password", "/login"])
    def test_looking_changes_nothing(self, server: Server, path: str) -> None:
        with server.signed_in("anong") as client:
            client.get(path)
            assert is_signed_in(client) is True

    def test_an_endless_form_is_cut_off(self, server: Server) -> None:
        with server.client() as client:
            seal = seal_of(client.get("/login"))
            answer = client.post("/login", data={"username": "anong", "password": "x" * 20_000, "seal": seal})
        assert (answer.status_code, answer.text) == (413, t("gate.too_large"))


class TestEnding:
    def test_a_token_is_worth_nothing_after_signing_out(self, server: Server) -> None:
        with server.signed_in("anong") as client:
            old = httpx.Cookies(client.cookies)
            page = client.get("/logout")
            answer = client.post("/logout", data={"seal": seal_of(page), "next": "/second"})
            assert t("gate.logout_who", name=ANONG.name) in said(page)
            assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/second")
            assert server.cookie not in client.cookies
        with httpx.Client(base_url=server.url, cookies=old) as replay:
            assert (replay.get("/second").status_code, is_signed_in(replay)) == (303, False)

    @pytest.mark.parametrize("change", ["role", "disabled"])
    def test_a_changed_account_is_out_at_once(self, server: Server, change: str) -> None:
        person = Person(f"changed-{change}", "เปลี่ยน ตัวอย่าง", Role.OFFICER)
        add_person(server.settings, person)
        with server.signed_in(person.username) as client, stream(server, client) as browser:
            assert browser.rerun().startswith(f"user={person.username} role=officer ")
            now = datetime.now(UTC)
            with server.database() as connection:
                account_id = accounts.account_named(connection, PROVINCE, person.username).id  # type: ignore[union-attr]
                if change == "role":
                    accounts.set_role(connection, PROVINCE, account_id, Role.EXECUTIVE, None, now=now)
                else:
                    accounts.set_active(connection, PROVINCE, account_id, is_active=False, now=now)
            assert browser.rerun() == "locked"
            assert is_signed_in(client) is False

    @pytest.mark.parametrize(
        ("column", "age", "lives"),
        [
            pytest.param("last_seen_at", timedelta(minutes=29), True, id="idle-29-minutes"),
            pytest.param("last_seen_at", timedelta(minutes=30), False, id="idle-30-minutes"),
            pytest.param("created_at", timedelta(hours=7, minutes=59), True, id="open-7-59"),
            pytest.param("created_at", timedelta(hours=8), False, id="open-8-hours"),
        ],
    )
    def test_a_session_ends_by_itself(self, server: Server, column: str, age: timedelta, *, lives: bool) -> None:
        with server.signed_in("anong") as client:
            shift(server, client, **{column: datetime.now(UTC) - age})
            assert is_signed_in(client) is lives

    def test_the_sign_in_page_says_why_it_is_back(self, server: Server, nobody: httpx.Client) -> None:
        assert t("gate.login_ended") not in said(nobody.get("/login"))
        with server.signed_in("anong") as client:
            assert t("gate.logout_who", name=ANONG.name) in said(client.get("/login"))
            shift(server, client, last_seen_at=datetime.now(UTC) - timedelta(minutes=31))
            assert t("gate.login_ended") in said(client.get("/login"))

    def test_opening_a_page_keeps_it_awake_and_watching_does_not(self, server: Server) -> None:
        with server.signed_in("anong") as client:
            before = datetime.now(UTC) - timedelta(minutes=20)
            shift(server, client, last_seen_at=before)
            for path in ("/gate/session", "/_stcore/health", "/gate/gate.css"):
                client.get(path)
            assert last_seen(server, client) == before
            client.get("/second")
            assert last_seen(server, client) > before + timedelta(minutes=19)

    def test_last_seen_is_not_written_twice_a_minute(self, server: Server) -> None:
        with server.signed_in("anong") as client:
            before = datetime.now(UTC) - timedelta(seconds=50)
            shift(server, client, last_seen_at=before)
            client.get("/second")
            assert last_seen(server, client) == before


def shift(server: Server, client: httpx.Client, **values: datetime) -> None:
    with server.database() as connection:
        connection.execute(update(AuthSession).where(col(AuthSession.token_sha256) == key(client)).values(**values))


def last_seen(server: Server, client: httpx.Client) -> datetime:
    with server.database() as connection:
        query = AuthSession.__table__.select().where(col(AuthSession.token_sha256) == key(client))  # type: ignore[attr-defined]
        seen: datetime = connection.execute(query).one().last_seen_at
    return seen


class TestOwnPassword:
    def change(self, client: httpx.Client, **fields: str) -> httpx.Response:
        typed = {"current": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD, **fields}
        return client.post("/password", data={**typed, "seal": seal_of(client.get("/password"))})

    def test_it_ends_every_other_session_and_keeps_this_one(self, server: Server) -> None:
        add_person(server.settings, Person("change", "เปลี่ยนรหัส ตัวอย่าง", Role.OFFICER))
        with server.signed_in("change") as client, server.signed_in("change") as elsewhere:
            old = httpx.Cookies(client.cookies)
            answer = self.change(client)
            assert (answer.status_code, answer.headers["location"]) == (303, "/password?done")
            assert t("gate.change_done") in said(client.get("/password?done"))
            assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
        with httpx.Client(base_url=server.url, cookies=old) as replay:
            assert is_signed_in(replay) is False
        with server.client() as again:
            assert sign_in(again, "change").status_code == 401
            assert sign_in(again, "change", NEW_PASSWORD).status_code == 303

    @pytest.mark.parametrize(
        ("fields", "key", "facts"),
        [
            pytest.param({"current": "wrong password!"}, "gate.change_wrong", {}, id="wrong"),
            pytest.param({"again": "something else"}, "gate.password_differs", {}, id="differs"),
            pytest.param({"new": "short", "again": "short"}, "gate.password_short", {"least": 12}, id="short"),
            pytest.param({"new": PASSWORD, "again": PASSWORD}, "gate.password_same", {}, id="same"),
            pytest.param(
                {"new": "anong อนงค์ anong", "again": "anong อนงค์ anong"}, "gate.password_context", {}, id="own-name"
            ),
            pytest.param({"new": "ร้อยเอ็ดร้อยเอ็ด", "again": "ร้อยเอ็ดร้อยเอ็ด"}, "gate.password_context", {}, id="province"),
        ],
    )
    def test_why_a_password_is_not_taken(
        self, server: Server, fields: dict[str, str], key: str, facts: dict[str, object]
    ) -> None:
        with server.signed_in("anong") as client:
            answer = self.change(client, **fields)
            assert (answer.status_code, t(key, **facts) in said(answer)) == (422, True)
            assert is_signed_in(client) is True

    def test_a_password_from_somebody_else_is_changed_first(self, server: Server) -> None:
        person = Person("newcomer", "มาใหม่ ตัวอย่าง", Role.OFFICER)
        add_person(server.settings, person, must_change=True)
        with server.signed_in("newcomer") as client:
            led = client.get("/second")
            assert (led.status_code, led.headers["location"]) == (303, "/password")
            assert (client.get("/media/x.txt").status_code, t("gate.change_must") in said(client.get("/password"))) == (
                401,
                True,
            )
            self.change(client)
            assert client.get("/second").status_code == 200
