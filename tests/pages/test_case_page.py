"""The page of a case by role: what stands on it, what is masked, and what a person is shown for a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from core.model.codes import Anonymity, ContactWay, Role
from core.model.facts import Amended
from core.rules.access import Actor
from core.text.catalogue import t
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.assign_officer import AssignOfficer, assign_officer
from core.usecases.chase_referral import ChaseReferral, chase_referral
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.report_progress import ReportProgress, report_progress
from db.context import open_home
from db.engine import reading
from tests.pages.conftest import ANONG, AUDITOR, BOONMEE, CHAI, DAO, LANDMAN, SOMSRI
from tests.support import moves as m
from tests.support.moves import Desk
from tests.support.province import settings_of
from tests.support.screens import opened, rerun, sign_in_as

CASE = "cases/case.py"

pytestmark = pytest.mark.usefixtures("at_the_desk")


def shown(app: AppTest) -> str:
    """Everything that our own markup shows."""
    bodies = [each.proto.body for each in app.get("html")]
    return "\n".join(body for body in bodies if "<style>" not in body or "dr-case-head" in body)


def offered(app: AppTest) -> list[str]:
    """The moves that have a button, in order; those behind a list are drawn once it is open."""
    for group in ("move_more", "move_mend"):
        if any(each.key == group for each in app.get("popover")) or group in app.session_state:
            app.session_state[group] = True
    rerun(app)
    keys = [each.key or "" for each in app.button]
    return [key.removeprefix("do_") for key in keys if key.startswith("do_")]


def test_the_head_says_what_stands_where_and_who_has_to_act(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url)
    assert app.title[0].value == f"เรื่องที่ {no}"
    body = shown(app)
    for said in (
        "ถนนชำรุด อำเภอเมือง",
        "ส่งหน่วยงานแล้ว รอตอบรับ",
        "รับเมื่อ 31 ก.ค. 2563",
        "อายุเรื่อง 0 วัน (0 วันทำการ)",
        "ผู้ต้องดำเนินการขณะนี้: <strong>สำนักงานที่ดินจังหวัดร้อยเอ็ด</strong>",
        "ยังไม่ได้มอบหมาย",
    ):
        assert said in body


def test_the_clocks_say_their_days_and_why(desk: Desk) -> None:
    body = shown(opened(CASE, no=m.sent(desk).url))
    for said in (
        "กำหนดส่งหน่วยงาน",
        "กำหนดตอบรับเรื่อง",
        "ครบกำหนด 3 ส.ค. 2563",
        "กำหนดรายงานความก้าวหน้าครั้งแรก",
        "รายงานความก้าวหน้ารอบวันที่ 15 / วันที่ 30",
        "กำหนดแล้วเสร็จ",
        "นับถัดจากวันที่ส่งเรื่องหรือวันที่หนังสือถึง (31 ก.ค. 2563) จำนวน 1 วันทำการ ครบกำหนดวันที่ 3 ส.ค. 2563",
    ):
        assert said in body


def test_names_are_masked_wherever_they_stand(desk: Desk) -> None:
    no = m.sent(desk)
    said = f"{m.NAME} โทร 081-234-5634 แจ้งว่ายังรออยู่"
    desk.does(chase_referral, ChaseReferral, no, referral_no=1, way=ContactWay.PHONE, text=said)
    app = opened(CASE, no=no.url)
    body = shown(app)
    assert "นาย ส… ท… โทร นาย ส… ท… แจ้งว่ายังรออยู่" in body
    assert "นาย ส… ท… · 08x-xxx-xx34" in body
    for secret in ("สมหมาย", m.PHONE, "081-234-5634"):
        assert secret not in body


def test_the_history_tells_both_times_and_what_was_taken_out(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url, do="acknowledge")
    app.button(key="move_save").click()
    rerun(app)
    app.button(key="move_undo").click()
    body = shown(rerun(app))
    assert "ยกเลิกรายการ “หน่วยงานตอบรับเรื่อง”" in body
    assert "ยกเลิกรายการนี้แล้ว" in body
    assert "31 ก.ค. 2563" in body
    assert "บันทึกเมื่อ" in body  # the machine's day is not the pinned one


UNSENT = [
    "forward",
    "close",
    "assign",
    "propose",
    "contact",
    "answer_upstream",
    "delay",
    "link",
    "amend",
    "letter",
    "correct",
    "retract",
]
AT_AGENCY = [
    *("acknowledge", "progress", "done", "chase", "extend", "return", "forward_join", "forward_on", "cancel", "pause"),
    *("recalculate", "close", "propose", "tell", "contact", "answer_upstream", "assign", "delay", "link"),
    *("amend", "letter", "correct", "retract"),
]


@pytest.mark.parametrize(
    ("actor", "before", "moves"),
    [
        pytest.param(ANONG, m.sent, set(AT_AGENCY), id="officer-at-agency"),
        pytest.param(BOONMEE, m.sent, {*AT_AGENCY, "void"}, id="director-may-void"),
        pytest.param(LANDMAN, m.sent, {"acknowledge", "progress", "done", "return"}, id="its-agency"),
        pytest.param(LANDMAN, m.done, set(), id="its-agency-when-done"),
        pytest.param(ANONG, m.registered, {*UNSENT, "tell"}, id="officer-unsent"),
    ],
)
def test_a_button_for_every_legal_move_of_the_role(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, actor: Actor, before: m.Made, moves: set[str]
) -> None:
    no = before(desk)
    sign_in_as(monkeypatch, actor)
    assert set(offered(opened(CASE, no=no.url))) == moves


@pytest.mark.parametrize(
    ("before", "first"),
    [
        pytest.param(m.registered, "forward", id="unsent"),
        pytest.param(m.sent, "acknowledge", id="sent"),
        pytest.param(m.done, "close", id="to-check"),
        pytest.param(m.proposed, "close", id="proposed"),
        pytest.param(m.objected, "reopen", id="objected"),
        pytest.param(m.imported, "confirm_pending", id="imported"),
    ],
)
def test_the_most_usual_next_step_stands_first(desk: Desk, before: m.Made, first: str) -> None:
    app = opened(CASE, no=before(desk).url)
    keys = [each.key for each in app.button if (each.key or "").startswith("do_")]
    assert keys[0] == f"do_{first}"


@pytest.mark.parametrize(
    ("before", "state", "ball"),
    [
        pytest.param(m.registered, "รับเรื่องแล้ว รอส่งหน่วยงาน", "ศูนย์ดำรงธรรม (ส่งหน่วยงาน)", id="unsent"),
        pytest.param(m.sent_twice, "ส่งหน่วยงานแล้ว รอตอบรับ", "ตำรวจภูธรจังหวัดร้อยเอ็ด", id="at-two"),
        pytest.param(m.paused, "ส่งหน่วยงานแล้ว รอตอบรับ", "สำนักงานที่ดินจังหวัดร้อยเอ็ด", id="paused"),
        pytest.param(m.done, "หน่วยงานรายงานแล้วเสร็จ รอตรวจสอบผล", "ศูนย์ดำรงธรรม (ตรวจสอบผล)", id="to-check"),
        pytest.param(m.proposed, "รอตรวจสอบผล", "ผู้อำนวยการกลุ่มงาน (พิจารณาข้อเสนอยุติเรื่อง)", id="proposed"),
        pytest.param(m.closed, "ยุติเรื่อง (แก้ไขปัญหาแล้วเสร็จ)", "ไม่มี", id="closed"),
        pytest.param(m.objected, "ผู้ร้องขอให้ทบทวน", "ศูนย์ดำรงธรรม (พิจารณาคำขอให้ทบทวน)", id="objected"),
        pytest.param(m.reopened, "ดำเนินการใหม่ (ครั้งที่ 1)", "ศูนย์ดำรงธรรม (ส่งหน่วยงาน)", id="reopened"),
        pytest.param(m.voided, "ยกเลิกเลขรับเรื่อง", "ไม่มี", id="void"),
    ],
)
def test_every_state_has_its_words_and_somebody_who_acts(desk: Desk, before: m.Made, state: str, ball: str) -> None:
    body = shown(opened(CASE, no=before(desk).url))
    head = body[body.index("dr-case-title") : body.index("เจ้าหน้าที่รับผิดชอบ")]
    assert state in head
    assert ball in head


@pytest.mark.parametrize("actor", [DAO, AUDITOR, SOMSRI], ids=["executive", "auditor", "admin"])
def test_other_roles_do_not_read_cases(desk: Desk, monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    no = m.sent(desk)
    sign_in_as(monkeypatch, actor)
    app = opened(CASE, no=no.url)
    assert [each.value for each in app.error] == [t("error.not_allowed")]
    assert "ถนนชำรุด" not in shown(app)


def test_an_agency_sees_its_own_referral_and_nothing_of_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = m.sent_twice(desk)
    desk.does(report_progress, ReportProgress, no, referral_no=2, text="ตำรวจรายงานว่าสอบปากคำแล้ว")
    sign_in_as(monkeypatch, LANDMAN)
    body = shown(opened(CASE, no=no.url))
    assert "สำนักงานที่ดินจังหวัดร้อยเอ็ด" in body
    for other in ("ตำรวจ", "สอบปากคำ", "กำหนดส่งหน่วยงาน", "กำหนดตอบหน่วยงานต้นเรื่อง", "1111-7", "บุญมี"):
        assert other not in body


def test_absent_and_not_yours_look_alike(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = m.sent(desk)
    sign_in_as(monkeypatch, CHAI)
    foreign, absent = opened(CASE, no=no.url), opened(CASE, no="999999-2563")
    assert [each.value for each in foreign.error] == [each.value for each in absent.error] == [t("error.not_found")]
    assert shown(foreign).replace(no.url, "") == shown(absent).replace("999999-2563", "")


@pytest.mark.parametrize("typed", ["สี่", "412", "1-2-3", "99999999999-2563"])
def test_what_is_no_number_is_asked_for_again(desk: Desk, typed: str) -> None:
    app = opened(CASE, no=typed)
    assert [each.value for each in app.error] == [t("error.case_no_unreadable")]
    no = m.registered(desk)
    app.text_input(key="case_no").set_value(str(no))
    rerun(app)
    assert app.title[0].value == f"เรื่องที่ {no}"


def test_a_confidential_case_opens_to_its_officer_the_one_who_took_it_in_and_the_director(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Actor(77, "other", "อื่น", Role.OFFICER)
    no = m.registered(replace(desk, actor=ANONG), facts=replace(m.FACTS, confidential=True))
    for actor, opens in ((ANONG, True), (BOONMEE, True), (other, False)):
        sign_in_as(monkeypatch, actor)
        app = opened(CASE, no=no.url)
        assert ([each.value for each in app.error] == []) is opens
    desk.does(assign_officer, AssignOfficer, no, officer_id=other.account_id)
    assert [each.value for each in opened(CASE, no=no.url).error] == []


def reveal(app: AppTest, reason: str) -> AppTest:
    """Ask for the first person's data."""
    app.button(key="reveal_1").click()
    rerun(app)
    app.text_input(key="reveal_reason").set_value(reason)
    app.button(key="reveal_go").click()
    return rerun(app)


