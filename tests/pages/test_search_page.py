"""The search: what each role finds in the small province, the filters in the address, the sentence for the phone."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from core.figures.found import SearchFilter
from core.model.codes import CaseState
from core.rules.access import Actor
from core.usecases.find_cases import FindCases, find_cases
from db.context import context_for, open_home
from pages.ui.search_found import _file
from tests.pages.conftest import ANONG, BOONMEE, CHAI, LANDMAN
from tests.support.screens import drawing, drawings, listed, opened, rerun, sign_in_as

SEARCH = "today/search.py"
LAND, POLICE = "สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ตำรวจภูธรจังหวัดร้อยเอ็ด"

OF_LAND = ["9/2563", "7/2563", "4/2563", "1/2563", "3/2562", "2/2562", "1/2561"]

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _anong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anong looks, unless a test says otherwise."""
    sign_in_as(monkeypatch, ANONG)


def searched(text: str, **query: str) -> AppTest:
    """The page after something was typed into the box."""
    app = opened(SEARCH, **query)
    app.text_input(key="search_text").set_value(text)
    return rerun(app)


def numbers(app: AppTest) -> list[str]:
    """The case numbers of the list; none where there is no list."""
    return [no for (no,) in listed(app, "no")] if drawings(app, "list") else []


def answer(app: AppTest) -> str:
    """The sentence to read out; empty where none is shown."""
    found = [each.proto.body for each in app.get("html") if "dr-answer" in each.proto.body and "<p" in each.proto.body]
    return found[0].removeprefix('<p class="dr-answer">').removesuffix("</p>") if found else ""


def test_an_empty_box_says_what_can_be_typed() -> None:
    app = opened(SEARCH)
    assert app.info[0].value.startswith("พิมพ์เลขรับเรื่อง (412/2569 หรือ 412)")
    assert drawings(app, "list") == []


def test_one_case_reads_its_sentence_at_once() -> None:
    app = searched("๒/๒๕๖๒")
    assert listed(app, "no", "title", "state", "agency", "received", "found") == [
        ("2/2562", "แนวเขตที่ดินสาธารณะหนองใหญ่", "ส่งหน่วยงานแล้ว รอตอบรับ", LAND, "1 ส.ค. 62", "เลขรับเรื่อง")
    ]
    assert answer(app) == (
        f"เรื่องเลขที่ 2/2562 ส่งให้หน่วยงานแล้ว รอหน่วยงานตอบรับ ผู้รับผิดชอบคือ{LAND} "
        "พ้นกำหนดเมื่อวันที่ 5 สิงหาคม 2562 ศูนย์ดำรงธรรมกำลังเร่งรัด กำหนดรายงานครั้งต่อไปวันที่ 15 สิงหาคม 2563 ครับ/ค่ะ"
    )
    assert app.button(key="search_open").label == "เปิดเรื่องที่ 2/2562"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("2", ["2/2563", "2/2562"], id="running-number-of-every-year"),
        pytest.param("หนองใหญ่", ["2/2562"], id="words"),
        pytest.param("หนี้ ข่มขู่", ["10/2563"], id="every-word"),
        pytest.param("ผู้ร้องตัวอย่าง oldest", ["2/2562"], id="name"),
        pytest.param("โทร. ๐๘๙-๗๖๕-๔๓๒๑", ["2/2562"], id="phone"),
        pytest.param("ไม่มีคำนี้", [], id="nothing"),
    ],
)
def test_the_box_finds(typed: str, found: list[str]) -> None:
    assert numbers(searched(typed)) == found


def test_nothing_found_says_what_to_do() -> None:
    app = searched("ไม่มีคำนี้")
    assert app.info[0].value.startswith("ไม่พบเรื่องที่ตรงกับคำค้น")


def test_only_a_number_goes_into_the_address() -> None:
    assert dict(searched("2/2562").query_params) == {"q": "2/2562"}
    for private in ("ผู้ร้องตัวอย่าง oldest", "0812345678", "หนองใหญ่"):
        assert dict(searched(private).query_params) == {}


def test_a_link_with_a_number_finds_it() -> None:
    app = opened(SEARCH, q="2/2562")
    assert (app.text_input(key="search_text").value, numbers(app)) == ("2/2562", ["2/2562"])


def test_the_row_chosen_in_the_address_reads_its_sentence() -> None:
    app = searched("แนวเขต")
    assert (len(numbers(app)), answer(app)) == (13, "")
    app.query_params["no"] = "1-2561"
    rerun(app)
    assert answer(app) == ("เรื่องเลขที่ 1/2561 ยุติเรื่องแล้วเมื่อวันที่ 2 เมษายน 2561 ผลคือแก้ไขปัญหาแล้วเสร็จ ครับ/ค่ะ")
    assert drawing(app, "list")["chosen"] == "1-2561"


