"""Cases told as the steps that led to them: each step decides on the case so far, as a screen would.

``case_of(registered(on=...), forwarded(POLICE, on=...), acknowledged(on=...))`` is the case, ``events_of`` its events.
Days are texts (``2026-03-02``, a Monday); the calendar is that of Thai government offices in early 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core.model import payloads as p
from core.model.case import Case
from core.model.codes import (
    AgencyKind,
    ClosingClass,
    ContactWay,
    DelayReason,
    ObligationKind,
    ReopenReason,
    SentVia,
    Source,
)
from core.model.events import Event
from core.model.facts import Amended, Origin, Registered, Upstream
from core.model.holidays import WorkCalendar
from core.model.masters import Agency, ClockSet, Topic
from core.rules.clocks import BANGKOK_1555
from core.rules.decide import closing, correct, finish, intake, referral
from core.rules.decide.common import Said, When
from core.rules.fold import applied, begun, fold
from core.rules.obligations import Office

Step = Callable[[tuple[Event, ...], Office], Event]
Day = str | date

CALENDAR_2569 = WorkCalendar(
    {
        date(2026, 1, 1): "วันขึ้นปีใหม่",
        date(2026, 1, 2): "วันหยุดพิเศษ",
        date(2026, 3, 3): "วันมาฆบูชา",
        date(2026, 4, 6): "วันจักรี",
        date(2026, 4, 13): "วันสงกรานต์",
        date(2026, 4, 14): "วันสงกรานต์",
        date(2026, 4, 15): "วันสงกรานต์",
        date(2026, 5, 4): "วันฉัตรมงคล",
        date(2026, 5, 13): "วันพืชมงคล",
        date(2026, 6, 1): "ชดเชยวันวิสาขบูชา",
        date(2026, 6, 3): "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชินี",
    },
    frozenset({2026}),
)
OFFICE = Office(today=date(2026, 6, 30), calendar=CALENDAR_2569, clocks=BANGKOK_1555, may_backdate=True)
IMPORT = replace(OFFICE, is_import=True)

POLICE = Agency("police", "ตำรวจภูธรจังหวัด", AgencyKind.POLICE)
LAND = Agency("land", "สำนักงานที่ดินจังหวัด")
CENTRE = Agency("centre", "ศูนย์ดำรงธรรมจังหวัด", AgencyKind.CENTRE)
ROADS = Topic("roads", "ถนนชำรุด")
COMPLEX = Topic("boundary", "แนวเขตที่ดิน", is_complex=True)
TITLE = "ถนนหน้าหมู่บ้านชำรุดมานาน"
WHY = "เหตุผลที่บันทึก"


def without(*kinds: ObligationKind, clocks: ClockSet = BANGKOK_1555) -> Office:
    """The office with some clocks switched off."""
    left = tuple(replace(clock, is_on=clock.kind not in kinds) for clock in clocks.clocks)
    return replace(OFFICE, clocks=replace(clocks, clocks=left))


def day(given: Day) -> date:
    """``2026-03-02`` as a date."""
    return given if isinstance(given, date) else date.fromisoformat(given)


def said(on: Day, text: str = WHY) -> Said:
    """A move on an exact day, with a text where one is compulsory."""
    return Said.on(day(on), text)


def events_of(*steps: Step, office: Office = OFFICE) -> tuple[Event, ...]:
    """The stream that the steps lead to, numbered from 1."""
    events: tuple[Event, ...] = ()
    for step in steps:
        event = step(events, office)
        if event.corrects_seq is None and event.source is Source.SCREEN and office.is_import:
            event = replace(event, source=Source.IMPORT)
        events = (*events, replace(event, seq=len(events) + 1))
    return events


def case_of(*steps: Step, office: Office = OFFICE) -> Case:
    """The case after the steps."""
    return fold(1, events_of(*steps, office=office))


def after(case: Case, event: Event) -> Case:
    """The case after one more event that a decision gave."""
    return applied(case, replace(event, seq=case.version + 1))


def refolded(events: tuple[Event, ...]) -> Case:
    """The case by applying event after event, without corrections among them."""
    case = begun(1, events[0])
    for event in events[1:]:
        case = applied(case, event)
    return case


def by(step: Step, office: Office) -> Step:
    """The step under another office: other clocks, another day, an import."""
    return lambda events, _: replace(step(events, office), source=Source.IMPORT if office.is_import else Source.SCREEN)


def _on_case(decide: Callable[[Case, Office], Event]) -> Step:
    return lambda events, office: decide(fold(1, events), office)


def registered(
    on: Day | None,
    *,
    urgent: bool = False,
    wants_reply: bool = False,
    upstream_due: Day | None = None,
    imported: bool = False,
) -> Step:
    """Taken in on a day, or (imported) on an unknown one."""
    facts = Registered(
        "walk_in",
        urgent=urgent,
        wants_reply=wants_reply,
        upstream=Upstream("u1", "1111/5", day(upstream_due)) if upstream_due else None,
        origin=Origin("register", "5") if imported else None,
        running=1,
        year_be=2569,
    )
    told = Said(When(day(on) if on else None), {"title": TITLE})
    return lambda _, office: intake.register(facts, told, office, handled_elsewhere=imported)


def forwarded(
    to: Agency,
    on: Day | None,
    *,
    topic: Topic | None = None,
    letter: bool = False,
    letter_on: Day | None = None,
    report_due: Day | None = None,
    review: Day | None = None,
    agreed: Day | None = None,
    keep: bool = True,
) -> Step:
    """Sent to an agency; to the centre itself it is handled there."""
    dispatch = referral.Dispatch(
        to,
        topic,
        SentVia.LETTER if letter else SentVia.SYSTEM,
        letter_on=day(letter_on) if letter_on else None,
        report_due_on=day(report_due) if report_due else None,
        review_on=day(review) if review else None,
        agreed_due_on=day(agreed) if agreed else None,
        keep=keep,
    )
    told = Said(When(day(on) if on else None))
    return _on_case(lambda case, office: referral.forward(case, dispatch, told, office))


def delivered(on: Day, no: int = 1) -> Step:
    """The letter reached the agency."""
    return _on_case(lambda case, office: referral.deliver(case, no, said(on), office))


def acknowledged(on: Day, no: int = 1) -> Step:
    """The agency took the case."""
    return _on_case(lambda case, office: referral.acknowledge(case, no, said(on), office))


def progress(on: Day | None, no: int = 1, *, expected: Day | None = None) -> Step:
    """The agency reported progress."""
    told = Said(When(day(on) if on else None))
    expected_on = day(expected) if expected else None
    return _on_case(lambda case, office: referral.report_progress(case, no, told, office, expected_on=expected_on))


def done(on: Day | None, no: int = 1) -> Step:
    """The agency says it is done."""
    return _on_case(lambda case, office: referral.report_done(case, no, Said(When(day(on) if on else None)), office))


def confirmed(on: Day, no: int = 1) -> Step:
    """An imported referral is really pending."""
    return _on_case(lambda case, office: referral.confirm_pending(case, no, said(on), office))


def returned(on: Day, no: int = 1) -> Step:
    """The agency gave the case back."""
    return _on_case(lambda case, office: referral.hand_back(case, no, said(on), office))


def cancelled(on: Day, no: int = 1) -> Step:
    """The centre took the referral back."""
    return _on_case(lambda case, office: referral.cancel(case, no, said(on), office))


def sent_back(on: Day, no: int = 1) -> Step:
    """The centre wants more."""
    return _on_case(lambda case, office: referral.send_back(case, no, said(on), office))


def chased(on: Day, no: int = 1) -> Step:
    """A reminder by telephone."""
    return _on_case(lambda case, office: referral.chase(case, no, ContactWay.PHONE, said(on), office))


def extended(on: Day, to: Day, no: int = 1) -> Step:
    """A later finish day was granted."""
    return _on_case(lambda case, office: finish.extend(case, no, day(to), "ผู้ว่าราชการจังหวัด", said(on), office))


def paused(on: Day, no: int = 1) -> Step:
    """The finish clock stands."""
    reason = DelayReason.AWAITING_COMPLAINANT
    return _on_case(lambda case, office: finish.pause(case, no, said(on), office, reason))


def resumed(on: Day, no: int = 1) -> Step:
    """The finish clock runs again."""
    return _on_case(lambda case, office: finish.resume(case, no, said(on), office))


def proposed(on: Day, closing_class: ClosingClass = ClosingClass.EXPLAINED) -> Step:
    """An officer proposes to close."""
    return _on_case(lambda case, office: closing.propose(case, closing_class, said(on), office))


def closed(on: Day | None, closing_class: ClosingClass = ClosingClass.EXPLAINED) -> Step:
    """The centre closed the case, by the director where approval is asked for."""
    told = Said(When(day(on) if on else None), {"text": WHY})
    return _on_case(lambda case, office: closing.close(case, closing_class, told, office, approved=True))


def objected(on: Day, reason: ReopenReason = ReopenReason.NOT_FIXED) -> Step:
    """The complainant objects."""
    return _on_case(lambda case, office: closing.object_to(case, reason, said(on), office))


def declined(on: Day) -> Step:
    """The objection was not followed."""
    return _on_case(lambda case, office: closing.decline_objection(case, "no_new_facts", said(on), office))


def reopened(on: Day, reason: ReopenReason = ReopenReason.NOT_FIXED) -> Step:
    """Taken up again."""
    return _on_case(lambda case, office: closing.reopen(case, reason, said(on), office))


def amended(on: Day, change: Amended) -> Step:
    """Corrected classification."""
    return _on_case(lambda case, office: intake.amend(case, change, said(on), office))


def told(on: Day) -> Step:
    """The complainant was told by telephone."""
    return _on_case(lambda case, office: intake.tell(case, ContactWay.PHONE, said(on), office))


def upstream_answered(on: Day) -> Step:
    """The office that sent the matter was answered."""
    return _on_case(lambda case, office: intake.answer_upstream(case, "5/1", said(on), office))


def linked(on: Day, lead: Case) -> Step:
    """The case follows ``lead``."""
    return _on_case(lambda case, office: intake.link(case, lead, said(on), office))


def voided(on: Day) -> Step:
    """Entered by mistake."""
    return _on_case(lambda case, office: intake.void(case, said(on), office))


def corrected(seq: int, on: Day, payload: p.CasePayload | None = None) -> Step:
    """Event ``seq`` happened on another day, or with other facts."""
    return lambda events, office: correct.correct(1, events, seq, said(on), office, payload=payload)


def retracted(seq: int) -> Step:
    """Event ``seq`` is taken out."""
    return lambda events, office: correct.retract(1, events, seq, said(office.today), office)
