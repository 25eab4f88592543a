"""Papers of the registry on a real office: each is made, none says what it must not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import NotAllowed, NotFound
from core.model.case import CaseNo
from core.model.codes import Anonymity, ContactKind, PersonRole, Role
from core.model.course import PersonDraft
from core.model.facts import Registered
from core.papers.registry import PAPERS, file_name, made, ready, seen
from core.papers.slip import line_text, slip_facts, slip_of, steps
from core.papers.typesetting import WORD_JOINER
from core.ports import Context
from core.rules.access import PERMISSIONS, Actor, Permission
from core.usecases.register_case import RegisterCase, register_case
from db.context import context_for
from tests.support.office import ANONG, BOONMEE, Office

NAME, PHONE, ADDRESS = "สมหญิง ใจดีตัวอย่าง", "0812345678", "99 หมู่ 9 บ้านตัวอย่าง"
ACCUSED, DETAILS = "กำนัน ผู้ถูกร้อง", "รายละเอียดที่ไม่ควรอยู่บนใบรับเรื่อง"
PEOPLE = (
    PersonDraft(PersonRole.COMPLAINANT, Anonymity.HIDDEN, NAME, "1101700230708", PHONE, ADDRESS),
    PersonDraft(PersonRole.RESPONDENT, name=ACCUSED),
)


def context(office: Office, actor: Actor = ANONG) -> Context:
    """The context of a person, on the clock of the office."""
    return replace(context_for(actor, home=office.home), clock=office.clock, ledger=office.ledger(actor))


def take_in(office: Office, *, agency: str | None = "land", actor: Actor = ANONG, **facts: object) -> CaseNo:
    """A case of today with people in it."""
    known = {"channel_id": "walk_in", "topic_id": "land", "amphoe_code": "4501", "tambon_code": "450102"}
    command = RegisterCase(
        request_id=f"slip-{facts}-{agency}",
        facts=Registered(**{**known, "wants_reply": True, **facts}),  # type: ignore[arg-type]
        title=f"{NAME} ร้องเรื่องแนวเขตที่ดิน",
        details=DETAILS,
        public_title=f"แนวเขตที่ดินของ {NAME} อำเภอเมือง",
        received_at=datetime(2026, 6, 30, 2, 0, tzinfo=UTC),
        persons=PEOPLE,
        forward_to=agency,
    )
    return register_case(command, context(office, actor)).no


def words(office: Office, no: CaseNo) -> str:
    """Everything that stands on a slip, as one text."""
    ctx = context(office)
    return json.dumps(ready(slip_facts(ctx, no.url), ctx.masters), ensure_ascii=False).replace(WORD_JOINER, "")


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_made_on_one_page(office: Office, name: str) -> None:
    ctx, no = context(office), take_in(office)
    subject = {"register": "2569", "backlog": "2026-06-30", "network_sheet": "https://192.168.1.20:8443"}.get(
        name, no.url
    )
    paper = made(name, ctx, subject)
    assert paper.content.startswith(b"%PDF-")
    assert paper.file_name == file_name(name, subject)
    pages = seen(name, ctx, subject)
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


def test_a_slip_never_says_who_where_they_live_or_what_was_told(office: Office) -> None:
    told = words(office, take_in(office))
    for secret in (NAME, "สมหญิง", PHONE, "๐๘๑๒๓๔๕๖๗๘", ADDRESS, "1101700230708", "๑๑๐๑๗", ACCUSED, DETAILS, "person:"):
        assert secret not in told
    assert "แนวเขตที่ดินของ ผู้ร้อง อำเภอเมือง" in told


def test_a_slip_says_number_steps_and_days_in_thai_digits(office: Office) -> None:
    told = words(office, take_in(office)).replace("\u00a0", " ")
    for sentence in (
        "๑/๒๕๖๙",
        "๓๐ มิถุนายน ๒๕๖๙ เวลา ๐๙.๐๐ น.",
        "ศูนย์ฯ ส่งเรื่องให้ สำนักงานที่ดินจังหวัดร้อยเอ็ด แล้ว เมื่อวันที่ ๓๐ มิถุนายน ๒๕๖๙",
        "หน่วยงานตอบรับภายในวันที่ ๑ กรกฎาคม ๒๕๖๙ และรายงานความก้าวหน้าครั้งแรกภายในวันที่ ๖ กรกฎาคม ๒๕๖๙ *",
        "กำหนดแล้วเสร็จ ๒๑ กรกฎาคม ๒๕๖๙ – ตามค่าเริ่มต้นของศูนย์ฯ",
        "ท่านขอปกปิดชื่อ หน่วยงานจะไม่เห็นชื่อและโทรศัพท์ของท่าน",
        "วิธีดำเนินการ: หน่วยงานตรวจเอกสารสิทธิและแนวเขต",
        "ตำบลรอบเมือง อำเภอเมืองร้อยเอ็ด",
        "1567",
    ):
        assert sentence in told


def test_before_it_is_sent_the_days_count_from_the_last_day_for_sending(office: Office) -> None:
    ctx = context(office)
    found = [step.replace("\u00a0", " ") for step in steps(slip_of(ctx, take_in(office, agency=None)))]
    assert found == [
        "ศูนย์ฯ ส่งเรื่องให้หน่วยงานที่มีหน้าที่และอำนาจ ภายในวันที่ 1 กรกฎาคม 2569",
        "หน่วยงานตอบรับภายในวันที่ 2 กรกฎาคม 2569 และรายงานความก้าวหน้าครั้งแรกภายในวันที่ 7 กรกฎาคม 2569 *",
        "กำหนดแล้วเสร็จจะแจ้งเมื่อส่งหน่วยงาน",
        "ศูนย์ฯ แจ้งผลให้ท่านทราบเมื่อยุติเรื่อง ตามที่ท่านให้ติดต่อไว้",
    ]


def test_what_the_centre_handles_itself_has_no_agency_to_answer(office: Office) -> None:
    ctx = context(office)
    found = list(steps(slip_of(ctx, take_in(office, agency="centre", wants_reply=False))))
    assert [step.replace("\u00a0", " ") for step in found] == [
        "ศูนย์ฯ ดำเนินการเอง ตั้งแต่วันที่ 30 มิถุนายน 2569",
        "กำหนดแล้วเสร็จ 21 กรกฎาคม 2569 – ตามค่าเริ่มต้นของศูนย์ฯ",
    ]


def test_information_given_at_once_has_no_steps(office: Office) -> None:
    ctx = context(office)
    slip = slip_of(ctx, take_in(office, agency=None, contact_kind=ContactKind.INFORMATION))
    assert list(steps(slip)) == []
    assert slip_facts(ctx, slip.case.no.url)["answered"] == "ได้ให้ข้อมูล/คำปรึกษาเรียบร้อยแล้ว เลขรับเรื่อง 1/2569"
    assert line_text(ctx, slip) == "เลขรับเรื่องของท่านคือ 1/2569 ได้ให้ข้อมูล/คำปรึกษาเรียบร้อยแล้ว สอบถามได้ที่ 1567"


@pytest.mark.parametrize(
    ("agency", "following"),
    [
        pytest.param(None, "ศูนย์ฯ จะส่งเรื่องภายในวันที่ 1 กรกฎาคม 2569", id="not-sent"),
        pytest.param("land", "ศูนย์ฯ ส่งเรื่องให้ สำนักงานที่ดินจังหวัดร้อยเอ็ด แล้ว", id="sent"),
        pytest.param("centre", "ศูนย์ฯ ดำเนินการเอง", id="own"),
    ],
)
def test_the_words_to_send(office: Office, agency: str | None, following: str) -> None:
    ctx = context(office)
    text = line_text(ctx, slip_of(ctx, take_in(office, agency=agency)))
    assert text == f"เลขรับเรื่องของท่านคือ 1/2569 {following} สอบถามได้ที่ 1567"


@pytest.mark.parametrize("role", Role)
def test_only_those_who_take_matters_in_get_a_slip(office: Office, role: Role) -> None:
    no = take_in(office)
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    if Permission.CASE_REGISTER in PERMISSIONS[role]:
        assert slip_of(context(office, actor), no).case.no == no
    else:
        with pytest.raises(NotAllowed):
            slip_of(context(office, actor), no)


def test_a_confidential_case_of_another_officer_is_as_one_that_does_not_exist(office: Office) -> None:
    no = take_in(office, actor=BOONMEE, confidential=True)
    with pytest.raises(NotFound):
        slip_of(context(office), no)
    with pytest.raises(NotFound):
        slip_of(context(office), CaseNo(99, 2569))
    assert slip_of(context(office, BOONMEE), no).case.no == no
