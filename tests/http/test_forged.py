"""Forged messages to the real pages: whatever a signed-in account sends, it does and sees no more than it may.

Streamlit runs the script of any page whose hash a browser names, and calls the callback of any widget that its session
was drawn. These tests send what others were drawn, values that were never offered, and what was drawn before a role
changed; then they look into the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import text
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

from core.model.codes import Role
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.text.catalogue import t
from core.usecases.register_case import RegisterCase, register_case
from db import accounts
from db.engine import engine_for, reading
from pages.ui.registry import PAGES
from tests.http.real_pages import (
    AUDITOR,
    EVERY_NAME,
    LANDMAN,
    Drawn,
    Pages,
    context_of,
    pages,
    real_office,
    state,
    states,
)
from tests.http.support import ADMIN, PASSWORD, PROVINCE, Server, add_person, seal_of
from tests.support.people import Person

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine

MATTER, NAME, PHONE = "ถนนชำรุดหน้าวัดตัวอย่าง", "สมหญิง ใจดีตัวอย่าง", "0812345678"
BOOKS = (
    *("account", "case_", "command", "confirmed_year", "draft", "holiday", "ledger_event", "master", "note"),
    *("number_counter", "opening_balance", "person", "programme_contact", "access_log"),
)
"""What forged messages must leave alone; sessions and jobs go their own way."""
FACTS = Registered("walk_in", topic_id="land", amphoe_code="4501")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program's own server with two cases: the first at the land office, the second confidential."""
    with real_office(tmp_path_factory.mktemp("real")) as started:
        ctx = context_of(started, "boonmee")
        person = PersonDraft(name=NAME, phone=PHONE)
        for request, facts in (("one", FACTS), ("two", replace(FACTS, confidential=True))):
            command = RegisterCase(
                request_id=request, facts=facts, title=MATTER, public_title=MATTER, persons=(person,)
            )
            register_case(replace(command, forward_to="land" if request == "one" else None), ctx)
        yield started
    engine_for(started.settings.url).dispose()


@pytest.fixture(scope="module")
def browsers(server: Server) -> Iterator[dict[str, httpx.Client]]:
    """A browser of everybody, each signed in."""
    clients = {name: server.client() for name in EVERY_NAME}
    for name, client in clients.items():
        fields = {"username": name, "password": PASSWORD, "next": "/", "seal": seal_of(client.get("/login"))}
        assert client.post("/login", data=fields).status_code == 303
    yield clients
    for client in clients.values():
        client.close()


def books(server: Server) -> dict[str, list[str]]:
    """Every row of every book."""
    with reading(engine_for(server.settings.url)) as connection:
        return {table: sorted(map(str, connection.execute(text(f"SELECT * FROM {table}")))) for table in BOOKS}  # noqa: S608  # names above


def changed(server: Server, before: dict[str, list[str]]) -> list[str]:
    """The books that are not as before."""
    return [table for table, rows in books(server).items() if rows != before[table]]


def query_of(server: Server, query: str) -> str:
    """The query of a page; ``{anong}`` is that account's id."""
    return query.format(anong=server.account_id("anong"))


FOREIGN = [
    pytest.param(name, role, id=name)
    for name, role in (
        (ADMIN, Role.ADMIN),
        ("anong", Role.OFFICER),
        ("boonmee", Role.DIRECTOR),
        ("chai", Role.AGENCY),
        ("dao", Role.EXECUTIVE),
        (AUDITOR, Role.AUDITOR),
    )
]


@pytest.mark.parametrize(("username", "role"), FOREIGN)
def test_a_page_that_is_not_ones_own_shows_nothing(
    server: Server, browsers: dict[str, httpx.Client], username: str, role: Role
) -> None:
    actor = context_of(server, username).actor
    assert actor.role is role
    before, shown = books(server), {}
    with pages(server, browsers[username]) as browser:
        browser.run("")
        for page in PAGES:
            drawn = browser.run(page.url, query="no=1-2570&user=1")
            if not actor.may(page.needs):
                shown[page.name] = (drawn.alerts, [word for word in (MATTER, NAME, PHONE) if word in drawn.text])
    assert {name: said for name, said in shown.items() if said != ([t("error.not_allowed")], [])} == {}
    assert (changed(server, before), len(shown) + len([page for page in PAGES if actor.may(page.needs)])) == (
        [],
        len(PAGES),
    )


