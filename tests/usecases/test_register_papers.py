"""The register and the backlog on paper: what stands in them, what proves them, and what is too long."""

from __future__ import annotations

import re

import pytest

from core.errors import DomainError, NotAllowed, NotFound
from core.figures.register import RegisterPart
from core.model.codes import Role
from core.model.facts import Registered
from core.model.office_facts import OfficeSetting
from core.papers import backlog_list, register_book
from core.papers.backlog_list import Backlog, backlog_facts
from core.papers.register_book import register_facts
from core.papers.registry import file_name, made, ready, seen
from core.ports import Context
from core.rules.access import PERMISSIONS, Permission
from core.usecases.edit_office import EditOffice, edit_office
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.void_case import VoidCase, void_case
from tests.support.settings_office import ADMIN, DIRECTOR, LANDMAN, OFFICER, PEOPLE, SettingsOffice, settled

__all__ = ["settled"]

FACTS = Registered("walk_in", topic_id="land", amphoe_code="4501")


@pytest.fixture
def ctx(settled: SettingsOffice) -> Context:
    """Four cases of one day: at the land office, at two agencies, void, and confidential at nobody's."""
    ctx = settled.context(DIRECTOR)
    nos = []
    for n, secret in enumerate((False, False, False, True), start=1):
        facts = Registered("walk_in", topic_id="land", amphoe_code="4501", confidential=secret)
        command = RegisterCase(
            request_id=f"r{n}", facts=facts, title=f"ขอให้ตรวจสอบแนวเขต {n}", public_title=f"แนวเขต {n} โทร 0812345678"
        )
        nos.append(register_case(command, ctx).no)
    for request, no, agency in (("f0", nos[0], "land"), ("f1", nos[1], "land"), ("f2", nos[1], "police")):
        forward_case(ForwardCase(request_id=request, no=no, agency_id=agency, keep=True), ctx)
    void_case(VoidCase(request_id="v", no=nos[2], text="บันทึกซ้ำ"), ctx)
    return settled.context(DIRECTOR)


def test_the_register_says_each_number_once_and_names_nobody(ctx: Context) -> None:
    facts = register_facts(ctx, "2569")
    assert [row[0] for row in facts["rows"]] == ["1/2569", "2/2569", "3/2569", "4/2569"]
    assert [row[4] for row in facts["rows"]] == [
        "แนวเขต 1 โทร …",
        "แนวเขต 2 โทร …",
        "แนวเขต 3 โทร …",
        "เรื่องลับ ไม่แสดงหัวข้อ",
    ]
    assert facts["rows"][1][5] == "สำนักงานที่ดินจังหวัดร้อยเอ็ด, ตำรวจภูธรจังหวัดร้อยเอ็ด"
    assert [row[6] for row in facts["rows"]][2:] == ["ยกเลิกเลขรับเรื่อง", "รับเรื่องแล้ว รอส่งหน่วยงาน"]
    assert [row[5] for row in facts["rows"]][2:] == ["", "ยังไม่ส่ง"]
    assert facts["marks"] == [[0, 0], [0, 0], [1, 0], [0, 0]]
    assert facts["proof"] == ["รวมส่วนนี้ 4 เรื่อง = ยกเลิกเลข 1 + ยุติแล้ว 0 + คงค้าง 3"]


def test_a_range_of_numbers_says_whether_all_are_there(ctx: Context) -> None:
    facts = register_facts(ctx, "2569-no-2-4")
    assert facts["before"] == [1, 0, 0]
    assert facts["proof"][1] == "เลข 2 ถึง 4 มีครบทุกเลข"
    assert register_facts(ctx, "2569-no-2-9")["proof"][1] == "ยังไม่ได้ออกเลข หรือไม่มีในระบบ 5 เลข ระหว่าง 2 ถึง 9"


def test_a_year_that_began_on_paper_says_where_the_older_numbers_are(settled: SettingsOffice) -> None:
    settled.office.set_first_number(2569, 412)
    ctx = settled.context(DIRECTOR)
    register_case(RegisterCase(request_id="r", facts=FACTS, title="ขอให้ตรวจสอบแนวเขต"), ctx)
    assert register_facts(ctx, "2569")["proof"][1] == "ปีนี้เริ่มใช้ระบบที่เลข 412 เลข 1 ถึง 411 อยู่ในสมุดทะเบียนเดิม"


def test_the_backlog_stands_by_agency_with_the_centre_last(ctx: Context) -> None:
    day = ctx.clock.today().isoformat()
    facts = backlog_facts(ctx, day)
    assert [(group["name"], group["count"]) for group in facts["groups"]] == [
        ("ตำรวจภูธรจังหวัดร้อยเอ็ด", "1 เรื่อง"),
        ("สำนักงานที่ดินจังหวัดร้อยเอ็ด", "2 เรื่อง"),
        ("ยังไม่ส่งหน่วยงาน", "1 เรื่อง"),
    ]
    assert [row[1] for row in facts["groups"][1]["rows"]] == ["1/2569", "2/2569"]
    assert facts["groups"][2]["rows"][0][4] == "เรื่องลับ ไม่แสดงหัวข้อ"
    assert facts["proof"] == ["รวม 3 เรื่อง เกินกำหนด 0 เรื่อง", "บัญชีนี้มี 4 บรรทัด เพราะบางเรื่องอยู่ที่หลายหน่วยงาน นับเป็น 3 เรื่อง"]


