"""The board: exact numbers of a small province, as several people see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.rules.access import Actor
from tests.pages.conftest import ANONG, BOONMEE, CHAI, DAO, LANDMAN, SOMSRI
from tests.support.screens import (
    drawing,
    drawings,
    listed,
    matrix_rows,
    opened,
    picks,
    rerun,
    shown_numbers,
    sign_in_as,
)

BOARD = "cases/board.py"
LAND = ("สำนักงานที่ดินจังหวัดร้อยเอ็ด", "1", "·", "1", "1", "·", "1", "4", "▲ 2 จาก 4")
POLICE = ("ตำรวจภูธรจังหวัดร้อยเอ็ด", "·", "1", "1", "·", "·", "1", "3", "▲ 1 จาก 3")
CENTRE = [
    ("ยังไม่ส่งหน่วยงาน", "1", "·", "·", "·", "·", "·", "1", "▲ 1 จาก 1"),
    ("รอศูนย์ฯ ตรวจสอบผล", "·", "·", "1", "·", "·", "·", "1", "ไม่มี"),
    ("ศูนย์ฯ ดำเนินการเอง", "·", "·", "1", "·", "·", "·", "1", "ไม่มี"),
]

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _anong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anong looks, unless a test says otherwise."""
    sign_in_as(monkeypatch, ANONG)


def test_pending_stands_first_with_its_whole_and_share() -> None:
    app = opened(BOARD)
    assert app.title[0].value == "เรื่องคงค้างรายหน่วยงาน"
    assert shown_numbers(app) == {
        "อยู่ระหว่างดำเนินการ": "9 เรื่อง จาก 14 เรื่อง (64.29%)",
        "เกินกำหนด": "4 เรื่อง จาก 9 เรื่อง",
        "ใกล้ครบกำหนด": "1 เรื่อง จาก 9 เรื่อง",
        "ค้างรายงาน": "6 เรื่อง จาก 9 เรื่อง",
    }


def test_agencies_stand_by_overdue_then_pending_and_the_centre_last() -> None:
    total = ("รวมทุกหน่วยงาน", "2", "1", "3", "1", "·", "2", "9", "▲ 4 จาก 9")
    assert matrix_rows(opened(BOARD)) == [LAND, POLICE, *CENTRE, total]


def test_the_board_goes_home_with_the_numbers_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[tuple[str, tuple[str, ...], list[tuple[str | int, ...]]]] = []

    def table_file(heading: str, columns: list[str], rows: Callable[[], Any], **_: str) -> None:
        files.append((heading, tuple(columns), rows()))

    monkeypatch.setattr("pages.ui.table_file.table_file", table_file)
    shown = matrix_rows(opened(BOARD))
    [(heading, columns, rows)] = files
    assert heading == "เรื่องคงค้างรายหน่วยงาน ณ วันที่ 31 กรกฎาคม 2563"
    assert (columns[0], columns[-3:]) == ("หน่วยงาน / อายุเรื่องเป็นวัน", ("เกินกำหนด", "ค้างรายงาน", "รอตรวจสอบผล"))
    assert [[str(cell or "·") for cell in row[:8]] for row in rows[:-1]] == [list(row[:8]) for row in shown[:-1]]
    assert rows[0][8:] == (2, 4, 0)
    assert rows[-1] == ("รวมทุกหน่วยงาน (นับเรื่องละหนึ่งครั้ง)", 2, 1, 3, 1, 0, 2, 9, 4, 6, "")


def test_it_says_why_the_rows_add_to_more_than_the_cases() -> None:
    said = [each.value for each in opened(BOARD).caption]
    assert "ผลบวกรายแถว 10 มากกว่า 9 เรื่อง เพราะเรื่องที่ส่งหลายหน่วยงานนับในทุกหน่วยงานที่ถืออยู่ บรรทัดรวมนับเรื่องละหนึ่งครั้ง" in said


def test_a_past_day_shows_what_was_pending_then() -> None:
    app = opened(BOARD, as_of="2019-09-30")
    assert matrix_rows(app) == [
        ("สำนักงานที่ดินจังหวัดร้อยเอ็ด", "·", "1", "·", "1", "·", "·", "2", "▲ 1 จาก 2"),
        ("รวมทุกหน่วยงาน", "·", "1", "·", "1", "·", "·", "2", "▲ 1 จาก 2"),
    ]
    assert shown_numbers(app)["อยู่ระหว่างดำเนินการ"] == "2 เรื่อง จาก 4 เรื่อง (50.00%)"


