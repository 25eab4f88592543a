"""Every move of the workflow on screen: from a real state, refused without its text, then recorded as an event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.model import payloads as p
from core.model.case import CaseNo
from core.model.codes import ClosingClass, Confirmed, ContactWay, DelayReason, ReopenReason, Secrecy, SentVia
from core.model.facts import Amended, Letter, Registered
from core.rules.workflow import MOVES
from core.text.catalogue import t
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.table import FORMS
from tests.pages.conftest import BOONMEE
from tests.support import moves as m
from tests.support.moves import Desk
from tests.support.province import TODAY
from tests.support.screens import opened, rerun, sign_in_as

CASE = "cases/case.py"


@pytest.fixture(autouse=True)
def _boonmee(at_the_desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_as(monkeypatch, BOONMEE)


@dataclass(frozen=True)
class Row:
    """One form: from which state, what is typed into it, and what its event says. ``says`` are parts of the payload."""

    name: str
    before: m.Made
    typed: dict[str, Any] = field(default_factory=dict)
    says: dict[str, Any] = field(default_factory=dict)
    needs_text: bool = False
    text: str = m.WHY
    about: str = ""


LATER = "30 ธ.ค. 63"
SOLVED = {"closing_class": ClosingClass.SOLVED.value}
ROWS = (
    Row("forward", m.registered, {"agency_ids": ["land", "police"], "sent_via": "letter", "letter_no": "รอ 0017/9"},
        {"agency_id": "police", "sent_via": SentVia.LETTER, "letter_no": "รอ 0017/9"}),
    Row("forward_join", m.sent, {"agency_ids": ["police"]}, {"agency_id": "police", "moves_on": ()}),
    Row("forward_on", m.sent, {"agency_ids": ["police"]}, {"agency_id": "police", "moves_on": (1,)}),
    Row("acknowledge", m.sent),
    Row("progress", m.sent, {"expected_on": LATER, "letter_no": "7"},
        {"expected_on": date(2020, 12, 30), "letter_no": "7"}),
    Row("done", m.sent, {"letter_no": "8"}, {"letter_no": "8"}),
    Row("chase", m.sent, {"way": "line"}, {"way": ContactWay.LINE, "number": 1}),
    Row("return", m.sent, needs_text=True),
    Row("deliver", m.sent_by_letter),
    Row("send_back", m.done, needs_text=True),
    Row("cancel", m.sent, needs_text=True),
    Row("extend", m.sent, {"due_on": LATER, "by_whom": "ผู้ว่าฯ"}, {"by_whom": "ผู้ว่าฯ"}, needs_text=True),
    Row("pause", m.sent, {"reason": "procurement"}, {"reason": DelayReason.PROCUREMENT}),
    Row("resume", m.paused),
    Row("confirm_pending", m.imported),
    Row("recalculate", m.sent),
    Row("close", m.done, {**SOLVED, "confirmed": "yes", "memo_no": "12"},
        {"closing_class": ClosingClass.SOLVED, "confirmed": Confirmed.YES, "memo_no": "12"}, needs_text=True),
    Row("refuse_closing", m.proposed, needs_text=True),
    Row("propose", m.done, SOLVED, {"closing_class": ClosingClass.SOLVED}, needs_text=True),
    Row("reopen", m.closed, {"reason": "new_facts"}, {"reason": ReopenReason.NEW_FACTS}, needs_text=True),
    Row("decline", m.objected, {"declined_class": "no_new_facts"}, {"declined_class": "no_new_facts"}, needs_text=True),
    Row("object", m.closed, {"reason": "not_satisfied"}, {"reason": ReopenReason.NOT_SATISFIED}),
    Row("tell", m.closed, {"way": "in_person"}, {"way": ContactWay.IN_PERSON}),
    Row("contact", m.sent, {"way": "letter"}, {"way": ContactWay.LETTER}, needs_text=True),
    Row("answer_upstream", m.sent, {"letter_no": "มท 1"}, {"letter_no": "มท 1"}),
    Row("assign", m.sent, {"officer_id": None}),
    Row("delay", m.sent, {"reason": "awaiting_budget"}, {"reason": DelayReason.AWAITING_BUDGET}),
    Row("link", m.registered, {"lead_no": None}),
    Row("unlink", m.linked),
    Row("amend", m.sent, {"topic_id": "land", "urgent": True},
        {"topic_id": "land", "urgent": True, "amphoe_code": None}),
    Row("letter", m.sent, {"letter_no": "รอ 0017/9", "secrecy": "secret", "letter_from": "วัดบ้านตัวอย่าง"},
        {"letter": Letter("รอ 0017/9", secrecy=Secrecy.SECRET), "confidential": True, "topic_id": None}),
    Row("correct", m.sent, {"letter_no": "รอ 0017/3"}, {"retracted": False}, needs_text=True, about="2"),
    Row("person_add", m.sent, {"role": "respondent", "name": "นายสมบัติ ผู้ถูกร้อง", "phone": "0890001122"}),
    Row("person_correct", m.sent, {"phone": "0890001122", "anonymity": "hidden"}, needs_text=True, about="1"),
    Row("person_out", m.with_respondent, needs_text=True, about="2"),
    Row("retract", m.sent, {"seq": "2"}, {"retracted": True}, needs_text=True),
    Row("void", m.registered, needs_text=True),
)  # fmt: skip


def control(app: AppTest, no: CaseNo, form: str, name: str) -> Any:  # noqa: ANN401  # any widget
    """One control of an open form."""
    about = "".join(app.query_params.get("about", ""))
    key = f"move_{no.url}_{form}_" + (f"{about}_" if about else "") + name
    kinds = ("text_input", "text_area", "radio", "selectbox", "multiselect", "checkbox")
    return next(each for kind in kinds for each in getattr(app, kind) if each.key == key)


def form_of(app: AppTest, no: CaseNo, form: str, **typed: object) -> None:
    """Type into an open form."""
    for name, value in typed.items():
        control(app, no, form, name).set_value(value)


def save(app: AppTest) -> AppTest:
    """Press its button."""
    app.button(key="move_save").click()
    return rerun(app)


def resolved(row: Row, desk: Desk) -> dict[str, Any]:
    """What is typed where it is not the same in every office."""
    typed = dict(row.typed)
    if "officer_id" in typed:
        pages = desk.context().reads.case_page(m.registered(desk))
        typed["officer_id"] = str(pages.colleagues[0].account_id)
    if "lead_no" in typed:
        typed["lead_no"] = str(m.registered(desk))
    return typed


def test_every_move_of_the_workflow_has_a_form_and_a_row() -> None:
    kinds = {move.payload for move in MOVES} - {Registered, p.Anonymised, p.EvidenceAdded, p.EvidenceWithdrawn}
    assert {form.payload for form in FORMS.values()} == kinds
    assert {row.name for row in ROWS} == set(FORMS)
    texts = {move.payload: move.text for move in MOVES}
    explained = {"person_correct", "person_out"}
    needed = {name: texts[form.payload] or name in explained for name, form in FORMS.items()}
    assert {row.name: row.needs_text for row in ROWS} == needed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_move_is_refused_without_its_text_and_recorded_with_it(desk: Desk, row: Row) -> None:
    form, no = FORMS[row.name], row.before(desk)
    before = len(desk.history(no))
    app = opened(CASE, no=no.url, do=row.name, about=row.about)
    form_of(app, no, row.name, **resolved(row, desk))
    if row.needs_text:
        save(app)
        assert [each.value for each in app.error] == [t("error.text_missing")]
        assert len(desk.history(no)) == before
    form_of(app, no, row.name, text=row.text)
    save(app)
    assert [each.value for each in app.error] == []
    if row.name == "recalculate":
        assert len(desk.history(no)) == before  # nothing moved: nothing is recorded
        return
    _is_recorded(app, desk, no, form, row, before)


def _is_recorded(app: AppTest, desk: Desk, no: CaseNo, form: MoveForm, row: Row, before: int) -> None:
    event = desk.history(no)[-1]
    assert type(event.payload) is form.payload
    assert {name: getattr(event.payload, name) for name in row.says} == row.says
    assert (event.happened_on, event.texts["text"]) == (TODAY, row.text)
    assert len(desk.history(no)) == before + (2 if row.name == "forward" else 1)
    assert [str(no) in each.value for each in app.success] == [True]
    assert "do" not in app.query_params


@pytest.mark.parametrize(
    "row", [r for r in ROWS if FORMS[r.name].may_undo and r.name != "recalculate"], ids=lambda r: r.name
)
def test_what_was_just_recorded_is_taken_back(desk: Desk, row: Row) -> None:
    no = row.before(desk)
    was = desk.context().ledger.case(no)
    app = opened(CASE, no=no.url, do=row.name, about=row.about)
    form_of(app, no, row.name, text=row.text, **resolved(row, desk))
    save(app)
    app.button(key="move_undo").click()
    rerun(app)
    assert [each.value for each in app.error] == []
    now = desk.context().ledger.case(no)
    assert (now.state, now.referrals, now.delay, now.officer_id, now.lead_id) == (
        was.state, was.referrals, was.delay, was.officer_id, was.lead_id,
    )  # fmt: skip
    assert app.success[0].value == t("move.undone", no=no)
    assert isinstance(desk.history(no)[-1].payload, p.Corrected)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        pytest.param("acknowledge", {"on": "ไม่ใช่วันที่"}, "error.day_unreadable", id="no-day"),
        pytest.param("forward", {"agency_ids": []}, "error.agency_missing", id="no-agency"),
        pytest.param("close", {"text": m.WHY}, "error.closing_class_missing", id="no-class"),
        pytest.param("reopen", {"text": m.WHY}, "error.reason_missing", id="no-reason"),
        pytest.param("assign", {}, "error.officer_missing", id="no-officer"),
        pytest.param("link", {"lead_no": "สี่"}, "error.case_no_unreadable", id="no-number"),
        pytest.param("extend", {"text": m.WHY}, "error.day_missing", id="no-new-day"),
        pytest.param("amend", {"text": m.WHY}, "error.nothing_changed", id="nothing-changed"),
        pytest.param("amend", {"persons_contacting": "สอง"}, "error.count_unreadable", id="no-count"),
        pytest.param("retract", {"text": m.WHY}, "error.entry_missing", id="no-entry"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_loses_nothing(
    desk: Desk, name: str, typed: dict[str, Any], said: str
) -> None:
    no = next(row for row in ROWS if row.name == name).before(desk)
    app = opened(CASE, no=no.url, do=name)
    form_of(app, no, name, **{"text": "ข้อความที่พิมพ์ไว้", **typed})
    save(app)
    assert [each.value for each in app.error] == [t(said)]
    kept = {each: control(app, no, name, each).value for each in {"text": 0, **typed}}
    assert kept == {"text": "ข้อความที่พิมพ์ไว้", **typed}


def test_a_day_in_the_future_and_one_before_its_cause_are_refused(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url, do="acknowledge")
    for typed, key in (("1/8/2563", "error.day_in_future"), ("30/7/2563", "error.day_before_cause")):
        form_of(app, no, "acknowledge", on=typed)
        save(app)
        facts = (
            {"day": date(2020, 8, 1), "today": TODAY}
            if "1/8" in typed
            else {"day": date(2020, 7, 30), "earliest": TODAY}
        )
        assert [each.value for each in app.error] == [t(key, **facts)]


def test_of_two_agencies_the_one_that_answered_is_chosen(desk: Desk) -> None:
    no = m.sent_twice(desk)
    app = opened(CASE, no=no.url, do="acknowledge")
    save(app)
    assert [each.value for each in app.error] == [t("error.referral_missing")]
    form_of(app, no, "acknowledge", referral_no=2)
    save(app)
    assert (desk.history(no)[-1].referral_no, type(desk.history(no)[-1].payload)) == (2, p.Acknowledged)


def test_an_address_may_name_the_referral(desk: Desk) -> None:
    no = m.sent_twice(desk)
    save(opened(CASE, no=no.url, do="acknowledge", referral="2"))
    assert desk.history(no)[-1].referral_no == 2


def test_what_was_sorted_needs_no_sorting_any_more(desk: Desk) -> None:
    no = m.registered(desk, facts=replace(m.FACTS, needs_sorting=True))
    app = opened(CASE, no=no.url, do="amend")
    form_of(app, no, "amend", needs_sorting=False, details="เพิ่มรายละเอียดที่ตรวจแล้ว")
    save(app)
    assert desk.history(no)[-1].payload == Amended(needs_sorting=False)
    assert desk.history(no)[-1].texts == {"details": "เพิ่มรายละเอียดที่ตรวจแล้ว"}


def test_an_amendment_writes_no_mask_and_leaves_alone_what_was_not_changed(desk: Desk) -> None:
    no = m.sent(desk)
    app = opened(CASE, no=no.url, do="amend")
    form_of(app, no, "amend", title=f"ถนนชำรุด {m.NAME} แจ้งว่าเป็นหลุมลึก", text=m.WHY)
    save(app)
    event = desk.history(no)[-1]
    assert event.payload == Amended()
    assert dict(event.texts) == {"title": "ถนนชำรุด ⟦person:1⟧ แจ้งว่าเป็นหลุมลึก", "text": m.WHY}
    app = opened(CASE, no=no.url, do="amend")
    assert control(app, no, "amend", "title").value == ""
    assert control(app, no, "amend", "public_title").value == "ถนนชำรุด อำเภอเมือง"


def test_an_unknown_form_draws_none_and_one_that_is_not_legal_says_so(desk: Desk) -> None:
    no = m.registered(desk)
    assert [each.key for each in opened(CASE, no=no.url, do="nonsense").button if each.key == "move_save"] == []
    app = opened(CASE, no=no.url, do="acknowledge")
    assert [each.value for each in app.info] == [t("move.not_now")]


def test_two_officers_at_once_see_each_others_work_before_anything_is_lost(desk: Desk) -> None:
    no = m.sent(desk)
    first, second = opened(CASE, no=no.url, do="acknowledge"), opened(CASE, no=no.url, do="progress")
    form_of(second, no, "progress", text="ลงพื้นที่ตรวจสอบแล้ว")
    form_of(first, no, "acknowledge", text="รับเรื่องทางโทรศัพท์")
    save(first)
    save(second)
    assert [type(each.payload) for each in desk.history(no)][2:] == [p.Acknowledged]
    assert [each.value for each in second.warning] == [t("move.stale")]
    assert "รับเรื่องทางโทรศัพท์" in second.get("html")[_stale_place(second)].proto.body
    assert control(second, no, "progress", "text").value == "ลงพื้นที่ตรวจสอบแล้ว"
    assert second.button(key="move_save").label == t("move.go_on")
    save(second)
    assert [type(each.payload) for each in desk.history(no)][2:] == [p.Acknowledged, p.ProgressReported]
    assert desk.history(no)[-1].texts["text"] == "ลงพื้นที่ตรวจสอบแล้ว"


def _stale_place(app: AppTest) -> int:
    return next(n for n, each in enumerate(app.get("html")) if 'class="dr-timeline"' in each.proto.body)


def test_whoever_was_overtaken_may_give_up(desk: Desk) -> None:
    no = m.sent(desk)
    first, second = opened(CASE, no=no.url, do="done"), opened(CASE, no=no.url, do="done")
    form_of(second, no, "done", text="ของคนที่สอง")
    save(first)
    save(second)
    assert [each.value for each in second.warning] == [t("move.stale")]
    second.button(key="move_cancel").click()
    rerun(second)
    assert ("do" in second.query_params, [each.key for each in second.button if each.key == "move_save"]) == (False, [])
    assert len(desk.history(no)) == 3
