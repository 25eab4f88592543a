"""Fiscal years, their three cohorts and the identity."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import DomainError
from core.figures.counts import Cohort, Flow, Window
from core.figures.fiscal import fiscal_question
from core.figures.recount.stock import recount_flow, recount_statistics
from tests.unit.figures.cases import case

AS_OF = date(2020, 7, 29)
YEAR = Window(date(2019, 10, 1), AS_OF)

BACKLOG_OPEN = case(("2019-09-30", None))
BACKLOG_CLOSED = case(("2019-09-30", "2019-10-01"))
CLOSED_ON_THE_EVE = case(("2019-06-01", "2019-09-30"))
NEW_OPEN = case(("2019-10-01", None))
NEW_CLOSED_AND_REOPENED = case(("2019-10-02", "2019-11-01"), ("2020-07-29", None))
RETURNED_OPEN = case(("2018-01-05", "2018-02-01"), ("2020-01-06", None))
RETURNED_CLOSED = case(("2018-01-05", "2019-09-30"), ("2019-10-01", "2020-07-29"))
BACKLOG_REOPENED = case(("2019-01-05", "2019-12-01"), ("2020-01-06", None))
REGISTER = [
    BACKLOG_OPEN,
    BACKLOG_CLOSED,
    CLOSED_ON_THE_EVE,
    NEW_OPEN,
    NEW_CLOSED_AND_REOPENED,
    RETURNED_OPEN,
    RETURNED_CLOSED,
    BACKLOG_REOPENED,
]


def test_the_three_cohorts_share_out_the_stock() -> None:
    fiscal = recount_statistics(REGISTER, fiscal_question(AS_OF)).fiscal
    assert fiscal.backlog == Cohort(Window(None, date(2019, 9, 30)), 3, 2)
    assert fiscal.new == Cohort(YEAR, 2, 2)
    assert (fiscal.returned_cases, fiscal.returned_left) == (2, 1)
    assert fiscal.flow == Flow(opening=3, new=2, reopened=4, closed=4, closing=5)
    assert fiscal.backlog.left + fiscal.new.left + fiscal.returned_left == fiscal.flow.closing


@pytest.mark.parametrize(
    ("as_of", "year", "last"),
    [
        pytest.param(date(2019, 9, 30), 2562, date(2019, 9, 30), id="last-day-of-a-year"),
        pytest.param(date(2019, 10, 1), 2563, date(2019, 10, 1), id="first-day-of-the-next"),
        pytest.param(date(2020, 7, 29), 2563, date(2020, 7, 29), id="in-the-middle"),
    ],
)
def test_the_year_of_the_day_is_asked_by_default(as_of: date, year: int, last: date) -> None:
    asked = fiscal_question(as_of)
    assert (asked.year_be, asked.so_far.last) == (year, last)


def test_an_earlier_year_ends_with_its_last_day() -> None:
    asked = fiscal_question(AS_OF, 2562)
    assert asked.so_far == Window(date(2018, 10, 1), date(2019, 9, 30))
    assert asked.received == Window(None, date(2018, 9, 30))


@pytest.mark.parametrize(
    ("year", "received", "carried_at", "key"),
    [
        pytest.param(2564, None, None, "error.fiscal_year_ahead", id="year-not-begun"),
        pytest.param(None, None, date(2020, 7, 30), "error.carried_after_as_of", id="carried-after-the-day"),
        pytest.param(
            None, Window(date(2019, 1, 2), date(2019, 1, 1)), None, "error.window_backwards", id="window-backwards"
        ),
    ],
)
def test_impossible_questions_are_refused(
    year: int | None, received: Window | None, carried_at: date | None, key: str
) -> None:
    with pytest.raises(DomainError) as refused:
        fiscal_question(AS_OF, year, received, carried_at)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("window", "flow"),
    [
        pytest.param(Window(date(2018, 1, 5), date(2018, 1, 31)), Flow(0, 2, 0, 0, 2), id="opened"),
        pytest.param(Window(date(2018, 2, 1), date(2018, 2, 1)), Flow(2, 0, 0, 1, 1), id="closed-on-the-day"),
        pytest.param(Window(date(2019, 10, 1), date(2019, 10, 1)), Flow(3, 1, 1, 1, 4), id="reopened-on-the-day"),
    ],
)
def test_flows(window: Window, flow: Flow) -> None:
    assert recount_flow(REGISTER, window) == flow
    assert flow.holds