def looks(desk: Desk) -> int:
    """How many looks are on disk."""
    with reading(open_home(settings_of(desk.folder)).engine) as connection:
        return int(connection.execute(text("SELECT count(*) FROM access_log")).scalar_one())


def test_data_are_shown_for_a_minute_to_whoever_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no, before = m.sent(desk), looks(desk)
    app = opened(CASE, no=no.url)
    reveal(app, "")
    assert [each.value for each in app.error] == [t("error.reveal_reason", letters=5)]
    assert (looks(desk), m.PHONE in shown(app)) == (before, False)
    app.text_input(key="reveal_reason").set_value("โทรแจ้งผลให้ทราบ")
    app.button(key="reveal_go").click()
    rerun(app)
    assert looks(desk) == before + 1
    assert m.NAME in shown(app)
    assert m.PHONE in shown(app)
    kept = app.session_state["revealed"]
    app.session_state["revealed"] = (kept[0], replace(kept[1], until=kept[1].until - timedelta(seconds=61)))
    rerun(app)
    assert m.PHONE not in shown(app)
    assert looks(desk) == before + 1


def test_data_of_one_case_do_not_follow_to_another(desk: Desk) -> None:
    first, second = m.sent(desk), m.sent(desk)
    app = reveal(opened(CASE, no=first.url), "โทรแจ้งผลให้ทราบ")
    assert m.PHONE in shown(app)
    app.query_params["no"] = second.url
    assert m.PHONE not in shown(rerun(app))


