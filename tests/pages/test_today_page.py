"""The day's work: numbers of the small province by role, and the list of each queue."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.figures.today import Queue
from core.rules.access import Actor
from db.context import context_for, open_home
from pages.ui.today_list import _file
from tests.pages.conftest import ANONG, CHAI, LANDMAN
from tests.support.screens import drawing, drawings, listed, opened, rerun, shown_numbers, sign_in_as
from tests.support.today import APRIL, LAND, OLDEST, POLICE, TODAY, ticked

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _anong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anong looks, unless a test says otherwise."""
    sign_in_as(monkeypatch, ANONG)


def test_the_strip_counts_each_queue_by_case() -> None:
    app = opened(TODAY)
    assert app.title[0].value == "งานที่ต้องทำวันนี้"
    assert shown_numbers(app) == {
        "ด่วน": "1 เรื่อง",
        "ยังไม่ส่งหน่วยงาน": "1 เรื่อง",
        "รอตอบรับ": "6 เรื่อง 7 รายการ",
        "ครบกำหนดรายงาน": "5 เรื่อง 6 รายการ",
        "รอบ 15/30": "3 เรื่อง",
        "ใกล้ครบกำหนด": "1 เรื่อง",
        "เกินกำหนด": "4 เรื่อง",
        "รอตรวจสอบผล": "1 เรื่อง",
        "ต้องแจ้งผล": "0 เรื่อง",
        "ต้องตอบหน่วยงานต้นเรื่อง": "0 เรื่อง",
        "ผู้ร้องขอให้ทบทวน": "0 เรื่อง",
    }


def test_every_number_says_what_it_counts_and_an_empty_one_opens_nothing() -> None:
    figures = drawing(opened(TODAY), "figures")["figures"]
    assert [bool(each["definition"]) for each in figures] == [True] * len(Queue)
    assert [each["label"] for each in figures if not each["pick"]] == [
        "ต้องแจ้งผล",
        "ต้องตอบหน่วยงานต้นเรื่อง",
        "ผู้ร้องขอให้ทบทวน",
    ]


@pytest.mark.parametrize(
    ("queue", "rows"),
    [
        pytest.param(
            "overdue",
            [
                ("2/2562", LAND, "กำหนดแล้วเสร็จ", "23 ส.ค. 62", "ช้า 343 วัน", "ยังไม่เร่งรัด"),
                ("2/2563", POLICE, "กำหนดแล้วเสร็จ", "5 พ.ค. 63", "ช้า 87 วัน", "ยังไม่เร่งรัด"),
                ("4/2563", LAND, "กำหนดแล้วเสร็จ", "24 มิ.ย. 63", "ช้า 37 วัน", "ยังไม่เร่งรัด"),
                ("10/2563", "", "กำหนดส่งหน่วยงาน", "30 ก.ค. 63", "ช้า 1 วัน", ""),
            ],
            id="overdue-longest-late-first",
        ),
        pytest.param(
            "near",
            [("6/2563", "ศูนย์ดำรงธรรมจังหวัดร้อยเอ็ด", "กำหนดแล้วเสร็จ", "4 ส.ค. 63", "อีก 4 วัน", "")],
            id="near",
        ),
        pytest.param(
            "check", [("5/2563", POLICE, "ตรวจสอบผลก่อนยุติเรื่อง", "", "รอมาแล้ว 11 วัน", "")], id="awaiting-the-check"
        ),
        pytest.param("not_sent", [("10/2563", "", "กำหนดส่งหน่วยงาน", "30 ก.ค. 63", "ช้า 1 วัน", "")], id="nowhere-yet"),
    ],
)
def test_a_queue_in_the_address_shows_its_list(queue: str, rows: list[tuple[str, ...]]) -> None:
    app = opened(TODAY, show=queue)
    assert listed(app, "no", "agency", "owed", "due", "late_by", "chased") == rows
    assert drawing(app, "figures")["chosen"] == queue


def test_without_a_wish_the_first_queue_is_open_and_a_wrong_one_is_left_out() -> None:
    assert listed(opened(TODAY), "no", "title") == [("10/2563", "ด่วน · หนี้นอกระบบ ถูกข่มขู่")]
    assert drawing(opened(TODAY, show="no-such-queue", page="x"), "figures")["chosen"] == "urgent"


def test_a_number_is_a_link_to_its_case() -> None:
    row = drawing(opened(TODAY, show="overdue"), "list")["rows"][0]
    assert (row["href"], row["said"]) == ("case?no=2-2562", "เปิดเรื่องที่ 2/2562")


def test_a_page_beyond_the_end_shows_the_first() -> None:
    assert len(listed(opened(TODAY, show="overdue", page="7"), "no")) == 4


def test_nothing_can_be_recorded_before_a_row_is_chosen() -> None:
    app = opened(TODAY, show="overdue")
    assert [each.key for each in app.button if each.key == "today_record"] == []