@pytest.mark.parametrize("number", ["1-2570", "2-2570"], ids=["of-another-agency", "confidential"])
def test_a_case_of_others_and_no_case_look_alike(
    server: Server, browsers: dict[str, httpx.Client], number: str
) -> None:
    with pages(server, browsers["chai"]) as browser:
        theirs = browser.run("case", query=f"no={number}")
        none = browser.run("case", query="no=999-2570")
    assert theirs.alerts == [alert.replace("999/2570", number.replace("-", "/")) for alert in none.alerts]
    assert theirs.alerts != []
    assert [word for word in (MATTER, NAME) if word in theirs.text] == []


PRESSES = [
    pytest.param("users", "user={anong}", ADMIN, ("chai", "dao", AUDITOR, "anong"), id="accounts"),
    pytest.param("users", "user={anong}", ADMIN, ("boonmee",), id="what-a-page-hides-from-a-director"),
    pytest.param("users", "user=new", ADMIN, ("anong", "boonmee"), id="a-new-account"),
    pytest.param("intake", "", "anong", ("chai", "dao", AUDITOR, ADMIN), id="taking-in"),
    pytest.param("masters", "list=agency&line=land", ADMIN, ("anong", LANDMAN, "dao"), id="lists"),
    pytest.param("holidays", "", ADMIN, ("anong", "chai"), id="holidays"),
    pytest.param("office", "", ADMIN, ("anong", "dao"), id="office"),
    pytest.param("start", "", ADMIN, ("anong", "chai"), id="beginnings"),
    pytest.param("backup", "", ADMIN, ("anong", AUDITOR), id="back-ups"),
    pytest.param("case", "no=1-2570&do=void", "boonmee", ("anong", "chai", LANDMAN, "dao", ADMIN), id="voiding"),
    pytest.param("case", "no=1-2570&do=close", "boonmee", ("chai", LANDMAN, "dao", AUDITOR), id="closing"),
    pytest.param("case", "no=2-2570&do=close", "boonmee", ("chai", LANDMAN, "dao"), id="a-confidential-case"),
    pytest.param("today", "", "boonmee", ("dao", AUDITOR, ADMIN), id="work-of-today"),
    pytest.param("access", "", AUDITOR, ("anong", "chai", "dao", ADMIN), id="the-log"),
]


@pytest.mark.parametrize(("url", "query", "learner", "forgers"), PRESSES)
def test_presses_of_what_somebody_else_was_drawn_change_nothing(
    server: Server,
    browsers: dict[str, httpx.Client],
    url: str,
    query: str,
    learner: str,
    forgers: tuple[str, ...],
) -> None:
    query = query_of(server, query)
    with pages(server, browsers[learner]) as browser:
        browser.run("")
        learnt = browser.run(url, query=query)
    before = books(server)
    for forger in forgers:
        with pages(server, browsers[forger]) as browser:
            browser.run("")
            own = browser.run(url, query=query)
            foreign = {key: each for key, each in learnt.widgets.items() if key not in own.widgets}
            forged = states(foreign, "ทดสอบปลอมข้อความ")
            assert forged != []
            drawn = [browser.run(url, query=query, states=forged)]
            drawn += [browser.run_fragment(each, url, query=query, states=forged) for each in learnt.fragments[:1]]
        assert [word for word in (NAME, PHONE) if any(word in each.text for each in drawn)] == []
        assert (forger, [each.alerts for each in drawn]) == (forger, [own.alerts] * len(drawn))
        assert (forger, changed(server, before)) == (forger, [])


def test_the_same_press_by_who_may_does_change_something(server: Server, browsers: dict[str, httpx.Client]) -> None:
    """The forged messages above are not refused for being misshapen."""
    add_person(server.settings, Person("target", "เป้าหมาย ตัวอย่าง", Role.OFFICER))
    query = f"user={server.account_id('target')}"
    with pages(server, browsers[ADMIN]) as browser:
        learnt = browser.run("users", query=query).widgets
        reset = {"users_reset": learnt["users_reset"]}
        with pages(server, browsers["anong"]) as other:
            other.run("users", query=query)
            before = books(server)
            assert other.run("users", query=query, states=states(reset, "")).alerts == [t("error.not_allowed")]
            assert changed(server, before) == []
        drawn = browser.run("users", query=query, states=states(reset, ""))
    assert t("users.said.reset", username="target") in drawn.alerts
    assert changed(server, before) == ["account", "ledger_event"]


