"""Trouble as a person at the counter meets it: the wrong password, and a server that dies under a half-filled form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.text.catalogue import t
from tests.e2e.conftest import DESK, WAIT_MS, sign_in_at
from tests.e2e.test_first_screens import SIDEWAYS, english_on
from tests.e2e.test_intake import Hand
from tests.http.support import PASSWORD, Server, running, set_up

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

MATTER, PLACE = "น้ำประปาไม่ไหลทั้งหมู่บ้านมาสามวัน", "เกษตรวิสัย"
PHONE = (390, 844)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of its own, for its people are locked out and its server is killed."""
    folder = tmp_path_factory.mktemp("trouble")
    set_up(folder)
    return folder


@pytest.fixture(scope="module")
def server(office: Path) -> Iterator[Server]:
    """Its server, until a test kills it."""
    with running(office, app="app:app") as started:
        yield started


@contextmanager
def window(browser: Browser, size: tuple[int, int] = DESK) -> Iterator[Page]:
    """A browser in which nobody is signed in."""
    context = browser.new_context(locale="th-TH", viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    yield page
    context.close()


def try_to_enter(page: Page, password: str) -> None:
    page.get_by_label("ชื่อผู้ใช้").fill("dao")
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("alert")).to_have_text(t("gate.login_failed"))


def test_wrong_passwords_and_the_lock_are_told_in_thai(server: Server, browser: Browser) -> None:
    with window(browser, PHONE) as page:
        page.goto(f"{server.url}/board")
        for _ in range(5):
            try_to_enter(page, "ผิดแน่นอน 2569")
        try_to_enter(page, PASSWORD)  # locked: even the right one, and nobody learns that it is right
        assert (english_on(page), page.evaluate(SIDEWAYS.replace("[data-testid=stMain]", "main"))) == (set(), [0, 0])
        expect(page.get_by_label("รหัสผ่าน")).to_have_value("")
        expect(page.get_by_text("รอ 15 นาที")).to_be_visible()
        page.get_by_label("ชื่อผู้ใช้").fill("anong")
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()  # a colleague at the same machine is not locked out
        expect(page.get_by_role("heading", name=t("page.board.title"))).to_be_visible()


def test_what_was_typed_is_there_after_the_server_died(server: Server, office: Path, browser: Browser) -> None:
    """Last in this module: it kills the server."""
    port = int(server.host.rpartition(":")[2])
    with window(browser) as page, window(browser) as another:
        page.goto(f"{server.url}/intake")
        sign_in_at(page, "anong")
        half_filled(page)
        killed(server)
        with running(office, app="app:app", port=port):
            page.reload()
            expect(page.get_by_label("เรื่อง *", exact=True)).to_have_value(MATTER)  # the sign-in outlived the server
            another.goto(f"{server.url}/intake")
            sign_in_at(another, "anong")
            expect(another.get_by_label("เรื่อง *", exact=True)).to_have_value(MATTER)
            expect(another.get_by_role("combobox", name="อำเภอ *")).to_have_value(PLACE)
            assert english_on(another) - {"Ctrl", "PDF"} == set()


def half_filled(page: Page) -> None:
    """Type two fields and leave them, as far as the page says that they are kept."""
    hand = Hand(page)
    hand.field("เรื่อง *", MATTER)
    hand.choose("อำเภอ *", "เกษตร", PLACE)
    expect(page.get_by_text("เก็บฉบับร่าง", exact=False).first).to_be_visible()


def killed(server: Server) -> None:
    """End the server as a power cut does."""
    server.process.kill()
    server.process.wait(timeout=20)
