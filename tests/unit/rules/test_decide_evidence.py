"""Papers and photographs by the rules alone: when they may be added and withdrawn, and who may know of them."""

from __future__ import annotations

import pytest

from core.model import payloads as p
from core.model.case import Case
from core.model.codes import Role
from core.rules.decide import evidence
from core.rules.decide.common import Said
from core.rules.evidence_sight import has_in_hand, may_know, may_read, may_withdraw
from core.rules.fold import fold
from core.rules.workflow import BY_PAYLOAD, EVER
from tests.support.cases import (
    LAND,
    OFFICE,
    POLICE,
    WHY,
    Step,
    after,
    cancelled,
    case_of,
    closed,
    day,
    forwarded,
    registered,
    returned,
    voided,
)
from tests.support.refusals import refused

START = registered("2026-03-05")
SENT = (START, forwarded(POLICE, "2026-03-05"))


def said(agency_id: str | None = None) -> Said:
    return Said(Said.on(OFFICE.today).when, {"text": WHY}, agency_id)


def piece(number: int, *, shared: bool = False) -> p.EvidenceAdded:
    return p.EvidenceAdded(number, f"{number:064x}", 7, "application/pdf", shared)


def adds(number: int, agency_id: str | None = None, *, shared: bool = False) -> Step:
    """A step that adds a piece."""
    return lambda events, office: evidence.add(fold(1, events), piece(number, shared=shared), said(agency_id), office)


def with_pieces(*steps: Step) -> Case:
    """The centre's piece 1, its shared piece 2 and, of the police who have the case, piece 3."""
    return case_of(*SENT, adds(1), adds(2, shared=True), adds(3, POLICE.id), *steps)


def test_a_piece_stands_in_the_case_as_it_was_added() -> None:
    case = with_pieces()
    assert [(each.id, each.size, each.for_agencies, each.agency_id, each.added_seq) for each in case.evidence] == [
        (1, 7, False, None, 3),
        (2, 7, True, None, 4),
        (3, 7, False, POLICE.id, 5),
    ]


def test_a_withdrawn_piece_stays_and_says_since_when() -> None:
    case = with_pieces()
    case = after(case, evidence.withdraw(case, 2, said(), OFFICE))
    assert [(each.id, each.withdrawn_seq) for each in case.evidence] == [(1, None), (2, 6), (3, None)]


@pytest.mark.parametrize(
    ("number", "agency_id"),
    [
        pytest.param(4, None, id="never-was"),
        pytest.param(2, None, id="withdrawn-already"),
        pytest.param(1, POLICE.id, id="the-centres"),
        pytest.param(3, LAND.id, id="another-agencys"),
    ],
)
def test_what_is_not_there_to_be_withdrawn(number: int, agency_id: str | None) -> None:
    case = with_pieces()
    case = after(case, evidence.withdraw(case, 2, said(), OFFICE))
    with refused("error.evidence_gone"):
        evidence.withdraw(case, number, said(agency_id), OFFICE)


def test_a_reason_is_compulsory() -> None:
    with refused("error.text_missing"):
        evidence.withdraw(with_pieces(), 1, Said.on(OFFICE.today), OFFICE)


@pytest.mark.parametrize("kind", [p.EvidenceAdded, p.EvidenceWithdrawn])
def test_both_are_legal_in_every_state_but_void(kind: type) -> None:
    assert BY_PAYLOAD[kind].phases == EVER
    with refused("error.illegal_move"):
        evidence.add(case_of(START, voided("2026-03-06")), piece(1), said(), OFFICE)


def test_a_closed_case_takes_pieces() -> None:
    event = evidence.add(case_of(*SENT, closed("2026-03-06")), piece(1), said(), OFFICE)
    assert (event.payload, event.happened_on) == (piece(1), OFFICE.today)


COURSES = {
    "with-it": ((), True),
    "closed-with-it": ((closed("2026-03-06"),), True),
    "given-back": ((returned("2026-03-06"),), False),
    "taken-back": ((cancelled("2026-03-06"),), False),
    "sent-on": ((forwarded(LAND, "2026-03-06", keep=False),), False),
}


@pytest.mark.parametrize("course", COURSES)
def test_an_agency_adds_and_reads_while_it_has_the_case_or_had_it_at_the_end(course: str) -> None:
    steps, has = COURSES[course]
    case = with_pieces(*steps)
    told = [each.id for each in case.evidence if may_know(case, each, Role.AGENCY, POLICE.id)]
    assert (has_in_hand(case, POLICE.id), told) == (has, [2, 3] if has else [3])
    assert [each.id for each in case.evidence if may_read(case, each, Role.AGENCY, POLICE.id)] == told
    if not has:
        with refused("error.evidence_not_in_hand"):
            evidence.add(case, piece(4), said(POLICE.id), OFFICE)


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.DIRECTOR, [1, 2, 3]), (Role.OFFICER, [1, 3]), (Role.AGENCY, [3])],
    ids=lambda each: str(each),
)
def test_who_reads_what_is_left_after_a_withdrawal(role: Role, reads: list[int]) -> None:
    case = with_pieces()
    case = after(case, evidence.withdraw(case, 2, said(), OFFICE))
    agency_id = POLICE.id if role is Role.AGENCY else None
    assert [each.id for each in case.evidence if may_read(case, each, role, agency_id)] == reads


def test_the_centre_withdraws_every_piece_and_an_agency_its_own() -> None:
    pieces = with_pieces().evidence
    assert [each.id for each in pieces if may_withdraw(each, None)] == [1, 2, 3]
    assert [each.id for each in pieces if may_withdraw(each, POLICE.id)] == [3]


def test_the_day_of_adding_is_not_before_the_receipt() -> None:
    with refused("error.day_before_cause"):
        evidence.add(case_of(*SENT), piece(1), Said.on(day("2026-03-04")), OFFICE)
