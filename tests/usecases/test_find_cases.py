"""Finding cases: by whatever is known of them, only what the reader may see, and never without a trace of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.errors import DomainError, NotAllowed
from core.figures.found import Found, FoundBy, SearchFilter
from core.model.case import CaseNo
from core.model.codes import Anonymity, CaseState, Role
from core.model.course import PersonDraft
from core.model.facts import Registered, Upstream
from core.ports import Context
from core.rules.access import PERMISSIONS, Actor, Permission
from core.rules.searching import sought
from core.usecases.assign_officer import AssignOfficer, assign_officer
from core.usecases.find_cases import FindCases, find_cases
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.void_case import VoidCase, void_case
from db.access_log import AccessLog, reason_place
from db.ledger.stamp import Recorder
from db.masters import master_lists
from db.reads.reads import Reads
from db.reads.scope import Scope
from db.reads.search import SHOWN
from tests.support.office import PROVINCE, Office

ANONG = Actor(1, "anong", "อนงค์", Role.OFFICER)
BOONMEE = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
LANDMAN = Actor(4, "landman", "เล็ก", Role.AGENCY, "land")
CHAI = Actor(3, "chai", "ชัย", Role.AGENCY, "agency-elsewhere")
SOMCHAI = PersonDraft(name="นายสมชาย ใจดีตัวอย่าง", phone="081-234-5678")
SOMYING = PersonDraft(name="สมหญิง ใจดีตัวอย่าง", phone="043 511 222", anonymity=Anonymity.HIDDEN)


def context(office: Office, actor: Actor) -> Context:
    """The context of one run of ``actor``."""
    home = office.home
    who = Recorder(PROVINCE, actor.account_id)
    reads = Reads(home.engine, PROVINCE, Scope(actor.role, actor.agency_id, actor.account_id), ring=home.ring)
    log = AccessLog(home.engine, home.ring, office.clock, who)
    lists = master_lists(home.engine, PROVINCE)
    return Context(actor, office.clock, office.ledger(actor), lists, reads, PROVINCE, identities=log)


def take_in(office: Office, title: str, *people: PersonDraft, facts: Registered, to: str = "") -> CaseNo:
    """A new case, sent to an agency where one is named."""
    request = f"{title} {len(people)}"
    command = RegisterCase(request_id=request, facts=facts, title=title, public_title=title, persons=people)
    no = register_case(command, context(office, BOONMEE)).no
    if to:
        forward_case(ForwardCase(request_id=f"{request} ส่ง", no=no, agency_id=to), context(office, BOONMEE))
    return no


@pytest.fixture
def register(office: Office) -> Office:
    """Five cases: 1 road, 2 water (upstream number), 3 land, confidential, 4 void, 5 debt of somebody hidden."""
    facts = Registered("walk_in", topic_id="land", amphoe_code="4501")
    upstream = replace(facts, upstream=Upstream(no="1111-69-00042"), amphoe_code="4502")
    take_in(office, "ถนนลูกรังชำรุดหน้าวัด", SOMCHAI, facts=facts, to="land")
    take_in(office, "น้ำประปาไม่ไหลทั้งหมู่บ้าน", facts=upstream, to="police")
    take_in(office, "แนวเขตที่ดินทับซ้อนถนน", SOMCHAI, facts=replace(facts, confidential=True), to="land")
    gone = take_in(office, "ถนนบันทึกผิด", SOMCHAI, facts=facts)
    void_case(VoidCase(request_id="void", no=gone, text="บันทึกซ้ำ"), context(office, BOONMEE))
    take_in(office, "หนี้นอกระบบถูกข่มขู่", SOMYING, facts=facts, to="land")
    return office


def look(office: Office, typed: str, actor: Actor = BOONMEE, which: SearchFilter | None = None) -> Found:
    """What somebody finds."""
    return find_cases(FindCases(typed=typed, which=which or SearchFilter()), context(office, actor))


def found(office: Office, typed: str, actor: Actor = BOONMEE, **which: Any) -> list[tuple[int, FoundBy]]:  # noqa: ANN401  # fields of the filter
    """The running numbers found and why."""
    lines = look(office, typed, actor, SearchFilter(**which)).lines
    return [(line.case.no.running, line.by) for line in lines]


def traces(office: Office) -> list[tuple[int, str, str]]:
    """Who looked for whom, as the log keeps it: account, kind, what was sought."""
    rows: list[Any] = office.rows("SELECT account_id, kind, reason, id FROM access_log ORDER BY id")
    ring = office.home.ring
    return [
        (who, kind, ring.decrypt_text("access", bytes(reason), aad=reason_place(row_id)))
        for who, kind, reason, row_id in rows
    ]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        pytest.param("1/2569", [(1, FoundBy.NUMBER)], id="our-number"),
        pytest.param("๑-๖๙", [(1, FoundBy.NUMBER)], id="our-number-in-thai-digits"),
        pytest.param("2", [(2, FoundBy.NUMBER)], id="running-alone"),
        pytest.param("4/2569", [(4, FoundBy.NUMBER)], id="a-void-one-by-its-number"),
        pytest.param("1/2568", [], id="of-another-year"),
        pytest.param("1111-69-00042", [(2, FoundBy.REFERENCE)], id="upstream-number"),
        pytest.param("๑๑๑๑-๖๙-๐๐๐๔๒", [(2, FoundBy.REFERENCE)], id="upstream-number-in-thai-digits"),
        pytest.param("+66 81 234 5678", [(3, FoundBy.PHONE), (1, FoundBy.PHONE)], id="phone"),
        pytest.param("โทร ๐๔๓-๕๑๑๒๒๒", [(5, FoundBy.PHONE)], id="land-line-in-thai-digits"),
        pytest.param("0812345679", [], id="another-phone"),
        pytest.param("สมชาย", [(3, FoundBy.NAME), (1, FoundBy.NAME)], id="first-name-without-its-form"),
        pytest.param("นาย สมชาย ใจดีตัวอย่าง", [(3, FoundBy.NAME), (1, FoundBy.NAME)], id="whole-name"),
        pytest.param("ใจดีตัวอย่าง สมหญิง", [(5, FoundBy.NAME)], id="words-in-any-order"),
        pytest.param("สมชา", [], id="part-of-a-name-is-no-name"),
        pytest.param("ลูกรังชำรุด", [(1, FoundBy.TEXT)], id="inside-a-title"),
        pytest.param("ถนน", [(3, FoundBy.TEXT), (1, FoundBy.TEXT)], id="a-word-newest-first-without-the-void"),
        pytest.param("ถนน วัด", [(1, FoundBy.TEXT)], id="every-word"),
        pytest.param("น้ำ", [(2, FoundBy.TEXT)], id="three-signs"),
        pytest.param("นํ้า", [(2, FoundBy.TEXT)], id="sara-am-typed-in-two"),
        pytest.param("ไห", [(2, FoundBy.TEXT)], id="two-letters"),
        pytest.param("ไ ล", [(2, FoundBy.TEXT)], id="single-letters"),
        pytest.param('ถนน" OR "หนี้', [], id="signs-of-the-index-are-text"),
        pytest.param("100%", [], id="signs-of-like-are-text"),
    ],
)
def test_one_box_understands(register: Office, typed: str, lines: list[tuple[int, FoundBy]]) -> None:
    assert found(register, typed) == lines


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        pytest.param({"state": CaseState.SENT}, [5, 3, 2, 1], id="state"),
        pytest.param({"agency_id": "police"}, [2], id="agency"),
        pytest.param({"amphoe_code": "4502"}, [2], id="amphoe"),
        pytest.param({"topic_id": "gambling"}, [], id="topic"),
        pytest.param({"received_from": date(2026, 6, 30)}, [5, 3, 2, 1], id="received-from-the-day"),
        pytest.param({"received_from": date(2026, 7, 1)}, [], id="received-later"),
        pytest.param({"received_to": date(2026, 6, 29)}, [], id="received-before"),
        pytest.param({"received_to": date(2026, 6, 30), "agency_id": "land"}, [5, 3, 1], id="both"),
    ],
)
def test_filters_alone_show_the_latest(register: Office, which: dict[str, Any], numbers: list[int]) -> None:
    assert [number for number, _ in found(register, "", **which)] == numbers


def test_filters_narrow_what_was_typed(register: Office) -> None:
    assert found(register, "ถนน", amphoe_code="4502") == []
    assert found(register, "ไหล", amphoe_code="4502", agency_id="police") == [(2, FoundBy.TEXT)]


def test_an_officer_finds_a_confidential_case_by_its_number_alone_and_without_a_title(register: Office) -> None:
    assert found(register, "ถนน", ANONG) == [(1, FoundBy.TEXT)]
    assert found(register, "0812345678", ANONG) == [(1, FoundBy.PHONE)]
    assert found(register, "สมชาย", ANONG) == [(1, FoundBy.NAME)]
    (line,) = look(register, "3/2569", ANONG).lines
    assert (line.case.public_title, line.case.confidential) == ("", True)


def test_the_officer_responsible_reads_a_confidential_case(register: Office) -> None:
    give = AssignOfficer(request_id="give", no=CaseNo(3, 2569), officer_id=ANONG.account_id)
    assign_officer(give, context(register, BOONMEE))
    assert found(register, "ถนน", ANONG) == [(3, FoundBy.TEXT), (1, FoundBy.TEXT)]
    assert look(register, "3/2569", ANONG).lines[0].case.public_title == "แนวเขตที่ดินทับซ้อนถนน"


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        pytest.param("ถนน", [3, 1], id="words"),
        pytest.param("ไหล", [], id="words-of-others"),
        pytest.param("2/2569", [], id="number-of-others"),
        pytest.param("2", [], id="running-number-of-others"),
        pytest.param("1111-69-00042", [], id="reference-of-others"),
        pytest.param("0812345678", [3, 1], id="phone"),
        pytest.param("043511222", [], id="phone-of-somebody-hidden"),
        pytest.param("สมหญิง", [], id="name-of-somebody-hidden"),
        pytest.param("", [5, 3, 1], id="filter-alone"),
    ],
)
def test_an_agency_finds_its_own_referrals_alone(register: Office, typed: str, numbers: list[int]) -> None:
    which: dict[str, Any] = {"received_to": date(2026, 6, 30)} if not typed else {}
    assert [number for number, _ in found(register, typed, LANDMAN, **which)] == numbers
    assert found(register, typed, CHAI, **which) == []


def test_who_finds_somebody_leaves_a_trace_and_who_finds_nobody_does_not(register: Office) -> None:
    found(register, "สมชาย", ANONG)
    found(register, "081-234-5678", LANDMAN)
    found(register, "ไม่มีคนนี้", ANONG)
    found(register, "ลูกรัง", ANONG)
    found(register, "1/2569", ANONG)
    assert traces(register) == [(1, "search", "สมชาย"), (4, "search", "081-234-5678")]


def test_what_cannot_be_written_down_is_not_shown(register: Office) -> None:
    ctx = context(register, ANONG)
    register.clock.move(days=-2)
    with pytest.raises(DomainError):
        find_cases(FindCases(typed="สมชาย"), ctx)
    assert traces(register) == []


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_without_the_search_is_refused(register: Office, role: Role) -> None:
    actor = Actor(9, role.value, role.value, role, "land" if role is Role.AGENCY else None)
    if Permission.SEARCH in PERMISSIONS[role]:
        assert found(register, "1/2569", actor) == [(1, FoundBy.NUMBER)]
        return
    with pytest.raises(NotAllowed):
        found(register, "1/2569", actor)
    reads = context(register, actor).reads
    with pytest.raises(NotAllowed):
        reads.found_cases(sought("1/2569"), SearchFilter(), date(2026, 6, 30))


def test_more_than_a_page_is_not_counted(office: Office) -> None:
    facts = Registered("walk_in")
    ctx = context(office, BOONMEE)
    with ctx.ledger.batch() as batch:
        inner = replace(ctx, ledger=batch)
        for n in range(SHOWN + 5):
            register_case(RegisterCase(request_id=f"r{n}", facts=facts, title=f"ถนนสายที่ {n:03}"), inner)
    seen = look(office, "ถนนสายที่")
    assert (len(seen.lines), seen.more, seen.partly) == (SHOWN, True, False)
    assert [line.case.no.running for line in seen.lines[:2]] == [SHOWN + 5, SHOWN + 4]
    few = look(office, "ถนนสายที่ 01")
    assert ([line.case.no.running for line in few.lines], few.more) == ([*range(20, 10, -1), 2], False)
