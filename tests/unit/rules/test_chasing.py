"""The ladder of reminders, and the word that is owed after a long silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model.codes import ObligationKind
from core.rules.chasing import ChaseStep, NextChase, next_chase, word_promise
from core.rules.fold import referral_of
from tests.support.cases import (
    CALENDAR_2569,
    IMPORT,
    OFFICE,
    POLICE,
    Step,
    by,
    case_of,
    chased,
    closed,
    day,
    forwarded,
    progress,
    registered,
    reopened,
    told,
    without,
)

SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
ASKED = registered("2026-03-05", wants_reply=True)


@pytest.mark.parametrize(
    ("missed", "reminders", "expected"),
    [
        pytest.param("2026-03-30", (), NextChase(ChaseStep.REMINDER_1, date(2026, 3, 31)), id="at-once"),
        pytest.param("2026-04-11", (), NextChase(ChaseStep.REMINDER_1, date(2026, 4, 16)), id="next-working-day"),
        pytest.param(
            "2026-03-11",
            (chased("2026-03-12"),),
            NextChase(ChaseStep.REMINDER_2, date(2026, 3, 19)),
            id="second-after-5-working-days",
        ),
        pytest.param(
            "2026-03-11",
            (chased("2026-03-12"), chased("2026-03-20")),
            NextChase(ChaseStep.REMINDER_3, date(2026, 3, 27)),
            id="third-after-5-more",
        ),
        pytest.param(
            "2026-03-11",
            (chased("2026-03-12"), chased("2026-03-20"), chased("2026-04-09")),
            NextChase(ChaseStep.AGENCY_HEAD, date(2026, 4, 21)),
            id="then-the-head-over-songkran",
        ),
        pytest.param(
            "2026-03-11",
            tuple(chased(f"2026-03-{n}") for n in (12, 20, 27, 30)),
            NextChase(ChaseStep.AGENDA, None),
            id="then-the-next-agenda",
        ),
        pytest.param(
            "2026-03-30",
            (chased("2026-03-12"), chased("2026-03-20"), progress("2026-03-23")),
            NextChase(ChaseStep.REMINDER_1, date(2026, 3, 31)),
            id="a-report-begins-anew",
        ),
    ],
)
def test_the_next_step(missed: str, reminders: tuple[Step, ...], expected: NextChase) -> None:
    referral = referral_of(case_of(*SENT, *reminders), 1)
    assert next_chase(day(missed), referral, CALENDAR_2569) == expected


@pytest.mark.parametrize(
    ("steps", "due_on"),
    [
        pytest.param((ASKED,), "2026-04-07", id="30-days-after-the-receipt"),
        pytest.param((ASKED, told("2026-03-20")), "2026-04-20", id="30-days-after-the-last-word"),
        pytest.param((ASKED, told("2026-03-20"), told("2026-03-10")), "2026-04-20", id="whatever-was-recorded-last"),
        pytest.param((ASKED, closed("2026-03-06"), reopened("2026-03-20")), "2026-04-20", id="from-the-new-round"),
        pytest.param((ASKED, closed("2026-03-06")), None, id="closed"),
        pytest.param((registered("2026-03-05"),), None, id="nobody-asked"),
        pytest.param((by(registered(None, imported=True, wants_reply=True), IMPORT),), None, id="undated"),
    ],
)
def test_a_long_silence_owes_a_word(steps: tuple[Step, ...], due_on: str | None) -> None:
    promise = word_promise(case_of(*steps), OFFICE)
    assert (promise.due_on.isoformat() if promise else None) == due_on


def test_silence_owes_nothing_where_telling_is_off() -> None:
    assert word_promise(case_of(ASKED), without(ObligationKind.TELL_COMPLAINANT)) is None


def test_how_long_a_silence_is_belongs_to_the_office() -> None:
    office = replace(OFFICE, clocks=replace(OFFICE.clocks, no_word_days=7))
    promise = word_promise(case_of(ASKED), office)
    assert [promise and promise.counted_from, promise and promise.due_on] == [date(2026, 3, 12), date(2026, 3, 13)]