@pytest.mark.parametrize(
    ("query", "pending", "rows"),
    [
        pytest.param({"topic": "gambling"}, 3, ["ตำรวจภูธรจังหวัดร้อยเอ็ด", "รอศูนย์ฯ ตรวจสอบผล"], id="topic"),
        pytest.param(
            {"amphoe": "4502"},
            3,
            ["ตำรวจภูธรจังหวัดร้อยเอ็ด", "สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ยังไม่ส่งหน่วยงาน"],
            id="amphoe",
        ),
        pytest.param({"topic": "debt", "amphoe": "4502"}, 1, ["ยังไม่ส่งหน่วยงาน"], id="both"),
        pytest.param({"topic": "no-such-topic"}, 9, None, id="an-unknown-key-is-left-out"),
    ],
)
def test_filters_stand_in_the_address(query: dict[str, str], pending: int, rows: list[str] | None) -> None:
    app = opened(BOARD, **query)
    names = [row[0] for row in matrix_rows(app)][:-1]
    assert (matrix_rows(app)[-1][7], names if rows else None) == (str(pending), rows)


def test_a_filter_chosen_on_screen_goes_into_the_address_and_closes_what_was_open() -> None:
    app = opened(BOARD, cell="agency~land~~")
    app.selectbox(key="choice_topic").set_value("gambling")
    rerun(app)
    assert (app.query_params.get("topic"), "cell" in app.query_params, drawings(app, "list")) == (
        "gambling",
        False,
        [],
    )
    app.selectbox(key="choice_topic").set_value("")
    rerun(app)
    assert "topic" not in app.query_params


def test_nothing_found_says_what_to_do() -> None:
    app = opened(BOARD, topic="weapons")
    assert [each.value for each in app.info] == ["ไม่พบเรื่องคงค้างที่ตรงกับตัวกรอง โปรดเลือก “ทั้งหมด” เพื่อดูทุกเรื่อง"]
    assert drawings(app, "matrix") == []


def test_a_day_before_the_first_case_is_empty() -> None:
    app = opened(BOARD, as_of="2017-01-01")
    assert [each.value for each in app.info] == ["ไม่มีเรื่องคงค้าง ณ วันที่ 1 ม.ค. 2560"]


def test_a_cell_opens_its_cases_beside_the_matrix() -> None:
    app = opened(BOARD, cell="agency~land~>90~")
    assert app.subheader[0].value == "สำนักงานที่ดินจังหวัดร้อยเอ็ด · อายุ เกิน 90 วัน"
    assert listed(app, "no", "title", "age", "due", "late") == [
        ("2/2562", "แนวเขตที่ดินสาธารณะหนองใหญ่", "365 วัน", "23 ส.ค. 62", "เกินกำหนด 343 วัน · ค้างรายงาน")
    ]


def test_a_case_at_two_agencies_is_listed_once_with_both() -> None:
    rows = listed(opened(BOARD, cell="~~16-30~"), "no", "agency")
    assert rows == [
        ("6/2563", "ศูนย์ฯ ดำเนินการเอง"),
        ("7/2563", "สำนักงานที่ดินจังหวัดร้อยเอ็ด, ตำรวจภูธรจังหวัดร้อยเอ็ด"),
        ("5/2563", "รอศูนย์ฯ ตรวจสอบผล"),
    ]


def test_what_is_urgent_or_not_sent_says_so() -> None:
    assert listed(opened(BOARD, cell="not_sent~~~"), "title", "state", "due", "late") == [
        ("ด่วน · หนี้นอกระบบ ถูกข่มขู่", "รับเรื่องแล้ว รอส่งหน่วยงาน", "ไม่มีกำหนดแล้วเสร็จ", "เกินกำหนดส่งหน่วยงาน")
    ]


