"""Due lines in words and in files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.figures.due import due_json, due_report, explained, is_owed, spread
from core.figures.lines import DueLine
from core.model.case import CaseNo
from core.model.codes import DueRule, ObligationKind
from core.model.promises import DayUnit, Promise, Span
from core.rules.codec import dump_payload
from core.text.explain import explain

Kind = ObligationKind
PROMISE = Promise(
    kind=Kind.FINISH,
    counted_from=date(2026, 3, 2),
    due_on=date(2026, 3, 24),
    rule=DueRule.AGENCY_OVERALL,
    span=Span(15, DayUnit.WORKING),
)
LINE = DueLine(
    case_id=1,
    no=CaseNo(412, 2569),
    public_title="ที่ดิน",
    urgent=False,
    kind=Kind.FINISH,
    referral_no=1,
    agency_id="land",
    agency="สำนักงานที่ดิน",
    own=False,
    awaits_check=False,
    is_paused=False,
    reminders=0,
    due_on=date(2026, 3, 24),
    first_due_on=date(2026, 3, 24),
    done_on=None,
    days_late=2,
    rule=DueRule.AGENCY_OVERALL,
    promise=dump_payload(PROMISE),
)


def test_a_line_explains_itself_as_its_promise_does() -> None:
    assert explained(LINE) == explain(PROMISE, agency_name="สำนักงานที่ดิน")


def test_the_answer_of_due() -> None:
    assert due_json([LINE]) == {
        "obligations": [
            {
                "case_no": "412/2569",
                "agency": "สำนักงานที่ดิน",
                "kind": "finish",
                "due_on": "2026-03-24",
                "done_on": None,
                "days_late": 2,
                "rule": "agency_overall",
                "explanation": explained(LINE),
            }
        ]
    }


@pytest.mark.parametrize(
    ("on", "days"),
    [
        pytest.param(date(2026, 2, 14), [], id="before-the-first"),
        pytest.param(date(2026, 2, 15), [15], id="on-the-first"),
        pytest.param(date(2026, 2, 28), [15, 28], id="february-ends-early"),
        pytest.param(date(2026, 3, 29), [15, 28, 15], id="day-before-the-30th"),
    ],
)
def test_a_series_is_one_line_per_due_day(on: date, days: list[int]) -> None:
    series = replace(LINE, kind=Kind.PERIODIC_SERIES, due_on=date(2026, 2, 15))
    lines = spread(series, on)
    assert [line.due_on.day for line in lines] == days
    assert [line.days_late for line in lines] == [(on - line.due_on).days for line in lines]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(replace(LINE, done_on=date(2026, 3, 24)), id="done"),
        pytest.param(replace(LINE, awaits_check=True), id="awaits-the-check"),
        pytest.param(replace(LINE, is_paused=True), id="paused"),
        pytest.param(replace(LINE, own=True), id="the-centres-own"),
        pytest.param(replace(LINE, agency_id=None), id="of-no-agency"),
    ],
)
def test_what_no_agency_owes_a_meeting(line: DueLine) -> None:
    assert (is_owed(LINE), is_owed(line)) == (True, False)


def test_a_case_that_is_still_owed_is_not_shown_as_answered() -> None:
    answered = replace(LINE, kind=Kind.FIRST_PROGRESS, done_on=date(2026, 3, 20))
    elsewhere = replace(answered, case_id=2)
    report = due_report([LINE], [answered, elsewhere], date(2026, 3, 26), date(2026, 2, 28))
    assert [
        [case.first.case_id for case in group] for group in (report.agencies[0].due, report.agencies[0].answered)
    ] == [
        [1],
        [2],
    ]
