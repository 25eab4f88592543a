"""The day in question as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from pages.ui.pickers import quick_days
from tests.pages.conftest import ANONG
from tests.support.screens import opened, rerun, sign_in_as

BOARD = "cases/board.py"

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _anong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anong looks."""
    sign_in_as(monkeypatch, ANONG)


@pytest.mark.parametrize(
    ("typed", "in_address", "echo"),
    [
        pytest.param("29/7/2563", "2020-07-29", "ข้อมูลถึงสิ้นวันพุธที่ 29 กรกฎาคม 2563", id="be"),
        pytest.param("๒๙/๐๗/๒๕๖๓", "2020-07-29", "ข้อมูลถึงสิ้นวันพุธที่ 29 กรกฎาคม 2563", id="thai-digits"),
        pytest.param("30 ก.ย. 62", "2019-09-30", "ข้อมูลถึงสิ้นวันจันทร์ที่ 30 กันยายน 2562", id="words"),
        pytest.param("2020-07-29", "2020-07-29", "ข้อมูลถึงสิ้นวันพุธที่ 29 กรกฎาคม 2563", id="iso"),
        pytest.param("31/7/2563", None, "ข้อมูลถึงสิ้นวันศุกร์ที่ 31 กรกฎาคม 2563", id="today-needs-no-address"),
    ],
)
def test_a_day_is_read_and_echoed_in_full(typed: str, in_address: str | None, echo: str) -> None:
    app = opened(BOARD, as_of="2020-01-15")
    app.text_input(key="as_of_typed").set_value(typed)
    rerun(app)
    assert (app.query_params.get("as_of"), app.caption[0].value, list(app.error)) == (in_address, echo, [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("1/8/2563", "วันที่ 1 ส.ค. 2563 ยังมาไม่ถึง (วันนี้ 31 ก.ค. 2563)", id="tomorrow"),
        pytest.param("31/2/2563", "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวันและเดือน", id="no-such-day"),
        pytest.param(
            "2563-07-29",
            "ปี 2563 เป็นพุทธศักราช โปรดพิมพ์ เช่น 22/11/2563 หรือใช้ปีคริสต์ศักราช 2020",
            id="be-taken-as-ce",
        ),
        pytest.param("เมื่อวาน", "อ่านวันที่ไม่ได้ โปรดพิมพ์ เช่น 22/11/2569 หรือ 22 พ.ย. 69", id="unreadable"),
    ],
)
def test_what_is_no_past_day_is_refused_in_words_and_nothing_moves(typed: str, sentence: str) -> None:
    app = opened(BOARD, as_of="2020-01-15")
    app.text_input(key="as_of_typed").set_value(typed)
    rerun(app)
    assert ([each.value for each in app.error], app.query_params["as_of"]) == ([sentence], "2020-01-15")
    assert app.text_input(key="as_of_typed").value == typed
    assert (list(rerun(app).error), app.text_input(key="as_of_typed").value) == ([], "15/1/2563")


@pytest.mark.parametrize(
    ("button", "in_address"),
    [("as_of_today", None), ("as_of_month", "2020-06-30"), ("as_of_year", "2019-09-30")],
)
def test_the_days_asked_for_most_are_one_click_away(button: str, in_address: str | None) -> None:
    app = opened(BOARD, as_of="2020-01-15")
    app.button(key=button).click()
    assert rerun(app).query_params.get("as_of") == in_address


@pytest.mark.parametrize("asked", ["2569-01-01", "2020-08-01", "soon"])
def test_an_address_with_an_impossible_day_shows_today(asked: str) -> None:
    assert opened(BOARD, as_of=asked).caption[0].value == "ข้อมูลถึงสิ้นวันศุกร์ที่ 31 กรกฎาคม 2563"


@pytest.mark.parametrize(
    ("today", "month", "year"),
    [
        pytest.param(date(2020, 7, 31), date(2020, 6, 30), date(2019, 9, 30), id="july"),
        pytest.param(date(2020, 9, 30), date(2020, 8, 31), date(2019, 9, 30), id="last-day-of-the-year"),
        pytest.param(date(2020, 10, 1), date(2020, 9, 30), date(2020, 9, 30), id="first-day-of-the-year"),
        pytest.param(date(2020, 1, 1), date(2019, 12, 31), date(2019, 9, 30), id="new-year"),
    ],
)
def test_quick_days(today: date, month: date, year: date) -> None:
    assert quick_days(today) == {"today": today, "month": month, "year": year}
