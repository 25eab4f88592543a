"""An office of its own for tests that make moves on screen: a case of every state is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from core.model.case import CaseNo
from core.model.codes import Anonymity, ClosingClass, PersonRole, ReopenReason, SentVia
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.events import Event
from core.model.facts import Origin, Registered, Upstream
from core.ports import Context
from core.rules.access import Actor
from core.usecases.add_person import AddPerson, add_person
from core.usecases.close_case import CloseCase, close_case
from core.usecases.forward_case import ForwardCase, forward_case
from core.usecases.link_case import LinkCase, link_case
from core.usecases.pause_finish import PauseFinish, pause_finish
from core.usecases.propose_closing import ProposeClosing, propose_closing
from core.usecases.record_course import record_course
from core.usecases.record_objection import RecordObjection, record_objection
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.reopen_case import ReopenCase, reopen_case
from core.usecases.report_done import ReportDone, report_done
from core.usecases.void_case import VoidCase, void_case
from db.context import context_for, open_home
from tests.support.province import settings_of

LAND, POLICE = "land", "police"
TITLE, NAME, PHONE = "ขอให้ตรวจสอบถนนชำรุดหน้าบ้าน", "นายสมหมาย ทดสอบระบบ", "0812345634"
WHY = "เหตุผลประกอบการทดสอบ"
RESPONDENT = "นางดวงใจ คนที่สองตัวอย่าง"
FACTS = Registered("walk_in", topic_id="debt", amphoe_code="4501", wants_reply=True, upstream=Upstream(None, "1111-7"))
_IDS = count(1)

Made = Callable[["Desk"], CaseNo]


@dataclass(frozen=True)
class Desk:
    """The office, and whoever prepares its cases."""

    folder: Path
    actor: Actor

    def context(self, actor: Actor | None = None) -> Context:
        """The context of one run."""
        return context_for(actor or self.actor, home=open_home(settings_of(self.folder)))

    def history(self, no: CaseNo) -> tuple[Event, ...]:
        """All events of a case."""
        return self.context().ledger.history(no)

    def does(self, act: Callable[..., Any], command: type, no: CaseNo, **values: object) -> CaseNo:
        """Record something on a case as the actor of the desk."""
        act(command(request_id=f"desk-{next(_IDS)}", no=no, **{"text": WHY, **values}), self.context())
        return no


def registered(desk: Desk, *, facts: Registered = FACTS, anonymity: Anonymity = Anonymity.OPEN) -> CaseNo:
    """A case that is nowhere yet."""
    person = PersonDraft(name=NAME, phone=PHONE, anonymity=anonymity)
    command = RegisterCase(
        request_id=f"desk-{next(_IDS)}", facts=facts, title=TITLE, public_title="ถนนชำรุด อำเภอเมือง", persons=(person,)
    )
    return register_case(command, desk.context()).no


def sent(desk: Desk) -> CaseNo:
    """At the land office, not acknowledged."""
    return desk.does(forward_case, ForwardCase, registered(desk), agency_id=LAND)


def with_respondent(desk: Desk) -> CaseNo:
    """At the land office, with somebody who is complained about."""
    return desk.does(add_person, AddPerson, sent(desk), person=PersonDraft(PersonRole.RESPONDENT, name=RESPONDENT))


def sent_twice(desk: Desk) -> CaseNo:
    """At the land office and at the police."""
    return desk.does(forward_case, ForwardCase, sent(desk), agency_id=POLICE)


def sent_by_letter(desk: Desk) -> CaseNo:
    """On its way to the land office on paper."""
    return desk.does(forward_case, ForwardCase, registered(desk), agency_id=LAND, sent_via=SentVia.LETTER)


def done(desk: Desk) -> CaseNo:
    """Reported done."""
    return desk.does(report_done, ReportDone, sent(desk), referral_no=1)


def paused(desk: Desk) -> CaseNo:
    """Its finish clock stands."""
    return desk.does(pause_finish, PauseFinish, sent(desk), referral_no=1)


def proposed(desk: Desk) -> CaseNo:
    """Its closing waits for the director."""
    return desk.does(propose_closing, ProposeClosing, done(desk), closing_class=ClosingClass.SOLVED)


def closed(desk: Desk) -> CaseNo:
    """Closed."""
    return desk.does(close_case, CloseCase, done(desk), closing_class=ClosingClass.SOLVED)


def objected(desk: Desk) -> CaseNo:
    """Closed, and the complainant objects."""
    return desk.does(record_objection, RecordObjection, closed(desk), reason=ReopenReason.NOT_FIXED)


def reopened(desk: Desk) -> CaseNo:
    """In its second round."""
    return desk.does(reopen_case, ReopenCase, closed(desk), reason=ReopenReason.NOT_FIXED)


def voided(desk: Desk) -> CaseNo:
    """Entered by mistake."""
    return desk.does(void_case, VoidCase, registered(desk))


def linked(desk: Desk) -> CaseNo:
    """Follows another one."""
    lead = registered(desk)
    return desk.does(link_case, LinkCase, registered(desk), lead_no=lead)


def imported(desk: Desk) -> CaseNo:
    """From another register; its clocks have not started."""
    ctx, today = desk.context(), desk.context().clock.today()
    facts = replace(FACTS, upstream=None, origin=Origin("damrongtham", "77", "digest", 12, f"key-{next(_IDS)}"))
    steps = (Step(Verb.FORWARD, today, agency_id=LAND),)
    course = Course(f"course-{next(_IDS)}", replace(facts, year_be=2563), today, texts={"title": TITLE}, steps=steps)
    return record_course(course, ctx, replace(ctx.office(may_backdate=True), is_import=True)).no