@pytest.mark.parametrize(
    "said",
    ["root", "", "999999999", "ผู้ดูแลระบบ\x00", "x" * 5_000],
    ids=["word", "empty", "number", "zero-byte", "endless"],
)
def test_a_choice_that_was_never_offered_is_no_choice(
    server: Server, browsers: dict[str, httpx.Client], said: str
) -> None:
    anong = server.account_id("anong")
    with pages(server, browsers[ADMIN]) as browser:
        learnt = browser.run("users", query=f"user={anong}").widgets
        before = books(server)
        forged = [state(learnt[f"users_{anong}_role"], said), state(learnt["users_change_save"], "")]
        drawn = browser.run("users", query=f"user={anong}", states=forged)
        again = browser.run("users", query=f"user={anong}", states=[])
    assert (changed(server, before), bool(said) and said in "".join(drawn.alerts)) == ([], False)
    assert again.widgets.keys() >= learnt.keys()


@pytest.mark.parametrize("sort", ["text_input", "number_input", "checkbox", "button_group", "pagination"])
def test_values_of_the_wrong_kind_break_the_senders_own_screen_at_most(
    server: Server, browsers: dict[str, httpx.Client], sort: str
) -> None:
    """What breaks says its number and nothing else; everybody else's screens go on, and the books too."""
    before = books(server)
    with pages(server, browsers["boonmee"]) as bystander:
        for url in ("board", "dashboard", "access", "holidays"):
            with pages(server, browsers["boonmee"]) as browser:
                learnt = browser.run(url).widgets
                forged = [state((name, sort), "[]") for key, (name, _) in learnt.items() if key != "lock"]
                drawn = browser.run(url, states=forged)
            assert [word for word in ("Error", "Traceback", "object", ".py") if word in " ".join(drawn.alerts)] == []
            assert bystander.run(url).widgets.keys() >= learnt.keys()
    assert changed(server, before) == []


@pytest.mark.parametrize("pick", ["agency~../../x~~", "9" * 400, '{"x":1}', "void~~", "ticked:" + "1-2570," * 500])
def test_a_pick_that_no_drawing_offered_opens_nothing(
    server: Server, browsers: dict[str, httpx.Client], pick: str
) -> None:
    before = books(server)
    with pages(server, browsers["chai"]) as browser:
        for url in ("board", "today", "search"):
            for name, sort in browser.run(url).widgets.values():
                if sort == "bidi_component":
                    made = WidgetState(id=name, json_trigger_value=json.dumps({"picked": pick}))
                    drawn = browser.run(url, states=[made])
                    assert [word for word in (MATTER, NAME) if word in drawn.text] == []
    assert changed(server, before) == []


def test_a_fragment_and_a_button_from_before_a_change_of_role_lock_the_screen(server: Server) -> None:
    add_person(server.settings, Person("mover", "ย้าย ตัวอย่าง", Role.DIRECTOR))
    query = "no=1-2570&do=close"
    with server.signed_in("mover") as client, pages(server, client) as browser:
        browser.run("")
        opened = browser.run("case", query=query)
        assert opened.fragments != []
        with server.database() as connection:
            mover = server.account_id("mover")
            accounts.set_role(connection, PROVINCE, mover, Role.EXECUTIVE, None, now=datetime.now(UTC))
        before = books(server)
        forged = states(opened.widgets, "ยุติ")
        late = browser.run_fragment(opened.fragments[0], "case", query=query, states=forged)
        assert (t("frame.locked") in late.text, MATTER in late.text) == (True, False)
        assert changed(server, before) == []


