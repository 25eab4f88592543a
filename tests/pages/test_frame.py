"""The frame: what is registered, who gets in, and what a cold page shows to nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.mark.structures import ParameterSet
from streamlit.testing.v1 import AppTest

from core.rules.access import Actor
from core.text.catalogue import TEXTS
from pages.ui.registry import PAGES, SECTIONS, PageEntry, home_for, pages_for
from tests.pages.conftest import ANONG, AUDITOR, BOONMEE, CHAI, DAO, SOMSRI
from tests.support import screens
from tests.support.screens import opened, rerun, sign_in_as

NOT_SECTIONS = {"ui", "http", "terminal"}
EVERYBODY = (ANONG, BOONMEE, CHAI, DAO, SOMSRI, AUDITOR)

pytestmark = pytest.mark.usefixtures("province")


def scripts() -> set[str]:
    """Every page script below ``pages/``."""
    found = (file.relative_to(screens.PAGES) for file in screens.PAGES.glob("*/*.py"))
    return {file.as_posix() for file in found if file.parts[0] not in NOT_SECTIONS}


def test_every_page_script_is_registered_and_nothing_else() -> None:
    assert {page.script for page in PAGES} == scripts()


def test_every_page_stands_in_a_section_and_has_its_texts() -> None:
    assert {page.section for page in PAGES} <= set(SECTIONS)
    needed = {f"page.{page.name}.{part}" for page in PAGES for part in ("title", "subtitle", "url")}
    assert needed - TEXTS.keys() == set()
    assert len({page.url for page in PAGES}) == len(PAGES)


def _visits() -> Iterator[ParameterSet]:
    """Every page with the first account that may open it and the first that may not; the rest with ``make slow``."""
    for page in PAGES:
        seen: set[bool] = set()
        for actor in EVERYBODY:
            allowed = actor.may(page.needs)
            marks = [pytest.mark.slow] if allowed in seen else []
            seen.add(allowed)
            yield pytest.param(page, actor, id=f"{page.name}-{actor.role.value}", marks=marks)


@pytest.mark.parametrize(("page", "actor"), list(_visits()))
def test_a_page_opens_for_whoever_may_and_refuses_everybody_else(
    monkeypatch: pytest.MonkeyPatch, page: PageEntry, actor: Actor
) -> None:
    sign_in_as(monkeypatch, actor)
    app = opened(page.script)
    titles = [each.value for each in app.title]
    assert titles == ([page.title] if actor.may(page.needs) else [])
    assert [each.value for each in app.error] == ([] if titles else ["บัญชีของท่านไม่มีสิทธิ์ดูข้อมูลนี้"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_cold_page_shows_nothing_to_nobody(monkeypatch: pytest.MonkeyPatch, page: PageEntry) -> None:
    sign_in_as(monkeypatch, None)
    app = opened(page.script)
    assert (list(app.title), app.get("bidi_component"), app.get("vega_lite_chart")) == ([], [], [])
    shown = [each.proto.body for each in app.get("html") if "<style>" not in each.proto.body]
    assert len(shown) == 1
    assert "เข้าสู่ระบบอีกครั้ง" in shown[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_run_without_the_frame_shows_nothing_to_nobody(monkeypatch: pytest.MonkeyPatch, page: PageEntry) -> None:
    """Even if a script were ever reached by itself, its own first line asks who is there."""
    sign_in_as(monkeypatch, None)
    app = AppTest.from_file(str(page.file), default_timeout=screens.SECONDS)
    assert list(rerun(app).title) == []


@pytest.mark.parametrize(
    ("actor", "title"),
    [
        pytest.param(ANONG, "งานที่ต้องทำวันนี้", id="officer"),
        pytest.param(BOONMEE, "ภาพรวมการดำเนินงาน", id="director"),
        pytest.param(DAO, "ภาพรวมการดำเนินงาน", id="executive"),
        pytest.param(CHAI, "งานที่ต้องทำวันนี้", id="agency"),
    ],
)
def test_the_bare_address_leads_to_the_first_page_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, title: str
) -> None:
    sign_in_as(monkeypatch, actor)
    app = rerun(AppTest.from_file(str(screens.PAGES / "main.py"), default_timeout=screens.SECONDS))
    assert [each.value for each in app.title] == [title]


def test_whoever_has_no_page_yet_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, AUDITOR)
    monkeypatch.setattr("pages.ui.frame.home_for", lambda _: None)
    app = rerun(AppTest.from_file(str(screens.PAGES / "main.py"), default_timeout=screens.SECONDS))
    assert [each.value for each in app.info] == ["บัญชีของท่านยังไม่มีหน้าที่เปิดได้ในขณะนี้"]
    assert [home_for(each) for each in EVERYBODY if home_for(each) is None] == []


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: actor.role.value)
def test_the_menu_shows_ones_own_pages(actor: Actor) -> None:
    assert [page.name for page in pages_for(actor)] == [page.name for page in PAGES if actor.may(page.needs)]


def test_a_pinned_day_is_said_above_every_number(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, ANONG)
    shown = "".join(each.proto.body for each in opened("cases/board.py").get("html"))
    assert "ระบบถูกกำหนดให้วันนี้เป็นวันที่ 31 ก.ค. 2563 ไม่ใช่วันที่จริง" in shown
