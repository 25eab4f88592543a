"""The periodic series: windows, what settles them, and how the series ends."""

from __future__ import annotations

import pytest

from core.model.codes import ObligationKind
from tests.support.cases import (
    LAND,
    POLICE,
    Step,
    cancelled,
    case_of,
    closed,
    done,
    forwarded,
    progress,
    registered,
    returned,
)
from tests.support.owed import due_days, story

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
"""Sent on Thursday 5 March: acknowledge due on the 6th, first progress on the 11th, series from the 30th."""
SENT_LATER = (registered("2026-03-10"), forwarded(POLICE, "2026-03-12"))
"""Sent on Thursday 12 March: acknowledge due on the 13th, first progress on the 18th, series from 15 April."""


@pytest.mark.parametrize(
    ("on", "series"),
    [
        pytest.param("2026-03-13", "2026-03-30", id="before-its-due-day-in-an-earlier-window"),
        pytest.param("2026-03-15", "2026-03-30", id="the-15th-closes-its-window"),
        pytest.param("2026-03-16", "2026-04-15", id="before-its-due-day-in-the-same-window"),
        pytest.param("2026-03-18", "2026-04-15", id="on-its-due-day"),
        pytest.param("2026-03-19", "2026-04-15", id="after-its-due-day"),
        pytest.param("2026-04-01", "2026-04-30", id="later-still-settles-the-first-day-of-the-series"),
    ],
)
def test_the_first_report_before_its_due_day_shifts_the_series(on: str, series: str) -> None:
    assert due_days(case_of(*SENT_LATER, progress(on)))["periodic_series"] == series


def test_a_first_report_recorded_after_another_one_still_shifts_the_series() -> None:
    case = case_of(*SENT_LATER, progress("2026-03-20"), progress("2026-03-13"))
    assert story(case, Kind.FIRST_PROGRESS) == ["due 2026-03-18 done 2026-03-13"]
    assert due_days(case)["periodic_series"] == "2026-03-30"


WINDOWS = (*SENT, progress("2026-03-11"))
"""First progress on its due day, 11 March: windows end on 30 March, 15 and 30 April, 15 and 30 May."""


@pytest.mark.parametrize(
    ("reports", "settled", "next_due"),
    [
        pytest.param(["2026-03-15"], [], "2026-03-30", id="the-15th-is-still-before-the-first-window"),
        pytest.param(["2026-03-16"], ["due 2026-03-30 done 2026-03-16"], "2026-04-15", id="first-day-of-the-window"),
        pytest.param(["2026-03-29"], ["due 2026-03-30 done 2026-03-29"], "2026-04-15", id="day-before-the-due-day"),
        pytest.param(["2026-03-30"], ["due 2026-03-30 done 2026-03-30"], "2026-04-15", id="on-the-due-day-on-time"),
        pytest.param(
            ["2026-03-31"],
            ["due 2026-03-30 done 2026-03-31", "due 2026-04-15 done 2026-03-31"],
            "2026-04-30",
            id="the-31st-is-late-and-belongs-to-the-next-15th",
        ),
        pytest.param(
            ["2026-04-20"],
            ["due 2026-03-30 done 2026-04-20", "due 2026-04-15 done 2026-04-20", "due 2026-04-30 done 2026-04-20"],
            "2026-05-15",
            id="one-report-settles-every-earlier-window-late",
        ),
        pytest.param(
            ["2026-03-20", "2026-03-25"],
            ["due 2026-03-30 done 2026-03-20"],
            "2026-04-15",
            id="a-second-report-in-a-window-settles-nothing-more",
        ),
        pytest.param(
            ["2026-04-20", "2026-04-10"],
            ["due 2026-03-30 done 2026-04-10", "due 2026-04-15 done 2026-04-10", "due 2026-04-30 done 2026-04-20"],
            "2026-05-15",
            id="an-earlier-report-recorded-later-was-on-time",
        ),
    ],
)
def test_windows(reports: list[str], settled: list[str], next_due: str) -> None:
    case = case_of(*WINDOWS, *(progress(on) for on in reports))
    assert story(case, Kind.PERIODIC_PROGRESS) == settled
    assert due_days(case)["periodic_series"] == next_due


@pytest.mark.parametrize(
    ("on", "settled", "next_due"),
    [
        pytest.param("2026-02-28", ["due 2026-02-28 done 2026-02-28"], "2026-03-15", id="on-the-last-of-february"),
        pytest.param(
            "2026-03-01",
            ["due 2026-02-28 done 2026-03-01", "due 2026-03-15 done 2026-03-01"],
            "2026-03-30",
            id="first-of-march",
        ),
    ],
)
def test_february_ends_on_its_last_day(on: str, settled: list[str], next_due: str) -> None:
    case = case_of(registered("2026-02-03"), forwarded(POLICE, "2026-02-03"), progress("2026-02-09"), progress(on))
    assert story(case, Kind.PERIODIC_PROGRESS) == settled
    assert due_days(case)["periodic_series"] == next_due


@pytest.mark.parametrize(
    ("end", "windows"),
    [
        pytest.param(
            done("2026-04-16"),
            ["due 2026-03-30 done 2026-04-16", "due 2026-04-15 done 2026-04-16", "due 2026-04-30 done 2026-04-16"],
            id="done-is-a-report",
        ),
        pytest.param(
            returned("2026-04-16"),
            ["due 2026-03-30 done 2026-04-16", "due 2026-04-15 done 2026-04-16", "due 2026-04-30 done 2026-04-16"],
            id="a-return-is-a-report",
        ),
        pytest.param(
            cancelled("2026-04-16"),
            ["due 2026-03-30 void 2026-04-16", "due 2026-04-15 void 2026-04-16"],
            id="cancelled-what-was-missed-is-void",
        ),
        pytest.param(
            closed("2026-04-16"),
            ["due 2026-03-30 void 2026-04-16", "due 2026-04-15 void 2026-04-16"],
            id="closed-what-was-missed-is-void",
        ),
        pytest.param(
            forwarded(LAND, "2026-04-16", keep=False),
            ["due 2026-03-30 void 2026-04-16", "due 2026-04-15 void 2026-04-16"],
            id="moved-on-what-was-missed-is-void",
        ),
    ],
)
def test_the_series_ends_with_one_row_for_each_due_day_so_far(end: Step, windows: list[str]) -> None:
    case = case_of(*WINDOWS, end)
    assert story(case, Kind.PERIODIC_PROGRESS) == windows
    assert [row.split()[2:] for row in story(case, Kind.PERIODIC_SERIES)] == [["done", "2026-04-16"]]
