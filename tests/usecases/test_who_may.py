"""Every use case x every role: what is not permitted is refused before anything is looked up, and changes nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import core.usecases
from core.errors import IllegalMove, ImpossibleDay, NotAllowed, NotFound
from core.model.case import CaseNo
from core.model.codes import Anonymity, ClosingClass, ContactWay, PersonRole, ReopenReason, Role, SentVia
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.facts import Amended, Origin, Registered
from core.ports import Context
from core.rules.access import PERMISSIONS, Actor, Permission
from core.usecases.acknowledge_referral import AcknowledgeReferral, acknowledge_referral
from core.usecases.add_evidence import AddEvidence, add_evidence
from core.usecases.add_person import AddPerson, add_person
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.answer_upstream import AnswerUpstream, answer_upstream
from core.usecases.assign_officer import AssignOfficer, assign_officer
from core.usecases.cancel_referral import CancelReferral, cancel_referral
from core.usecases.chase_referral import ChaseReferral, chase_referral
from core.usecases.close_case import CloseCase, close_case
from core.usecases.common import OnCase, OnReferral
from core.usecases.confirm_pending import ConfirmPending, confirm_pending
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.correct_person import CorrectPerson, correct_person
from core.usecases.decline_objection import DeclineObjection, decline_objection
from core.usecases.deliver_letter import DeliverLetter, deliver_letter
from core.usecases.extend_finish import ExtendFinish, extend_finish
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.forward_to_agencies import ForwardToAgencies, forward_to_agencies
from core.usecases.label_delay import LabelDelay, label_delay
from core.usecases.link_case import LinkCase, link_case
from core.usecases.log_contact import LogContact, log_contact
from core.usecases.pause_finish import PauseFinish, pause_finish
from core.usecases.propose_closing import ProposeClosing, propose_closing
from core.usecases.recalculate_dues import RecalculateDues, recalculate_dues
from core.usecases.record_course import record_course
from core.usecases.record_objection import RecordObjection, record_objection
from core.usecases.refuse_closing import RefuseClosing, refuse_closing
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.reopen_case import ReopenCase, reopen_case
from core.usecases.report_done import ReportDone, report_done
from core.usecases.report_progress import ReportProgress, report_progress
from core.usecases.resume_finish import ResumeFinish, resume_finish
from core.usecases.return_referral import ReturnReferral, return_referral
from core.usecases.send_back_referral import SendBackReferral, send_back_referral
from core.usecases.take_out_person import TakeOutPerson, take_out_person
from core.usecases.tell_complainant import TellComplainant, tell_complainant
from core.usecases.unlink_case import UnlinkCase, unlink_case
from core.usecases.void_case import VoidCase, void_case
from core.usecases.withdraw_evidence import WithdrawEvidence, withdraw_evidence
from db.access_log import AccessLog
from db.evidence.store import OfficeEvidence
from db.ledger.stamp import Recorder
from db.masters import master_lists
from db.reads.reads import Reads
from db.reads.scope import Scope
from tests.support.office import PROVINCE, Office
from tests.support.papers import paper

DIRECTOR = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
LAND = "land"
ELSEWHERE = "police"
TEXT = "ข้อความประกอบการทดสอบ"
TITLE = "ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน"
RESPONDENT = PersonDraft(PersonRole.RESPONDENT, name="นายสมบัติ ผู้ถูกร้อง")


def context(office: Office, actor: Actor) -> Context:
    """The context of one run of ``actor``."""
    home = office.home
    reads = Reads(home.engine, PROVINCE, Scope(actor.role, actor.agency_id, actor.account_id))
    log = AccessLog(home.engine, home.ring, office.clock, Recorder(PROVINCE, actor.account_id))
    files = OfficeEvidence(home.files, home.ring, log, log.who)
    lists = master_lists(home.engine, PROVINCE)
    return Context(actor, office.clock, office.ledger(actor), lists, reads, PROVINCE, evidence=files)


@dataclass
class Counter:
    """Fresh request ids."""

    n: int = 0

    def next(self) -> str:
        """The next one."""
        self.n += 1
        return f"request-{self.n}"


IDS = Counter()


def registered(office: Office) -> CaseNo:
    """A case that is nowhere yet."""
    command = RegisterCase(request_id=IDS.next(), facts=Registered("walk_in", wants_reply=True), title=TITLE)
    return register_case(command, context(office, DIRECTOR)).no


def _then(
    before: Callable[[Office], CaseNo], act: Callable[..., Any], command: type, **values: object
) -> Callable[[Office], CaseNo]:
    def made(office: Office) -> CaseNo:
        no = before(office)
        act(command(request_id=IDS.next(), no=no, text=TEXT, **values), context(office, DIRECTOR))
        return no

    return made


sent = _then(registered, forward_case, ForwardCase, agency_id=LAND)
sent_by_letter = _then(registered, forward_case, ForwardCase, agency_id=LAND, sent_via=SentVia.LETTER)
done = _then(sent, report_done, ReportDone, referral_no=1)
paused = _then(sent, pause_finish, PauseFinish, referral_no=1)
with_person = _then(sent, add_person, AddPerson, person=RESPONDENT)
proposed = _then(sent, propose_closing, ProposeClosing, closing_class=ClosingClass.SOLVED)
closed = _then(done, close_case, CloseCase, closing_class=ClosingClass.SOLVED)
objected = _then(closed, record_objection, RecordObjection, reason=ReopenReason.NOT_FIXED)


def sent_without_clocks(office: Office) -> CaseNo:
    """An imported case whose clocks have not started."""
    today = office.clock.today()
    facts = Registered("letter", origin=Origin("test", "7", "digest", 1, IDS.next()), year_be=2569)
    steps = (Step(Verb.FORWARD, today, agency_id=LAND),)
    course = Course(IDS.next(), facts, today, texts={"title": TITLE}, steps=steps)
    ctx = context(office, DIRECTOR)
    return record_course(course, ctx, replace(ctx.office(may_backdate=True), is_import=True)).no


def followed(office: Office) -> CaseNo:
    """A case that follows another."""
    lead, no = registered(office), registered(office)
    link_case(LinkCase(request_id=IDS.next(), no=no, lead_no=lead), context(office, DIRECTOR))
    return no


def with_paper(office: Office) -> CaseNo:
    """A case at the land office, which has added a paper to it."""
    no, landman = sent(office), Actor(4, "landman", "เล็ก", Role.AGENCY, LAND)
    add_evidence(AddEvidence(request_id=IDS.next(), no=no, file=paper()), context(office, landman))
    return no


@dataclass(frozen=True)
class Row:
    """One use case: from which state it is tried, what it needs, and what it takes."""

    act: Callable[..., Any]
    command: type
    before: Callable[[Office], CaseNo]
    permission: Permission
    values: dict[str, Any] = field(default_factory=dict)


LATER = date(2026, 12, 30)
R1 = {"referral_no": 1}
ROWS = (
    Row(forward_case, ForwardCase, registered, Permission.CASE_FORWARD, {"agency_id": LAND}),
    Row(forward_to_agencies, ForwardToAgencies, registered, Permission.CASE_FORWARD, {"agency_ids": (LAND, ELSEWHERE)}),
    Row(acknowledge_referral, AcknowledgeReferral, sent, Permission.REFERRAL_ANSWER, R1),
    Row(deliver_letter, DeliverLetter, sent_by_letter, Permission.REFERRAL_ANSWER, R1),
    Row(report_progress, ReportProgress, sent, Permission.REFERRAL_ANSWER, R1),
    Row(report_done, ReportDone, sent, Permission.REFERRAL_ANSWER, R1),
    Row(return_referral, ReturnReferral, sent, Permission.REFERRAL_ANSWER, R1),
    Row(cancel_referral, CancelReferral, sent, Permission.CASE_FORWARD, R1),
    Row(send_back_referral, SendBackReferral, done, Permission.CASE_CLOSE, R1),
    Row(extend_finish, ExtendFinish, sent, Permission.CASE_EXTEND, {**R1, "due_on": LATER, "by_whom": "ผู้ว่าฯ"}),
    Row(recalculate_dues, RecalculateDues, sent, Permission.CASE_EXTEND, R1),
    Row(pause_finish, PauseFinish, sent, Permission.CASE_EXTEND, R1),
    Row(resume_finish, ResumeFinish, paused, Permission.CASE_EXTEND, R1),
    Row(label_delay, LabelDelay, sent, Permission.CASE_FORWARD),
    Row(chase_referral, ChaseReferral, sent, Permission.CASE_CHASE, {**R1, "way": ContactWay.PHONE}),
    Row(assign_officer, AssignOfficer, sent, Permission.CASE_ASSIGN, {"officer_id": 1}),
    Row(log_contact, LogContact, sent, Permission.CASE_REGISTER, {"way": ContactWay.PHONE}),
    Row(tell_complainant, TellComplainant, closed, Permission.CALLBACK_RECORD, {"way": ContactWay.PHONE}),
    Row(answer_upstream, AnswerUpstream, sent, Permission.CASE_REGISTER),
    Row(amend_case, AmendCase, sent, Permission.CASE_CORRECT, {"change": Amended(urgent=True)}),
    Row(propose_closing, ProposeClosing, sent, Permission.CASE_CLOSE, {"closing_class": ClosingClass.SOLVED}),
    Row(refuse_closing, RefuseClosing, proposed, Permission.CASE_APPROVE),
    Row(close_case, CloseCase, done, Permission.CASE_CLOSE, {"closing_class": ClosingClass.SOLVED}),
    Row(record_objection, RecordObjection, closed, Permission.CASE_REOPEN, {"reason": ReopenReason.NOT_FIXED}),
    Row(decline_objection, DeclineObjection, objected, Permission.CASE_REOPEN, {"declined_class": "unfounded"}),
    Row(reopen_case, ReopenCase, closed, Permission.CASE_REOPEN, {"reason": ReopenReason.NEW_FACTS}),
    Row(link_case, LinkCase, registered, Permission.CASE_LINK),
    Row(unlink_case, UnlinkCase, followed, Permission.CASE_LINK),
    Row(void_case, VoidCase, registered, Permission.CASE_VOID),
    Row(confirm_pending, ConfirmPending, sent_without_clocks, Permission.CASE_FORWARD, R1),
    Row(correct_event, CorrectEvent, sent, Permission.CASE_CORRECT, {"seq": 2, "retract": True}),
    Row(add_evidence, AddEvidence, sent, Permission.EVIDENCE_RECORD, {"file": paper()}),
    Row(withdraw_evidence, WithdrawEvidence, with_paper, Permission.EVIDENCE_RECORD),
    Row(add_person, AddPerson, sent, Permission.CASE_CORRECT, {"person": RESPONDENT}),
    Row(correct_person, CorrectPerson, with_person, Permission.CASE_CORRECT, {"anonymity": Anonymity.HIDDEN}),
    Row(take_out_person, TakeOutPerson, with_person, Permission.CASE_CORRECT),
)


def _actor(role: Role) -> Actor:
    return Actor(9, role.value, role.value, role, LAND if role is Role.AGENCY else None)


def _tried(office: Office, row: Row, actor: Actor) -> CaseNo:
    no = row.before(office)
    values = dict(row.values)
    if row.command is LinkCase:
        values["lead_no"] = registered(office)
    if row.command is WithdrawEvidence:
        values["attachment_id"] = office.ledger(DIRECTOR).case(no).evidence[-1].id
    if row.command in (CorrectPerson, TakeOutPerson):
        values["person_id"] = office.ledger(DIRECTOR).case(no).facts.persons[0].person_id
    command = row.command(request_id=IDS.next(), no=no, text=TEXT, **values)
    version = office.ledger(DIRECTOR).case(no).version
    try:
        row.act(command, context(office, actor))
    except (NotAllowed, NotFound):
        assert office.ledger(DIRECTOR).case(no).version == version
        raise
    return no


def test_every_command_on_a_case_stands_in_the_table() -> None:
    commands = {
        each
        for _, name, _ in iter_modules(core.usecases.__path__)
        for _, each in inspect.getmembers(import_module(f"core.usecases.{name}"), inspect.isclass)
        if issubclass(each, OnCase) and each not in (OnCase, OnReferral)
    }
    assert commands == {row.command for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.act.__name__)
def test_a_role_without_the_permission_is_refused_and_one_with_it_is_not(office: Office, row: Row) -> None:
    for role in Role:
        if row.permission in PERMISSIONS[role]:
            _tried(office, row, _actor(role))
        else:
            with pytest.raises(NotAllowed):
                _tried(office, row, _actor(role))
    assert office.faults() == []


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.permission is Permission.REFERRAL_ANSWER], ids=lambda row: row.act.__name__
)
def test_an_agency_elsewhere_gets_the_answer_of_a_case_that_does_not_exist(office: Office, row: Row) -> None:
    chai = Actor(3, "chai", "ชัย", Role.AGENCY, ELSEWHERE)
    with pytest.raises(NotFound) as foreign:
        _tried(office, row, chai)
    with pytest.raises(NotFound) as absent:
        row.act(
            row.command(request_id=IDS.next(), no=CaseNo(999_999, 2569), text=TEXT, **row.values), context(office, chai)
        )
    assert foreign.value.key == absent.value.key


def test_an_agency_answers_for_its_own_referral_only(office: Office) -> None:
    no = sent(office)
    forward_case(ForwardCase(request_id=IDS.next(), no=no, agency_id=ELSEWHERE), context(office, DIRECTOR))
    chai = context(office, Actor(3, "chai", "ชัย", Role.AGENCY, ELSEWHERE))
    with pytest.raises(NotFound):
        acknowledge_referral(AcknowledgeReferral(request_id=IDS.next(), no=no, referral_no=1), chai)
    acknowledge_referral(AcknowledgeReferral(request_id=IDS.next(), no=no, referral_no=2), chai)
    assert office.ledger(DIRECTOR).history(no)[-1].on_behalf_of_agency_id == ELSEWHERE


def test_an_officer_dates_a_move_back_by_thirty_days_and_not_by_more(office: Office) -> None:
    anong = context(office, Actor(1, "anong", "อนงค์", Role.OFFICER))
    today = office.clock.today()

    def command(days: int) -> RegisterCase:
        received = today - timedelta(days=days)
        return RegisterCase(request_id=IDS.next(), facts=Registered("walk_in"), title=TITLE, received_on=received)

    assert register_case(command(30), anong).no == CaseNo(1, 2569)
    with pytest.raises(ImpossibleDay):
        register_case(command(31), anong)
    assert register_case(command(31), context(office, DIRECTOR)).no == CaseNo(2, 2569)


def test_a_case_that_others_follow_cannot_follow_another(office: Office) -> None:
    lead, follower, other = registered(office), registered(office), registered(office)
    ctx = context(office, DIRECTOR)
    link_case(LinkCase(request_id=IDS.next(), no=follower, lead_no=lead), ctx)
    with pytest.raises(IllegalMove) as refused:
        link_case(LinkCase(request_id=IDS.next(), no=lead, lead_no=other), ctx)
    assert refused.value.key == "error.is_a_lead"