def test_the_backlog_of_one_agency_says_that_it_is_a_part(ctx: Context) -> None:
    day = ctx.clock.today()
    facts = backlog_facts(ctx, Backlog(day, "police").key)
    assert [group["name"] for group in facts["groups"]] == ["ตำรวจภูธรจังหวัดร้อยเอ็ด"]
    assert facts["proof"][1] == "คงค้างทั้งจังหวัด 3 เรื่อง บัญชีนี้เป็นเพียงส่วนหนึ่ง"
    assert [len(group["rows"]) for group in backlog_facts(ctx, Backlog(day, "not_sent").key)["groups"]] == [1]


@pytest.mark.parametrize("paper", ["register", "backlog"])
def test_a_long_paper_is_refused_with_a_way_out(ctx: Context, monkeypatch: pytest.MonkeyPatch, paper: str) -> None:
    monkeypatch.setattr(register_book, "MOST_PRINTED", 3)
    monkeypatch.setattr(backlog_list, "MOST_PRINTED", 3)
    with pytest.raises(DomainError) as refusal:
        made(paper, ctx, "2569" if paper == "register" else ctx.clock.today().isoformat())
    assert (refusal.value.key, refusal.value.facts) == ("error.paper_too_long", {"n": 4, "most": 3})


@pytest.mark.parametrize(
    ("paper", "subject", "error"),
    [
        pytest.param("register", "2568", NotFound, id="year-without-numbers"),
        pytest.param("register", "x", NotFound, id="no-part"),
        pytest.param("backlog", "x", NotFound, id="no-day"),
        pytest.param("backlog", "2100-01-01", DomainError, id="day-to-come"),
    ],
)
def test_what_cannot_be_printed_is_refused(ctx: Context, paper: str, subject: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        made(paper, ctx, subject)


@pytest.mark.parametrize("username", [*PEOPLE, ADMIN])
def test_only_those_who_make_papers_print(settled: SettingsOffice, username: str) -> None:
    ctx = settled.context(DIRECTOR)
    register_case(RegisterCase(request_id="r", facts=FACTS, title="ขอให้ตรวจสอบแนวเขต"), ctx)
    theirs = settled.context(username)
    role = Role.ADMIN if username == ADMIN else PEOPLE[username][0]
    for ask, subject in ((register_facts, "2569"), (backlog_facts, ctx.clock.today().isoformat())):
        if Permission.PAPER_MAKE in PERMISSIONS[role]:
            assert username in (DIRECTOR, OFFICER)
            ask(theirs, subject)
        else:
            with pytest.raises(NotAllowed):
                ask(theirs, subject)
    assert username != LANDMAN or Permission.PAPER_MAKE not in PERMISSIONS[role]


def test_the_papers_are_lying_sheets_in_our_letters(ctx: Context) -> None:
    book = made("register", ctx, "2569")
    assert book.file_name == "ทะเบียนคุม ปีงบประมาณ 2569 ทั้งปี.pdf"
    assert file_name("register", "2569-no-1-500") == "ทะเบียนคุม ปีงบประมาณ 2569 เลขรับเรื่อง 1–500.pdf"
    assert set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", book.content)) <= {
        b"Sarabun-Regular",
        b"Sarabun-Bold",
    }
    assert re.findall(rb"/MediaBox ?\[(.+?)\]", book.content) == [b"0 0 841.8898 595.2756"]
    assert len(seen("register", ctx, "2569")) == 1
    assert len(seen("backlog", ctx, ctx.clock.today().isoformat())) == 1


def test_the_office_chooses_its_digits(settled: SettingsOffice, ctx: Context) -> None:
    facts = {"proof": "รวม 4 เรื่อง สายด่วน 1567"}
    assert ready(facts, ctx.masters) == {"proof": "รวม ๔ เรื่อง สายด่วน 1567", "in_thai_digits": True}
    edit_office(EditOffice(values={OfficeSetting.PAPER_DIGITS: "arabic"}), settled.context())
    assert ready(facts, settled.context().masters) == {**facts, "in_thai_digits": False}
    with pytest.raises(DomainError):
        edit_office(EditOffice(values={OfficeSetting.PAPER_DIGITS: "roman"}), settled.context())


def test_what_a_part_is_called() -> None:
    assert register_book.part_words(RegisterPart.parse("2563-month-2020-07")) == "รับในเดือนกรกฎาคม 2563"
