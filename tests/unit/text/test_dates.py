"""Days written and read the Thai way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.errors import DomainError
from core.text.dates import (
    DateOrder,
    UnreadableDay,
    bangkok_day,
    be_year,
    ce_year,
    fiscal_year_be,
    fiscal_year_span,
    parse_day,
    refuse_buddhist_year,
    thai_day,
    thai_day_full,
    thai_day_long,
    thai_day_short,
    thai_month,
    thai_month_short,
    thai_time,
    thai_weekday,
)

THE_DAY = date(2026, 11, 22)


def test_days_are_written_for_screen_list_paper_and_echo() -> None:
    written = (thai_day(date(2026, 3, 2)), thai_day_short(date(2020, 7, 29)), thai_day_full(date(2020, 7, 29)))
    assert written == ("2 มี.ค. 2569", "29 ก.ค. 63", "29 กรกฎาคม 2563")
    assert thai_day_long(THE_DAY) == "วันอาทิตย์ที่ 22 พฤศจิกายน 2569"


def test_every_month_has_its_name() -> None:
    assert [thai_month_short(2026, month) for month in range(1, 13)] == [
        *("ม.ค. 69", "ก.พ. 69", "มี.ค. 69", "เม.ย. 69", "พ.ค. 69", "มิ.ย. 69"),
        *("ก.ค. 69", "ส.ค. 69", "ก.ย. 69", "ต.ค. 69", "พ.ย. 69", "ธ.ค. 69"),
    ]
    assert [thai_month(2026, month) for month in range(1, 13)] == [
        *("มกราคม 2569", "กุมภาพันธ์ 2569", "มีนาคม 2569", "เมษายน 2569", "พฤษภาคม 2569", "มิถุนายน 2569"),
        *("กรกฎาคม 2569", "สิงหาคม 2569", "กันยายน 2569", "ตุลาคม 2569", "พฤศจิกายน 2569", "ธันวาคม 2569"),
    ]


def test_a_short_year_has_two_digits() -> None:
    assert thai_day_short(date(1961, 1, 5)) == "5 ม.ค. 04"


def test_every_weekday_has_its_name() -> None:
    week = [date(2026, 11, day) for day in range(16, 23)]
    assert [thai_weekday(day) for day in week] == [
        *("วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์")
    ]


def test_eras_are_543_years_apart() -> None:
    assert (be_year(2026), ce_year(2569)) == (2569, 2026)


@pytest.mark.parametrize(
    ("instant", "day", "time"),
    [
        pytest.param(datetime(2026, 3, 1, 16, 59, tzinfo=UTC), date(2026, 3, 1), "23.59 น.", id="before-midnight"),
        pytest.param(datetime(2026, 3, 1, 17, 0, tzinfo=UTC), date(2026, 3, 2), "00.00 น.", id="at-midnight"),
        pytest.param(datetime(2026, 3, 1, 17, 1, tzinfo=UTC), date(2026, 3, 2), "00.01 น.", id="after-midnight"),
        pytest.param(
            datetime(2025, 12, 31, 22, 0, tzinfo=timezone(timedelta(hours=-5))),
            date(2026, 1, 1),
            "10.00 น.",
            id="any-zone",
        ),
    ],
)
def test_an_instant_falls_on_a_bangkok_day(instant: datetime, day: date, time: str) -> None:
    assert (bangkok_day(instant), thai_time(instant)) == (day, time)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        bangkok_day(datetime(2026, 3, 1, 16, 59))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        pytest.param(date(2026, 9, 30), 2569, id="last-day"),
        pytest.param(date(2026, 10, 1), 2570, id="first-day"),
        pytest.param(date(2026, 10, 2), 2570, id="second-day"),
        pytest.param(date(2026, 12, 31), 2570, id="december"),
        pytest.param(date(2027, 1, 1), 2570, id="january"),
    ],
)
def test_fiscal_year(day: date, fiscal_year: int) -> None:
    assert fiscal_year_be(day) == fiscal_year


def test_fiscal_year_span_includes_both_ends() -> None:
    assert fiscal_year_span(2569) == (date(2025, 10, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("22/11/2569", id="numbers"),
        pytest.param("๒๒/๑๑/๒๕๖๙", id="thai-digits"),
        pytest.param("22 พ.ย. 69", id="short-month-short-year"),
        pytest.param("22 พฤศจิกายน 2569", id="full-month"),
        pytest.param("2026-11-22", id="iso"),
        pytest.param("22/11/69", id="short-year"),
        pytest.param("22-11-2569", id="dashes"),
        pytest.param("22.11.2569", id="dots"),
        pytest.param(" 22 / 11 / 2569 ", id="spaces"),
        pytest.param("22/11/2026", id="ce-year-is-unambiguous"),
        pytest.param("2026/11/22", id="year-first-slashes"),
        pytest.param("22พย69", id="no-dots-no-spaces"),
        pytest.param("วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ. 2569", id="in-full"),
        pytest.param("วันที่ ๒๒ เดือน พฤศจิกายน พ.ศ. ๒๕๖๙", id="as-on-a-form"),
        pytest.param("22 พฤศจิกายน ค.ศ. 2026", id="ce-said-so"),
        pytest.param("22\u200b พ.ย.\u00a02569", id="invisible-and-hard-spaces"),
    ],
)
def test_a_typed_day_is_read(typed: str) -> None:
    assert parse_day(typed) == THE_DAY


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("", "error.day_unreadable", id="empty"),
        pytest.param("พรุ่งนี้", "error.day_unreadable", id="words"),
        pytest.param("22/11", "error.day_unreadable", id="no-year"),
        pytest.param("22/11-2569", "error.day_unreadable", id="mixed-separators"),
        pytest.param("22 11 2569", "error.day_unreadable", id="spaces-as-separators"),
        pytest.param("2 2/11/2569", "error.day_unreadable", id="broken-number"),
        pytest.param("22/11/569", "error.day_unreadable", id="three-digit-year"),
        pytest.param("22 พ.ข. 69", "error.day_unreadable", id="no-such-month"),
        pytest.param("22 พ.ย. ค.ศ. 69", "error.day_unreadable", id="short-ce-year"),
        pytest.param("31/2/2569", "error.day_not_in_calendar", id="31-february"),
        pytest.param("29/2/2568", "error.day_not_in_calendar", id="29-february-of-no-leap-year"),
        pytest.param("0/1/2569", "error.day_not_in_calendar", id="day-0"),
        pytest.param("11/22/2569", "error.day_not_in_calendar", id="month-22"),
        pytest.param("2569-11-22", "error.day_be_as_ce", id="2569-taken-as-ce"),
        pytest.param("22 พฤศจิกายน ค.ศ. 2569", "error.day_be_as_ce", id="2569-called-ce"),
        pytest.param("22/11/1899", "error.day_year", id="before-1900"),
        pytest.param("22/11/2743", "error.day_year", id="after-2199"),
        pytest.param("วันจันทร์ที่ 22 พฤศจิกายน 2569", "error.day_weekday", id="wrong-weekday"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_reason(typed: str, key: str) -> None:
    with pytest.raises(UnreadableDay) as refused:
        parse_day(typed)
    assert refused.value.key == key


def test_a_refused_day_is_both_a_domain_error_and_a_value_error() -> None:
    assert UnreadableDay.__mro__[1:3] == (DomainError, ValueError)


def test_the_refusal_of_a_be_year_names_the_ce_year() -> None:
    with pytest.raises(UnreadableDay) as refused:
        parse_day("2569-11-22")
    assert refused.value.facts == {"be": 2569, "ce": 2026}


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        pytest.param("11/6/2023", "mdy", date(2023, 11, 6), id="american"),
        pytest.param("11/6/2023", "dmy", date(2023, 6, 11), id="day-first"),
        pytest.param("2558/10/01", "ymd", date(2015, 10, 1), id="be-year-first-in-a-file-known-to-be-so"),
        pytest.param("2016-3- 7 ", "dmy", date(2016, 3, 7), id="year-in-front-wins"),
        pytest.param("9 ธ.ค. 67", "mdy", date(2024, 12, 9), id="a-named-month-needs-no-order"),
    ],
)
def test_a_file_says_its_order(typed: str, order: DateOrder, day: date) -> None:
    assert parse_day(typed, order=order) == day


@pytest.mark.parametrize("order", ["mdy", "ymd"])
def test_a_short_year_is_refused_in_a_file_that_is_not_day_first(order: DateOrder) -> None:
    with pytest.raises(UnreadableDay):
        parse_day("01/02/69", order=order)


def test_a_widget_that_was_given_2569_is_refused() -> None:
    with pytest.raises(UnreadableDay) as refused:
        refuse_buddhist_year(date(2569, 11, 22))
    assert (refused.value.key, refused.value.facts) == ("error.day_be_as_ce", {"be": 2569, "ce": 2026})
    refuse_buddhist_year(THE_DAY)