def test_who_finds_a_person_is_told_that_it_is_written_down() -> None:
    told = "การค้นด้วยชื่อหรือโทรศัพท์ถูกบันทึกไว้ในประวัติการเข้าถึงข้อมูลส่วนบุคคล"
    assert told in [each.value for each in searched("ผู้ร้องตัวอย่าง").caption]
    assert told not in [each.value for each in searched("หนองใหญ่").caption]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"state": "handled_by_centre"}, ["6/2563"], id="state"),
        pytest.param({"topic": "gambling"}, ["8/2563", "5/2563", "2/2563"], id="topic"),
        pytest.param({"amphoe": "4502"}, ["10/2563", "7/2563", "2/2563"], id="amphoe"),
        pytest.param({"agency": "police", "from": "2020-07-01"}, ["8/2563", "7/2563", "5/2563"], id="agency-and-day"),
        pytest.param({"from": "2019-08-01", "to": "2019-08-01"}, ["2/2562"], id="one-day"),
        pytest.param({"topic": "no-such-topic", "from": "x"}, [], id="unknown-keys-are-left-out"),
    ],
)
def test_filters_stand_in_the_address(query: dict[str, str], found: list[str]) -> None:
    assert numbers(opened(SEARCH, **query)) == found


def test_a_filter_chosen_on_screen_goes_into_the_address() -> None:
    app = searched("แนวเขต")
    app.selectbox(key="choice_topic").set_value("gambling")
    rerun(app)
    assert (numbers(app), dict(app.query_params)) == (["8/2563", "5/2563", "2/2563"], {"topic": "gambling"})
    app.text_input(key="search_from").set_value("๑ ก.ค. ๖๓")
    rerun(app)
    assert (numbers(app), app.query_params["from"]) == (["8/2563", "5/2563"], "2020-07-01")
    app.button(key="search_clear").click()
    rerun(app)
    assert (dict(app.query_params), app.text_input(key="search_text").value, numbers(app)) == ({}, "", [])


def test_a_day_that_is_none_is_refused_and_stays_typed() -> None:
    app = searched("แนวเขต")
    app.text_input(key="search_to").set_value("31 ก.พ. 63")
    rerun(app)
    assert [each.value for each in app.error] == ["ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวันและเดือน"]
    assert (app.text_input(key="search_to").value, len(numbers(app))) == ("31 ก.พ. 63", 13)


def test_days_in_the_wrong_order_are_said() -> None:
    app = opened(SEARCH, **{"from": "2020-07-02", "to": "2020-07-01"})
    assert [each.value for each in app.error] == ["วันเริ่มต้นอยู่หลังวันสิ้นสุด โปรดแก้ไขช่วงวันรับ"]


@pytest.mark.parametrize(
    ("actor", "typed", "found"),
    [
        pytest.param(
            LANDMAN, "แนวเขต", ["9/2563", "7/2563", "4/2563", "1/2563", "3/2562", "2/2562", "1/2561"], id="own"
        ),
        pytest.param(LANDMAN, "2/2563", [], id="number-of-others"),
        pytest.param(CHAI, "แนวเขต", [], id="agency-elsewhere"),
        pytest.param(BOONMEE, "2/2563", ["2/2563"], id="director"),
    ],
)
def test_each_finds_what_is_theirs(monkeypatch: pytest.MonkeyPatch, actor: Actor, typed: str, found: list[str]) -> None:
    sign_in_as(monkeypatch, actor)
    assert numbers(searched(typed)) == found


def test_an_agency_reads_out_its_own_part(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, LANDMAN)
    app = searched("7/2563")
    assert listed(app, "agency") == [(LAND,)]
    assert (LAND in answer(app), POLICE in answer(app)) == (True, False)
    assert [each.key for each in app.selectbox if each.key == "choice_agency"] == []


def test_hidden_signs_are_refused_in_words() -> None:
    app = searched("ถนน\u202e")
    assert [each.value for each in app.error] == ["ข้อความมีอักขระที่มองไม่เห็นหรือซ้อนกันผิดปกติ โปรดพิมพ์ใหม่แทนการวางข้อความ"]


def test_what_was_found_is_taken_home_as_a_file() -> None:
    ctx = context_for(ANONG, home=open_home())
    found = find_cases(FindCases(typed="", which=SearchFilter(state=CaseState.HANDLED_BY_CENTRE)), ctx)
    book = load_workbook(BytesIO(_file(ctx, found, "ผลการค้นหา")))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert [(row[0], row[2], row[3]) for row in rows[1:]] == [("6/2563", "ศูนย์ฯ ดำเนินการเอง", "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด")]
