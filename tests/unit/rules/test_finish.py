"""How the finish day moves: extension, pause, a changed calendar. What was promised first stays visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model.case import Interval, Obligation
from core.model.codes import DelayReason, DueRule, ObligationKind
from core.model.holidays import WorkCalendar
from core.model.payloads import Resumed
from core.rules.clocks import BANGKOK_1555
from core.rules.decide import finish
from core.rules.fold import fold, referral_of
from tests.support.cases import (
    CALENDAR_2569,
    COMPLEX,
    LAND,
    OFFICE,
    POLICE,
    Step,
    acknowledged,
    after,
    case_of,
    closed,
    day,
    done,
    events_of,
    extended,
    forwarded,
    paused,
    progress,
    registered,
    resumed,
    returned,
    said,
    sent_back,
    told,
)
from tests.support.owed import due_days, rows, story
from tests.support.refusals import refused

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
"""Finish due on Thursday 26 March."""


def last(*steps: Step, kind: Kind = Kind.FINISH) -> Obligation:
    """The row of a kind that arose last."""
    return rows(case_of(*steps), kind)[-1]


def test_an_extension_voids_the_row_and_adds_one() -> None:
    case = case_of(*SENT, extended("2026-03-20", "2026-04-30"))
    assert story(case, Kind.FINISH) == ["due 2026-03-26 void 2026-03-20", "due 2026-04-30"]
    row = rows(case, Kind.FINISH)[-1]
    assert (row.arises_on, row.first_due_on, row.promise.rule, row.promise.first_rule) == (
        date(2026, 3, 20),
        date(2026, 3, 26),
        DueRule.EXTENDED,
        DueRule.DEFAULT,
    )


def test_extended_twice_the_very_first_day_stays() -> None:
    row = last(*SENT, extended("2026-03-20", "2026-04-30"), extended("2026-04-20", "2026-05-29"))
    assert (row.due_on, row.first_due_on, row.promise.first_rule) == (
        date(2026, 5, 29),
        date(2026, 3, 26),
        DueRule.DEFAULT,
    )


@pytest.mark.parametrize(
    ("to", "is_granted"),
    [
        pytest.param("2026-03-25", False, id="day-before"),
        pytest.param("2026-03-26", False, id="the-same-day"),
        pytest.param("2026-03-27", True, id="day-after"),
    ],
)
def test_an_extension_is_later(*, to: str, is_granted: bool) -> None:
    if is_granted:
        assert last(*SENT, extended("2026-03-20", to)).due_on == day(to)
        return
    with refused("error.not_later"):
        case_of(*SENT, extended("2026-03-20", to))


def test_a_review_day_is_extended_too() -> None:
    steps = (registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=COMPLEX, review="2026-06-01"))
    case = case_of(*steps, extended("2026-05-20", "2026-08-03"))
    assert story(case, Kind.REVIEW) == ["due 2026-06-01 void 2026-05-20", "due 2026-08-03"]


def test_nothing_to_extend_where_nothing_is_owed() -> None:
    clocks = tuple(clock for clock in BANGKOK_1555.clocks if clock.kind is not Kind.FINISH)
    office = replace(OFFICE, clocks=replace(BANGKOK_1555, clocks=clocks))
    with refused("error.nothing_to_extend"):
        case_of(*SENT, extended("2026-03-20", "2026-04-30"), office=office)


def test_who_asked_is_told_of_an_extension() -> None:
    asked = (registered("2026-03-05", wants_reply=True), forwarded(POLICE, "2026-03-05"))
    case = case_of(*asked, extended("2026-03-20", "2026-04-30"))
    assert story(case, Kind.TELL_COMPLAINANT, None) == ["due 2026-03-23"]
    assert story(case_of(*SENT, extended("2026-03-20", "2026-04-30")), Kind.TELL_COMPLAINANT, None) == []


def test_the_closing_takes_the_place_of_what_was_to_be_told_before() -> None:
    asked = (registered("2026-03-05", wants_reply=True), forwarded(POLICE, "2026-03-05"))
    case = case_of(*asked, extended("2026-03-20", "2026-04-30"), closed("2026-03-24"))
    assert story(case, Kind.TELL_COMPLAINANT, None) == ["due 2026-03-23 void 2026-03-24", "due 2026-03-25"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-03-24", "due 2026-03-25 done 2026-03-24", id="day-before-the-due-day"),
        pytest.param("2026-03-25", "due 2026-03-25 done 2026-03-25", id="on-the-due-day"),
        pytest.param("2026-03-26", "due 2026-03-25 done 2026-03-26", id="day-after-the-due-day"),
    ],
)
def test_telling(on: str, expected: str) -> None:
    case = case_of(registered("2026-03-20", wants_reply=True), closed("2026-03-24"), told(on))
    assert story(case, Kind.TELL_COMPLAINANT, None) == [expected]


def test_a_talk_before_the_closing_recorded_after_it_does_not_tell_the_result() -> None:
    case = case_of(registered("2026-03-20", wants_reply=True), closed("2026-03-24"), told("2026-03-23"))
    assert (story(case, Kind.TELL_COMPLAINANT, None), case.told_on) == (["due 2026-03-25"], None)


@pytest.mark.parametrize(
    ("resumed_on", "due_on", "working_days"),
    [
        pytest.param("2026-03-16", "2026-03-26", 0, id="the-same-day-shifts-nothing"),
        pytest.param("2026-03-17", "2026-03-27", 1, id="one-working-day"),
        pytest.param("2026-03-21", "2026-04-01", 4, id="a-saturday-adds-nothing"),
        pytest.param("2026-03-23", "2026-04-02", 5, id="a-working-week"),
        pytest.param("2026-04-16", "2026-04-28", 19, id="over-songkran"),
    ],
)
def test_a_pause_shifts_finish_by_the_working_days_it_stood(resumed_on: str, due_on: str, working_days: int) -> None:
    events = events_of(*SENT, paused("2026-03-16"), resumed(resumed_on))
    row = rows(fold(1, events), Kind.FINISH)[-1]
    assert (row.due_on, row.first_due_on) == (day(due_on), date(2026, 3, 26))
    assert [event.payload.working_days for event in events if isinstance(event.payload, Resumed)] == [working_days]


def test_reports_go_on_during_a_pause() -> None:
    case = case_of(*SENT, paused("2026-03-09"), progress("2026-03-11"))
    assert due_days(case) == {"finish": "2026-03-26", "periodic_series": "2026-03-30"}


def test_pausing_labels_the_delay_and_resuming_takes_the_label_off() -> None:
    assert case_of(*SENT, paused("2026-03-16")).delay is DelayReason.AWAITING_COMPLAINANT
    assert case_of(*SENT, paused("2026-03-16"), resumed("2026-03-20")).delay is None


def test_the_label_stays_while_another_agency_waits() -> None:
    both = (*SENT, forwarded(LAND, "2026-03-06"), paused("2026-03-16", 1), paused("2026-03-17", 2))
    assert case_of(*both, resumed("2026-03-20", 1)).delay is DelayReason.AWAITING_COMPLAINANT
    assert case_of(*both, resumed("2026-03-20", 1), resumed("2026-03-20", 2)).delay is None


def test_done_ends_a_pause_and_what_it_stood_for_is_not_charged() -> None:
    """Due on 26 March, stood from the 16th to the 31st (11 working days), done on the 31st: on time."""
    case = case_of(*SENT, paused("2026-03-16"), done("2026-03-31"))
    assert story(case, Kind.FINISH) == ["due 2026-03-26 void 2026-03-31", "due 2026-04-16 done 2026-03-31"]
    assert referral_of(case, 1).pauses == (Interval(date(2026, 3, 16), date(2026, 3, 31)),)
    assert (case.delay, referral_of(case, 1).is_paused) == (None, False)


@pytest.mark.parametrize(
    ("paused_on", "expected"),
    [
        pytest.param("2026-03-25", ["due 2026-03-26 void 2026-04-30"], id="paused-before-the-due-day"),
        pytest.param("2026-03-26", ["due 2026-03-26 void 2026-04-30"], id="paused-on-the-due-day"),
        pytest.param("2026-03-27", ["due 2026-03-26 done 2026-04-30"], id="overdue-before-the-pause-stays-late"),
    ],
)
def test_closed_while_the_clock_stood(paused_on: str, expected: list[str]) -> None:
    assert story(case_of(*SENT, paused(paused_on), closed("2026-04-30")), Kind.FINISH) == expected


def test_a_return_ends_a_pause() -> None:
    referral = referral_of(case_of(*SENT, paused("2026-03-16"), returned("2026-03-20")), 1)
    assert (referral.is_paused, referral.pauses) == (False, (Interval(date(2026, 3, 16), date(2026, 3, 20)),))


def test_a_pause_of_no_length_leaves_no_interval() -> None:
    referral = referral_of(case_of(*SENT, paused("2026-03-16"), resumed("2026-03-16"), paused("2026-03-16")), 1)
    assert referral.pauses == (Interval(date(2026, 3, 16)),)


def test_sent_back_after_an_extension_owes_the_extended_day() -> None:
    row = last(*SENT, extended("2026-03-20", "2026-04-30"), done("2026-04-20"), sent_back("2026-04-22"))
    assert (row.due_on, row.first_due_on, row.promise.rule, row.promise.first_rule) == (
        date(2026, 4, 30),
        date(2026, 3, 26),
        DueRule.SENT_BACK,
        DueRule.DEFAULT,
    )


def with_holiday(*days: date) -> WorkCalendar:
    """The calendar after further holidays were declared."""
    return WorkCalendar(
        {**CALENDAR_2569.holidays, **dict.fromkeys(days, "วันหยุดพิเศษ")}, CALENDAR_2569.confirmed_years, version=2
    )


def recalculated(*steps: Step, holidays: tuple[date, ...], no: int | None = 1) -> dict[str, str]:
    """What is owed after the named action, with the day it was due before."""
    case, office = case_of(*steps), replace(OFFICE, calendar=with_holiday(*holidays))
    event = finish.recalculate(case, no, said("2026-06-30"), office)
    return {} if event is None else due_days(after(case, event), no)


@pytest.mark.parametrize(
    ("holiday", "expected"),
    [
        pytest.param(date(2026, 3, 5), {}, id="on-the-starting-day"),
        pytest.param(
            date(2026, 3, 6),
            {
                "acknowledge": "2026-03-09",
                "first_progress": "2026-03-12",
                "finish": "2026-03-27",
                "periodic_series": "2026-03-30",
            },
            id="what-is-counted-from-a-moved-day-moves-too",
        ),
        pytest.param(
            date(2026, 3, 11),
            {
                "acknowledge": "2026-03-06",
                "first_progress": "2026-03-12",
                "finish": "2026-03-27",
                "periodic_series": "2026-03-30",
            },
            id="on-a-due-day",
        ),
        pytest.param(date(2026, 3, 27), {}, id="after-every-due-day"),
        pytest.param(date(2026, 3, 7), {}, id="on-a-saturday"),
    ],
)
def test_a_changed_calendar_moves_due_days_only_when_asked(holiday: date, expected: dict[str, str]) -> None:
    assert recalculated(*SENT, holidays=(holiday,)) == expected


def test_a_recalculation_may_move_the_first_day_of_the_series() -> None:
    steps = (registered("2026-03-09"), forwarded(POLICE, "2026-03-09"))
    assert due_days(case_of(*steps))["periodic_series"] == "2026-03-30"
    assert recalculated(*steps, holidays=(date(2026, 3, 10),))["periodic_series"] == "2026-04-15"


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((extended("2026-03-20", "2026-04-30"),), id="extended"),
        pytest.param(
            (extended("2026-03-20", "2026-04-30"), done("2026-04-01"), sent_back("2026-04-02")), id="sent-back"
        ),
        pytest.param((paused("2026-03-16"), resumed("2026-03-20")), id="paused"),
    ],
)
def test_a_day_that_somebody_set_is_not_recalculated(steps: tuple[Step, ...]) -> None:
    moved = recalculated(
        *SENT, acknowledged("2026-03-06"), progress("2026-03-10"), *steps, holidays=(date(2026, 3, 6),)
    )
    assert moved == {}


def test_what_the_case_itself_owes_is_recalculated_apart() -> None:
    steps = (registered("2026-03-05", wants_reply=True), closed("2026-03-05"))
    assert recalculated(*steps, holidays=(date(2026, 3, 6),), no=None) == {"tell_complainant": "2026-03-09"}


def test_a_recalculation_says_what_it_was_before() -> None:
    case, office = case_of(*SENT), replace(OFFICE, calendar=with_holiday(date(2026, 3, 6)))
    event = finish.recalculate(case, 1, said("2026-06-30"), office)
    assert event is not None
    row = rows(after(case, event), Kind.FINISH)[-1]
    assert (row.due_on, row.first_due_on, row.promise.rule, row.promise.first_rule) == (
        date(2026, 3, 27),
        date(2026, 3, 26),
        DueRule.RECALCULATED,
        DueRule.DEFAULT,
    )
    assert (row.promise.calendar_version, [each.day for each in row.promise.skipped]) == (2, [date(2026, 3, 6)])
