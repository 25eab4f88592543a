"""Every way in which registers write a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from core.exchange.cells import Cell
from core.exchange.days import Moment, read_moment
from core.exchange.findings import FindingKind
from core.text.dates import DateOrder

TODAY = date(2026, 11, 22)
JULY_29 = date(2020, 7, 29)


def read(cell: Cell, order: DateOrder | None = None, today: date = TODAY) -> Moment:
    return read_moment(cell, order=order, today=today)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        pytest.param("2020-07-29", JULY_29, id="iso"),
        pytest.param("2020/7/29", JULY_29, id="year-first-slashes"),
        pytest.param("2563-07-29", JULY_29, id="year-first-be"),
        pytest.param("2015-9- 15", date(2015, 9, 15), id="blank-inside"),
        pytest.param(" 2016-3- 7 ", date(2016, 3, 7), id="blanks-around"),
        pytest.param("29/7/2563", JULY_29, id="be"),
        pytest.param("29.07.2020", JULY_29, id="dots-ce"),
        pytest.param("๒๙/๗/๒๕๖๓", JULY_29, id="thai-digits"),
        pytest.param("29 กรกฎาคม 2563", JULY_29, id="month-name"),
        pytest.param("29 ก.ค. 2563", JULY_29, id="month-short"),
        pytest.param("29กค2563", JULY_29, id="month-without-dots"),
        pytest.param("29-ก.ค.-2563", JULY_29, id="month-with-dashes"),
        pytest.param("๒๙ กรกฎาคม พ.ศ. ๒๕๖๓", JULY_29, id="with-era"),
        pytest.param("29 กรกฎาคม ค.ศ. 2020", JULY_29, id="with-common-era"),
        pytest.param("วันพุธที่ 29 เดือน กรกฎาคม 2563", JULY_29, id="with-weekday"),
        pytest.param("ลงวันที่ 29 ก.ค. 2563", JULY_29, id="with-prefix"),
        pytest.param("29 Jul 2020", JULY_29, id="english"),
        pytest.param("July 29, 2020", JULY_29, id="english-month-first"),
        pytest.param("2014-01-21T00:00:00.000Z", date(2014, 1, 21), id="midnight-utc-is-a-day"),
        pytest.param(44041, JULY_29, id="serial"),
        pytest.param("44041", JULY_29, id="serial-as-text"),
        pytest.param("20200729", JULY_29, id="packed"),
        pytest.param("25630729", JULY_29, id="packed-be"),
        pytest.param(JULY_29, JULY_29, id="true-date"),
        pytest.param("5/5/2015", date(2015, 5, 5), id="both-orders-agree"),
        pytest.param("29/2/2567", date(2024, 2, 29), id="leap-day-be"),
    ],
)
def test_days_that_need_no_order(cell: Cell, day: date) -> None:
    assert read(cell) == Moment(day)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        pytest.param("2023-05-12 13:27:54.482138+00", datetime(2023, 5, 12, 13, 27, 54, tzinfo=UTC), id="utc"),
        pytest.param("2023-05-12T20:00:00Z", datetime(2023, 5, 12, 20, 0, tzinfo=UTC), id="utc-evening"),
        pytest.param("28/11/2023 21:01", datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="local"),
        pytest.param("2023-11-28T21:01:00+07:00", datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="with-zone"),
        pytest.param("28/11/2566 เวลา 21.01 น.", datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="thai-time"),
        pytest.param("28/11/2023 9:01 PM", datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="afternoon"),
        pytest.param(datetime(2023, 11, 28, 21, 1), datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="cell"),  # noqa: DTZ001
        pytest.param(45258.875694, datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="serial-with-fraction"),
        pytest.param(1701180060, datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="unix-seconds"),
        pytest.param(1701180060000, datetime(2023, 11, 28, 14, 1, tzinfo=UTC), id="unix-milliseconds"),
    ],
)
def test_instants_are_utc(cell: Cell, at: datetime) -> None:
    assert read(cell).at == at


def test_the_day_of_an_instant_is_bangkoks() -> None:
    assert read("2023-05-12 17:30:00+00").day == date(2023, 5, 13)
    assert read("2023-05-12 16:59:59+00").day == date(2023, 5, 12)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", " - ", "null", "NaT", "ไม่ระบุ", None, 0, "0000-00-00"),
        *("1969-12-31", "1969-12-31T00:00:00.000Z", "1970-01-01", "31/12/2512", "1/1/2513", date(1970, 1, 1)),
        *("1969-12-31T17:00:00Z", "1899-12-30", "0001-01-01"),
    ],
)
def test_what_means_no_date(cell: Cell) -> None:
    assert read(cell, "dmy") == Moment()


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        pytest.param("31/02/2015", FindingKind.IMPOSSIBLE_DATE, id="no-such-day"),
        pytest.param("2015-13-01", FindingKind.IMPOSSIBLE_DATE, id="no-such-month"),
        pytest.param("29/2/2564", FindingKind.IMPOSSIBLE_DATE, id="leap-day-of-ce-2564-only"),
        pytest.param(date(2564, 2, 28).replace(year=2564), None, id="be-cell-is-fine"),
        pytest.param("15/9/215", FindingKind.IMPOSSIBLE_DATE, id="year-of-three-digits"),
        pytest.param("15/9/1815", FindingKind.IMPOSSIBLE_DATE, id="before-the-centres"),
        pytest.param("15/9/2115", FindingKind.IMPOSSIBLE_DATE, id="too-far-ahead"),
        pytest.param("15 สิงหาคน 2558", FindingKind.UNREADABLE_DATE, id="no-such-month-name"),
        pytest.param("กลางเดือนมีนาคม", FindingKind.UNREADABLE_DATE, id="words"),
        pytest.param("2558", FindingKind.UNREADABLE_DATE, id="only-a-year"),
        pytest.param("812345678", FindingKind.UNREADABLE_DATE, id="a-phone-in-a-date-column"),
        pytest.param(time(9, 0), FindingKind.UNREADABLE_DATE, id="only-a-time"),
        pytest.param("5/1/2015 25:00", FindingKind.IMPOSSIBLE_DATE, id="no-such-hour"),
        pytest.param("#NAME?", FindingKind.EXCEL_ERROR, id="formula-error"),
        pytest.param("########", FindingKind.EXCEL_ERROR, id="column-too-narrow"),
    ],
)
def test_troubles(cell: Cell, trouble: FindingKind | None) -> None:
    found = read(cell, "dmy")
    expected = FindingKind.BE_YEAR_IN_CE_CELL if trouble is None else trouble
    assert (found.trouble, found.day is None) == (expected, trouble is not None)


def test_a_be_year_typed_into_a_ce_cell_is_understood_and_said() -> None:
    assert read(date(2563, 7, 29)) == Moment(JULY_29, trouble=FindingKind.BE_YEAR_IN_CE_CELL)
    assert read(242_367) == Moment(JULY_29, trouble=FindingKind.BE_YEAR_IN_CE_CELL)
    assert read(date(2564, 2, 28)).day == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        pytest.param("11/6/2023", "dmy", date(2023, 6, 11), id="day-first"),
        pytest.param("11/6/2023", "mdy", date(2023, 11, 6), id="month-first"),
        pytest.param("11/6/2566", "dmy", date(2023, 6, 11), id="be-day-first"),
        pytest.param("23/6/11", "ymd", date(2023, 6, 11), id="short-year-first"),
        pytest.param("2023-06-11", "mdy", date(2023, 6, 11), id="year-in-front-needs-no-order"),
        pytest.param("28/11/2023", "ymd", date(2023, 11, 28), id="year-behind-in-a-year-first-file"),
    ],
)
def test_the_order_decides(cell: str, order: DateOrder, day: date) -> None:
    assert read(cell, order).day == day


def test_an_ambiguous_order_is_never_guessed() -> None:
    assert read("11/6/2023") == Moment(trouble=FindingKind.AMBIGUOUS_DATE_ORDER)


def test_a_day_that_does_not_fit_the_given_order_is_not_turned_round() -> None:
    assert read("11/28/2023", "dmy") == Moment(trouble=FindingKind.IMPOSSIBLE_DATE)
    assert read("11/28/2023") == Moment(date(2023, 11, 28))


@pytest.mark.parametrize(
    ("cell", "today", "day"),
    [
        pytest.param("9 ธ.ค. 67", TODAY, date(2024, 12, 9), id="be"),
        pytest.param("15/9/58", TODAY, date(2015, 9, 15), id="be-numeric"),
        pytest.param("15/9/15", TODAY, date(2015, 9, 15), id="ce"),
        pytest.param("15/9/98", TODAY, date(1998, 9, 15), id="ce-last-century"),
        pytest.param("15/9/27", TODAY, date(2027, 9, 15), id="ce-next-year"),
        pytest.param("15/9/28", TODAY, None, id="ce-after-next-year-be-before-1990"),
        pytest.param("15/9/33", date(2040, 1, 1), None, id="once-both-eras-fit-it-is-not-read"),
    ],
)
def test_two_digit_years(cell: str, today: date, day: date | None) -> None:
    found = read(cell, "dmy", today)
    assert found == (
        Moment(day, trouble=FindingKind.TWO_DIGIT_YEAR) if day else Moment(trouble=FindingKind.IMPOSSIBLE_DATE)
    )
