"""Closing, proposing, objecting, taking up again, and what is owed after each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model.case import Closing, Period
from core.model.codes import (
    CaseState,
    ClosingClass,
    Confirmed,
    DateBasis,
    ObligationKind,
    ReferralOutcome,
    ReopenReason,
)
from core.model.masters import Agency, Clock
from core.model.promises import Span
from core.rules.decide import closing
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
    closed,
    day,
    declined,
    done,
    forwarded,
    objected,
    paused,
    progress,
    proposed,
    registered,
    reopened,
    returned,
    said,
    sent_back,
    voided,
)
from tests.support.owed import due_days, promised, story
from tests.support.refusals import refused

Kind = ObligationKind
SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
APPROVAL = replace(OFFICE, asks_approval=True)


@pytest.mark.parametrize(
    "closing_class",
    [
        ClosingClass.INFORMATION_GIVEN,
        ClosingClass.EXPLAINED,
        ClosingClass.HELPED,
        ClosingClass.MEDIATED,
        ClosingClass.BEYOND_POWERS_REFERRED,
        ClosingClass.WITHDRAWN,
        ClosingClass.UNFOUNDED,
        ClosingClass.ANONYMOUS_WITHOUT_EVIDENCE,
    ],
)
def test_classes_of_a_case_that_was_never_sent(closing_class: ClosingClass) -> None:
    assert case_of(registered("2026-03-05"), closed("2026-03-05", closing_class)).state is CaseState.CLOSED


@pytest.mark.parametrize("closing_class", [ClosingClass.SOLVED, ClosingClass.IN_COURT, ClosingClass.UNREACHABLE])
def test_other_classes_need_a_referral(closing_class: ClosingClass) -> None:
    with refused("error.closing_class_needs_referral"):
        case_of(registered("2026-03-05"), closed("2026-03-05", closing_class))


@pytest.mark.parametrize(
    "end",
    [
        pytest.param((), id="live"),
        pytest.param((done("2026-03-06"),), id="awaiting-the-check"),
        pytest.param((returned("2026-03-06"),), id="returned"),
        pytest.param((cancelled("2026-03-06"),), id="cancelled"),
    ],
)
def test_every_class_closes_a_case_that_was_sent(end: tuple[Step, ...]) -> None:
    assert case_of(*SENT, *end, closed("2026-03-06", ClosingClass.SOLVED)).state is CaseState.CLOSED


def test_a_class_is_compulsory_on_a_screen() -> None:
    with refused("error.closing_class_missing"):
        case_of(*SENT, closed("2026-03-06", ClosingClass.UNSPECIFIED))


def test_a_new_round_was_not_sent_by_the_old_one() -> None:
    steps = (*SENT, closed("2026-03-10"), reopened("2026-03-20"))
    with refused("error.closing_class_needs_referral"):
        case_of(*steps, closed("2026-03-21", ClosingClass.SOLVED))


def test_closing_ends_the_round_and_every_live_referral() -> None:
    both = (*SENT, forwarded(LAND, "2026-03-06"), done("2026-03-10", 1))
    case = case_of(*both, closed("2026-03-12", ClosingClass.SOLVED))
    opened, ended = day("2026-03-05"), day("2026-03-12")
    assert case.periods == (
        Period(1, opened, DateBasis.EXACT, is_open=False, closed_on=ended, closed_basis=DateBasis.EXACT),
    )
    assert [(r.is_live, r.ended_on, r.outcome) for r in case.referrals] == [
        (False, day("2026-03-12"), ReferralOutcome.CLOSED)
    ] * 2
    assert case.closing == Closing(ClosingClass.SOLVED, Confirmed.NOT_ASKED)
    assert [row for row in case.obligations if row.is_unmet] == []


def test_closed_directly_it_never_owes_forwarding() -> None:
    case = case_of(registered("2026-03-05"), closed("2026-03-09", ClosingClass.INFORMATION_GIVEN))
    assert story(case, Kind.FORWARD, None) == ["due 2026-03-06 void 2026-03-09"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-03-25", "due 2026-03-26 done 2026-03-25", id="day-before-its-due-day"),
        pytest.param("2026-03-26", "due 2026-03-26 done 2026-03-26", id="on-its-due-day"),
        pytest.param("2026-03-27", "due 2026-03-26 done 2026-03-27", id="day-after-its-due-day"),
    ],
)
@pytest.mark.parametrize("to", [POLICE, CENTRE], ids=["agency", "own-handling"])
def test_closing_settles_a_finish_that_nobody_reported(to: Agency, on: str, expected: str) -> None:
    case = case_of(registered("2026-03-05"), forwarded(to, "2026-03-05"), closed(on))
    assert story(case, Kind.FINISH) == [expected]


def test_what_was_never_answered_is_void_when_the_case_closes() -> None:
    case = case_of(*SENT, closed("2026-03-20"))
    assert story(case, Kind.ACKNOWLEDGE) == ["due 2026-03-06 void 2026-03-20"]
    assert story(case, Kind.FIRST_PROGRESS) == ["due 2026-03-11 void 2026-03-20"]


def test_moving_on_ends_the_others_and_keeps_the_chain() -> None:
    case = case_of(*SENT, acknowledged("2026-03-06"), forwarded(LAND, "2026-03-09", keep=False))
    assert [(r.no, r.agency_id, r.is_live, r.outcome) for r in case.referrals] == [
        (1, "police", False, ReferralOutcome.MOVED_ON),
        (2, "land", True, None),
    ]
    assert due_days(case, 1) == {}
    assert story(case, Kind.FINISH, 1) == ["due 2026-03-26 void 2026-03-09"]


def test_another_agency_beside_leaves_the_first_as_it_is() -> None:
    case = case_of(*SENT, forwarded(LAND, "2026-03-09"))
    assert [r.is_live for r in case.referrals] == [True, True]
    assert due_days(case, 1) == due_days(case_of(*SENT), 1)


def test_the_same_agency_does_not_get_a_case_twice() -> None:
    with refused("error.already_there"):
        case_of(*SENT, forwarded(POLICE, "2026-03-06"))


@pytest.mark.parametrize(
    ("on", "is_valid"),
    [
        pytest.param("2026-03-09", False, id="day-before-it-begins"),
        pytest.param("2026-03-10", True, id="the-day-it-begins"),
        pytest.param("2026-03-20", True, id="its-last-day"),
        pytest.param("2026-03-21", False, id="day-after-it-ended"),
    ],
)
def test_an_agency_takes_cases_while_it_is_valid(*, on: str, is_valid: bool) -> None:
    agency = replace(POLICE, valid_from=date(2026, 3, 10), valid_to=date(2026, 3, 20), succeeded_by="land")
    if is_valid:
        assert case_of(registered("2026-03-05"), forwarded(agency, on)).state is CaseState.SENT
        return
    with refused("error.agency_not_valid"):
        case_of(registered("2026-03-05"), forwarded(agency, on))


def test_with_approval_an_officer_proposes_and_the_director_closes() -> None:
    case = case_of(*SENT, done("2026-03-10"), proposed("2026-03-11"), office=APPROVAL)
    with refused("error.approval_missing"):
        closing.close(case, ClosingClass.SOLVED, said("2026-03-12"), APPROVAL)
    event = closing.close(case, ClosingClass.SOLVED, said("2026-03-12"), APPROVAL, memo_no="รอ 0018/5", approved=True)
    assert (case.proposed, getattr(event.payload, "memo_no", None)) == (ClosingClass.EXPLAINED, "รอ 0018/5")


@pytest.mark.parametrize(
    ("after", "proposed_still"),
    [
        pytest.param(progress("2026-03-12"), True, id="a-report-leaves-it"),
        pytest.param(sent_back("2026-03-12"), False, id="sent-back"),
        pytest.param(forwarded(LAND, "2026-03-12"), False, id="sent-to-another-agency"),
        pytest.param(closed("2026-03-12"), False, id="approved"),
    ],
)
def test_what_becomes_of_a_proposal(*, after: Step, proposed_still: bool) -> None:
    reported = () if proposed_still else (done("2026-03-10"),)
    case = case_of(*SENT, *reported, proposed("2026-03-11"), after, office=APPROVAL)
    assert (case.proposed is not None) is proposed_still


def test_a_refused_proposal_leaves_the_case_open() -> None:
    case = case_of(*SENT, done("2026-03-10"), proposed("2026-03-11"), office=APPROVAL)
    event = closing.refuse(case, said("2026-03-12"), APPROVAL)
    assert replace(case, proposed=None, version=5) == case_of(
        *SENT, done("2026-03-10"), proposed("2026-03-11"), lambda *_: event, office=APPROVAL
    )


def test_an_objection_leaves_the_case_closed() -> None:
    case = case_of(*SENT, closed("2026-03-10"), objected("2026-03-20"))
    assert (case.state, case.round, case.objected_on) == (CaseState.CLOSED, 1, day("2026-03-20"))
    assert due_days(case, None) == {"forward": "2026-03-21"}


@pytest.mark.parametrize(
    ("clocks", "due_on"),
    [
        pytest.param((), "2026-03-21", id="no-such-clock"),
        pytest.param((Clock(Kind.FORWARD, Span(3), is_on=False),), "2026-03-25", id="switched-off"),
        pytest.param((Clock(Kind.FORWARD, Span(2)),), "2026-03-24", id="on"),
    ],
)
def test_an_objection_is_owed_an_answer_whatever_clocks_run(clocks: tuple[Clock, ...], due_on: str) -> None:
    office = replace(OFFICE, clocks=replace(OFFICE.clocks, clocks=clocks))
    case = case_of(*SENT, closed("2026-03-10"), objected("2026-03-20"), office=office)
    assert due_days(case, None) == {"forward": due_on}
    again = case_of(*SENT, closed("2026-03-10"), objected("2026-03-20"), reopened("2026-03-25"), office=office)
    owed = [row.due_on for row in again.obligations if row.kind is Kind.FORWARD and row.is_unmet]
    assert owed == ([day(due_on)] if office.clocks.clock(Kind.FORWARD) else [])


def test_a_declined_objection_owes_nothing() -> None:
    case = case_of(*SENT, closed("2026-03-10"), objected("2026-03-20"), declined("2026-03-23"))
    assert (case.state, case.objected_on, due_days(case, None)) == (CaseState.CLOSED, None, {})
    assert story(case, Kind.FORWARD, None)[-1] == "due 2026-03-21 void 2026-03-23"


def test_reopening_begins_the_next_round() -> None:
    case = case_of(*SENT, closed("2026-03-10"), reopened("2026-03-20", ReopenReason.AUDIT_MISMATCH))
    assert (case.round, case.is_open, case.state, case.closing) == (2, True, CaseState.REOPENED, None)
    assert [(p.round, p.opened_on, p.closed_on) for p in case.periods] == [
        (1, day("2026-03-05"), day("2026-03-10")),
        (2, day("2026-03-20"), None),
    ]
    assert case.no == case_of(*SENT).no


def test_an_objection_is_reopened_on_its_own_day_however_long_ago() -> None:
    officer = replace(OFFICE, may_backdate=False)
    steps = (*SENT, closed("2026-03-10"), objected("2026-03-20"))
    event = closing.reopen(case_of(*steps), ReopenReason.NOT_FIXED, said(OFFICE.today), officer)
    assert (event.happened_on, promised(event)) == (day("2026-03-20"), {"forward": "2026-03-21"})
    assert case_of(*steps, lambda *_: event).periods[-1].opened_on == day("2026-03-20")


def test_reopened_before_the_complainant_was_told_nothing_is_left_to_tell() -> None:
    case = case_of(registered("2026-03-05", wants_reply=True), closed("2026-03-10"), reopened("2026-03-11"))
    assert story(case, Kind.TELL_COMPLAINANT, None) == ["due 2026-03-11 void 2026-03-11"]


def test_a_new_referral_has_a_new_number_in_the_next_round() -> None:
    case = case_of(*SENT, closed("2026-03-10"), reopened("2026-03-20"), forwarded(POLICE, "2026-03-20"))
    assert [(r.no, r.round, r.is_live) for r in case.referrals] == [(1, 1, False), (2, 2, True)]


def test_a_void_case_keeps_its_number_and_owes_nothing() -> None:
    case = case_of(*SENT, paused("2026-03-10"), voided("2026-03-12"))
    assert (str(case.no), case.is_void, case.is_open, case.live_referrals, case.obligations) == (
        "1/2569",
        True,
        False,
        (),
        (),
    )


def test_the_same_day_may_hold_a_whole_life() -> None:
    on = "2026-03-05"
    case = case_of(
        *SENT, done(on), closed(on), objected(on), reopened(on), forwarded(LAND, on), done(on, 2), closed(on)
    )
    assert [(p.opened_on, p.closed_on) for p in case.periods] == [(day(on), day(on))] * 2
    assert referral_of(case, 2).ended_on == day(on)
