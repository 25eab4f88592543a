"""Corrections that are refused: the corrected course of the case would not be legal, or the day is not theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import payloads as p
from core.model.codes import ClosingClass
from core.model.events import Event
from core.rules.decide import correct
from core.rules.decide.common import Said, When
from tests.support.cases import (
    LAND,
    OFFICE,
    POLICE,
    WHY,
    Step,
    acknowledged,
    cancelled,
    case_of,
    closed,
    corrected,
    day,
    done,
    events_of,
    forwarded,
    linked,
    objected,
    registered,
    retracted,
    returned,
    said,
    sent_back,
    voided,
)
from tests.support.refusals import refused

SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
DONE, CLOSED, RETURNED = done("2026-03-06"), closed("2026-03-06"), returned("2026-03-06")
OTHER = p.Acknowledged()


@pytest.mark.parametrize(
    ("steps", "fix", "key"),
    [
        pytest.param(SENT, corrected(2, "2026-03-04"), "error.day_before_cause", id="sent-before-it-was-received"),
        pytest.param(SENT, corrected(1, "2026-03-06"), "error.day_before_cause", id="received-after-it-was-sent"),
        pytest.param(
            (*SENT, acknowledged("2026-03-09")),
            corrected(2, "2026-03-10"),
            "error.day_before_cause",
            id="after-answer",
        ),
        pytest.param(SENT, corrected(2, "2026-07-01"), "error.day_in_future", id="in-the-future"),
        pytest.param(SENT, corrected(9, "2026-03-05"), "error.no_such_event", id="no-such-event"),
        pytest.param((*SENT, retracted(2)), corrected(2, "2026-03-09"), "error.no_such_event", id="taken-out-before"),
        pytest.param((*SENT, retracted(2)), retracted(2), "error.no_such_event", id="taken-out-twice"),
        pytest.param(
            (*SENT, corrected(2, "2026-03-06")), corrected(3, "2026-03-09"), "error.no_such_event", id="a-correction"
        ),
        pytest.param(SENT, corrected(2, "2026-03-06", payload=OTHER), "error.correction_of_other_kind", id="kind"),
        pytest.param(SENT, retracted(1), "error.not_retractable", id="a-registration-is-voided-instead"),
        pytest.param((*SENT, acknowledged("2026-03-06")), retracted(2), "error.correction_breaks", id="answered"),
        pytest.param((*SENT, DONE, sent_back("2026-03-09")), retracted(3), "error.correction_breaks", id="checked"),
        pytest.param((*SENT, CLOSED, objected("2026-03-09")), retracted(3), "error.correction_breaks", id="closed"),
        pytest.param(
            (*SENT, returned("2026-03-06"), forwarded(POLICE, "2026-03-09")),
            retracted(3),
            "error.already_there",
            id="back",
        ),
        pytest.param(
            (*SENT, forwarded(LAND, "2026-03-06"), cancelled("2026-03-09", 1), done("2026-03-10", 2)),
            retracted(3),
            "error.correction_breaks",
            id="an-agency-that-answered",
        ),
        pytest.param((*SENT, voided("2026-03-06")), corrected(2, "2026-03-06"), "error.illegal_move", id="void"),
    ],
)
def test_an_illegal_course_is_refused(steps: tuple[Step, ...], fix: Step, key: str) -> None:
    with refused(key):
        events_of(*steps, fix)


def test_taking_out_the_only_sending_may_leave_a_closing_without_a_fitting_class() -> None:
    with refused("error.closing_class_needs_referral"):
        events_of(*SENT, closed("2026-03-06", ClosingClass.SOLVED), retracted(2))


@pytest.mark.parametrize(
    ("happened", "to", "is_refused"),
    [
        pytest.param(30, 29, False, id="what-is-30-days-old"),
        pytest.param(31, 29, True, id="what-is-31-days-old"),
        pytest.param(29, 30, False, id="to-30-days-ago"),
        pytest.param(29, 31, True, id="to-31-days-ago"),
    ],
)
def test_old_days_are_corrected_by_the_director(*, happened: int, to: int, is_refused: bool) -> None:
    officer = replace(OFFICE, may_backdate=False)
    old, new = OFFICE.today - timedelta(days=happened), OFFICE.today - timedelta(days=to)
    events = events_of(registered("2026-03-05"), forwarded(POLICE, old))
    assert correct.correct(1, events, 2, said(new), OFFICE).happened_on == new
    if not is_refused:
        assert correct.correct(1, events, 2, said(new), officer).happened_on == new
        return
    with refused("error.day_too_long_ago"):
        correct.correct(1, events, 2, said(new), officer)


def test_a_correction_is_explained() -> None:
    with refused("error.text_missing"):
        correct.correct(1, events_of(*SENT), 2, said("2026-03-06", ""), OFFICE)


def test_a_screen_does_not_forget_a_day() -> None:
    for seq in (1, 2):
        with refused("error.day_missing"):
            correct.correct(1, events_of(*SENT), seq, Said(When(None), {"text": WHY}), OFFICE)


def test_a_link_under_a_duplicate_is_not_taken_out() -> None:
    lead = replace(case_of(registered("2026-03-02"), closed("2026-03-05")), id=7)
    events = events_of(registered("2026-03-05"), linked("2026-03-05", lead))
    closing = Event(p.Closed(ClosingClass.DUPLICATE), day("2026-03-06"), seq=3)
    with refused("error.not_linked"):
        correct.retract(1, (*events, closing), 2, said("2026-03-09"), OFFICE)
