"""What an agency's answers settle, void and bring forward: boundary triples for every clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from core.model.case import Interval
from core.model.codes import CaseState, ObligationKind
from core.rules.clocks import BANGKOK_1555, BY_LETTER
from core.rules.fold import referral_of
from tests.support.cases import (
    CENTRE,
    LAND,
    OFFICE,
    POLICE,
    Step,
    acknowledged,
    cancelled,
    case_of,
    chased,
    closed,
    delivered,
    done,
    events_of,
    forwarded,
    progress,
    registered,
    returned,
    sent_back,
)
from tests.support.owed import due_days, promised, story

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
"""Sent on Thursday 5 March: acknowledge due on the 6th, first progress on the 11th, series from the 30th."""
SENT_LATER = (registered("2026-03-10"), forwarded(POLICE, "2026-03-12"))
"""Sent on Thursday 12 March: acknowledge due on the 13th, first progress on the 18th, series from 15 April."""
BY_POST = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05", letter=True))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-03-05", "due 2026-03-06 done 2026-03-05", id="day-before-the-due-day"),
        pytest.param("2026-03-06", "due 2026-03-06 done 2026-03-06", id="on-the-due-day"),
        pytest.param("2026-03-07", "due 2026-03-06 done 2026-03-07", id="day-after-the-due-day"),
    ],
)
def test_acknowledging_meets_its_clock(on: str, expected: str) -> None:
    assert story(case_of(*SENT, acknowledged(on)), Kind.ACKNOWLEDGE) == [expected]


@pytest.mark.parametrize(
    ("on", "first_progress", "series"),
    [
        pytest.param("2026-03-12", "2026-03-17", "2026-04-15", id="early-brings-first-progress-forward"),
        pytest.param("2026-03-13", "2026-03-18", "2026-04-15", id="on-the-due-day"),
        pytest.param("2026-03-16", "2026-03-18", "2026-04-15", id="late-buys-no-time"),
        pytest.param("2026-04-16", "2026-03-18", "2026-04-15", id="a-month-late-buys-no-time"),
    ],
)
def test_first_progress_counts_from_the_acknowledgement_or_its_due_day(
    on: str, first_progress: str, series: str
) -> None:
    owed = due_days(case_of(*SENT_LATER, acknowledged(on)))
    assert (owed["first_progress"], owed["periodic_series"]) == (first_progress, series)


def test_an_early_acknowledgement_voids_what_it_replaces() -> None:
    case = case_of(*SENT_LATER, acknowledged("2026-03-12"))
    assert story(case, Kind.FIRST_PROGRESS) == ["due 2026-03-18 void 2026-03-12", "due 2026-03-17"]
    assert story(case, Kind.PERIODIC_SERIES) == ["due 2026-04-15 void 2026-03-12", "due 2026-04-15"]


@pytest.mark.parametrize(
    ("acknowledged_on", "sent_on", "series"),
    [
        pytest.param("2026-03-10", "2026-03-10", "2026-03-30", id="first-progress-due-13-march"),
        pytest.param("2026-03-11", "2026-03-10", "2026-04-15", id="first-progress-due-16-march"),
    ],
)
def test_an_early_acknowledgement_may_bring_the_series_forward(acknowledged_on: str, sent_on: str, series: str) -> None:
    case = case_of(registered(sent_on), forwarded(POLICE, sent_on), acknowledged(acknowledged_on))
    assert due_days(case)["periodic_series"] == series


def test_without_a_clock_for_it_an_acknowledgement_moves_nothing() -> None:
    clocks = tuple(clock for clock in BANGKOK_1555.clocks if clock.kind is not Kind.ACKNOWLEDGE)
    office = replace(OFFICE, clocks=replace(BANGKOK_1555, clocks=clocks))
    event = events_of(*SENT, acknowledged("2026-03-05"), office=office)[-1]
    assert promised(event) == {}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(
            "2026-03-06",
            {"acknowledge": "2026-03-09", "first_progress": "2026-03-12", "periodic_series": "2026-03-30"},
            id="the-day-after-sending",
        ),
        pytest.param(
            "2026-03-11",
            {"acknowledge": "2026-03-12", "first_progress": "2026-03-17", "periodic_series": "2026-04-15"},
            id="six-days-after-sending",
        ),
    ],
)
def test_a_delivery_learnt_later_counts_anew(on: str, expected: dict[str, str]) -> None:
    event = events_of(*BY_POST, delivered(on))[-1]
    assert promised(event) == expected


def test_a_delivery_voids_what_was_counted_from_the_assumed_day() -> None:
    case = case_of(*BY_POST, delivered("2026-03-11"))
    assert story(case, Kind.ACKNOWLEDGE) == ["due 2026-03-06 void 2026-03-11", "due 2026-03-12"]
    assert story(case, Kind.FIRST_PROGRESS) == ["due 2026-03-11 void 2026-03-11", "due 2026-03-17"]
    assert story(case, Kind.FINISH) == ["due 2026-03-26"]


def test_a_delivery_learnt_after_the_acknowledgement_judges_it_anew() -> None:
    """Acknowledged on the 12th, which was late from the assumed day and is on time from the real one."""
    case = case_of(*BY_POST, acknowledged("2026-03-12"), delivered("2026-03-11"))
    assert story(case, Kind.ACKNOWLEDGE) == ["due 2026-03-06 void 2026-03-11", "due 2026-03-12 done 2026-03-12"]
    assert due_days(case)["first_progress"] == "2026-03-17"


def test_a_call_before_the_letter_arrived_still_starts_first_progress() -> None:
    case = case_of(*BY_POST, acknowledged("2026-03-09"), delivered("2026-03-11"))
    assert story(case, Kind.ACKNOWLEDGE) == ["due 2026-03-06 void 2026-03-09", "due 2026-03-12 done 2026-03-09"]
    assert due_days(case)["first_progress"] == "2026-03-12"


def test_a_delivery_learnt_after_reports_leaves_the_series_alone() -> None:
    case = case_of(*BY_POST, progress("2026-03-20"), progress("2026-03-28"), delivered("2026-03-11"))
    assert story(case, Kind.FIRST_PROGRESS)[-1] == "due 2026-03-17 done 2026-03-20"
    assert due_days(case)["periodic_series"] == "2026-04-15"


def test_a_delivery_moves_the_letters_own_period_but_no_typed_day() -> None:
    office = replace(OFFICE, clocks=BY_LETTER)
    default = case_of(*BY_POST, delivered("2026-03-11"), office=office)
    typed = case_of(
        registered("2026-03-05"),
        forwarded(POLICE, "2026-03-05", letter=True, report_due="2026-04-10"),
        delivered("2026-03-11"),
    )
    assert story(default, Kind.REPORT_BY_LETTER) == ["due 2026-03-20 void 2026-03-11", "due 2026-03-26"]
    assert story(typed, Kind.REPORT_BY_LETTER) == ["due 2026-04-10"]


@pytest.mark.parametrize(
    "report",
    [pytest.param(progress, id="progress"), pytest.param(done, id="done"), pytest.param(returned, id="return")],
)
@pytest.mark.parametrize(
    ("on", "kind", "expected"),
    [
        pytest.param("2026-03-06", Kind.ACKNOWLEDGE, "due 2026-03-06 done 2026-03-06", id="acknowledges-on-time"),
        pytest.param("2026-03-07", Kind.ACKNOWLEDGE, "due 2026-03-06 done 2026-03-07", id="acknowledges-late"),
        pytest.param("2026-03-10", Kind.FIRST_PROGRESS, "due 2026-03-11 done 2026-03-10", id="first-progress-early"),
        pytest.param("2026-03-11", Kind.FIRST_PROGRESS, "due 2026-03-11 done 2026-03-11", id="first-progress-on-time"),
        pytest.param("2026-03-12", Kind.FIRST_PROGRESS, "due 2026-03-11 done 2026-03-12", id="first-progress-late"),
        pytest.param("2026-03-20", Kind.REPORT_BY_LETTER, "due 2026-03-20 done 2026-03-20", id="answers-the-letter"),
    ],
)
def test_any_report_acknowledges_and_answers(report: Callable[[str], Step], on: str, kind: Kind, expected: str) -> None:
    case = case_of(registered("2026-03-05"), forwarded(POLICE, "2026-03-05", report_due="2026-03-20"), report(on))
    assert story(case, kind)[-1] == expected
    assert referral_of(case, 1).acknowledged_on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-03-25", "due 2026-03-26 done 2026-03-25", id="day-before-the-due-day"),
        pytest.param("2026-03-26", "due 2026-03-26 done 2026-03-26", id="on-the-due-day"),
        pytest.param("2026-03-27", "due 2026-03-26 done 2026-03-27", id="day-after-the-due-day"),
    ],
)
def test_done_meets_finish(on: str, expected: str) -> None:
    assert story(case_of(*SENT, done(on)), Kind.FINISH) == [expected]


def test_the_check_is_not_charged_to_the_agency() -> None:
    case = case_of(*SENT, done("2026-03-20"), closed("2026-04-30"))
    assert story(case, Kind.FINISH) == ["due 2026-03-26 done 2026-03-20"]
    assert referral_of(case, 1).checks == (Interval(date(2026, 3, 20), date(2026, 4, 30)),)


@pytest.mark.parametrize(
    ("sent_back_on", "series"),
    [
        pytest.param("2026-03-21", "2026-04-15", id="in-the-window-that-done-settled"),
        pytest.param("2026-04-14", "2026-04-15", id="the-day-before-the-next-due-day"),
        pytest.param("2026-04-15", "2026-04-30", id="on-a-due-day-the-next-one-counts"),
    ],
)
def test_sent_back_the_series_goes_on(sent_back_on: str, series: str) -> None:
    case = case_of(*SENT, progress("2026-03-11"), done("2026-03-20"), sent_back(sent_back_on))
    assert due_days(case) == {"finish": "2026-03-26", "periodic_series": series}
    assert story(case, Kind.FINISH) == [f"due 2026-03-26 done 2026-03-20 void {sent_back_on}", "due 2026-03-26"]


def test_finish_is_the_last_done_that_was_not_sent_back() -> None:
    case = case_of(*SENT, done("2026-03-20"), sent_back("2026-03-24"), done("2026-04-02"), closed("2026-04-03"))
    assert story(case, Kind.FINISH) == [
        "due 2026-03-26 done 2026-03-20 void 2026-03-24",
        "due 2026-03-26 done 2026-04-02",
    ]


def test_own_handling_may_be_sent_back_too_and_stays_with_the_centre() -> None:
    case = case_of(
        registered("2026-03-05"), forwarded(CENTRE, "2026-03-05"), done("2026-03-20"), sent_back("2026-03-24")
    )
    assert (due_days(case), case.state) == ({"finish": "2026-03-26"}, CaseState.HANDLED_BY_CENTRE)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        pytest.param((), CaseState.SENT, id="sent"),
        pytest.param((acknowledged("2026-03-05"),), CaseState.ACKNOWLEDGED, id="acknowledged"),
        pytest.param((progress("2026-03-05"),), CaseState.IN_PROGRESS, id="in-progress"),
        pytest.param((done("2026-03-05"),), CaseState.DONE, id="done"),
        pytest.param((done("2026-03-05"), sent_back("2026-03-05")), CaseState.SENT_BACK, id="sent-back"),
        pytest.param((returned("2026-03-05"),), CaseState.RETURNED, id="returned"),
        pytest.param((cancelled("2026-03-05"),), CaseState.CANCELLED, id="cancelled"),
        pytest.param((closed("2026-03-05"),), CaseState.CLOSED, id="closed"),
    ],
)
def test_the_state_says_what_has_happened(answers: tuple[Step, ...], state: CaseState) -> None:
    assert case_of(*SENT, *answers).state is state


def test_of_several_agencies_the_least_advanced_speaks() -> None:
    case = case_of(*SENT, forwarded(LAND, "2026-03-06"), done("2026-03-09", 1), acknowledged("2026-03-09", 2))
    assert (case.state, case.ready_to_check) == (CaseState.ACKNOWLEDGED, False)
    assert case_of(*SENT, forwarded(LAND, "2026-03-06"), done("2026-03-09", 1), done("2026-03-09", 2)).ready_to_check


def test_reminders_count_since_the_last_report() -> None:
    steps = (*SENT, chased("2026-03-12"), chased("2026-03-19"))
    assert referral_of(case_of(*steps), 1).reminders == 2
    assert referral_of(case_of(*steps, progress("2026-03-20")), 1).reminders == 0
    late_entry = case_of(*steps, progress("2026-03-20"), chased("2026-03-18"))
    assert (referral_of(late_entry, 1).reminders, referral_of(late_entry, 1).last_chased_on) == (0, date(2026, 3, 19))


def test_every_answer_on_one_day() -> None:
    on = "2026-03-05"
    case = case_of(
        *SENT, acknowledged(on), progress(on), done(on), sent_back(on), done(on), sent_back(on), done(on), closed(on)
    )
    assert referral_of(case, 1).checks == ()
    assert story(case, Kind.FINISH)[-1] == f"due 2026-03-26 done {on}"
    assert [row for row in case.obligations if row.is_unmet] == []