def test_a_file_of_another_session_is_nobodys_here(server: Server, browsers: dict[str, httpx.Client]) -> None:
    """The page of imports shows what is uploaded; the place of somebody else's file opens nothing."""
    with pages(server, browsers[ADMIN]) as browser, pages(server, browsers["boonmee"]) as other:
        uploader, urls = sent_file(browser, browsers[ADMIN], "เลขที่,ผู้ร้อง\n1,ความลับของอีกคน\n")
        assert is_read(browser.run("import", states=[uploaded(uploader, urls)]))
        other.run("import")
        theirs = other.run("import", states=[uploaded(uploader, urls)])
        assert ("ความลับ" in theirs.text, "secret.csv" in theirs.text, is_read(theirs)) == (False, False, False)
        assert "ความลับ" not in browsers["boonmee"].get(urls.upload_url).text


HEADING, MEANING = t("import.page.column"), t("import.page.means")
FORGED_ROWS = (
    {"edited_rows": {"0": {HEADING: "ปลอม"}, "1": {HEADING: "ปลอม"}}},
    {"added_rows": [{HEADING: "แถวที่เพิ่ม", MEANING: t("import.field.title")}]},
    {"deleted_rows": [0, 1]},
    {"edited_rows": {"2": {HEADING: "ปลอม", MEANING: "ไม่มีในรายการ"}}, "added_rows": [{}], "deleted_rows": [1]},
)


@pytest.mark.parametrize("rows", FORGED_ROWS, ids=["locked-column", "added", "deleted", "all-at-once"])
def test_an_editor_takes_choices_alone(
    server: Server, browsers: dict[str, httpx.Client], rows: dict[str, object]
) -> None:
    """Rows that a browser edits where it may not, adds or deletes are not taken over: the page goes on as without."""
    table = "รหัส,หัวข้อ,อื่น ๆ\n101,ขอให้ซ่อมถนน,ก\n102,ขอให้ซ่อมสะพาน,ข\n"
    before, drawn = books(server), []
    for forged in ({}, rows):
        with pages(server, browsers[ADMIN]) as browser:
            uploader, urls = sent_file(browser, browsers[ADMIN], table)
            own = uploaded(uploader, urls)
            asking = browser.run("import", states=[own])
            asked = asking.widgets
            [confirm] = [key for key in asked if key.endswith("_confirm")]
            told = WidgetState(id=asked[confirm.removesuffix("_confirm")][0], string_value=json.dumps(forged))
            answer = browser.run("import", states=[own, told, state(asked[confirm], "")])
            drawn.append(({*answer.texts} - {*asking.texts}, "import_run" in answer.widgets))
    assert (drawn[1], drawn[0][1]) == (drawn[0], True)
    assert changed(server, before) == []


def sent_file(browser: Pages, client: httpx.Client, content: str) -> tuple[str, FileURLs]:
    """Open the page of imports and send a file; the uploader and where the file lies."""
    browser.run("")
    learnt = browser.run("import").widgets
    [uploader] = [name for name, sort in learnt.values() if sort == "file_uploader"]
    urls = file_urls(browser)
    files = {"file": ("secret.csv", content.encode(), "text/csv")}
    assert client.put(urls.upload_url, files=files, headers={"X-Xsrftoken": xsrf(client)}).status_code == 204
    return uploader, urls


def is_read(drawn: Drawn) -> bool:
    """Whether the page of imports went on to the rows of a file."""
    return len([key for key in drawn.widgets if key.startswith("import_")]) > 2


def file_urls(browser: Pages) -> FileURLs:
    """Where a browser may put one file."""
    message = BackMsg()
    message.file_urls_request.request_id = "1"
    message.file_urls_request.file_names.append("secret.csv")
    message.file_urls_request.session_id = browser.session_id
    urls: FileURLs = browser.answer_to(message, "file_urls_response").file_urls_response.file_urls[0]
    return urls


def uploaded(uploader: str, urls: FileURLs) -> WidgetState:
    """The state of an uploader that holds one file."""
    info = UploadedFileInfo(file_id=urls.file_id, name="secret.csv", size=60, file_urls=urls)
    return WidgetState(id=uploader, file_uploader_state_value=FileUploaderState(uploaded_file_info=[info]))


def xsrf(client: httpx.Client) -> str:
    """Streamlit's own token against other sites."""
    client.get("/_stcore/health")
    return client.cookies["_streamlit_xsrf"]
