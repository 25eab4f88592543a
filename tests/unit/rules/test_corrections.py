"""Correcting and taking out what was recorded wrongly: the stream folds as if the first event had said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model import payloads as p
from core.model.codes import DateBasis, ObligationKind, ReopenReason
from core.model.events import Event
from core.model.facts import Registered, Upstream
from core.model.masters import Topic
from core.model.promises import DayUnit, Span
from core.rules.codec import dump_payload
from core.rules.decide import correct
from core.rules.decide.common import Said, When
from core.rules.fold import effective, fold, referral_of
from tests.support.cases import (
    CALENDAR_2569,
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
    delivered,
    done,
    events_of,
    extended,
    forwarded,
    objected,
    paused,
    progress,
    registered,
    reopened,
    resumed,
    retracted,
    returned,
    said,
    sent_back,
)
from tests.support.owed import due_days, story

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
SENT_LATER = (registered("2026-03-10"), forwarded(POLICE, "2026-03-12"))


def owed_and_told(*steps: Step) -> tuple[dict[str, str], dict[str, str], list[object]]:
    """What a case owes and the intervals of its referrals, for comparing two courses."""
    case = case_of(*steps)
    intervals: list[object] = [(r.sent_on, r.acknowledged_on, r.ended_on, r.checks, r.pauses) for r in case.referrals]
    return due_days(case, 1), due_days(case, None), intervals


LAW = Topic("roads", "ถนน", law=Span(30, DayUnit.CALENDAR, "พ.ร.บ.ตัวอย่าง"))
DECLARED = replace(POLICE, overall=Span(30))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param(
            (registered("2026-03-05"), corrected(1, "2026-03-10")), (registered("2026-03-10"),), id="received-day"
        ),
        pytest.param(
            (registered("2026-03-05", upstream_due="2026-04-01"), corrected(1, "2026-03-10")),
            (registered("2026-03-10", upstream_due="2026-04-01"),),
            id="received-day-with-an-answer-to-upstream",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(DECLARED, "2026-03-05", topic=LAW), corrected(2, "2026-04-09")),
            (registered("2026-03-05"), forwarded(DECLARED, "2026-04-09", topic=LAW)),
            id="day-of-sending-moves-every-clock",
        ),
        pytest.param(
            (
                registered("2026-03-05"),
                forwarded(POLICE, "2026-03-05", letter=True, letter_on="2026-03-04", report_due="2026-04-10"),
                corrected(2, "2026-03-12"),
            ),
            (
                registered("2026-03-05"),
                forwarded(POLICE, "2026-03-12", letter=True, letter_on="2026-03-04", report_due="2026-04-10"),
            ),
            id="day-of-sending-leaves-the-typed-day",
        ),
        pytest.param(
            (registered("2026-03-05"), forwarded(LAND, "2026-03-05", review="2026-06-01"), corrected(2, "2026-03-12")),
            (registered("2026-03-05"), forwarded(LAND, "2026-03-12", review="2026-06-01")),
            id="day-of-sending-leaves-the-review-day",
        ),
        pytest.param(
            (*SENT, acknowledged("2026-03-09"), corrected(3, "2026-03-05")),
            (*SENT, acknowledged("2026-03-05")),
            id="a-late-acknowledgement-was-early",
        ),
        pytest.param(
            (*SENT, acknowledged("2026-03-05"), corrected(3, "2026-03-09")),
            (*SENT, acknowledged("2026-03-09")),
            id="an-early-acknowledgement-was-late-and-buys-no-time",
        ),
        pytest.param(
            (*SENT, acknowledged("2026-03-12"), corrected(2, "2026-03-12")),
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-12"), acknowledged("2026-03-12")),
            id="sent-later-the-acknowledgement-was-early-after-all",
        ),
        pytest.param(
            (
                registered("2026-03-10"),
                forwarded(POLICE, "2026-03-12"),
                progress("2026-03-20"),
                corrected(3, "2026-03-13"),
            ),
            (registered("2026-03-10"), forwarded(POLICE, "2026-03-12"), progress("2026-03-13")),
            id="an-earlier-first-report-shifts-the-series",
        ),
        pytest.param(
            (*SENT, done("2026-03-20"), sent_back("2026-03-23"), corrected(2, "2026-03-09")),
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-09"), done("2026-03-20"), sent_back("2026-03-23")),
            id="sent-back-owes-the-corrected-day",
        ),
        pytest.param(
            (*SENT, paused("2026-03-16"), resumed("2026-03-23"), corrected(3, "2026-03-19")),
            (*SENT, paused("2026-03-19"), resumed("2026-03-23")),
            id="a-shorter-pause-shifts-less",
        ),
        pytest.param(
            (*SENT, paused("2026-03-16"), done("2026-03-31"), corrected(3, "2026-03-30")),
            (*SENT, paused("2026-03-30"), done("2026-03-31")),
            id="a-shorter-pause-before-done",
        ),
        pytest.param(
            (*SENT, returned("2026-03-20"), corrected(3, "2026-03-18")),
            (*SENT, returned("2026-03-18")),
            id="forwarding-is-owed-from-the-corrected-return",
        ),
        pytest.param(
            (*SENT, cancelled("2026-03-20"), corrected(3, "2026-03-18")),
            (*SENT, cancelled("2026-03-18")),
            id="cancelled",
        ),
        pytest.param(
            (registered("2026-03-05", wants_reply=True), closed("2026-03-20"), corrected(2, "2026-03-18")),
            (registered("2026-03-05", wants_reply=True), closed("2026-03-18")),
            id="telling-is-owed-from-the-corrected-closing",
        ),
        pytest.param(
            (registered("2026-03-05"), closed("2026-03-06"), reopened("2026-03-20"), corrected(3, "2026-03-18")),
            (registered("2026-03-05"), closed("2026-03-06"), reopened("2026-03-18")),
            id="reopened",
        ),
        pytest.param(
            (
                registered("2026-03-05"),
                forwarded(POLICE, "2026-03-05", letter=True),
                delivered("2026-03-10"),
                corrected(3, "2026-03-12"),
            ),
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-05", letter=True), delivered("2026-03-12")),
            id="delivery",
        ),
        pytest.param(
            (*SENT, extended("2026-03-20", "2026-04-30"), corrected(2, "2026-03-09")),
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-09"), extended("2026-03-20", "2026-04-30")),
            id="an-extension-keeps-the-day-that-was-granted",
        ),
        pytest.param((*SENT, returned("2026-03-09"), retracted(3)), SENT, id="a-return-taken-out"),
        pytest.param(
            (*SENT, extended("2026-03-20", "2026-04-30"), done("2026-04-02"), sent_back("2026-04-03"), retracted(3)),
            (*SENT, done("2026-04-02"), sent_back("2026-04-03")),
            id="an-extension-taken-out-under-a-sending-back",
        ),
    ],
)
def test_a_corrected_stream_owes_what_the_right_one_would(wrong: tuple[Step, ...], right: tuple[Step, ...]) -> None:
    assert owed_and_told(*wrong) == owed_and_told(*right)


def test_a_correction_names_its_event_and_carries_the_corrected_day() -> None:
    fix = events_of(*SENT, corrected(2, "2026-03-09"))[-1]
    assert (fix.corrects_seq, fix.happened_on, fix.referral_no, fix.texts) == (2, date(2026, 3, 9), 1, {"text": WHY})


def test_a_correction_that_moves_no_promise_carries_no_facts() -> None:
    event = events_of(*SENT, acknowledged("2026-03-09"), corrected(3, "2026-03-10"))[-1]
    assert event.payload == p.Corrected()


def test_what_hung_on_a_corrected_day_goes_with_the_correction() -> None:
    fix = events_of(*SENT, done("2026-03-20"), sent_back("2026-03-23"), corrected(2, "2026-03-09"))[-1]
    assert isinstance(fix.payload, p.Corrected)
    assert [seq for seq, _ in fix.payload.follows] == [4]


def test_corrected_twice_the_facts_of_the_first_correction_stay() -> None:
    reported, fix = progress("2026-03-11"), p.ProgressReported("อด 5/1")
    events = events_of(*SENT, reported, corrected(3, "2026-03-12", payload=fix), corrected(3, "2026-03-13"))
    (last,) = [event for event in effective(events) if event.seq == 3]
    assert (last.payload, last.happened_on) == (fix, date(2026, 3, 13))


def test_a_corrected_registration_keeps_its_number() -> None:
    upstream = Upstream("u1", "1111/5", date(2026, 4, 1))
    wrong = Registered("letter", urgent=True, upstream=upstream, running=99, year_be=2500)
    case = case_of(registered("2026-03-05"), corrected(1, "2026-03-06", payload=wrong))
    assert (str(case.no), case.facts.channel_id, due_days(case, None)) == (
        "1/2569",
        "letter",
        {"forward": "2026-03-06", "answer_upstream": "2026-04-01"},
    )


def test_the_version_counts_every_event() -> None:
    assert case_of(*SENT, corrected(2, "2026-03-09"), retracted(2)).version == 4


def test_a_correction_goes_through_the_ledger_as_text() -> None:
    events = events_of(*SENT, done("2026-03-20"), sent_back("2026-03-23"), corrected(2, "2026-03-09"))
    assert dump_payload(events[-1].payload).startswith('{"follows":[[4,"{')


def test_a_retracted_number_is_not_given_to_a_referral_that_stands() -> None:
    case = case_of(*SENT, forwarded(LAND, "2026-03-06"), retracted(2), forwarded(POLICE, "2026-03-09"))
    assert [(r.no, r.agency_id) for r in case.referrals] == [(2, "land"), (3, "police")]


def test_a_corrected_basis_is_kept() -> None:
    events = events_of(*SENT)
    when = Said(When(date(2026, 3, 9), DateBasis.ESTIMATED), {"text": WHY})
    case = fold(1, (*events, replace(correct.correct(1, events, 2, when, OFFICE), seq=3)))
    assert (referral_of(case, 1).sent_on, referral_of(case, 1).sent_basis) == (date(2026, 3, 9), DateBasis.ESTIMATED)


@pytest.mark.parametrize(
    ("on", "at"),
    [
        pytest.param("2026-03-05", datetime(2026, 3, 5, 3, tzinfo=UTC), id="the-same-day-keeps-its-hour"),
        pytest.param("2026-03-04", None, id="another-day-has-no-known-hour"),
    ],
)
def test_the_hour_of_a_corrected_day(on: str, at: datetime | None) -> None:
    (first,) = events_of(registered("2026-03-05"))
    events: tuple[Event, ...] = (replace(first, happened_at=datetime(2026, 3, 5, 3, tzinfo=UTC)),)
    fix = replace(correct.correct(1, events, 1, said(on), OFFICE), seq=2)
    assert [event.happened_at for event in effective((*events, fix))] == [at]


def test_a_calendar_edited_since_moves_only_what_is_corrected() -> None:
    """A holiday declared later: the corrected sending is counted by today's calendar, the objection after it is not."""
    steps = (*SENT, closed("2026-03-20"), objected("2026-03-23"), reopened("2026-03-23", ReopenReason.NOT_FIXED))
    events = events_of(*steps, forwarded(LAND, "2026-03-24"))
    edited = replace(CALENDAR_2569, holidays={**CALENDAR_2569.holidays, date(2026, 3, 25): "วันหยุดพิเศษ"})
    fix = correct.correct(1, events, 2, said("2026-03-06"), replace(OFFICE, calendar=edited))
    assert isinstance(fix.payload, p.Corrected)
    assert fix.payload.follows == ()
    case = fold(1, (*events, replace(fix, seq=7)))
    assert (story(case, Kind.FINISH)[0].split()[1], due_days(case, 2)["acknowledge"]) == ("2026-03-30", "2026-03-25")
