"""Promises due by a day, the report before a meeting and the agencies' KPI."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from core.figures.counts import Window
from core.figures.due import DueReport
from core.figures.kpi import KpiCounts
from core.figures.recount.due import Owed, recount_due
from core.figures.recount.kpi import recount_kpi
from core.figures.share import Share
from core.model.case import Case
from core.model.codes import ObligationKind
from tests.unit.figures.cases import case, day, owed, referral
from tests.unit.figures.registers import SHARED_DATABASE, register, written
from tests.unit.figures.strategies import DAYS, WINDOWS, changes

Kind = ObligationKind


@SHARED_DATABASE
@given(changed=changes(), on=DAYS)
def test_due_lines_equal_a_recount(database_url: str, changed: list[tuple[Case, Case]], on: date) -> None:
    reads, cases = written(database_url, changed)
    lines = reads.due_lines(on, limit=1000)
    found = [Owed(e.due_on, e.case_id, e.kind, e.referral_no, e.done_on, e.days_late) for e in lines]
    assert sorted(found, key=str) == sorted(recount_due(cases, on), key=str)
    assert [line.due_on for line in lines] == sorted(line.due_on for line in lines)


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, window=WINDOWS)
def test_kpi_equals_a_recount(database_url: str, changed: list[tuple[Case, Case]], as_of: date, window: Window) -> None:
    reads, cases = written(database_url, changed)
    counts = [line.counts for line in reads.kpi(window, as_of, {})]
    assert sorted(counts, key=lambda each: each.agency_id) == list(recount_kpi(cases, window, as_of))


FINISH = owed(Kind.FINISH, "2026-03-02", "2026-03-20", done="2026-03-20")


@pytest.mark.parametrize(
    ("on", "found"),
    [
        pytest.param("2026-03-19", [], id="day-before"),
        pytest.param("2026-03-20", [("2026-03-20", "2026-03-20", 0)], id="due-and-done-on-the-day"),
        pytest.param("2026-03-21", [], id="day-after"),
    ],
)
def test_what_is_due_on_the_day_shows_whether_met_or_not(
    database_url: str, on: str, found: list[tuple[str, str, int]]
) -> None:
    one = case(("2026-03-02", None), referrals=[referral("land", "2026-03-02")], obligations=[FINISH])
    lines = register(database_url, one).due_lines(day(on))
    assert [(str(line.due_on), str(line.done_on), line.days_late) for line in lines] == found


def test_a_day_before_the_report_knows_nothing_of_it(database_url: str) -> None:
    late = owed(Kind.FINISH, "2026-03-02", "2026-03-10", done="2026-03-20")
    reads = register(
        database_url, case(("2026-03-02", None), referrals=[referral("land", "2026-03-02")], obligations=[late])
    )
    line = reads.due_lines(day("2026-03-15"))[0]
    assert (line.done_on, line.days_late) == (None, 5)
    assert reads.due_lines(day("2026-03-20")) == ()


def test_a_series_gives_a_line_for_each_day_that_is_not_settled(database_url: str) -> None:
    series = owed(Kind.PERIODIC_SERIES, "2026-01-20", "2026-02-15")
    one = case(("2026-01-05", None), referrals=[referral("land", "2026-01-06")], obligations=[series])
    lines = register(database_url, one).due_lines(day("2026-03-30"))
    assert [(str(line.due_on), line.kind, line.days_late) for line in lines] == [
        ("2026-02-15", Kind.PERIODIC_PROGRESS, 43),
        ("2026-02-28", Kind.PERIODIC_PROGRESS, 30),
        ("2026-03-15", Kind.PERIODIC_PROGRESS, 15),
        ("2026-03-30", Kind.PERIODIC_PROGRESS, 0),
    ]


def test_a_limit_keeps_the_longest_late(database_url: str) -> None:
    series = owed(Kind.PERIODIC_SERIES, "2026-01-20", "2026-02-15")
    rows = [
        series,
        owed(Kind.FINISH, "2026-01-06", "2026-02-20"),
        owed(Kind.FORWARD, "2026-01-05", "2026-01-06", referral_no=None),
    ]
    one = case(("2026-01-05", None), referrals=[referral("land", "2026-01-06")], obligations=rows)
    lines = register(database_url, one).due_lines(day("2026-03-01"), limit=2)
    assert [str(line.due_on) for line in lines] == ["2026-01-06", "2026-02-15"]


def test_lines_may_be_asked_by_agency_and_kind(database_url: str) -> None:
    rows = [
        owed(Kind.FINISH, "2026-01-06", "2026-02-20", referral_no=1),
        owed(Kind.FINISH, "2026-01-06", "2026-02-21", referral_no=2),
        owed(Kind.ACKNOWLEDGE, "2026-01-06", "2026-01-07", referral_no=2),
    ]
    sent = [referral("land", "2026-01-06", no=1), referral("police", "2026-01-06", no=2)]
    reads = register(database_url, case(("2026-01-05", None), referrals=sent, obligations=rows))
    asked = reads.due_lines(day("2026-03-01"), agency_id="police", kinds={Kind.FINISH})
    assert [(line.agency, str(line.due_on)) for line in asked] == [("police", "2026-02-21")]


def meeting_register(database_url: str) -> DueReport:
    """Before a meeting on 31 March: three agencies, one of them waiting for the centre, one that has answered."""
    late = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03", no=1), referral("police", "2026-02-03", no=2)],
        obligations=[
            owed(Kind.FIRST_PROGRESS, "2026-02-03", "2026-02-09", referral_no=1),
            owed(Kind.FINISH, "2026-02-03", "2026-03-31", referral_no=1),
            owed(Kind.FINISH, "2026-02-03", "2026-04-01", referral_no=2),
            owed(Kind.ACKNOWLEDGE, "2026-02-03", "2026-02-04", referral_no=2),
        ],
    )
    waiting = case(
        ("2026-02-02", None),
        referrals=[referral("road", "2026-02-03", checks=[("2026-03-01", None)])],
        obligations=[owed(Kind.REPORT_BY_LETTER, "2026-02-03", "2026-02-18")],
    )
    answered = case(
        ("2026-02-02", None),
        referrals=[referral("police", "2026-02-03")],
        obligations=[owed(Kind.FIRST_PROGRESS, "2026-02-03", "2026-02-09", done="2026-03-10")],
    )
    paused = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03", pauses=[("2026-03-01", None)])],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-03-02")],
    )
    own = case(
        ("2026-02-02", None),
        referrals=[referral("centre", "2026-02-03", own=True)],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-02-24")],
    )
    reads = register(database_url, late, waiting, answered, paused, own)
    return reads.due_for_report(day("2026-03-31"), since=day("2026-02-28"))


def test_due_for_report_leaves_out_what_waits_pauses_or_is_the_centres_own(database_url: str) -> None:
    report = meeting_register(database_url)
    assert [(each.agency, len(each.due), len(each.answered)) for each in report.agencies] == [
        ("land", 1, 0),
        ("police", 0, 1),
    ]
    assert (report.cases, report.due_agencies, report.answered_cases) == (1, 1, 1)


def test_due_for_report_names_everything_an_agency_owes_on_a_case(database_url: str) -> None:
    due = meeting_register(database_url).agencies[0].due[0]
    assert [(line.kind, str(line.due_on)) for line in due.lines] == [
        (Kind.FIRST_PROGRESS, "2026-02-09"),
        (Kind.FINISH, "2026-03-31"),
    ]


def test_kpi_counts_overdue_and_open_in_the_whole(database_url: str) -> None:
    done = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03")],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-02-24", done="2026-02-24")],
    )
    late_but_extended = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03")],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-03-10", done="2026-03-09", first_due="2026-02-24")],
    )
    still_open = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03")],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-03-15")],
    )
    void = case(
        ("2026-02-02", None),
        referrals=[referral("land", "2026-02-03")],
        obligations=[owed(Kind.FINISH, "2026-02-03", "2026-03-15", void="2026-03-01")],
    )
    reads = register(database_url, done, late_but_extended, still_open, void)
    line = reads.kpi(Window(day("2026-02-01"), day("2026-03-31")), day("2026-03-31"), {"land": "A"})[0]
    assert line.counts == KpiCounts(
        "land", "land", finish=Share(2, 3), finish_first=Share(1, 3), durations=(21, 34), open=4
    )
    assert (line.size_group, line.median, line.p90) == ("A", 21, 34)
