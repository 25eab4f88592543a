"""The people of a case: added, corrected unseen, hidden and taken out; what texts say of them follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.errors import DomainError, IllegalMove, NotFound, TextMissing
from core.figures.accesses import AccessQuestion
from core.figures.case_page import CasePage
from core.figures.found import SearchFilter
from core.figures.similar import SimilarQuestion
from core.model.case import CaseNo
from core.model.codes import Anonymity, PersonRole, Role
from core.model.course import PersonDraft
from core.model.facts import Amended, PersonRef
from core.rules.access import Actor
from core.rules.decide import intake
from core.rules.decide.common import Said
from core.rules.searching import sought
from core.usecases.add_person import AddPerson, add_person
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.correct_person import CorrectPerson, correct_person
from core.usecases.reveal_identity import RevealIdentity, reveal_identity
from core.usecases.take_out_person import TakeOutPerson, take_out_person
from db.engine import reading
from db.ledger.persons import persons_of
from db.reads import Reads
from db.reads.scope import Scope
from tests.support.office import ANONG, BOONMEE, FACTS, NAME, PHONE, PROVINCE, Office
from tests.usecases.test_reveal_identity import looker
from tests.usecases.test_who_may import IDS, context

WHY = "ผู้ร้องแจ้งแก้ไขทางโทรศัพท์"
RESPONDENT = "นายสมบัติ ผู้ถูกร้อง"
LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")


@pytest.fixture
def no(office: Office) -> CaseNo:
    """A case with one complainant, at the land office."""
    return office.register("case", sent=True, facts=replace(FACTS, confidential=False)).no


def does(office: Office, act: Any, command: type, no: CaseNo, **values: object) -> None:  # noqa: ANN401  # any use case
    """Record something as the officer."""
    act(command(request_id=IDS.next(), no=no, **{"text": WHY, **values}), context(office, ANONG))


def refs(office: Office, no: CaseNo) -> tuple[PersonRef, ...]:
    """Whom the case lists."""
    return office.ledger(BOONMEE).case(no).facts.persons


def rows(office: Office, no: CaseNo) -> dict[int, dict[str, str]]:
    """Everything that is kept of the case's persons, in clear."""
    case_id = office.ledger(BOONMEE).case(no).id
    with reading(office.home.engine) as connection:
        return persons_of(connection, office.home.ring, PROVINCE, case_id)


def texts(office: Office, no: CaseNo) -> list[str]:
    """Title and details as they are stored."""
    case_id = office.ledger(BOONMEE).case(no).id
    [row] = office.rows("SELECT title, public_title, details FROM case_text WHERE case_id = :id", id=case_id)
    return [str(each) for each in row]


def page(office: Office, no: CaseNo, actor: Actor = ANONG) -> CasePage:
    """The case as somebody sees it."""
    scope = Scope(actor.role, actor.agency_id, actor.account_id)
    return Reads(office.home.engine, PROVINCE, scope, ring=office.home.ring).case_page(no)


def test_a_person_is_added_and_named_no_more_in_what_was_written_before(office: Office, no: CaseNo) -> None:
    does(office, amend_case, AmendCase, no, change=Amended(), texts={"details": f"{RESPONDENT} ขุดถนน"})
    person = PersonDraft(PersonRole.RESPONDENT, name=f"  {RESPONDENT} ", phone="089-000-1122")
    does(office, add_person, AddPerson, no, person=person, text=f"เพิ่มตามคำบอก {RESPONDENT}")
    first, second = refs(office, no)
    assert (first.role, second.role, second.anonymity) == (
        PersonRole.COMPLAINANT,
        PersonRole.RESPONDENT,
        Anonymity.OPEN,
    )
    kept = rows(office, no)[second.person_id]
    assert (kept["name"], kept["phone"]) == (RESPONDENT, "089-000-1122")
    assert texts(office, no)[2] == "⟦person:2⟧ ขุดถนน"
    said = office.ledger(BOONMEE).history(no)[-1]
    assert said.texts == {"text": "เพิ่มตามคำบอก ⟦person:2⟧", "details": "⟦person:2⟧ ขุดถนน"}
    assert [(each.role, each.name) for each in page(office, no).persons] == [
        (PersonRole.COMPLAINANT, "ส… จ…"),
        (PersonRole.RESPONDENT, "นาย ส… ผ…"),
    ]
    assert office.faults() == []


