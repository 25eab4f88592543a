"""What is typed into a move: what it says of the persons of the case becomes markers, hidden characters are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.model.case import CaseNo
from core.model.codes import ClosingClass, ContactWay
from core.model.course import PersonDraft
from core.model.facts import Amended, Registered
from core.text.fold import HostileText
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.close_case import CloseCase, close_case
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.forward_to_agencies import ForwardToAgencies, forward_to_agencies
from core.usecases.link_case import LinkCase, link_case
from core.usecases.log_contact import LogContact, log_contact
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.report_progress import ReportProgress, report_progress
from tests.support.office import Office
from tests.usecases.test_who_may import DIRECTOR, IDS, LAND, TITLE, context

PEOPLE = (PersonDraft(name="นางสาวดวงใจ ทดสอบระบบ", phone="0898765432"), PersonDraft(name="นายหนึ่ง ผู้ถูกร้อง"))
SAID = "คุณ นางสาวดวงใจ  ทดสอบระบบ (089 876 5432) แจ้งว่านายหนึ่ง ผู้ถูกร้อง ยังไม่มา"
MARKED = "คุณ ⟦person:1⟧ (⟦person:1⟧) แจ้งว่า⟦person:2⟧ ยังไม่มา"
HIDING = "ตรวจแล้ว\u202eไม่พบ"

ROWS: tuple[tuple[Callable[..., Any], type, dict[str, Any]], ...] = (
    (forward_to_agencies, ForwardToAgencies, {"agency_ids": ("police",)}),
    (report_progress, ReportProgress, {"referral_no": 1}),
    (log_contact, LogContact, {"way": ContactWay.PHONE}),
    (close_case, CloseCase, {"closing_class": ClosingClass.EXPLAINED}),
    (correct_event, CorrectEvent, {"seq": 2, "retract": True}),
    (amend_case, AmendCase, {"change": Amended(urgent=True)}),
    (link_case, LinkCase, {}),
)


def a_case(office: Office) -> CaseNo:
    """At the land office, with two persons."""
    command = RegisterCase(request_id=IDS.next(), facts=Registered("walk_in"), title=TITLE, persons=PEOPLE)
    no = register_case(command, context(office, DIRECTOR)).no
    forward_to_agencies(ForwardToAgencies(request_id=IDS.next(), no=no, agency_ids=(LAND,)), context(office, DIRECTOR))
    return no


@pytest.mark.parametrize(("act", "command", "values"), ROWS, ids=lambda each: getattr(each, "__name__", ""))
def test_known_persons_become_markers_and_hidden_characters_are_refused(
    office: Office, act: Callable[..., Any], command: type, values: dict[str, Any]
) -> None:
    no = a_case(office)
    if command is LinkCase:
        values = {"lead_no": a_case(office)}
    with pytest.raises(HostileText):
        act(command(request_id=IDS.next(), no=no, text=HIDING, **values), context(office, DIRECTOR))
    act(command(request_id=IDS.next(), no=no, text=SAID, **values), context(office, DIRECTOR))
    assert office.ledger(DIRECTOR).history(no)[-1].texts["text"] == MARKED


def test_titles_are_marked_before_they_stand_in_clear_in_the_lists(office: Office) -> None:
    no = a_case(office)
    texts = {"title": f"ร้องเรียน {PEOPLE[1].name} ไม่ชำระหนี้", "public_title": "หนี้นอกระบบ", "other": "ไม่ใช่ข้อความของเรื่อง"}
    command = AmendCase(request_id=IDS.next(), no=no, change=Amended(), texts=texts)
    amend_case(command, context(office, DIRECTOR))
    assert office.rows("SELECT title, public_title FROM case_text") == [("ร้องเรียน ⟦person:2⟧ ไม่ชำระหนี้", "หนี้นอกระบบ")]


def test_several_agencies_get_the_case_together_or_none(office: Office) -> None:
    no = a_case(office)
    before = len(office.ledger(DIRECTOR).history(no))
    twice = ForwardToAgencies(request_id=IDS.next(), no=no, agency_ids=("police", LAND))  # the second has it already
    with pytest.raises(Exception, match="already_there"):
        forward_to_agencies(twice, context(office, DIRECTOR))
    assert len(office.ledger(DIRECTOR).history(no)) == before
    onward = ForwardToAgencies(request_id=IDS.next(), no=no, agency_ids=("police", "health"), keep=False)
    forward_to_agencies(onward, context(office, DIRECTOR))
    live = [each.agency_id for each in office.ledger(DIRECTOR).case(no).live_referrals]
    assert live == ["police", "health"]