@pytest.mark.parametrize("basis", ["round", pytest.param("first", marks=pytest.mark.slow)])
def test_every_number_opens_as_many_cases_as_it_says(basis: str) -> None:
    data = drawing(opened(BOARD, age=basis), "matrix")
    cells = [cell for row in [*data["rows"], data["total"]] for cell in row["cells"] if cell["pick"]]
    counted = {cell["pick"]: int(cell["text"]) for cell in cells}
    assert {pick: len(listed(opened(BOARD, age=basis, cell=pick), "no")) for pick in counted} == counted


@pytest.mark.parametrize("cell", ["nonsense", "agency~land", "moon~land~~", "agency~land~0-8~", "agency~land~~late"])
def test_an_address_that_names_no_cell_opens_nothing(cell: str) -> None:
    assert drawings(opened(BOARD, cell=cell), "list") == []


def test_a_row_opens_the_case_with_its_clocks() -> None:
    app = opened(BOARD, cell="agency~land~>90~", case="2-2562")
    assert [each.value for each in app.subheader] == ["สำนักงานที่ดินจังหวัดร้อยเอ็ด · อายุ เกิน 90 วัน", "เรื่องที่ 2/2562"]
    html = "".join(each.proto.body for each in app.get("html"))
    assert "กำหนดแล้วเสร็จ</span> ครบกำหนด 23 ส.ค. 2562 <strong" in html
    assert "เกินกำหนด 343 วัน" in html
    assert "แนวเขตที่ดินสาธารณะหนองใหญ่" in html
    app.button(key="panel_back").click()
    assert "case" not in rerun(app).query_params
    app.button(key="side_close").click()
    assert "cell" not in rerun(app).query_params


def test_a_case_that_does_not_exist_is_said_so() -> None:
    app = opened(BOARD, cell="agency~land~~", case="999-2563")
    assert [each.value for each in app.error] == ["ไม่พบข้อมูลที่ขอ หรือบัญชีของท่านไม่มีสิทธิ์ดู"]


def test_age_since_first_receipt_can_be_chosen() -> None:
    app = opened(BOARD)
    app.segmented_control(key="age").set_value("first")
    assert rerun(app).query_params["age"] == "first"


def test_a_wall_gets_no_menu_and_no_banner() -> None:
    app = opened(BOARD, mode="projector")
    assert app.button(key="projector").label == "ออกจากโหมดจอใหญ่"
    assert [
        each.proto.body
        for each in app.get("html")
        if "dr-banner" in each.proto.body and "<style>" not in each.proto.body
    ] == []
    app.button(key="projector").click()
    assert "mode" not in rerun(app).query_params


def test_an_agency_sees_its_own_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(BOARD)
    assert matrix_rows(app) == [LAND, ("รวมทุกหน่วยงาน", *LAND[1:])]
    assert shown_numbers(app)["อยู่ระหว่างดำเนินการ"] == "4 เรื่อง"


def test_an_agency_elsewhere_sees_nothing_even_of_a_cell_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, CHAI)
    app = opened(BOARD, cell="agency~land~~", case="2-2562")
    assert (drawings(app, "matrix"), drawings(app, "list"), len(app.info)) == ([], [], 1)


def test_an_executive_sees_titles_but_opens_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, DAO)
    app = opened(BOARD, cell="agency~land~>90~", case="2-2562")
    assert picks(drawing(app, "list")) == []
    assert listed(app, "title") == [("แนวเขตที่ดินสาธารณะหนองใหญ่",)]
    assert len(app.subheader) == 1


@pytest.mark.parametrize(
    ("actor", "officers"),
    [
        pytest.param(ANONG, ["ทุกคน", "เรื่องของฉัน"], id="officer"),
        pytest.param(BOONMEE, ["ทุกคน", "เรื่องของฉัน"], id="director"),
        pytest.param(DAO, None, id="executive"),
    ],
)
def test_only_who_has_cases_may_ask_for_their_own(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, officers: list[str] | None
) -> None:
    sign_in_as(monkeypatch, actor)
    boxes = {each.label: each.options for each in opened(BOARD).selectbox}
    assert boxes.get("ผู้รับผิดชอบ") == officers


def test_an_administrator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, SOMSRI)
    app = opened(BOARD)
    assert ([each.value for each in app.error], drawings(app, "matrix")) == (["บัญชีของท่านไม่มีสิทธิ์ดูข้อมูลนี้"], [])
