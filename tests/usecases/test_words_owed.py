"""Who asked to be told and heard nothing for long stands among what must be told, exactly as the rule says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from core.figures.today import Queue
from core.model.case import CaseNo
from core.model.codes import ClosingClass, ContactWay, ReopenReason, Role
from core.model.facts import Registered
from core.ports import Context
from core.rules.access import Actor
from core.rules.chasing import word_promise
from core.usecases.close_case import CloseCase, close_case
from core.usecases.correct_event import CorrectEvent, correct_event
from core.usecases.register_case import RegisterCase, register_case
from core.usecases.reopen_case import ReopenCase, reopen_case
from core.usecases.tell_complainant import TellComplainant, tell_complainant
from db.masters import master_lists
from db.reads.reads import Reads
from db.reads.scope import Scope
from pages.ui.today_view import read_lines
from tests.support.office import PROVINCE, Office

BOONMEE = Actor(2, "boonmee", "บุญมี", Role.DIRECTOR)
WHY = "ข้อความประกอบการทดสอบ"
Story = Callable[[Context, CaseNo, Office], object]


def context(office: Office) -> Context:
    """The director's context."""
    reads = Reads(office.home.engine, PROVINCE, Scope(BOONMEE.role, None, BOONMEE.account_id))
    return Context(
        BOONMEE, office.clock, office.ledger(BOONMEE), master_lists(office.home.engine, PROVINCE), reads, PROVINCE
    )


def told(ctx: Context, no: CaseNo, office: Office, *, after: int = 10) -> None:
    """Told some days later."""
    office.clock.move(days=after)
    tell_complainant(TellComplainant(request_id=f"tell {after}", no=no, way=ContactWay.PHONE), ctx)


def told_by_mistake(ctx: Context, no: CaseNo, office: Office) -> None:
    """Told, and the record taken out again."""
    told(ctx, no, office)
    fix = CorrectEvent(request_id="fix", no=no, seq=ctx.ledger.case(no).version, retract=True, text=WHY)
    correct_event(fix, ctx)


def taken_up_again(ctx: Context, no: CaseNo, office: Office) -> None:
    """Told, closed and reopened: the silence begins anew with the round."""
    told(ctx, no, office)
    close_case(CloseCase(request_id="close", no=no, closing_class=ClosingClass.EXPLAINED, text=WHY), ctx)
    office.clock.move(days=5)
    reopen_case(ReopenCase(request_id="again", no=no, reason=ReopenReason.NEW_FACTS, text=WHY), ctx)


def closed(ctx: Context, no: CaseNo, office: Office) -> None:
    """Closed: the result is owed, no longer a word."""
    close_case(CloseCase(request_id="close", no=no, closing_class=ClosingClass.EXPLAINED, text=WHY), ctx)


def untouched(ctx: Context, no: CaseNo, office: Office) -> None:
    """Nothing."""


@pytest.mark.parametrize("story", [untouched, told, told_by_mistake, taken_up_again], ids=lambda each: each.__name__)
def test_a_long_silence_stands_among_what_must_be_told(office: Office, story: Story) -> None:
    ctx = context(office)
    command = RegisterCase(request_id="new", facts=Registered("walk_in", wants_reply=True), title="ขอให้ตรวจสอบถนนชำรุด")
    no = register_case(command, ctx).no
    story(ctx, no, office)
    rule = word_promise(ctx.ledger.case(no), ctx.office())
    assert rule is not None
    seen: dict[date, list[date | None]] = {}
    for _ in range(40):
        lines = read_lines(context(office), Queue.TELL, 10, 0)
        seen[office.clock.today()] = [line.task.due_on for line in lines.lines if lines.queue is Queue.TELL]
        office.clock.move(days=1)
    owed_from = rule.counted_from
    assert {on for on, dues in seen.items() if dues} == {on for on in seen if on >= owed_from}
    assert {tuple(dues) for on, dues in seen.items() if on >= owed_from} == {(rule.due_on,)}


@pytest.mark.parametrize("wants_reply", [True, False], ids=["asked", "did-not-ask"])
def test_of_a_closed_case_the_result_is_owed_to_who_asked(office: Office, *, wants_reply: bool) -> None:
    ctx = context(office)
    command = RegisterCase(
        request_id="new", facts=Registered("walk_in", wants_reply=wants_reply), title="ขอให้ตรวจสอบถนนชำรุด"
    )
    no = register_case(command, ctx).no
    closed(ctx, no, office)
    on = office.clock.today()
    office.clock.move(days=35)
    view = read_lines(context(office), Queue.TELL, 10, 0)
    dues = [line.task.due_on for line in view.lines if view.queue is Queue.TELL]
    assert dues == ([on + timedelta(days=1)] if wants_reply else [])
