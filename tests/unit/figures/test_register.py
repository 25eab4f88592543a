"""Parts of the register: their keys, their days, and that months and volumes hold every case once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from core.figures.register import RegisterPart, RegisterTotals, months_of, volumes
from core.model.beginnings import YearNumbers

OCTOBER, JULY, SEPTEMBER = date(2019, 10, 1), date(2020, 7, 1), date(2020, 9, 1)


@pytest.mark.parametrize(
    ("part", "key"),
    [
        pytest.param(RegisterPart(2563), "2563", id="year"),
        pytest.param(RegisterPart(2563, (1, 500)), "2563-no-1-500", id="numbers"),
        pytest.param(RegisterPart(2563, month=JULY), "2563-month-2020-07", id="month"),
    ],
)
def test_a_part_is_read_back_from_its_key(part: RegisterPart, key: str) -> None:
    assert part.key == key
    assert RegisterPart.parse(key) == part


@pytest.mark.parametrize(
    "text",
    [
        "",
        "63",
        "2563-no-5-4",
        "2563-no-0-4",
        "2563-month-2020-13",
        "2563-month-2019-09",
        "2563-month-2020-10",
        "2563-x",
    ],
)
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        RegisterPart.parse(text)


def test_the_months_of_a_year_hold_every_day_once() -> None:
    days = [RegisterPart(2563, month=month).days for month in months_of(2563)]
    assert len(days) == 12
    assert (days[0].first, days[0].last) == (None, date(2019, 10, 31))
    assert (days[-1].first, days[-1].last) == (SEPTEMBER, date.max)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(days))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param(YearNumbers(2563, 1, 500), [(1, 500)], id="one"),
        pytest.param(YearNumbers(2563, 1, 1207), [(1, 500), (501, 1000), (1001, 1207)], id="three"),
        pytest.param(YearNumbers(2563, 412, 912), [(412, 911), (912, 912)], id="begun-on-paper"),
        pytest.param(YearNumbers(2563, 1, 0), [], id="none"),
    ],
)
def test_a_year_in_volumes(numbers: YearNumbers, expected: list[tuple[int, int]]) -> None:
    assert [part.numbers for part in volumes(numbers)] == expected


def test_totals_prove_each_other() -> None:
    whole = RegisterTotals(500, 3, 480) + RegisterTotals(7, 1, 2)
    assert (whole.cases, whole.void, whole.closed, whole.pending) == (507, 4, 482, 21)