def test_a_phone_is_corrected_unseen_and_the_old_row_stays(office: Office, no: CaseNo) -> None:
    [old] = refs(office, no)
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, phone="0899990000")
    [new] = refs(office, no)
    assert new == replace(old, person_id=new.person_id, former=(old.person_id,))
    kept = rows(office, no)
    assert (kept[new.person_id]["name"], kept[new.person_id]["phone"]) == (NAME, "0899990000")
    assert (kept[old.person_id]["name"], kept[old.person_id]["phone"]) == (NAME, PHONE)
    does(office, amend_case, AmendCase, no, change=Amended(), texts={"details": "โทร 081-234-5678 และ 0899990000"})
    assert texts(office, no)[2] == "โทร ⟦person:1⟧ และ ⟦person:1⟧"
    assert office.faults() == []


def test_search_and_likeness_follow_the_corrected_person(office: Office, no: CaseNo) -> None:
    [old] = refs(office, no)
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, name="นางสมใจ ใหม่จริง", phone="0899990000")
    reads = Reads(office.home.engine, PROVINCE, Scope(Role.OFFICER, None, 1), ring=office.home.ring)
    today = office.clock.today()
    phones = {phone: reads.similar(SimilarQuestion(today, phone=phone)).cases for phone in (PHONE, "0899990000")}
    assert [len(phones[PHONE]), len(phones["0899990000"])] == [0, 1]
    found = {words: reads.found_cases(sought(words), SearchFilter(), today).lines for words in ("สมหญิง", "สมใจ", PHONE)}
    assert {words: len(lines) for words, lines in found.items()} == {"สมหญิง": 0, "สมใจ": 1, PHONE: 0}


@pytest.mark.parametrize(
    ("said", "hides", "name"),
    [
        pytest.param({"anonymity": Anonymity.HIDDEN}, True, NAME, id="asks-to-be-hidden"),
        pytest.param({"anonymity": Anonymity.NOT_GIVEN}, False, "", id="gives-no-name"),
        pytest.param({"hide_from_agency": True}, True, NAME, id="open-but-not-for-agencies"),
        pytest.param(
            {"anonymity": Anonymity.HIDDEN, "hide_from_agency": False}, True, NAME, id="hidden-means-agencies"
        ),
    ],
)
def test_who_asks_to_stay_unknown_does(
    office: Office,
    no: CaseNo,
    said: dict[str, Any],
    hides: bool,  # noqa: FBT001  # a row
    name: str,
) -> None:
    [old] = refs(office, no)
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, **said)
    [new] = refs(office, no)
    assert (new.anonymity, new.hide_from_agency) == (said.get("anonymity", Anonymity.OPEN), hides)
    assert rows(office, no)[new.person_id]["name"] == name
    assert (new.person_id == old.person_id) is (name == NAME)
    [seen] = page(office, no, LANDMAN).persons
    assert (seen.is_hidden, seen.name) == (hides, "" if hides or not name else "ส… จ…")


def test_whoever_is_taken_out_is_gone_but_stays_masked(office: Office, no: CaseNo) -> None:
    person = PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT)
    does(office, add_person, AddPerson, no, person=person)
    does(office, add_person, AddPerson, no, person=PersonDraft(PersonRole.RESPONDENT, name="นางดวงใจ คนที่สาม"))
    out = refs(office, no)[1]
    does(office, take_out_person, TakeOutPerson, no, person_id=out.person_id, text=f"{RESPONDENT} เป็นพยาน")
    assert refs(office, no)[1] == replace(out, is_out=True)
    found = page(office, no)
    assert [each.n for each in found.persons] == [1, 3]
    assert found.entries[-1].text == "นาย ส… ผ… เป็นพยาน"
    assert rows(office, no)[out.person_id]["name"] == RESPONDENT
    with pytest.raises(NotFound):
        reveal_identity(RevealIdentity(no=no, person_id=out.person_id, reason=WHY), looker(office))
    with pytest.raises(NotFound):
        does(office, correct_person, CorrectPerson, no, person_id=out.person_id, phone="0812223333")
    assert office.faults() == []


