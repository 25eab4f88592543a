"""Laws of the working-day and periodic calendar that no table can list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.model.holidays import WorkCalendar
from core.rules.calendar import (
    add_working_days,
    is_working_day,
    next_periodic_due,
    periodic_dues,
    skipped_days,
    unconfirmed_years,
    window_holding,
    working_days_between,
)

DAYS = st.dates(date(2014, 1, 1), date(2030, 12, 31))
NEAR = st.dates(date(2026, 1, 1), date(2026, 6, 30))
HOLIDAYS = st.frozensets(NEAR, max_size=60)
COUNTS = st.integers(1, 60)


def calendar(holidays: Iterable[date]) -> WorkCalendar:
    return WorkCalendar(dict.fromkeys(holidays, "วันหยุด"), frozenset({2026}))


def counted_one_by_one(start: date, end: date, work: WorkCalendar) -> int:
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, work) for day in days)


@given(NEAR, COUNTS, HOLIDAYS, NEAR)
def test_one_more_holiday_never_brings_a_deadline_forward(
    start: date, count: int, holidays: frozenset[date], extra: date
) -> None:
    before = add_working_days(start, count, calendar(holidays))
    assert add_working_days(start, count, calendar(holidays | {extra})) >= before


@given(NEAR, COUNTS, HOLIDAYS)
def test_a_due_day_is_a_working_day_and_the_count_is_right(start: date, count: int, holidays: frozenset[date]) -> None:
    work = calendar(holidays)
    due_on = add_working_days(start, count, work)
    assert (is_working_day(due_on, work), counted_one_by_one(start, due_on, work)) == (True, count)


@given(NEAR, COUNTS, COUNTS, HOLIDAYS)
def test_periods_add_up(start: date, first: int, second: int, holidays: frozenset[date]) -> None:
    work = calendar(holidays)
    assert add_working_days(add_working_days(start, first, work), second, work) == add_working_days(
        start, first + second, work
    )


@given(NEAR, NEAR, COUNTS, HOLIDAYS)
def test_starting_later_is_never_due_earlier(one: date, other: date, count: int, holidays: frozenset[date]) -> None:
    work = calendar(holidays)
    earlier, later = sorted((one, other))
    assert add_working_days(earlier, count, work) <= add_working_days(later, count, work)


@given(NEAR, NEAR, HOLIDAYS)
def test_days_between_agree_with_counting_one_by_one(start: date, end: date, holidays: frozenset[date]) -> None:
    work = calendar(holidays)
    assert working_days_between(start, end, work) == counted_one_by_one(start, end, work)


@given(NEAR, COUNTS, HOLIDAYS)
def test_skipped_and_counted_days_fill_the_span(start: date, count: int, holidays: frozenset[date]) -> None:
    work = calendar(holidays)
    due_on = add_working_days(start, count, work)
    assert len(skipped_days(start, due_on, work)) == (due_on - start).days - count


@given(DAYS, DAYS)
def test_every_year_touched_is_confirmed_or_named(one: date, other: date) -> None:
    start, due = sorted((one, other))
    touched = {(start + timedelta(days=n)).year for n in range(1, (due - start).days + 1)}
    assert set(unconfirmed_years(start, due, calendar(()))) == touched - {2026}


@given(DAYS)
def test_windows_follow_each_other_without_gap_or_overlap(day: date) -> None:
    window = window_holding(day)
    assert window.after < day <= window.due_on == next_periodic_due(window.after)


@given(DAYS)
def test_a_periodic_due_day_is_the_15th_the_30th_or_the_last_of_february(day: date) -> None:
    due_on = next_periodic_due(day)
    is_last_of_february = due_on.month == 2 and (due_on + timedelta(days=1)).month == 3
    assert due_on.day in {15, 30} or is_last_of_february


@given(DAYS, DAYS)
def test_every_month_has_two_due_days(one: date, other: date) -> None:
    first, last = sorted((one.replace(day=1), other.replace(day=1)))
    months = (last.year - first.year) * 12 + last.month - first.month
    dues = periodic_dues(first, last)
    assert (len(dues), sorted(set(dues))) == (2 * months, list(dues))
