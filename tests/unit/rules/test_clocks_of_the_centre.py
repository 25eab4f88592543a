"""When the clocks of the centre itself start and what day they set: forwarding, answering upstream, telling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.codes import DueRule, ObligationKind
from core.model.masters import Agency
from core.rules.clocks import BANGKOK_1555
from core.rules.obligations import Office
from tests.support.cases import (
    CENTRE,
    LAND,
    OFFICE,
    POLICE,
    Step,
    cancelled,
    case_of,
    closed,
    day,
    events_of,
    forwarded,
    objected,
    progress,
    registered,
    reopened,
    returned,
)
from tests.support.owed import due_days, promised, rows, story

Kind = ObligationKind
NO_WEEKEND = replace(OFFICE, clocks=replace(BANGKOK_1555, weekend_staff=False))


@pytest.mark.parametrize(
    ("on", "urgent", "office", "due_on", "rule"),
    [
        pytest.param("2026-03-05", False, OFFICE, "2026-03-06", DueRule.CLOCK, id="one-calendar-day"),
        pytest.param("2026-03-06", False, OFFICE, "2026-03-07", DueRule.CLOCK, id="friday-is-due-on-saturday"),
        pytest.param("2026-04-12", False, OFFICE, "2026-04-13", DueRule.CLOCK, id="does-not-roll-over-songkran"),
        pytest.param("2026-03-06", True, OFFICE, "2026-03-06", DueRule.URGENT, id="urgent-the-same-day"),
        pytest.param("2026-03-07", True, NO_WEEKEND, "2026-03-07", DueRule.URGENT, id="urgent-even-on-a-saturday"),
        pytest.param(
            "2026-03-06", False, NO_WEEKEND, "2026-03-09", DueRule.NO_WEEKEND_STAFF, id="no-weekend-staff-working-day"
        ),
        pytest.param("2026-04-10", False, NO_WEEKEND, "2026-04-16", DueRule.NO_WEEKEND_STAFF, id="over-songkran"),
    ],
)
def test_forwarding_is_owed_from_the_receipt(
    *,
    on: str,
    urgent: bool,
    office: Office,
    due_on: str,
    rule: DueRule,
) -> None:
    (row,) = rows(case_of(registered(on, urgent=urgent), office=office), Kind.FORWARD, None)
    assert (row.due_on, row.promise.rule, row.arises_on) == (day(due_on), rule, day(on))


@pytest.mark.parametrize(
    ("steps", "arises_on", "due_on"),
    [
        pytest.param(
            (registered("2026-03-02"), forwarded(POLICE, "2026-03-02"), returned("2026-03-05")),
            "2026-03-05",
            "2026-03-06",
            id="after-a-return",
        ),
        pytest.param(
            (registered("2026-03-02"), forwarded(POLICE, "2026-03-02"), cancelled("2026-03-05")),
            "2026-03-05",
            "2026-03-06",
            id="after-a-cancellation",
        ),
        pytest.param(
            (
                registered("2026-03-02"),
                forwarded(POLICE, "2026-03-02"),
                forwarded(LAND, "2026-03-02"),
                returned("2026-03-12", 1),
                returned("2026-03-10", 2),
            ),
            "2026-03-12",
            "2026-03-13",
            id="from-the-later-of-two-returns-whatever-the-order-of-recording",
        ),
        pytest.param(
            (registered("2026-03-02"), closed("2026-03-04"), objected("2026-03-20")),
            "2026-03-20",
            "2026-03-21",
            id="from-the-objection",
        ),
        pytest.param(
            (registered("2026-03-02"), closed("2026-03-04"), reopened("2026-03-22")),
            "2026-03-22",
            "2026-03-23",
            id="from-the-reopening",
        ),
        pytest.param(
            (registered("2026-03-02"), closed("2026-03-04"), objected("2026-03-20"), reopened("2026-03-25")),
            "2026-03-20",
            "2026-03-21",
            id="reopened-after-an-objection-on-the-objection's-day",
        ),
    ],
)
def test_forwarding_is_owed_again(steps: tuple[Step, ...], arises_on: str, due_on: str) -> None:
    case = case_of(*steps)
    (row,) = (row for row in rows(case, Kind.FORWARD, None) if row.is_unmet)
    assert (row.arises_on, row.due_on) == (day(arises_on), day(due_on))


@pytest.mark.parametrize("end", [returned("2026-03-05"), cancelled("2026-03-05")], ids=["return", "cancellation"])
def test_another_live_referral_spares_forwarding_again(end: Step) -> None:
    case = case_of(registered("2026-03-02"), forwarded(POLICE, "2026-03-02"), forwarded(LAND, "2026-03-02"), end)
    assert due_days(case, None) == {}


@pytest.mark.parametrize(
    ("to", "day_of_sending", "expected"),
    [
        pytest.param(POLICE, "2026-03-05", "done 2026-03-05", id="the-day-before"),
        pytest.param(POLICE, "2026-03-06", "done 2026-03-06", id="on-the-due-day"),
        pytest.param(POLICE, "2026-03-07", "done 2026-03-07", id="the-day-after"),
        pytest.param(CENTRE, "2026-03-06", "done 2026-03-06", id="own-handling-is-forwarding-done"),
    ],
)
def test_the_first_referral_meets_forwarding(to: Agency, day_of_sending: str, expected: str) -> None:
    case = case_of(registered("2026-03-05"), forwarded(to, day_of_sending))
    assert story(case, Kind.FORWARD, None) == [f"due 2026-03-06 {expected}"]


def test_a_referral_recorded_later_but_sent_earlier_meets_forwarding_earlier() -> None:
    case = case_of(registered("2026-03-05"), forwarded(POLICE, "2026-03-09"), forwarded(LAND, "2026-03-06"))
    assert story(case, Kind.FORWARD, None) == ["due 2026-03-06 done 2026-03-06"]


def test_upstream_sets_the_day_of_its_answer() -> None:
    (row,) = rows(case_of(registered("2026-03-05", upstream_due="2026-03-20")), Kind.ANSWER_UPSTREAM, None)
    assert (row.due_on, row.promise.counted_from, row.promise.rule) == (
        day("2026-03-20"),
        day("2026-03-05"),
        DueRule.TYPED,
    )


@pytest.mark.parametrize(
    ("closed_on", "due_on"),
    [
        pytest.param("2026-03-05", "2026-03-06", id="thursday"),
        pytest.param("2026-03-06", "2026-03-09", id="friday"),
        pytest.param("2026-04-10", "2026-04-16", id="before-songkran"),
    ],
)
def test_who_asked_is_told_of_the_closing(closed_on: str, due_on: str) -> None:
    case = case_of(registered("2026-03-02", wants_reply=True), closed(closed_on))
    assert due_days(case, None) == {"tell_complainant": due_on}


def test_who_did_not_ask_is_not_told() -> None:
    assert due_days(case_of(registered("2026-03-02"), closed("2026-03-05")), None) == {}


@pytest.mark.parametrize(
    ("expected", "owed"),
    [
        pytest.param("2026-03-25", {}, id="day-before-the-finish-day"),
        pytest.param("2026-03-26", {}, id="on-the-finish-day"),
        pytest.param("2026-03-27", {"tell_complainant": "2026-03-12"}, id="day-after-changes-what-was-promised"),
        pytest.param(None, {}, id="no-day-named"),
    ],
)
def test_a_report_that_changes_the_promised_day_is_told(expected: str | None, owed: dict[str, str]) -> None:
    event = events_of(
        registered("2026-03-05", wants_reply=True),
        forwarded(POLICE, "2026-03-05"),
        progress("2026-03-11", expected=expected),
    )[-1]
    assert promised(event) == owed


def test_the_same_later_day_is_told_once() -> None:
    events = events_of(
        registered("2026-03-05", wants_reply=True),
        forwarded(POLICE, "2026-03-05"),
        progress("2026-03-11", expected="2026-04-30"),
        progress("2026-03-20", expected="2026-04-30"),
        progress("2026-03-25", expected="2026-05-15"),
    )
    assert [promised(event) for event in events[2:]] == [
        {"tell_complainant": "2026-03-12"},
        {},
        {"tell_complainant": "2026-03-26"},
    ]
