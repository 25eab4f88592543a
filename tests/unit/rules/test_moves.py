"""The workflow table: from which state each move is legal, who makes it, which text is compulsory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import payloads as p
from core.model.case import Case
from core.model.events import Event
from core.model.facts import Amended
from core.rules.access import Permission
from core.rules.codec import kind_name
from core.rules.decide import intake, referral
from core.rules.decide.common import Said, When
from core.rules.workflow import BY_PAYLOAD, MOVES, Move, Phase, check, legal_moves, phase_of
from tests.support.cases import (
    CENTRE,
    LAND,
    OFFICE,
    POLICE,
    TITLE,
    Day,
    Step,
    acknowledged,
    cancelled,
    case_of,
    closed,
    day,
    done,
    events_of,
    forwarded,
    linked,
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
from tests.support.refusals import refused

SENT = (registered("2026-03-05"), forwarded(POLICE, "2026-03-05"))
ALWAYS = {
    "amended", "contact_logged", "told", "upstream_answered", "linked", "voided", "corrected", "anonymised",
    "recalculated", "evidence_added",
}  # fmt: skip
OPEN = ALWAYS | {"forwarded", "closing_proposed", "closed", "delay_labelled", "assigned"}
LIVE = {"cancelled", "recalculated"}
AT_WORK = LIVE | {"progress_reported", "done_reported", "returned", "chased", "extended", "paused"}
PAUSED = AT_WORK - {"paused"} | {"resumed"}


@pytest.mark.parametrize(
    ("steps", "of_the_case", "of_referral_1"),
    [
        pytest.param((registered("2026-03-05"),), OPEN, set(), id="registered"),
        pytest.param(SENT, OPEN, AT_WORK | {"acknowledged"}, id="sent"),
        pytest.param(
            (registered("2026-03-05"), forwarded(POLICE, "2026-03-05", letter=True)),
            OPEN,
            AT_WORK | {"acknowledged", "delivered"},
            id="sent-by-letter",
        ),
        pytest.param((*SENT, acknowledged("2026-03-06")), OPEN, AT_WORK, id="acknowledged"),
        pytest.param((*SENT, progress("2026-03-06")), OPEN, AT_WORK, id="in-progress"),
        pytest.param((*SENT, done("2026-03-06")), OPEN, LIVE | {"sent_back"}, id="done"),
        pytest.param((*SENT, done("2026-03-06"), sent_back("2026-03-06")), OPEN, AT_WORK, id="sent-back"),
        pytest.param(
            (*SENT, acknowledged("2026-03-06"), paused("2026-03-06")),
            OPEN,
            AT_WORK - {"paused"} | {"resumed"},
            id="paused",
        ),
        pytest.param((registered("2026-03-05"), forwarded(CENTRE, "2026-03-05")), OPEN, AT_WORK, id="own-handling"),
        pytest.param((*SENT, returned("2026-03-06")), OPEN, set(), id="returned"),
        pytest.param((*SENT, cancelled("2026-03-06")), OPEN, set(), id="cancelled"),
        pytest.param(
            (*SENT, done("2026-03-06"), proposed("2026-03-07")),
            OPEN - {"closing_proposed"} | {"closing_refused"},
            LIVE | {"sent_back"},
            id="proposed",
        ),
        pytest.param((*SENT, closed("2026-03-06")), ALWAYS | {"objected", "reopened"}, set(), id="closed"),
        pytest.param(
            (*SENT, closed("2026-03-06"), objected("2026-03-07")),
            ALWAYS | {"objection_declined", "reopened"},
            set(),
            id="objected",
        ),
        pytest.param((*SENT, closed("2026-03-06"), reopened("2026-03-07")), OPEN, set(), id="reopened"),
        pytest.param((*SENT, voided("2026-03-06")), {"anonymised"}, set(), id="void"),
        pytest.param(
            (registered("2026-03-05"), linked("2026-03-06", replace(case_of(registered("2026-03-05")), id=7))),
            OPEN - {"linked"} | {"unlinked"},
            set(),
            id="linked",
        ),
    ],
)
def test_legal_moves(steps: tuple[Step, ...], of_the_case: set[str], of_referral_1: set[str]) -> None:
    found = legal_moves(case_of(*steps))
    assert {kind_name(kind) for kind, no in found if no is None} == of_the_case
    assert {kind_name(kind) for kind, no in found if no == 1} == of_referral_1


def test_each_live_referral_has_its_own_moves() -> None:
    case = case_of(*SENT, forwarded(LAND, "2026-03-06"), acknowledged("2026-03-06", 2), returned("2026-03-09", 1))
    assert {no for _, no in legal_moves(case)} == {None, 2}
    assert (p.Acknowledged, 2) not in legal_moves(case)


CASES = {
    Phase.UNSENT: case_of(registered("2026-03-05")),
    Phase.AT_AGENCY: case_of(*SENT),
    Phase.PROPOSED: case_of(*SENT, proposed("2026-03-06")),
    Phase.CLOSED: case_of(*SENT, closed("2026-03-06")),
    Phase.OBJECTED: case_of(*SENT, closed("2026-03-06"), objected("2026-03-07")),
    Phase.VOID: case_of(*SENT, voided("2026-03-06")),
}


@pytest.mark.parametrize("phase", Phase)
def test_the_examples_stand_in_their_phase(phase: Phase) -> None:
    assert phase_of(CASES[phase]) is phase


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: kind_name(move.payload))
def test_what_is_not_offered_is_refused(move: Move, phase: Phase) -> None:
    """With and without a referral; the facts do not matter, for the state alone refuses."""
    case = CASES[phase]
    payload: p.CasePayload = object.__new__(move.payload)
    numbers = {None, 1} - {no for kind, no in legal_moves(case) if kind is move.payload}
    for no in numbers if (move.payload, None) not in legal_moves(case) else ():
        with refused("error.illegal_move"):
            check(case, Event(payload, OFFICE.today, referral_no=no))


@pytest.mark.parametrize(
    "kind",
    [p.Returned, p.Closed, p.Reopened, p.Extended, p.Cancelled, p.Voided, p.Corrected, p.SentBack, p.ObjectionDeclined],
    ids=kind_name,
)
def test_texts_that_are_compulsory(kind: type) -> None:
    assert BY_PAYLOAD[kind].text


@pytest.mark.parametrize("text", ["", "   "], ids=["none", "blanks"])
def test_a_move_without_its_text_is_refused(text: str) -> None:
    with refused("error.text_missing"):
        referral.hand_back(case_of(*SENT), 1, said("2026-03-06", text), OFFICE)


@pytest.mark.parametrize(
    ("kind", "permission"),
    [
        pytest.param(p.Acknowledged, Permission.REFERRAL_ANSWER, id="agencies-answer"),
        pytest.param(p.Closed, Permission.CASE_CLOSE, id="the-centre-closes"),
        pytest.param(p.ClosingRefused, Permission.CASE_APPROVE, id="the-director-refuses"),
        pytest.param(p.Voided, Permission.CASE_VOID, id="the-director-voids"),
        pytest.param(p.Anonymised, Permission.IDENTITY_ERASE, id="erasing"),
    ],
)
def test_who_makes_a_move(kind: type, permission: Permission) -> None:
    assert BY_PAYLOAD[kind].permission is permission


@pytest.mark.parametrize(
    ("days_ago", "is_refused"),
    [
        pytest.param(29, False, id="29-days-ago"),
        pytest.param(30, False, id="30-days-ago"),
        pytest.param(31, True, id="31-days-ago"),
    ],
)
def test_dating_back_more_than_30_days_needs_the_director(*, days_ago: int, is_refused: bool) -> None:
    officer, on = replace(OFFICE, may_backdate=False), OFFICE.today - timedelta(days=days_ago)
    case = case_of(*SENT)
    assert referral.acknowledge(case, 1, said(on), OFFICE).happened_on == on
    if not is_refused:
        assert referral.acknowledge(case, 1, said(on), officer).happened_on == on
        return
    with refused("error.day_too_long_ago"):
        referral.acknowledge(case, 1, said(on), officer)
    with refused("error.day_too_long_ago"):
        intake.register(case.facts, Said(When(on), {"title": TITLE}), officer)


@pytest.mark.parametrize(
    ("days_ahead", "is_refused"),
    [pytest.param(-1, False, id="yesterday"), pytest.param(0, False, id="today"), pytest.param(1, True, id="tomorrow")],
)
def test_nothing_happens_in_the_future(*, days_ahead: int, is_refused: bool) -> None:
    on = OFFICE.today + timedelta(days=days_ahead)
    if not is_refused:
        assert case_of(registered(on), forwarded(POLICE, on)).received_on == on
        return
    with refused("error.day_in_future"):
        case_of(registered(on))
    with refused("error.day_in_future"):
        case_of(registered("2026-03-05"), forwarded(POLICE, on))


def test_a_screen_knows_the_day() -> None:
    with refused("error.day_missing"):
        case_of(registered(None))
    with refused("error.day_missing"):
        case_of(registered("2026-03-05"), forwarded(POLICE, None))


def test_a_screen_describes_the_matter() -> None:
    with refused("error.title_too_short"):
        intake.register(case_of(*SENT).facts, Said(When(day("2026-03-05")), {"title": "  สั้นไป  "}), OFFICE)


def to_land(on: Day) -> Step:
    """Sent to the land office too."""
    return forwarded(LAND, on)


def on_to_land(on: Day) -> Step:
    """Moved on to the land office."""
    return forwarded(LAND, on, keep=False)


@pytest.mark.parametrize(
    ("steps", "move", "earliest"),
    [
        pytest.param(
            (registered("2026-03-05"),), lambda on: forwarded(POLICE, on), "2026-03-05", id="sent-after-receipt"
        ),
        pytest.param(SENT, acknowledged, "2026-03-05", id="acknowledged-after-sending"),
        pytest.param(SENT, progress, "2026-03-05", id="reported-after-sending"),
        pytest.param((*SENT, acknowledged("2026-03-09")), progress, "2026-03-05", id="reports-may-come-out-of-order"),
        pytest.param((*SENT, progress("2026-03-09")), done, "2026-03-09", id="done-is-the-last-word"),
        pytest.param((*SENT, progress("2026-03-09"), progress("2026-03-06")), done, "2026-03-09", id="so-far"),
        pytest.param((*SENT, paused("2026-03-09")), done, "2026-03-09", id="done-after-the-pause-began"),
        pytest.param((*SENT, done("2026-03-09")), sent_back, "2026-03-09", id="sent-back-after-done"),
        pytest.param((*SENT, done("2026-03-09")), closed, "2026-03-09", id="closed-after-done"),
        pytest.param(
            (*SENT, done("2026-03-09"), sent_back("2026-03-11")), progress, "2026-03-11", id="answers-the-sending-back"
        ),
        pytest.param(
            (*SENT, done("2026-03-09"), sent_back("2026-03-11")), paused, "2026-03-11", id="paused-after-the-check"
        ),
        pytest.param((*SENT, returned("2026-03-09")), to_land, "2026-03-09", id="after-a-return"),
        pytest.param((*SENT, acknowledged("2026-03-09")), on_to_land, "2026-03-09", id="moved-on-after-the-last-move"),
        pytest.param(
            (*SENT, acknowledged("2026-03-09")),
            lambda on: forwarded(LAND, on),
            "2026-03-05",
            id="beside-from-the-receipt",
        ),
        pytest.param((*SENT, closed("2026-03-09")), objected, "2026-03-09", id="objected-after-the-closing"),
        pytest.param((*SENT, closed("2026-03-09")), reopened, "2026-03-09", id="reopened-after-the-closing"),
    ],
)
def test_a_move_is_not_older_than_what_it_answers(
    steps: tuple[Step, ...], move: Callable[[Day], Step], earliest: str
) -> None:
    on = day(earliest)
    assert events_of(*steps, move(on))[-1].happened_on == on
    with refused("error.day_before_cause"):
        events_of(*steps, move(on - timedelta(days=1)))


def test_moving_on_names_live_referrals_only() -> None:
    case = case_of(*SENT, returned("2026-03-06"))
    event = Event(p.Forwarded("land", LAND.name, LAND.kind, moves_on=(1,)), day("2026-03-09"), referral_no=2)
    with refused("error.illegal_move"):
        check(case, event)


def test_amending_changes_what_is_given_and_nothing_else() -> None:
    case = case_of(*SENT)
    event = intake.amend(case, Amended(topic_id="roads", urgent=True), said("2026-03-06"), OFFICE)
    amended: Case = case_of(*SENT, lambda *_: event)
    assert amended.facts == replace(case.facts, topic_id="roads", urgent=True)
    assert amended.obligations == case.obligations
