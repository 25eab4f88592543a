"""What is found while a matter is being taken in: the same phone, the same place and topic, the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowed
from core.figures.similar import AgencyChoice, Likeness, Similar, SimilarQuestion
from core.model.case import CaseNo
from core.model.codes import Anonymity, PersonRole, Role
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.ports import Context
from core.rules.access import PERMISSIONS, Actor, Permission
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.void_case import VoidCase, void_case
from db.context import context_for
from tests.support.office import ANONG, BOONMEE, Office

PHONE = "0812345678"
ROAD = "ถนนหน้าโรงเรียนบ้านตัวอย่างชำรุดเป็นหลุมลึก รถล้มหลายคัน"
TODAY = date(2026, 6, 30)


def context(office: Office, actor: Actor = ANONG) -> Context:
    """The context of a person, on the clock of the office."""
    return replace(context_for(actor, home=office.home), clock=office.clock, ledger=office.ledger(actor))


def take_in(
    office: Office, request: str, matter: str, *, phone: str = "", agency: str | None = None, **facts: object
) -> CaseNo:
    """A case of today."""
    known = {"channel_id": "walk_in", "topic_id": "utilities", "amphoe_code": "4501", **facts}
    person = PersonDraft(PersonRole.COMPLAINANT, Anonymity.HIDDEN, "สมหญิง ตัวอย่าง", phone=phone)
    command = RegisterCase(
        request_id=request,
        facts=Registered(**known),  # type: ignore[arg-type]
        title=matter,
        public_title="สาธารณูปโภค อำเภอเมือง",
        persons=(person,),
        forward_to=agency,
    )
    return register_case(command, context(office, BOONMEE)).no


def found(office: Office, **asked: str) -> dict[CaseNo, tuple[Likeness, ...]]:
    """The cases of an answer with their reasons, in order."""
    cases = context(office).reads.similar(SimilarQuestion(TODAY, **asked)).cases
    return {each.case.no: each.why for each in cases}


def test_the_same_phone_is_found_however_it_is_typed_and_comes_first(office: Office) -> None:
    other = take_in(office, "1", ROAD)
    caller = take_in(office, "2", "ขอความช่วยเหลือเรื่องหนี้สิน", phone="081-234 5678", topic_id="debt")
    take_in(office, "3", "ขอให้ไกล่เกลี่ยเรื่องที่ดิน", phone="0899999999", topic_id="land")
    assert found(office, phone="+66 81 234 5678") == {caller: (Likeness.PHONE,)}
    assert list(found(office, phone="๐๘๑๒๓๔๕๖๗๘", matter=ROAD)) == [caller, other]


@pytest.mark.parametrize("phone", ["", "0812", "ไม่มี"], ids=["none", "half", "words"])
def test_what_is_no_whole_number_finds_nobody(office: Office, phone: str) -> None:
    take_in(office, "1", ROAD, phone=PHONE)
    assert found(office, phone=phone) == {}


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        pytest.param({"topic_id": "utilities", "amphoe_code": "4501"}, True, id="place-and-topic"),
        pytest.param({"topic_id": "utilities", "amphoe_code": "4501", "tambon_code": "450102"}, True, id="same-tambon"),
        pytest.param(
            {"topic_id": "utilities", "amphoe_code": "4501", "tambon_code": "450103"}, False, id="next-tambon"
        ),
        pytest.param({"topic_id": "utilities", "amphoe_code": "4502"}, False, id="another-amphoe"),
        pytest.param({"topic_id": "land", "amphoe_code": "4501"}, False, id="another-topic"),
        pytest.param({"topic_id": "utilities"}, False, id="no-place"),
        pytest.param({"amphoe_code": "4501"}, False, id="no-topic"),
    ],
)
def test_the_same_place_and_topic(office: Office, asked: dict[str, str], is_found: bool) -> None:  # noqa: FBT001
    no = take_in(office, "1", "ไฟฟ้าดับบ่อยทั้งหมู่บ้าน", tambon_code="450102")
    assert found(office, **asked) == ({no: (Likeness.PLACE,)} if is_found else {})


@pytest.mark.parametrize(
    ("matter", "is_found"),
    [
        pytest.param("ถนนหน้าโรงเรียนบ้านตัวอย่าง ชำรุดเป็นหลุม", True, id="the-same-in-fewer-words"),
        pytest.param("ถนนหน้าโรงเรียนบ้านตัวอย่างชํารุดเป็นหลุมลึก", True, id="sara-am-in-two-letters"),
        pytest.param("น้ำประปาไม่ไหลมาสามวันแล้ว", False, id="something-else"),
        pytest.param("ถนน", False, id="too-little"),
    ],
)
def test_the_same_words(office: Office, matter: str, is_found: bool) -> None:  # noqa: FBT001
    no = take_in(office, "1", ROAD)
    assert found(office, matter=matter) == ({no: (Likeness.WORDS,)} if is_found else {})


def test_what_is_longer_ago_than_three_months_or_void_is_left_out(office: Office) -> None:
    old = take_in(office, "1", ROAD)
    office.clock.move(days=90)
    assert context(office).reads.similar(SimilarQuestion(office.clock.today(), matter=ROAD)).cases[0].case.no == old
    office.clock.move(days=1)
    office.confirm_date()
    assert context(office).reads.similar(SimilarQuestion(office.clock.today(), matter=ROAD)).cases == ()
    wrong = take_in(office, "2", ROAD)
    void_case(VoidCase(request_id="v", no=wrong, text="บันทึกซ้ำ"), context(office, BOONMEE))
    assert context(office).reads.similar(SimilarQuestion(office.clock.today(), matter=ROAD)).cases == ()


def test_the_words_of_a_confidential_case_find_nothing_for_those_who_may_not_read_it(office: Office) -> None:
    no = take_in(office, "1", ROAD, confidential=True)
    assert found(office, matter=ROAD) == {}
    director = context(office, BOONMEE).reads.similar(SimilarQuestion(TODAY, matter=ROAD))
    assert [each.case.no for each in director.cases] == [no]


def test_where_cases_of_the_topic_went_in_this_place_and_elsewhere(office: Office) -> None:
    for n, (agency, amphoe) in enumerate([("land", "4501"), ("land", "4501"), ("police", "4501"), ("land", "4502")]):
        take_in(office, str(n), ROAD, agency=agency, amphoe_code=amphoe)

    def choices(**asked: str) -> tuple[AgencyChoice, ...]:
        found: Similar = context(office).reads.similar(SimilarQuestion(TODAY, **asked))
        return found.choices

    in_place = (AgencyChoice("land", 2, in_place=True), AgencyChoice("police", 1, in_place=True))
    anywhere = (AgencyChoice("land", 3, in_place=False), AgencyChoice("police", 1, in_place=False))
    assert choices(topic_id="utilities", amphoe_code="4501") == in_place
    assert choices(topic_id="utilities", amphoe_code="4510") == anywhere
    assert choices(topic_id="debt", amphoe_code="4501") == ()


def test_at_most_six_cases(office: Office) -> None:
    numbers = [take_in(office, str(n), ROAD) for n in range(8)]
    assert list(found(office, matter=ROAD)) == numbers[:1:-1]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_take_matters_in_may_ask(office: Office, role: Role) -> None:
    take_in(office, "1", ROAD)
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    reads, asked = context(office, actor).reads, SimilarQuestion(TODAY, matter=ROAD)
    if Permission.CASE_REGISTER in PERMISSIONS[role]:
        assert len(reads.similar(asked).cases) == 1
    else:
        with pytest.raises(NotAllowed):
            reads.similar(asked)
