"""Facts of an event said otherwise: its payload, the promises that hang on it, and the case that follows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from core.model import payloads as p
from core.model.case import Case
from core.model.codes import ClosingClass, Confirmed, ContactWay, DelayReason, ObligationKind, ReopenReason, SentVia
from core.model.events import Event
from core.model.facts import Registered
from core.model.payloads import CasePayload
from core.rules.decide import correct
from core.rules.decide.changed import FACTS, changed, facts_now
from core.rules.decide.common import Said, When
from core.rules.fold import effective, fold
from tests.support.cases import (
    OFFICE,
    POLICE,
    WHY,
    Step,
    chased,
    closed,
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
    returned,
)
from tests.support.refusals import refused

SENT = (registered("2026-03-02", upstream_due="2026-04-30"), forwarded(POLICE, "2026-03-02"))
BY_LETTER = (SENT[0], forwarded(POLICE, "2026-03-02", letter=True, letter_on="2026-03-02", report_due="2026-03-20"))
Kind = ObligationKind


def fixed(steps: tuple[Step, ...], seq: int, facts: dict[str, Any], wording: str | None = None) -> tuple[Event, ...]:
    """The stream after a correction of some facts of event ``seq``."""
    events = events_of(*steps)
    first = next(each for each in effective(events) if each.seq == seq)
    before = [each for each in effective(events) if each.seq < seq]
    payload = changed(first, facts, fold(1, before) if before else None, OFFICE)
    texts = {"text": WHY} | ({} if wording is None else {"said": wording})
    told = Said(When(first.happened_on, first.basis), texts)
    fix = correct.correct(1, events, seq, told, OFFICE, payload=payload)
    return (*events, fix)


def payload_of(events: tuple[Event, ...], seq: int) -> CasePayload:
    """What an event says now."""
    return next(each.payload for each in effective(events) if each.seq == seq)


def due(case: Case, kind: ObligationKind) -> list[date]:
    """The due days of a kind that are not void."""
    return [each.due_on for each in case.obligations if each.kind is kind and each.void_on is None]


ROWS: tuple[Any, ...] = (
    pytest.param(SENT, 1, {"upstream_no": "1111/9"}, Registered, id="upstream-number"),
    pytest.param(SENT, 2, {"letter_no": "รอ 0017/5", "letter_on": date(2026, 3, 1)}, p.Forwarded, id="letter"),
    pytest.param((*SENT, progress("2026-03-09")), 3, {"letter_no": "9", "expected_on": date(2026, 3, 30)},
                 p.ProgressReported, id="progress"),
    pytest.param((*SENT, done("2026-03-09")), 3, {"letter_no": "9"}, p.DoneReported, id="done"),
    pytest.param((*SENT, returned("2026-03-09")), 3, {"letter_no": "9"}, p.Returned, id="returned"),
    pytest.param((*SENT, done("2026-03-09"), closed("2026-03-10")), 4,
                 {"closing_class": ClosingClass.SOLVED, "confirmed": Confirmed.YES, "memo_no": "12"}, p.Closed,
                 id="closed"),
    pytest.param((*SENT, closed("2026-03-10"), objected("2026-03-11")), 4, {"reason": ReopenReason.NEW_FACTS},
                 p.Objected, id="objected"),
    pytest.param((*SENT, closed("2026-03-10"), reopened("2026-03-11")), 4, {"reason": ReopenReason.NEW_FACTS},
                 p.Reopened, id="reopened"),
    pytest.param((*SENT, extended("2026-03-09", "2026-05-29")), 3, {"due_on": date(2026, 4, 30), "by_whom": "ผวจ."},
                 p.Extended, id="extended"),
    pytest.param((*SENT, paused("2026-03-09")), 3, {"reason": DelayReason.PROCUREMENT}, p.Paused, id="paused"),
    pytest.param((*SENT, chased("2026-03-09")), 3, {"number": 2, "way": ContactWay.LINE, "letter_no": "9"}, p.Chased,
                 id="chased"),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "seq", "facts", "kind"), ROWS)
def test_an_event_says_what_it_should_have_said(
    steps: tuple[Step, ...], seq: int, facts: dict[str, Any], kind: type
) -> None:
    before = events_of(*steps)
    events = fixed(steps, seq, facts)
    now = payload_of(events, seq)
    assert type(now) is kind
    assert facts_now(now) == {**facts_now(payload_of(before, seq)), **facts}
    assert [each.payload for each in events[:-1]] == [each.payload for each in before]
    assert fold(1, events).version == len(before) + 1


def test_every_fact_is_one_of_its_payload_or_read_by_a_rule() -> None:
    ruled = {"upstream_no", "answer_due_on", "report_due_on", "due_on"}
    for kind, names in FACTS.items():
        assert set(names) - ruled <= {each.name for each in fields(kind)}


def test_the_promised_day_of_a_letter_follows_what_is_said_of_it() -> None:
    assert due(fold(1, events_of(*BY_LETTER)), Kind.REPORT_BY_LETTER) == [date(2026, 3, 20)]
    later = fold(1, fixed(BY_LETTER, 2, {"report_due_on": date(2026, 3, 27)}))
    assert due(later, Kind.REPORT_BY_LETTER) == [date(2026, 3, 27)]
    none = fold(1, fixed(BY_LETTER, 2, {"report_due_on": None, "sent_via": SentVia.LINE}))
    assert due(none, Kind.REPORT_BY_LETTER) == []
    assert due(none, Kind.FINISH) == due(later, Kind.FINISH) == [date(2026, 3, 24)]


def test_an_answer_due_day_moves_what_the_centre_owes() -> None:
    case = fold(1, fixed(SENT, 1, {"answer_due_on": date(2026, 5, 15)}))
    assert due(case, Kind.ANSWER_UPSTREAM) == [date(2026, 5, 15)]


def test_a_corrected_extension_moves_the_finish_day_and_keeps_the_first() -> None:
    first = due(fold(1, events_of(*SENT)), Kind.FINISH)
    events = fixed((*SENT, extended("2026-03-09", "2026-05-29")), 3, {"due_on": date(2026, 4, 30)})
    [row] = [each for each in fold(1, events).obligations if each.kind is Kind.FINISH and each.void_on is None]
    assert (row.due_on, row.first_due_on) == (date(2026, 4, 30), first[0])


def test_the_text_is_replaced_and_the_first_one_stays_in_the_stream() -> None:
    events = fixed((*SENT, progress("2026-03-09")), 3, {}, wording="นัดตรวจที่ดินแล้ว")
    assert next(each.texts for each in effective(events) if each.seq == 3) == {"text": "นัดตรวจที่ดินแล้ว"}
    assert events[2].texts.get("text", "") != "นัดตรวจที่ดินแล้ว"
    assert events[3].texts["text"] == WHY


@pytest.mark.parametrize(
    ("steps", "seq", "facts", "key"),
    [
        pytest.param(SENT, 2, {"agency_id": "land"}, "error.correction_of_other_kind", id="no-fact-of-its-own"),
        pytest.param(BY_LETTER, 2, {"report_due_on": date(2026, 3, 1)}, "error.due_before_start", id="due-before-sent"),
        pytest.param(SENT, 1, {"answer_due_on": date(2026, 3, 1)}, "error.due_before_start", id="answer-too-soon"),
        pytest.param((*SENT, extended("2026-03-09", "2026-05-29")), 3, {"due_on": date(2026, 3, 10)}, "error.not_later",
                     id="not-later"),
        pytest.param((*SENT, chased("2026-03-09")), 3, {"number": 0}, "error.count_unreadable", id="no-number"),
        pytest.param((*SENT, done("2026-03-09"), closed("2026-03-10")), 4, {"closing_class": ClosingClass.DUPLICATE},
                     "error.not_linked", id="class-that-does-not-fit"),
        pytest.param((*BY_LETTER, delivered("2026-03-04")), 2, {"sent_via": SentVia.LINE}, "error.correction_breaks",
                     id="a-letter-that-arrived"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(steps: tuple[Step, ...], seq: int, facts: dict[str, Any], key: str) -> None:
    with refused(key):
        fixed(steps, seq, facts)


def test_a_compulsory_text_cannot_be_corrected_away() -> None:
    with refused("error.text_missing"):
        fixed((*SENT, returned("2026-03-09")), 3, {}, wording=" ")
