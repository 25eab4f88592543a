"""Working days and periodic report days, day by day."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

from core.model.holidays import Holiday, WorkCalendar
from core.model.promises import NamedDay
from core.rules.calendar import (
    PeriodicWindow,
    add_working_days,
    is_weekend,
    is_working_day,
    next_periodic_due,
    next_working_day,
    periodic_dues,
    skipped_days,
    unconfirmed_years,
    window_holding,
    work_calendar,
    working_days_between,
)

CALENDAR_2569 = WorkCalendar(
    {
        date(2026, 1, 1): "วันขึ้นปีใหม่",
        date(2026, 1, 2): "วันหยุดพิเศษ",
        date(2026, 4, 6): "วันจักรี",
        date(2026, 4, 13): "วันสงกรานต์",
        date(2026, 4, 14): "วันสงกรานต์",
        date(2026, 4, 15): "วันสงกรานต์",
        date(2026, 5, 31): "วันวิสาขบูชา",
        date(2026, 6, 1): "ชดเชยวันวิสาขบูชา",
        date(2026, 12, 10): "วันรัฐธรรมนูญ",
        date(2026, 12, 31): "วันสิ้นปี",
    },
    frozenset({2026}),
)


@pytest.mark.parametrize(
    ("start", "count", "due_on"),
    [
        pytest.param(date(2026, 3, 2), 1, date(2026, 3, 3), id="monday-is-due-on-tuesday"),
        pytest.param(date(2026, 3, 6), 1, date(2026, 3, 9), id="friday-skips-weekend"),
        pytest.param(date(2026, 3, 7), 1, date(2026, 3, 9), id="saturday-start-is-not-counted"),
        pytest.param(date(2026, 3, 8), 1, date(2026, 3, 9), id="sunday-start-is-not-counted"),
        pytest.param(date(2026, 3, 2), 5, date(2026, 3, 9), id="a-working-week-ends-on-the-same-weekday"),
        pytest.param(date(2026, 4, 9), 1, date(2026, 4, 10), id="day-before-the-last-before-songkran"),
        pytest.param(date(2026, 4, 10), 1, date(2026, 4, 16), id="before-songkran"),
        pytest.param(date(2026, 4, 13), 1, date(2026, 4, 16), id="holiday-start-is-not-counted"),
        pytest.param(date(2026, 4, 16), 1, date(2026, 4, 17), id="after-songkran"),
        pytest.param(date(2026, 4, 30), 1, date(2026, 5, 1), id="labour-day-is-a-working-day-for-government"),
        pytest.param(date(2026, 5, 29), 1, date(2026, 6, 2), id="holiday-on-sunday-and-its-substitute"),
        pytest.param(date(2026, 12, 30), 1, date(2027, 1, 1), id="unknown-year-counts-weekends-only"),
        pytest.param(date(2026, 4, 9), 15, date(2026, 5, 5), id="fifteen-working-days-over-songkran"),
    ],
)
def test_add_working_days(start: date, count: int, due_on: date) -> None:
    assert add_working_days(start, count, CALENDAR_2569) == due_on


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_has_at_least_one_day(count: int) -> None:
    with pytest.raises(ValueError, match=f"count must be at least 1, not {count}"):
        add_working_days(date(2026, 3, 2), count, CALENDAR_2569)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 4, 10), True, id="friday"),
        pytest.param(date(2026, 4, 11), False, id="saturday"),
        pytest.param(date(2026, 4, 12), False, id="sunday"),
        pytest.param(date(2026, 4, 13), False, id="holiday"),
        pytest.param(date(2026, 4, 16), True, id="after-the-holiday"),
    ],
)
def test_is_working_day(day: date, *, works: bool) -> None:
    assert is_working_day(day, CALENDAR_2569) is works


def test_a_weekend_is_saturday_and_sunday() -> None:
    week = [date(2026, 3, day) for day in range(2, 9)]
    assert [is_weekend(day) for day in week] == [False] * 5 + [True, True]


@pytest.mark.parametrize(
    ("after", "day"),
    [
        pytest.param(date(2026, 8, 14), date(2026, 8, 17), id="friday"),
        pytest.param(date(2026, 8, 15), date(2026, 8, 17), id="due-on-a-saturday-is-chased-on-monday"),
        pytest.param(date(2026, 9, 15), date(2026, 9, 16), id="due-on-a-working-day-is-chased-the-next-day"),
    ],
)
def test_next_working_day(after: date, day: date) -> None:
    assert next_working_day(after, CALENDAR_2569) == day


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 3, 2), 0, id="same-day"),
        pytest.param(date(2026, 3, 3), date(2026, 3, 2), 0, id="end-before-start"),
        pytest.param(date(2026, 3, 2), date(2026, 3, 3), 1, id="next-day"),
        pytest.param(date(2026, 3, 6), date(2026, 3, 8), 0, id="over-a-weekend"),
        pytest.param(date(2026, 4, 10), date(2026, 4, 15), 0, id="over-songkran"),
        pytest.param(date(2026, 4, 10), date(2026, 4, 16), 1, id="to-the-day-after-songkran"),
        pytest.param(date(2026, 1, 1), date(2026, 12, 31), 252, id="the-year"),
    ],
)
def test_working_days_between(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end, CALENDAR_2569) == days


def test_skipped_days_name_holidays_and_leave_weekends_unnamed() -> None:
    assert skipped_days(date(2026, 5, 29), date(2026, 6, 2), CALENDAR_2569) == (
        NamedDay(date(2026, 5, 30), ""),
        NamedDay(date(2026, 5, 31), "วันวิสาขบูชา"),
        NamedDay(date(2026, 6, 1), "ชดเชยวันวิสาขบูชา"),
    )


def test_the_start_is_not_among_the_skipped_days() -> None:
    assert skipped_days(date(2026, 4, 13), date(2026, 4, 16), CALENDAR_2569) == (
        NamedDay(date(2026, 4, 14), "วันสงกรานต์"),
        NamedDay(date(2026, 4, 15), "วันสงกรานต์"),
    )


@pytest.mark.parametrize(
    ("start", "due", "years"),
    [
        pytest.param(date(2026, 12, 29), date(2026, 12, 31), (), id="within-a-confirmed-year"),
        pytest.param(date(2027, 3, 1), date(2027, 3, 1), (), id="due-on-the-day-itself-counts-nothing"),
        pytest.param(date(2026, 12, 30), date(2027, 1, 1), (2027,), id="into-the-next-year"),
        pytest.param(date(2025, 12, 31), date(2026, 1, 5), (), id="the-start-day-is-not-counted"),
        pytest.param(date(2025, 12, 30), date(2026, 1, 5), (2025,), id="from-an-unconfirmed-year"),
        pytest.param(date(2024, 1, 1), date(2028, 1, 1), (2024, 2025, 2027, 2028), id="around-a-confirmed-year"),
    ],
)
def test_unconfirmed_years(start: date, due: date, years: tuple[int, ...]) -> None:
    assert unconfirmed_years(start, due, CALENDAR_2569) == years


@pytest.mark.parametrize(
    ("after", "due_on"),
    [
        pytest.param(date(2026, 3, 14), date(2026, 3, 15), id="day-before-the-15th"),
        pytest.param(date(2026, 3, 15), date(2026, 3, 30), id="on-the-15th"),
        pytest.param(date(2026, 3, 16), date(2026, 3, 30), id="day-after-the-15th"),
        pytest.param(date(2026, 3, 29), date(2026, 3, 30), id="day-before-the-30th"),
        pytest.param(date(2026, 3, 30), date(2026, 4, 15), id="on-the-30th"),
        pytest.param(date(2026, 3, 31), date(2026, 4, 15), id="the-31st-belongs-to-the-next-15th"),
        pytest.param(date(2026, 2, 15), date(2026, 2, 28), id="february-ends-on-its-last-day"),
        pytest.param(date(2026, 2, 28), date(2026, 3, 15), id="on-the-last-of-february"),
        pytest.param(date(2028, 2, 28), date(2028, 2, 29), id="leap-year"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 15), id="into-the-next-year"),
    ],
)
def test_next_periodic_due(after: date, due_on: date) -> None:
    assert next_periodic_due(after) == due_on


@pytest.mark.parametrize(
    ("day", "after", "due_on"),
    [
        pytest.param(date(2026, 3, 10), date(2026, 2, 28), date(2026, 3, 15), id="10-march"),
        pytest.param(date(2026, 3, 15), date(2026, 2, 28), date(2026, 3, 15), id="a-due-day-closes-its-window"),
        pytest.param(date(2026, 3, 16), date(2026, 3, 15), date(2026, 3, 30), id="the-day-after-opens-the-next"),
        pytest.param(date(2026, 3, 30), date(2026, 3, 15), date(2026, 3, 30), id="on-the-30th"),
        pytest.param(date(2026, 3, 31), date(2026, 3, 30), date(2026, 4, 15), id="on-the-31st"),
        pytest.param(date(2026, 1, 1), date(2025, 12, 30), date(2026, 1, 15), id="new-year"),
        pytest.param(date(2028, 3, 1), date(2028, 2, 29), date(2028, 3, 15), id="after-a-leap-day"),
    ],
)
def test_window_holding(day: date, after: date, due_on: date) -> None:
    assert window_holding(day) == PeriodicWindow(after, due_on)


def test_first_progress_due_on_10_march_starts_the_series_on_30_march() -> None:
    assert next_periodic_due(window_holding(date(2026, 3, 10)).due_on) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("first", "until", "dues"),
    [
        pytest.param(
            date(2026, 1, 15),
            date(2026, 3, 15),
            (
                date(2026, 1, 15),
                date(2026, 1, 30),
                date(2026, 2, 15),
                date(2026, 2, 28),
                date(2026, 3, 15),
            ),
            id="both-ends-included",
        ),
        pytest.param(date(2026, 3, 15), date(2026, 3, 15), (date(2026, 3, 15),), id="one-day"),
        pytest.param(date(2026, 3, 15), date(2026, 3, 14), (), id="ends-the-day-before"),
        pytest.param(date(2026, 3, 31), date(2026, 4, 14), (), id="between-two-due-days"),
    ],
)
def test_periodic_dues(first: date, until: date, dues: tuple[date, ...]) -> None:
    assert periodic_dues(first, until) == dues


def test_a_province_keeps_national_holidays_and_its_own() -> None:
    holidays = (
        Holiday(date(2021, 5, 10), "วันพืชมงคล"),
        Holiday(date(2021, 5, 10), "งานบุญบั้งไฟ", frozenset({"45", "33"})),
        Holiday(date(2021, 10, 6), "สารทเดือนสิบ", frozenset({"90"})),
    )
    calendar = work_calendar(holidays, province_code="45", confirmed_years=frozenset({2021}), version=3)
    assert calendar == WorkCalendar({date(2021, 5, 10): "วันพืชมงคล; งานบุญบั้งไฟ"}, frozenset({2021}), 3)


def test_a_calendar_keeps_its_own_copy_of_the_holidays() -> None:
    given = {date(2026, 1, 1): "วันขึ้นปีใหม่"}
    calendar = WorkCalendar(given)
    given.clear()
    assert dict(calendar.holidays) == {date(2026, 1, 1): "วันขึ้นปีใหม่"}


@pytest.mark.parametrize(
    "copied",
    [
        pytest.param(copy.deepcopy(CALENDAR_2569), id="deepcopy"),
        pytest.param(pickle.loads(pickle.dumps(CALENDAR_2569)), id="pickle"),  # noqa: S301 - our own bytes
    ],
)
def test_a_calendar_can_be_copied_and_cached(copied: WorkCalendar) -> None:
    assert (copied, hash(copied)) == (CALENDAR_2569, hash(CALENDAR_2569))
