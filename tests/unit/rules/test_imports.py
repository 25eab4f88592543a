"""Cases that come from a register: what the source has is taken, nothing else is owed until somebody confirms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model.case import Period
from core.model.codes import CaseState, ClosingClass, DateBasis, ObligationKind, Source
from core.model.facts import Registered
from core.rules.clocks import BY_LETTER
from core.rules.decide import closing, intake
from core.rules.decide.common import Said, When
from core.rules.fold import fold, referral_of
from tests.support.cases import (
    CENTRE,
    IMPORT,
    LAND,
    OFFICE,
    POLICE,
    Step,
    acknowledged,
    by,
    case_of,
    chased,
    closed,
    confirmed,
    corrected,
    done,
    events_of,
    forwarded,
    objected,
    progress,
    registered,
    reopened,
    returned,
)
from tests.support.owed import due_days, story
from tests.support.refusals import refused

Kind = ObligationKind


def taken_over(*steps: Step) -> tuple[Step, ...]:
    """Steps that an import records."""
    return tuple(by(step, IMPORT) for step in steps)


ROW = taken_over(registered("2025-03-05", imported=True), forwarded(POLICE, "2025-03-06", agreed="2025-03-20"))
"""A row of a register: received, sent the next day, due on the 20th."""
UNDATED = taken_over(registered(None, imported=True), forwarded(POLICE, None, agreed="2025-03-20"))


def test_an_import_may_be_as_old_as_it_is() -> None:
    assert case_of(*ROW).received_on == date(2025, 3, 5)


def test_an_imported_case_without_a_due_day_owes_nothing() -> None:
    case = case_of(*taken_over(registered("2025-03-05", imported=True), forwarded(POLICE, "2025-03-06")))
    assert case.obligations == ()


def test_an_agreed_day_of_own_handling_is_its_finish() -> None:
    steps = taken_over(registered("2025-03-05", imported=True), forwarded(CENTRE, "2025-03-06", agreed="2025-03-20"))
    assert due_days(case_of(*steps)) == {"finish": "2025-03-20"}


def test_an_agreed_day_before_the_sending_is_kept() -> None:
    case = case_of(
        *taken_over(registered("2025-03-05", imported=True), forwarded(POLICE, "2025-03-06", agreed="2025-03-01"))
    )
    assert due_days(case) == {"report_by_letter": "2025-03-01", "finish": "2025-03-01"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2025-03-20", "due 2025-03-20 done 2025-03-20", id="on-the-agreed-day"),
        pytest.param("2025-03-21", "due 2025-03-20 done 2025-03-21", id="day-after"),
    ],
)
def test_an_imported_report_answers_the_letter_and_finishes_nothing(on: str, expected: str) -> None:
    case = case_of(*ROW, *taken_over(progress(on)))
    assert story(case, Kind.REPORT_BY_LETTER) == [expected]
    assert (due_days(case), case.state) == ({"finish": "2025-03-20"}, CaseState.IN_PROGRESS)


def test_an_import_closes_without_a_class_or_a_text() -> None:
    event = closing.close(case_of(*ROW), ClosingClass.UNSPECIFIED, Said(When(date(2025, 4, 1))), IMPORT)
    case = case_of(*ROW, lambda *_: replace(event, source=Source.IMPORT))
    assert (case.state, story(case, Kind.FINISH)) == (CaseState.CLOSED, ["due 2025-03-20 done 2025-04-01"])


def test_an_import_needs_no_approval_and_tells_nobody() -> None:
    office = replace(IMPORT, asks_approval=True)
    case = case_of(by(registered("2025-03-05", imported=True, wants_reply=True), IMPORT))
    event = closing.close(case, ClosingClass.UNSPECIFIED, Said(When(date(2025, 4, 1))), office)
    assert getattr(event.payload, "promises", None) == ()


def test_an_import_takes_a_matter_without_words() -> None:
    event = intake.register(Registered("letter"), Said(When(date(2025, 3, 5))), IMPORT, handled_elsewhere=True)
    assert (event.happened_on, event.texts) == (date(2025, 3, 5), {})


def test_imported_reminders_are_counted() -> None:
    case = case_of(*ROW, *taken_over(chased("2025-04-01"), chased("2025-04-08"), chased("2025-04-15")))
    assert referral_of(case, 1).reminders == 3


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(
            (),
            {"acknowledge": "2026-03-06", "first_progress": "2026-03-11", "periodic_series": "2026-03-30"},
            id="nothing-was-answered",
        ),
        pytest.param(
            taken_over(progress("2025-04-01")), {"periodic_series": "2026-03-30"}, id="reported-before-owes-the-series"
        ),
        pytest.param(
            (acknowledged("2025-04-01"),),
            {"first_progress": "2026-03-10", "periodic_series": "2026-03-30"},
            id="acknowledged-before-owes-first-progress",
        ),
    ],
)
def test_clocks_start_on_the_day_of_the_confirmation(before: tuple[Step, ...], expected: dict[str, str]) -> None:
    old = due_days(case_of(*ROW, *before))
    case = case_of(*ROW, *before, confirmed("2026-03-05"))
    assert {kind: due for kind, due in due_days(case).items() if kind not in old} == expected
    assert referral_of(case, 1).confirmed_on == date(2026, 3, 5)


def test_a_confirmation_keeps_the_agreed_day() -> None:
    assert due_days(case_of(*ROW, confirmed("2026-03-05")))["finish"] == "2025-03-20"


def test_own_handling_is_confirmed_without_clocks() -> None:
    steps = taken_over(registered("2025-03-05", imported=True), forwarded(CENTRE, "2025-03-06"))
    assert due_days(case_of(*steps, confirmed("2026-03-05"))) == {}


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((*ROW, confirmed("2026-03-05")), id="confirmed-before"),
        pytest.param((registered("2026-03-05"), forwarded(POLICE, "2026-03-05")), id="registered-here"),
        pytest.param((*ROW, *taken_over(done("2025-04-01"))), id="done"),
        pytest.param(
            (*taken_over(registered("2025-03-05", imported=True)), forwarded(LAND, "2026-03-05")), id="sent-from-here"
        ),
    ],
)
def test_only_a_pending_import_is_confirmed_once(steps: tuple[Step, ...]) -> None:
    with refused("error.illegal_move"):
        case_of(*steps, confirmed("2026-03-06"))


def test_after_the_confirmation_the_case_lives_like_any_other() -> None:
    case = case_of(
        *ROW, confirmed("2026-03-05"), acknowledged("2026-03-05"), progress("2026-03-20"), done("2026-04-10")
    )
    assert story(case, Kind.ACKNOWLEDGE) == ["due 2026-03-06 done 2026-03-05"]
    assert story(case, Kind.PERIODIC_PROGRESS) == [
        "due 2026-03-30 done 2026-03-20",
        "due 2026-04-15 done 2026-04-10",
    ]


def test_a_series_of_clocks_that_are_off_is_not_confirmed_into_being() -> None:
    office = replace(OFFICE, clocks=BY_LETTER)
    assert due_days(case_of(*ROW, confirmed("2026-03-05"), office=office)) == due_days(case_of(*ROW))


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((), id="pending"),
        pytest.param(taken_over(progress(None)), id="reported"),
        pytest.param(taken_over(done(None)), id="done"),
        pytest.param(taken_over(closed(None)), id="closed"),
        pytest.param(taken_over(done(None), closed(None)), id="done-and-closed"),
        pytest.param(taken_over(done("2025-04-01"), closed(None)), id="done-on-a-known-day"),
        pytest.param(taken_over(closed("2025-04-01")), id="closed-on-a-known-day"),
        pytest.param((confirmed("2026-03-05"), progress("2026-03-06"), done("2026-03-09")), id="worked-on-here"),
        pytest.param((returned("2026-03-06"), forwarded(LAND, "2026-03-06")), id="returned-and-sent-on"),
        pytest.param((closed("2026-03-06"), objected("2026-03-09"), reopened("2026-03-09")), id="reopened"),
    ],
)
def test_an_undated_case_goes_through_every_step(steps: tuple[Step, ...]) -> None:
    events = events_of(*UNDATED, *steps)
    case = fold(1, events)
    assert (case.received_on, case.received_basis, case.version) == (None, DateBasis.UNKNOWN, len(events))
    assert [row for row in case.obligations if row.done_on and row.done_on < row.arises_on] == []


def test_an_undated_case_closed_on_an_unknown_day() -> None:
    case = case_of(*UNDATED, *taken_over(closed(None)))
    assert case.periods == (Period(1, None, DateBasis.UNKNOWN, is_open=False, closed_basis=DateBasis.UNKNOWN),)
    assert [(r.is_live, r.sent_on, r.ended_on) for r in case.referrals] == [(False, None, None)]


@pytest.mark.parametrize(
    "step",
    [progress(None), done(None), closed(None), forwarded(LAND, None)],
    ids=["report", "done", "closing", "sending"],
)
def test_what_happens_to_a_dated_case_has_a_day(step: Step) -> None:
    """An undated closing of a dated case would be in no stock and still not be closed."""
    with refused("error.day_missing"):
        case_of(*ROW, by(step, IMPORT))


def test_done_on_an_unknown_day_is_neither_on_time_nor_late() -> None:
    steps = taken_over(
        registered(None, imported=True), forwarded(POLICE, "2025-03-06", agreed="2025-03-20"), done(None)
    )
    assert story(case_of(*steps), Kind.FINISH) == ["due 2025-03-20 void 2025-03-06"]


def test_the_received_day_of_an_undated_case_may_be_learnt() -> None:
    events = events_of(by(registered(None, imported=True), IMPORT), corrected(1, "2025-03-05"))
    case = fold(1, events)
    assert (case.received_on, case.periods[0].opened_on, case.obligations) == (
        date(2025, 3, 5),
        date(2025, 3, 5),
        (),
    )


def test_a_day_may_be_learnt_only_where_the_rest_keeps_its_own() -> None:
    with refused("error.day_missing"):
        case_of(*UNDATED, corrected(1, "2025-03-05"))
    assert case_of(*UNDATED, corrected(2, "2025-03-06"), corrected(1, "2025-03-05")).received_on == date(2025, 3, 5)
