"""Ages and their buckets: both bounds of a bucket lie in it."""

from __future__ import annotations

from datetime import date

import pytest

from core.figures.ages import age, bucket, by_bucket


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, "0-7"),
        (7, "0-7"),
        (8, "8-15"),
        (15, "8-15"),
        (16, "16-30"),
        (30, "16-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, ">90"),
        (4000, ">90"),
    ],
)
def test_bounds(days: int, name: str) -> None:
    assert bucket(days) == name


@pytest.mark.parametrize(
    ("since", "days"),
    [
        pytest.param(date(2020, 7, 29), 0, id="the-day-itself"),
        pytest.param(date(2020, 7, 28), 1, id="yesterday"),
        pytest.param(date(2020, 2, 28), 152, id="over-a-leap-day"),
    ],
)
def test_age_is_in_calendar_days(since: date, days: int) -> None:
    assert age(since, date(2020, 7, 29)) == days


def test_empty_buckets_are_named() -> None:
    assert by_bucket([3, 7, 91]) == {"0-7": 2, "8-15": 0, "16-30": 0, "31-60": 0, "61-90": 0, ">90": 1}