@pytest.mark.parametrize(
    ("act", "command", "said", "error"),
    [
        pytest.param(add_person, AddPerson, {"person": PersonDraft()}, "error.person_name_missing", id="no-name"),
        pytest.param(
            add_person,
            AddPerson,
            {"person": PersonDraft(name="ก", phone="12345")},
            "error.person_phone_short",
            id="short",
        ),
        pytest.param(correct_person, CorrectPerson, {"name": " "}, "error.person_name_missing", id="name-wiped"),
        pytest.param(correct_person, CorrectPerson, {"phone": "0812"}, "error.person_phone_short", id="short-again"),
        pytest.param(correct_person, CorrectPerson, {}, "error.nothing_changed", id="nothing"),
        pytest.param(correct_person, CorrectPerson, {"phone": "", "text": " "}, TextMissing.key, id="no-reason"),
        pytest.param(take_out_person, TakeOutPerson, {}, "error.last_complainant", id="last-complainant"),
        pytest.param(take_out_person, TakeOutPerson, {"text": ""}, TextMissing.key, id="taken-out-without-reason"),
        pytest.param(correct_person, CorrectPerson, {"name": "ก\u202eข"}, "error.hostile_text", id="hostile"),
    ],
)
def test_what_cannot_be_so_is_refused(
    office: Office,
    no: CaseNo,
    act: Any,  # noqa: ANN401  # any use case
    command: type,
    said: dict[str, Any],
    error: str,
) -> None:
    before = office.ledger(BOONMEE).case(no)
    if command is not AddPerson:
        said = {"person_id": before.facts.persons[0].person_id, **said}
    with pytest.raises(DomainError) as refusal:
        does(office, act, command, no, **said)
    assert refusal.value.key == error
    assert office.ledger(BOONMEE).case(no) == before


def test_an_addition_is_undone_until_something_follows(office: Office, no: CaseNo) -> None:
    person = PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT)
    does(office, add_person, AddPerson, no, person=person)
    does(office, correct_event, CorrectEvent, no, seq=3, retract=True)
    assert len(refs(office, no)) == 1
    does(office, add_person, AddPerson, no, person=person)
    does(office, amend_case, AmendCase, no, change=Amended(urgent=True))
    with pytest.raises(IllegalMove) as refusal:
        does(office, correct_event, CorrectEvent, no, seq=5, retract=True)
    assert refusal.value.key == "error.not_retractable"


def test_nothing_of_a_person_stands_in_an_event(office: Office, no: CaseNo) -> None:
    does(
        office,
        add_person,
        AddPerson,
        no,
        person=PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT, phone="0890001122"),
    )
    payloads = "".join(str(row[0]) for row in office.rows("SELECT payload FROM ledger_event"))
    assert RESPONDENT not in payloads
    assert "0890001122" not in payloads


def test_of_whom_nothing_can_be_read_the_name_is_asked_again(office: Office, no: CaseNo) -> None:
    [old] = refs(office, no)
    office.tamper("UPDATE person SET phone = name WHERE id = :id", id=old.person_id)
    with pytest.raises(DomainError) as refusal:
        does(office, correct_person, CorrectPerson, no, person_id=old.person_id, phone="0899990000")
    assert refusal.value.key == "error.person_unreadable"
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, hide_from_agency=True)
    assert refs(office, no)[0].person_id == old.person_id
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, name="นางสมใจ ใหม่จริง", phone="0899990000")
    kept = rows(office, no)[refs(office, no)[0].person_id]
    assert (kept["name"], kept["phone"]) == ("นางสมใจ ใหม่จริง", "0899990000")


def test_the_log_of_looks_still_tells_whose_data_it_was(office: Office, no: CaseNo) -> None:
    [old] = refs(office, no)
    reveal_identity(RevealIdentity(no=no, person_id=old.person_id, reason=WHY), looker(office))
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, phone="0899990000")
    reads = Reads(office.home.engine, PROVINCE, Scope(Role.AUDITOR), ring=office.home.ring)
    today = office.clock.today()
    assert [(each.no, each.person) for each in reads.access.lines(AccessQuestion(today, today))] == [
        (no, PersonRole.COMPLAINANT)
    ]


def test_anonymising_blanks_former_rows_and_those_taken_out(office: Office, no: CaseNo) -> None:
    [old] = refs(office, no)
    does(office, correct_person, CorrectPerson, no, person_id=old.person_id, phone="0899990000")
    does(office, add_person, AddPerson, no, person=PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT))
    does(office, take_out_person, TakeOutPerson, no, person_id=refs(office, no)[1].person_id)
    office.move("erase", no, lambda case, rules: intake.anonymise(case, Said.on(office.clock.today(), WHY), rules))
    assert [set(kept.values()) for kept in rows(office, no).values()] == [{""}, {""}, {""}]
    with pytest.raises(IllegalMove) as refusal:
        does(office, add_person, AddPerson, no, person=PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT))
    assert refusal.value.key == "error.persons_erased"
    assert office.faults() == []
