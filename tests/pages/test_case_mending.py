"""Mending a case on screen: a form that was left comes back, wrong facts and people are corrected in sight of both."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.model import payloads as p
from core.model.case import CaseNo
from core.model.codes import Anonymity, ClosingClass, SentVia
from core.model.facts import Amended
from core.text.catalogue import label, t
from core.usecases.acknowledge_referral import AcknowledgeReferral, acknowledge_referral
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.take_out_person import TakeOutPerson, take_out_person
from tests.pages.conftest import ANONG, LANDMAN
from tests.pages.test_case_moves import CASE, control, form_of, save
from tests.pages.test_case_page import shown
from tests.support import moves as m
from tests.support.moves import Desk
from tests.support.province import TODAY
from tests.support.screens import opened, rerun, sign_in_as

TYPED = "ลงพื้นที่แล้ว รอผลรังวัด"

pytestmark = pytest.mark.usefixtures("at_the_desk")


def typed_into(desk: Desk, no: CaseNo) -> AppTest:
    """A report that somebody began and left."""
    app = opened(CASE, no=no.url, do="progress")
    form_of(app, no, "progress", text=TYPED, letter_no="7")
    return rerun(app)


def slots(desk: Desk, no: CaseNo) -> list[str]:
    """What is kept for a case."""
    return [each.slot for each in desk.context(ANONG).drafts.of_form(f"move/{no.url}")]


def test_a_form_that_was_left_is_offered_in_the_next_session_and_opened_as_it_was(desk: Desk) -> None:
    no = m.sent(desk)
    app = typed_into(desk, no)
    assert ["เก็บฉบับร่างแล้ว" in each.value for each in app.caption].count(True) == 1
    later = opened(CASE, no=no.url)
    assert f"**{t('case.drafts')}**" in [each.value for each in later.markdown]
    later.button(key="draft_0").click()
    rerun(later)
    assert [control(later, no, "progress", name).value for name in ("text", "letter_no")] == [TYPED, "7"]
    save(later)
    assert desk.history(no)[-1].texts == {"text": TYPED}
    assert slots(desk, no) == []


def test_a_form_given_up_or_emptied_again_leaves_nothing(desk: Desk) -> None:
    no = m.sent(desk)
    app = typed_into(desk, no)
    assert slots(desk, no) == [f"move/{no.url}/progress"]
    form_of(app, no, "progress", text="", letter_no="")
    rerun(app)
    assert slots(desk, no) == []
    form_of(app, no, "progress", text=TYPED)
    rerun(app).button(key="move_cancel").click()
    rerun(app)
    assert (slots(desk, no), len(desk.history(no))) == ([], 2)


def test_what_waits_is_thrown_away_from_the_page(desk: Desk) -> None:
    no = m.sent(desk)
    typed_into(desk, no)
    later = opened(CASE, no=no.url)
    later.button(key="drop_0").click()
    rerun(later)
    assert (slots(desk, no), [each.key for each in later.button if each.key == "draft_0"]) == ([], [])


def test_nobody_sees_what_another_has_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = m.sent(desk)
    typed_into(desk, no)
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(CASE, no=no.url)
    assert f"**{t('case.drafts')}**" not in [each.value for each in app.markdown]
    app = opened(CASE, no=no.url, do="progress")
    assert control(app, no, "progress", "text").value == ""


def test_a_form_of_an_older_session_shows_what_was_recorded_since(desk: Desk) -> None:
    no = m.sent(desk)
    typed_into(desk, no)
    desk.does(acknowledge_referral, AcknowledgeReferral, no, referral_no=1)
    later = opened(CASE, no=no.url, do="progress")
    assert [each.value for each in later.warning] == [t("move.stale")]
    assert control(later, no, "progress", "text").value == TYPED
    save(later)
    assert [type(each.payload) for each in desk.history(no)][2:] == [p.Acknowledged, p.ProgressReported]


def test_the_facts_of_a_letter_are_corrected_and_both_are_told(desk: Desk) -> None:
    no = m.sent_by_letter(desk)
    app = opened(CASE, no=no.url, do="correct", about="2")
    assert control(app, no, "correct", "sent_via").value == "letter"
    form_of(app, no, "correct", letter_no="รอ 0017/44", letter_on="30/7/2563", report_due_on="14/8/2563", text=m.WHY)
    save(app)
    payload = desk.context().ledger.history(no)[-1].payload
    assert isinstance(payload, p.Corrected)
    app = opened(CASE, no=no.url, do="correct", about="2")
    form_of(app, no, "correct", letter_no="รอ 0017/45", text=m.WHY)
    save(app)
    body = shown(app)
    for said in ("หนังสือที่ รอ 0017/45", "ลงวันที่ 30 ก.ค. 2563", "กำหนดรายงานตามหนังสือ 14 ส.ค. 2563"):
        assert said in body
    assert "แก้ไขข้อมูลของ “ส่งหน่วยงาน”" in body
    [referral] = desk.context().ledger.case(no).referrals
    assert (referral.by_letter, referral.sent_on) == (True, TODAY)


def test_a_closing_that_was_recorded_wrongly_says_first_what_it_said(desk: Desk) -> None:
    no = m.closed(desk)
    seq = str(len(desk.history(no)))
    app = opened(CASE, no=no.url, do="correct", about=seq)
    form_of(app, no, "correct", closing_class="mediated", wording="คู่กรณีตกลงกันได้", text="เลือกผิด")
    save(app)
    assert [each.value for each in app.error] == []
    closing = desk.context().ledger.case(no).closing
    assert closing is not None
    assert closing.closing_class is ClosingClass.MEDIATED
    body = shown(app)
    assert "ยุติเรื่อง (ไกล่เกลี่ยตกลงกันได้)" in body
    assert f"เดิมบันทึกว่า <del>{label(ClosingClass.SOLVED)} · {m.WHY}</del>" in body
    assert "คู่กรณีตกลงกันได้" in body


def test_choosing_an_entry_asks_for_its_own_facts(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url, do="correct")
    assert [each.key for each in app.button if each.key == "move_save"] == []
    next(each for each in app.selectbox if each.key == "entry_to_correct").select("2")
    rerun(app)
    assert "".join(app.query_params["about"]) == "2"
    assert control(app, no, "correct", "sent_via").value == SentVia.SYSTEM.value
    form_of(app, no, "correct", text=m.WHY)
    save(app)
    assert [each.value for each in app.error] == [t("error.nothing_changed")]


def test_a_day_alone_is_corrected_and_the_rest_stays(desk: Desk) -> None:
    no = m.sent(desk)
    desk.does(acknowledge_referral, AcknowledgeReferral, no, referral_no=1, text="รับทางโทรศัพท์")
    app = opened(CASE, no=no.url, do="correct", about="3")
    form_of(app, no, "correct", on="30/7/2563", text=m.WHY)
    save(app)
    assert [each.value for each in app.error] == [
        t("error.day_before_cause", day=date(2020, 7, 30), earliest=date(2020, 7, 31))
    ]
    assert control(app, no, "correct", "on").value == "30/7/2563"


def test_a_person_is_corrected_unseen_from_the_people_of_the_page(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url)
    app.button(key="person_correct_1").click()
    rerun(app)
    assert [control(app, no, "person_correct", name).value for name in ("name", "phone", "address")] == ["", "", ""]
    form_of(app, no, "person_correct", phone="089-000-1122", anonymity="hidden", text="ผู้ร้องขอปกปิด")
    save(app)
    [ref] = desk.context().ledger.case(no).facts.persons
    assert (ref.anonymity, ref.hide_from_agency, len(ref.former)) == (Anonymity.HIDDEN, True, 1)
    body = shown(app)
    assert "ผู้ร้อง เปลี่ยนเป็นขอปกปิดชื่อ, แก้ไขข้อมูลของผู้ร้อง" in body
    assert "08x-xxx-xx22" in body
    assert [str(no) in each.value for each in app.success] == [True]


def test_a_short_phone_is_refused_and_stays_in_the_field(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url, do="person_add")
    form_of(app, no, "person_add", role="respondent", name="นายใหม่ ทดสอบ", phone="0812")
    save(app)
    assert [each.value for each in app.error] == [t("error.person_phone_short", digits=9)]
    assert control(app, no, "person_add", "phone").value == "0812"
    assert len(desk.context().ledger.case(no).facts.persons) == 1


def test_an_agency_mends_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no = m.with_respondent(desk)
    sign_in_as(monkeypatch, LANDMAN)
    app = opened(CASE, no=no.url, do="person_correct", about="1")
    keys = {each.key or "" for each in app.button}
    assert {key for key in keys if key.startswith(("person_", "move_"))} == set()


def test_no_mask_of_somebody_taken_out_is_written_back(desk: Desk) -> None:
    no = m.with_respondent(desk)
    desk.does(amend_case, AmendCase, no, change=Amended(), texts={"details": f"{m.RESPONDENT} ขุดถนน"})
    out = desk.context().ledger.case(no).facts.persons[1]
    desk.does(take_out_person, TakeOutPerson, no, person_id=out.person_id)
    app = opened(CASE, no=no.url, do="amend")
    assert control(app, no, "amend", "details").value == ""
    assert t("move.masked") in [each.value for each in app.caption]
    form_of(app, no, "amend", urgent=True, text=m.WHY)
    save(app)
    assert desk.history(no)[-1].texts == {"text": m.WHY}
