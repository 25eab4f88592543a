"""The quick record of the day's work: what is written, what is refused beside its case, and the way back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.model.case import CaseNo
from core.rules.codec import kind_of
from core.rules.fold import effective
from core.usecases.record_many import QuickRecord
from db.context import context_for, forget_homes, open_home
from pages.ui.today_view import PAGE_ROWS
from tests.pages.conftest import ANONG, BOONMEE, LANDMAN
from tests.support.province import course, fill, settings_of
from tests.support.screens import drawing, listed, opened, rerun, shown_numbers, sign_in_as
from tests.support.today import APRIL, LAND, OLDEST, POLICE, TODAY, ticked

WORDS = "จะรายงานภายในสัปดาห์นี้"

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _anong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anong looks, unless a test says otherwise."""
    sign_in_as(monkeypatch, ANONG)


@pytest.fixture
def own_province(province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small province that a test may write into."""
    folder = tmp_path / "own"
    shutil.copytree(province, folder)
    monkeypatch.setenv("DAMRONG_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("DAMRONG_SECRET_FILE", str(folder / "test.key"))
    forget_homes()
    st.cache_resource.clear()  # another test's copy may have reached the same version
    return folder


def kinds(folder: Path, url_no: str) -> list[str]:
    """What happened to a case, as corrected."""
    ctx = context_for(BOONMEE, home=open_home(settings_of(folder)))
    return [kind_of(event.payload) for event in effective(ctx.ledger.history(CaseNo.parse(url_no)))]


def outcome(app: AppTest) -> list[str]:
    """What is said of the last record: the sentence, then each line."""
    sentence = [each.value.strip("*") for each in app.markdown if "จาก" in each.value and "รายการ" in each.value]
    found = [
        each.proto.body for each in app.get("html") if "dr-outcome" in each.proto.body and "<li" in each.proto.body
    ]
    lines = found[0].replace("</li>", "\n").replace("</ul>", "") if found else ""
    return [*sentence, *(line.rpartition(">")[2] for line in lines.splitlines())]


def test_chasing_two_and_taking_it_back(own_province: Path) -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST, APRIL)
    app.text_area(key="today_text").set_value(WORDS)
    app.button(key="today_record").click()
    rerun(app)
    assert outcome(app) == [
        "บันทึกการเร่งรัดแล้ว 2 จาก 2 รายการ",
        f"เรื่องที่ 2/2562 {LAND} บันทึกแล้ว",
        f"เรื่องที่ 2/2563 {POLICE} บันทึกแล้ว",
    ]
    assert [row[1] for row in listed(app, "no", "chased")][:3] == ["31 ก.ค. 63 (ครั้งที่ 1)"] * 2 + ["ยังไม่เร่งรัด"]
    assert (kinds(own_province, "2-2562")[-1], kinds(own_province, "2-2563")[-1]) == ("chased", "chased")
    app.button(key="today_undo").click()
    rerun(app)
    assert outcome(app)[0] == "ยกเลิกรายการที่เพิ่งบันทึกแล้ว 2 จาก 2 รายการ"
    assert [row[1] for row in listed(app, "no", "chased")][:3] == ["ยังไม่เร่งรัด"] * 3
    assert kinds(own_province, "2-2562")[-1] == "forwarded"
    app.button(key="today_hide").click()
    assert outcome(rerun(app)) == []


def test_what_an_agency_reports_needs_its_words_and_nothing_typed_is_lost(own_province: Path) -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST, APRIL)
    app.button_group(key="today_verb").set_value(QuickRecord.DONE)
    rerun(app)
    app.text_input(key="today_on").set_value("๓๐ ก.ค. ๖๓")
    app.button(key="today_record").click()
    rerun(app)
    assert [each.value for each in app.error] == ["โปรดเขียนว่าหน่วยงานรายงานอย่างไร แล้วบันทึกอีกครั้ง ยังไม่ได้บันทึกรายการใด"]
    assert app.text_input(key="today_on").value == "๓๐ ก.ค. ๖๓"
    app.text_area(key="today_text").set_value("แก้ไขแล้วเสร็จ")
    app.button(key="today_record").click()
    rerun(app)
    assert outcome(app)[0] == "บันทึกรายงานแล้วเสร็จแล้ว 2 จาก 2 รายการ"
    assert shown_numbers(app)["รอตรวจสอบผล"] == "3 เรื่อง"
    assert kinds(own_province, "2-2562")[-1] == "done_reported"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("31 ก.พ. 63", "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวันและเดือน", id="no-such-day"),
        pytest.param("เมื่อวาน", "อ่านวันที่ไม่ได้ โปรดพิมพ์ เช่น 22/11/2569 หรือ 22 พ.ย. 69", id="unreadable"),
    ],
)
def test_a_day_that_is_none_is_refused_and_nothing_is_recorded(own_province: Path, typed: str, said: str) -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST)
    app.text_area(key="today_text").set_value(WORDS)
    app.text_input(key="today_on").set_value(typed)
    app.button(key="today_record").click()
    rerun(app)
    assert said in [each.value for each in app.error]
    assert app.text_area(key="today_text").value == WORDS
    assert kinds(own_province, "2-2562")[-1] == "forwarded"


def test_a_blank_day_is_today(own_province: Path) -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST)
    app.text_input(key="today_on").set_value("")
    app.button(key="today_record").click()
    assert outcome(rerun(app))[0] == "บันทึกการเร่งรัดแล้ว 1 จาก 1 รายการ"
    assert kinds(own_province, "2-2562")[-1] == "chased"


def test_each_refusal_stands_beside_its_case(own_province: Path) -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST, APRIL)
    app.text_input(key="today_on").set_value("1/3/2563")
    app.button(key="today_record").click()
    rerun(app)
    assert outcome(app) == [
        "บันทึกการเร่งรัดแล้ว 0 จาก 2 รายการ",
        f"เรื่องที่ 2/2562 {LAND} ไม่ได้บันทึก: วันที่ 1 มี.ค. 2563 ย้อนหลังเกิน 30 วัน ผู้อำนวยการกลุ่มงานเท่านั้นที่บันทึกได้",
        f"เรื่องที่ 2/2563 {POLICE} ไม่ได้บันทึก: วันที่ 1 มี.ค. 2563 อยู่ก่อนรายการที่อ้างถึง ระบุได้ตั้งแต่วันที่ 13 เม.ย. 2563",
    ]
    assert len(drawing(app, "list")["rows"]) == 4


def test_what_was_refused_stays_ticked_with_its_words(own_province: Path) -> None:
    app = ticked(opened(TODAY, show="acknowledge"), "7-2563.1", "9-2563.1", queue="acknowledge")
    app.text_input(key="today_on").set_value("20/7/2563")
    app.text_area(key="today_text").set_value(WORDS)
    app.button(key="today_record").click()
    rerun(app)
    assert outcome(app)[0] == "บันทึกการตอบรับแล้ว 1 จาก 2 รายการ"
    assert [row["box"]["key"] for row in drawing(app, "list")["rows"] if row["box"]["ticked"]] == ["9-2563.1"]
    assert (app.text_area(key="today_text").value, app.text_input(key="today_on").value) == (WORDS, "20/7/2563")


def test_the_agency_sees_and_answers_its_own(own_province: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(TODAY, show="overdue")
    assert shown_numbers(app) == {
        "ด่วน": "0 เรื่อง",
        "รอตอบรับ": "4 เรื่อง",
        "ครบกำหนดรายงาน": "3 เรื่อง",
        "รอบ 15/30": "2 เรื่อง",
        "ใกล้ครบกำหนด": "0 เรื่อง",
        "เกินกำหนด": "2 เรื่อง",
    }
    assert {row[0] for row in listed(app, "agency")} == {LAND}
    ticked(app, OLDEST)
    app.text_area(key="today_text").set_value("รังวัดแล้ว")
    app.button(key="today_record").click()
    rerun(app)
    assert outcome(app) == ["บันทึกความก้าวหน้าแล้ว 1 จาก 1 รายการ", f"เรื่องที่ 2/2562 {LAND} บันทึกแล้ว"]
    assert [each.key for each in app.button if each.key == "today_undo"] == []


def test_a_long_queue_comes_in_pages_that_stand_in_the_address(own_province: Path) -> None:
    director = context_for(BOONMEE, home=open_home(settings_of(own_province)))
    fill(director, [course(f"many {n:02}", "2020-07-01") for n in range(PAGE_ROWS + 5)])
    app = opened(TODAY, show="not_sent")
    assert shown_numbers(app)["ยังไม่ส่งหน่วยงาน"] == f"{PAGE_ROWS + 6} เรื่อง"
    assert "รายการที่ 1–50 จาก 56 รายการ เรียงตามช้าที่สุดก่อน" in [each.value for each in app.caption]
    first = listed(app, "no", "late_by")
    second = listed(opened(TODAY, show="not_sent", page="2"), "no", "late_by")
    assert (len(first), len(second), len({*first, *second})) == (PAGE_ROWS, 6, PAGE_ROWS + 6)
    assert (first[0][1], second[-1]) == ("ช้า 29 วัน", ("10/2563", "ช้า 1 วัน"))
