"""A kind of event is whole: payload, decision, branch of the fold, row of the table, Thai name, stored form."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import get_args

import pytest

from core.model import codes
from core.model import payloads as p
from core.model.codes import DueRule, ObligationKind
from core.model.facts import Amended, Letter, Origin, PersonRef, Registered, Upstream
from core.model.promises import DayUnit, LostRule, NamedDay, Promise, Span
from core.rules.clocks import CLOCK_SETS, SOURCES
from core.rules.codec import KINDS, dump_payload, kind_name, kind_of, load_payload
from core.rules.fold import BRANCHES
from core.rules.workflow import MOVES
from core.text.catalogue import TEXTS, definition, label
from tests.support.play import ACTS

PAYLOADS: tuple[type, ...] = get_args(p.CasePayload)
FINISH = Promise(
    ObligationKind.FINISH,
    date(2026, 3, 5),
    date(2026, 3, 26),
    DueRule.LAW,
    Span(15, DayUnit.WORKING, "พ.ร.บ.ตัวอย่าง"),
    "G1",
    (LostRule(DueRule.DEFAULT, date(2026, 3, 27), "", Span(16)),),
    (NamedDay(date(2026, 3, 10), "วันหยุดพิเศษ"),),
    (2027,),
    3,
    date(2026, 3, 20),
    2,
    DueRule.AGENCY_TOPIC,
)
"""A promise with every field filled."""
EXAMPLES: tuple[p.CasePayload, ...] = (
    Registered(
        "letter",
        codes.ContactKind.NEED,
        "roads",
        "4501",
        "450101",
        "covid19",
        urgent=True,
        confidential=True,
        wants_reply=True,
        needs_sorting=True,
        persons_contacting=3,
        persons_subject=7,
        origin_channel="1111",
        upstream=Upstream("u1", "1111/5", date(2026, 4, 1)),
        letter=Letter("อด 5/1", date(2026, 3, 1), "120", codes.Secrecy.SECRET),
        origin=Origin("register", "5", "abc", 9),
        persons=(PersonRef(5, codes.PersonRole.COMPLAINANT, codes.Anonymity.HIDDEN, hide_from_agency=True),),
        promises=(FINISH,),
        running=412,
        year_be=2569,
    ),
    Amended(
        "phone", urgent=False, persons=(PersonRef(6, codes.PersonRole.RESPONDENT),), origin=Origin("register", "6")
    ),
    p.Forwarded(
        "police", "ตำรวจภูธร", codes.AgencyKind.POLICE, codes.SentVia.LETTER, "5/1", date(2026, 3, 5), (1, 2), (FINISH,)
    ),
    p.Delivered((FINISH,)),
    p.Acknowledged((FINISH,)),
    p.PendingConfirmed((FINISH,)),
    p.ProgressReported("5/2", date(2026, 5, 1), (FINISH,)),
    p.DoneReported("5/3", (FINISH,)),
    p.Returned("5/4", (FINISH,)),
    p.Cancelled((FINISH,)),
    p.SentBack((FINISH,)),
    p.ClosingProposed(codes.ClosingClass.SOLVED),
    p.ClosingRefused(),
    p.Closed(codes.ClosingClass.SOLVED, codes.Confirmed.YES, "รอ 5/5", (FINISH,)),
    p.Objected(codes.ReopenReason.NOT_FIXED, (FINISH,)),
    p.ObjectionDeclined("no_new_facts"),
    p.Reopened(codes.ReopenReason.NEW_FACTS, (FINISH,)),
    p.Extended("ผู้ว่าราชการจังหวัด", (FINISH,)),
    p.Recalculated((FINISH,)),
    p.Paused(codes.DelayReason.LEGAL_STEP),
    p.Resumed(5, (FINISH,)),
    p.DelayLabelled(codes.DelayReason.PROCUREMENT),
    p.Assigned(7),
    p.Chased(2, codes.ContactWay.LINE, "5/6"),
    p.ContactLogged(codes.ContactWay.IN_PERSON),
    p.Told(codes.ContactWay.LETTER),
    p.UpstreamAnswered("5/7"),
    p.Linked(7, "7/2569"),
    p.Unlinked(),
    p.Voided(),
    p.Corrected('{"letter_no":"5/8"}', codes.DateBasis.ESTIMATED, retracted=True, follows=((4, "{}"), (5, "{}"))),
    p.Anonymised(),
    p.EvidenceAdded(8, "ab" * 32, 1_024, "application/pdf", for_agencies=True),
    p.EvidenceWithdrawn(8),
)


def test_every_kind_has_an_example() -> None:
    assert [type(example) for example in EXAMPLES] == list(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=kind_name)
def test_a_kind_is_whole(payload: type) -> None:
    begins, corrects = payload is Registered, payload is p.Corrected
    assert (payload in BRANCHES) is not (begins or corrects)
    assert (payload in ACTS) is not begins
    assert Counter(move.payload for move in MOVES)[payload] == 1
    assert (KINDS[kind_name(payload)], TEXTS[f"event.{kind_name(payload)}"].strip()) == (
        payload,
        TEXTS[f"event.{kind_name(payload)}"],
    )


def test_nothing_is_named_that_does_not_exist() -> None:
    kinds = {kind_name(payload) for payload in PAYLOADS}
    assert {key.removeprefix("event.") for key in TEXTS if key.startswith("event.")} == kinds
    assert {move.payload for move in MOVES} == set(PAYLOADS)


@pytest.mark.parametrize("payload", EXAMPLES, ids=kind_of)
def test_a_payload_survives_storing(payload: p.CasePayload) -> None:
    text = dump_payload(payload)
    assert load_payload(kind_of(payload), text) == payload


@pytest.mark.parametrize("payload", PAYLOADS, ids=kind_name)
def test_a_field_that_was_not_said_takes_no_room(payload: type) -> None:
    """Defaults are left out, so a kind may gain a field without changing what is stored."""
    example = next(each for each in EXAMPLES if type(each) is payload)
    text = dump_payload(example)
    assert ("null" in text, ", " in text, ": " in text) == (False, False, False)


def test_the_stored_form_is_canonical() -> None:
    assert dump_payload(p.Chased(2, codes.ContactWay.LINE, "5/6")) == '{"letter_no":"5/6","number":2,"way":"line"}'
    assert dump_payload(p.ObjectionDeclined("ไม่มีข้อเท็จจริงใหม่")) == '{"declined_class":"ไม่มีข้อเท็จจริงใหม่"}'
    assert dump_payload(p.Told(codes.ContactWay.PHONE)) == '{"way":"phone"}'


def test_a_field_of_a_later_version_is_passed_over() -> None:
    assert load_payload("told", '{"way":"phone","mood":"calm"}') == p.Told(codes.ContactWay.PHONE)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError, match="teleported"):
        load_payload("teleported", "{}")


@pytest.mark.parametrize("kind", ObligationKind)
def test_every_obligation_has_a_source_and_is_explained_in_thai(kind: ObligationKind) -> None:
    marks = {"BK", "G1", "RE", "SK", "LP", "R", "D"}
    assert {mark for mark in SOURCES[kind].split() if not mark.isdigit()} <= marks
    assert (label(kind).strip(), definition(kind).strip()) == (label(kind), definition(kind))


def test_every_clock_of_a_set_is_an_obligation_with_a_source_of_its_own() -> None:
    clocks = [clock for each in CLOCK_SETS for clock in each.clocks]
    assert [clock.kind for clock in clocks if not clock.span.source] == []
    assert [each.id for each in CLOCK_SETS if len({clock.kind for clock in each.clocks}) != len(each.clocks)] == []