def test_one_row_shows_its_clocks() -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST)
    assert "เรื่องที่ 2/2562" in [each.value for each in app.subheader]
    assert app.button(key="today_record").label == "บันทึกการเร่งรัด 1 รายการ"
    two = ticked(app, OLDEST, APRIL)
    assert "เรื่องที่ 2/2562" not in [each.value for each in two.subheader]


@pytest.mark.parametrize(
    ("actor", "queue", "key", "verbs", "usual"),
    [
        (ANONG, "overdue", OLDEST, ["ตอบรับ", "ความก้าวหน้า", "แล้วเสร็จ", "เร่งรัด"], "บันทึกการเร่งรัด 1 รายการ"),
        (ANONG, "acknowledge", OLDEST, ["ตอบรับ", "ความก้าวหน้า", "แล้วเสร็จ", "เร่งรัด"], "บันทึกการตอบรับ 1 รายการ"),
        (LANDMAN, "overdue", OLDEST, ["ตอบรับ", "ความก้าวหน้า", "แล้วเสร็จ"], "บันทึกความก้าวหน้า 1 รายการ"),
    ],
    ids=["officer", "officer-where-an-answer-is-awaited", "agency"],
)
def test_what_can_be_recorded_follows_role_and_queue(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, queue: str, key: str, verbs: list[str], usual: str
) -> None:
    sign_in_as(monkeypatch, actor)
    app = ticked(opened(TODAY, show=queue), key, queue=queue)
    assert app.button_group(key="today_verb").options == verbs
    assert app.button(key="today_record").label == usual


def test_a_row_that_stands_at_no_agency_is_sent_to_its_page() -> None:
    app = ticked(opened(TODAY, show="check"), "5-2563.0", queue="check")
    assert "รายการที่เลือกต้องดำเนินการในหน้าเรื่อง โปรดกดเลขรับเรื่อง" in [each.value for each in app.info]
    mixed = ticked(opened(TODAY, show="overdue"), OLDEST, "10-2563.0")
    assert mixed.button(key="today_record").label == "บันทึกการเร่งรัด 1 รายการ"
    assert "มี 1 รายการที่เลือกซึ่งบันทึกจากหน้านี้ไม่ได้ โปรดเปิดเรื่อง" in [each.value for each in mixed.caption]


@pytest.mark.parametrize(
    ("actor", "queue", "key", "forms"),
    [
        pytest.param(ANONG, "overdue", OLDEST, ["extend", "correct"], id="at-an-agency"),
        pytest.param(ANONG, "overdue", "10-2563.0", ["forward", "close", "correct"], id="nowhere"),
        pytest.param(ANONG, "check", "5-2563.0", ["close", "send_back", "correct"], id="to-check"),
        pytest.param(LANDMAN, "overdue", OLDEST, [], id="the-agency-itself"),
    ],
)
def test_a_row_leads_to_the_forms_of_its_case(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, queue: str, key: str, forms: list[str]
) -> None:
    sign_in_as(monkeypatch, actor)
    app = ticked(opened(TODAY, show=queue), key, queue=queue)
    assert [each.key for each in app.button if (each.key or "").startswith("today_do_")] == [
        f"today_do_{name}" for name in forms
    ]


def test_a_form_of_a_row_opens_on_the_page_of_its_case() -> None:
    app = ticked(opened(TODAY, show="overdue"), OLDEST)
    app.button(key="today_do_extend").click()
    rerun(app)
    assert (app.query_params["no"], app.query_params["do"], app.query_params["referral"]) == ("2-2562", "extend", "1")
    assert "ขยายกำหนดเวลา" in [each.value for each in app.subheader]


def test_the_ladder_of_reminders_says_what_comes_next() -> None:
    said = [each.value for each in ticked(opened(TODAY, show="overdue"), OLDEST).caption]
    assert "ครั้งนี้เป็นการเร่งรัดครั้งที่ 1" in said
    assert [each for each in said if each.startswith("ขั้นต่อไป")] == ["ขั้นต่อไป: เร่งรัดครั้งที่ 1 ตั้งแต่ 6 ส.ค. 2562"]


def test_an_agency_without_cases_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, CHAI)
    app = opened(TODAY, show="check")
    assert [each.value for each in app.success] == ["ไม่มีเรื่องที่ต้องทำวันนี้"]
    assert drawings(app, "list") == []


def test_the_queue_is_taken_home_as_a_file() -> None:
    ctx = context_for(ANONG, home=open_home())
    book = load_workbook(BytesIO(_file(ctx, Queue.OVERDUE, "เกินกำหนด ณ วันที่ 31 กรกฎาคม 2563")))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert rows[0][:7] == ["เลขรับเรื่อง", "หัวข้อเรื่อง", "หน่วยงาน", "สิ่งที่ต้องทำ", "ครบกำหนด", "กำหนดเวลา", "เร่งรัดล่าสุด"]
    assert [(row[0], row[5]) for row in rows[1:]] == [
        ("2/2562", "ช้า 343 วัน"),
        ("2/2563", "ช้า 87 วัน"),
        ("4/2563", "ช้า 37 วัน"),
        ("10/2563", "ช้า 1 วัน"),
    ]
