"""When the clocks of a referral start and what day they set, whatever the agency does later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import DomainError, ImpossibleDay
from core.model.codes import DueRule, ObligationKind
from core.model.masters import Agency, Clock, Topic
from core.model.promises import DayUnit, NamedDay, Span
from core.rules.clocks import BANGKOK_1555, BY_LETTER
from core.rules.obligations import Office
from tests.support.cases import (
    CENTRE,
    COMPLEX,
    IMPORT,
    LAND,
    OFFICE,
    POLICE,
    ROADS,
    by,
    case_of,
    closed,
    day,
    events_of,
    forwarded,
    registered,
    without,
)
from tests.support.owed import due_days, rows, story

Kind = ObligationKind
NO_WEEKEND = replace(OFFICE, clocks=replace(BANGKOK_1555, weekend_staff=False))


def test_sending_promises_every_clock() -> None:
    case = case_of(registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
    assert due_days(case) == {
        "acknowledge": "2026-03-06",
        "first_progress": "2026-03-11",
        "periodic_series": "2026-03-30",
        "finish": "2026-03-26",
    }


def test_handled_by_the_centre_only_finish_runs() -> None:
    assert due_days(case_of(registered("2026-03-05"), forwarded(CENTRE, "2026-03-05"))) == {"finish": "2026-03-26"}


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        pytest.param(
            without(Kind.ACKNOWLEDGE),
            {"first_progress": "2026-03-10", "periodic_series": "2026-03-30", "finish": "2026-03-26"},
            id="without-acknowledge-first-progress-starts-from-the-sending",
        ),
        pytest.param(
            without(Kind.FIRST_PROGRESS),
            {"acknowledge": "2026-03-06", "periodic_series": "2026-03-30", "finish": "2026-03-26"},
            id="without-first-progress-the-series-starts-from-the-sending",
        ),
        pytest.param(
            without(Kind.PERIODIC_SERIES),
            {"acknowledge": "2026-03-06", "first_progress": "2026-03-11", "finish": "2026-03-26"},
            id="without-the-series",
        ),
        pytest.param(
            without(Kind.FINISH),
            {"acknowledge": "2026-03-06", "first_progress": "2026-03-11", "periodic_series": "2026-03-30"},
            id="without-finish",
        ),
    ],
)
def test_a_clock_that_is_off_promises_nothing(office: Office, expected: dict[str, str]) -> None:
    assert due_days(case_of(registered("2026-03-05"), forwarded(POLICE, "2026-03-05"), office=office)) == expected


def test_every_case_clock_can_be_off() -> None:
    office = without(Kind.FORWARD, Kind.TELL_COMPLAINANT, Kind.ANSWER_UPSTREAM)
    case = case_of(
        registered("2026-03-05", wants_reply=True, upstream_due="2026-04-01"), closed("2026-03-06"), office=office
    )
    assert case.obligations == ()


@pytest.mark.parametrize(
    ("sent_on", "first_day"),
    [
        pytest.param("2026-03-04", "2026-03-30", id="first-progress-due-10-march"),
        pytest.param("2026-03-10", "2026-04-15", id="first-progress-due-16-march-is-in-the-next-window"),
        pytest.param("2026-02-03", "2026-02-28", id="february-ends-the-series-month-on-its-last-day"),
        pytest.param("2026-02-16", "2026-03-15", id="first-progress-due-20-february"),
        pytest.param("2026-03-25", "2026-04-30", id="first-progress-due-31-march-belongs-to-15-april"),
        pytest.param("2026-03-24", "2026-04-15", id="first-progress-due-30-march-closes-its-window"),
    ],
)
def test_the_series_begins_after_the_window_of_first_progress(sent_on: str, first_day: str) -> None:
    case = case_of(registered(sent_on), forwarded(POLICE, sent_on))
    assert due_days(case)["periodic_series"] == first_day


@pytest.mark.parametrize(
    ("letter_on", "report_due", "office", "expected"),
    [
        pytest.param(None, None, OFFICE, [], id="bangkok-set-asks-no-report-by-letter"),
        pytest.param(None, "2026-04-10", OFFICE, ["due 2026-04-10"], id="the-typed-day-counts-in-any-set"),
        pytest.param(
            "2026-03-02", None, replace(OFFICE, clocks=BY_LETTER), ["due 2026-03-17"], id="15-days-from-paper"
        ),
        pytest.param(None, None, replace(OFFICE, clocks=BY_LETTER), ["due 2026-03-20"], id="15-days-from-the-sending"),
        pytest.param(None, None, without(Kind.REPORT_BY_LETTER, clocks=BY_LETTER), [], id="switched-off"),
        pytest.param(
            None,
            None,
            replace(
                OFFICE,
                clocks=replace(BY_LETTER, clocks=(Clock(Kind.REPORT_BY_LETTER, Span(30, DayUnit.CALENDAR, "R")),)),
            ),
            ["due 2026-04-04"],
            id="30-days-do-not-roll-on-from-a-saturday",
        ),
    ],
)
def test_report_by_letter(letter_on: str | None, report_due: str | None, office: Office, expected: list[str]) -> None:
    sending = forwarded(POLICE, "2026-03-05", letter=True, letter_on=letter_on, report_due=report_due)
    assert story(case_of(registered("2026-03-02"), sending, office=office), Kind.REPORT_BY_LETTER) == expected


def test_what_was_not_sent_by_letter_owes_no_report_by_letter() -> None:
    case = case_of(registered("2026-03-02"), forwarded(POLICE, "2026-03-05"), office=replace(OFFICE, clocks=BY_LETTER))
    assert rows(case, Kind.REPORT_BY_LETTER) == []


def test_assumed_days_of_delivery_start_the_acknowledgement_later() -> None:
    office = replace(OFFICE, clocks=replace(BANGKOK_1555, delivery_days=3))
    case = case_of(registered("2026-03-05"), forwarded(POLICE, "2026-03-05", letter=True), office=office)
    assert due_days(case) == {
        "acknowledge": "2026-03-09",
        "first_progress": "2026-03-12",
        "periodic_series": "2026-03-30",
        "finish": "2026-03-26",
    }


LAW = Topic("roads", "ถนนชำรุด", law=Span(30, DayUnit.CALENDAR, "พ.ร.บ.ตัวอย่าง มาตรา 5"))
DECLARED = replace(POLICE, declared={"roads": Span(7, source="ประกาศ 1/2568")}, overall=Span(30))


@pytest.mark.parametrize(
    ("agency", "topic", "rule", "due_on", "lost"),
    [
        pytest.param(
            DECLARED,
            LAW,
            DueRule.LAW,
            "2026-04-04",
            [
                (DueRule.AGENCY_TOPIC, "2026-03-16"),
                (DueRule.AGENCY_OVERALL, "2026-04-22"),
                (DueRule.DEFAULT, "2026-03-26"),
            ],
            id="law-first",
        ),
        pytest.param(
            DECLARED,
            ROADS,
            DueRule.AGENCY_TOPIC,
            "2026-03-16",
            [(DueRule.AGENCY_OVERALL, "2026-04-22"), (DueRule.DEFAULT, "2026-03-26")],
            id="declared-for-the-topic",
        ),
        pytest.param(
            DECLARED, None, DueRule.AGENCY_OVERALL, "2026-04-22", [(DueRule.DEFAULT, "2026-03-26")], id="overall-period"
        ),
        pytest.param(POLICE, ROADS, DueRule.DEFAULT, "2026-03-26", [], id="15-working-days"),
    ],
)
def test_the_strongest_rule_sets_the_finish_day(
    agency: Agency, topic: Topic | None, rule: DueRule, due_on: str, lost: list[tuple[DueRule, str]]
) -> None:
    case = case_of(registered("2026-03-05"), forwarded(agency, "2026-03-05", topic=topic))
    (row,) = rows(case, Kind.FINISH)
    assert (row.promise.rule, row.due_on) == (rule, day(due_on))
    assert [(each.rule, each.due_on.isoformat()) for each in row.promise.lost] == lost


def test_a_complex_matter_owes_a_review_and_no_finish() -> None:
    case = case_of(registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=COMPLEX, review="2026-06-01"))
    assert (rows(case, Kind.FINISH), story(case, Kind.REVIEW)) == ([], ["due 2026-06-01"])


def test_whoever_sends_it_may_call_a_matter_complex() -> None:
    case = case_of(registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=ROADS, review="2026-06-01"))
    assert (rows(case, Kind.FINISH), story(case, Kind.REVIEW)) == ([], ["due 2026-06-01"])


def test_a_law_sets_the_finish_day_of_a_complex_matter_too() -> None:
    topic = replace(COMPLEX, law=Span(60, DayUnit.CALENDAR, "พ.ร.บ.ตัวอย่าง"))
    case = case_of(registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=topic))
    assert (rows(case, Kind.REVIEW), story(case, Kind.FINISH)) == ([], ["due 2026-05-04"])


def test_a_complex_topic_without_its_review_day_is_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        events_of(registered("2026-03-05"), forwarded(LAND, "2026-03-05", topic=COMPLEX))
    assert refusal.value.key == "error.review_day_missing"


@pytest.mark.parametrize("typed", ["report-due", "review"])
@pytest.mark.parametrize(
    ("due_on", "is_refused"),
    [
        pytest.param("2026-03-04", True, id="the-day-before-sending"),
        pytest.param("2026-03-05", False, id="the-day-of-sending"),
        pytest.param("2026-03-06", False, id="the-day-after"),
    ],
)
def test_a_typed_day_does_not_lie_before_the_sending(*, typed: str, due_on: str, is_refused: bool) -> None:
    step = (
        forwarded(LAND, "2026-03-05", report_due=due_on)
        if typed == "report-due"
        else forwarded(LAND, "2026-03-05", review=due_on)
    )
    if not is_refused:
        assert due_on in due_days(case_of(registered("2026-03-05"), step)).values()
        return
    with pytest.raises(ImpossibleDay) as refusal:
        events_of(registered("2026-03-05"), step)
    assert refusal.value.key == "error.due_before_start"


def test_a_promise_carries_what_explains_it() -> None:
    (row,) = rows(case_of(registered("2026-04-10"), forwarded(POLICE, "2026-04-10")), Kind.ACKNOWLEDGE)
    assert (row.promise.counted_from, row.promise.due_on, row.promise.source) == (
        date(2026, 4, 10),
        date(2026, 4, 16),
        "BK 2",
    )
    assert row.promise.skipped == tuple(NamedDay(date(2026, 4, n), "วันสงกรานต์") for n in (13, 14, 15))
    assert (row.promise.unconfirmed_years, row.promise.calendar_version) == ((), 1)


def test_a_due_day_in_an_unconfirmed_year_says_so() -> None:
    office = replace(OFFICE, today=date(2026, 12, 31))
    (row,) = rows(case_of(registered("2026-12-31"), forwarded(POLICE, "2026-12-31"), office=office), Kind.ACKNOWLEDGE)
    assert (row.due_on, row.promise.unconfirmed_years) == (date(2027, 1, 1), (2027,))


def test_an_import_owes_only_what_its_source_agreed() -> None:
    case = case_of(
        by(registered("2026-03-05", imported=True), IMPORT),
        by(forwarded(POLICE, "2026-03-05", letter=True, agreed="2026-03-20"), IMPORT),
    )
    assert due_days(case, None) == {}
    assert due_days(case) == {"report_by_letter": "2026-03-20", "finish": "2026-03-20"}
    assert {row.promise.rule for row in case.obligations} == {DueRule.SOURCE_AGREED}