def test_a_hidden_complainant_does_not_exist_for_the_agency(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = desk.does(forward_case, ForwardCase, m.registered(desk, anonymity=Anonymity.HIDDEN), agency_id="land")
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(CASE, no=no.url)
    assert "ผู้ร้อง (ขอปกปิดชื่อ)" in shown(app)
    assert "ส…" not in shown(app)
    assert [each.key for each in app.button if (each.key or "").startswith("reveal")] == []


def test_two_cases_about_the_same_matter_lead_to_each_other(desk: Desk) -> None:
    no = m.linked(desk)
    lead = desk.context().ledger.case(no).lead_no
    assert f'href="case?no={lead.replace("/", "-")}"' in shown(opened(CASE, no=no.url))
    assert f'href="case?no={no.url}"' in shown(opened(CASE, no=lead.replace("/", "-")))


def test_an_imported_case_names_its_register(desk: Desk) -> None:
    assert "damrongtham · 77 · แถวที่ 12" in shown(opened(CASE, no=m.imported(desk).url))


def test_markup_in_a_text_stays_text(desk: Desk) -> None:
    no = m.sent(desk)
    hostile = "<img src=x onerror=alert(1)> ![x](http://example.org/x.png)"
    change = AmendCase(request_id="hostile", no=no, change=Amended(), texts={"title": hostile, "public_title": hostile})
    amend_case(change, desk.context())
    body = shown(opened(CASE, no=no.url))
    assert "<img" not in body
    assert "&lt;img src=x onerror=alert(1)&gt;" in body
