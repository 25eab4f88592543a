"""Random but legal courses of a case: every move that is offered, on any day, with any facts that fit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from core.errors import DomainError, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import ClosingClass, Confirmed, ContactWay, DelayReason, ReopenReason, SentVia, Source
from core.model.events import Event
from core.model.facts import Amended, Origin, Registered, Upstream
from core.model.masters import Agency
from core.rules.codec import kind_of
from core.rules.decide import closing, correct, evidence, finish, intake, referral
from core.rules.decide.common import Said, When
from core.rules.fold import applied, fold
from core.rules.obligations import Office
from core.rules.workflow import legal_moves
from tests.support.cases import CENTRE, COMPLEX, LAND, OFFICE, POLICE, ROADS, TITLE, WHY

AGENCIES = (POLICE, LAND, CENTRE, Agency("roads", "แขวงทางหลวง"))
LEAD = replace(
    fold(
        7,
        (
            Event(Registered("phone", running=7, year_be=2569), date(2025, 1, 1), seq=1),
            Event(p.Closed(ClosingClass.EXPLAINED), date(2025, 1, 2), seq=2),
        ),
    )
)
DOES_NOT_FIT = {
    "error.already_there",
    "error.closing_class_needs_referral",
    "error.closing_class_missing",
    "error.not_linked",
    "error.lead_still_open",
    "error.review_day_missing",
}
"""Refusals of facts, not of the move: the table offered it rightly."""


@dataclass(repr=False)
class Course:
    """A case on its way: its events, today and the office. ``chance`` makes every choice, so a seed says it all."""

    chance: Random
    office: Office
    events: tuple[Event, ...] = ()
    refused: list[str] = field(default_factory=list)
    now: Case | None = None

    def __repr__(self) -> str:
        lines = (
            f"{e.seq} {e.happened_on} {kind_of(e.payload)} {e.referral_no or ''} {e.corrects_seq or ''}"
            for e in self.events
        )
        return "\n".join(line.rstrip() for line in lines)

    @property
    def case(self) -> Case:
        """The case after all its events."""
        return self.now or fold(1, self.events)

    @property
    def today(self) -> date:
        """The day on which the next move is recorded."""
        return self.office.today

    def wait(self) -> None:
        """Some days pass."""
        self.office = replace(self.office, today=self.today + timedelta(days=self.chance.randint(0, 20)))

    def day(self, back: int = 40) -> date:
        """A day on which something may have happened: mostly today or a few days before."""
        return self.today - timedelta(
            days=self.chance.choice((0, 0, self.chance.randint(0, 5), self.chance.randint(0, back)))
        )

    def is_so(self) -> bool:
        """The toss of a coin."""
        return self.chance.random() < 0.5

    def said(self) -> Said:
        """What is said of a move."""
        return Said.on(self.day(), WHY)

    def append(self, event: Event, source: Source = Source.SCREEN) -> Event:
        """Record an event as the ledger does."""
        event = replace(event, seq=len(self.events) + 1, source=source)
        self.events = (*self.events, event)
        is_plain = self.now is not None and event.corrects_seq is None
        self.now = applied(self.case, event) if is_plain and self.now else fold(1, self.events)
        return event


def _amended(course: Course, _: int | None) -> Event:
    change = Amended(urgent=course.is_so(), wants_reply=course.is_so())
    return intake.amend(course.case, change, course.said(), course.office)


def _forwarded(course: Course, _: int | None) -> Event:
    choice, on = course.chance.choice, course.day()
    topic = choice((None, ROADS, COMPLEX))
    dispatch = referral.Dispatch(
        choice(AGENCIES),
        topic,
        choice(tuple(SentVia)),
        report_due_on=choice((None, on + timedelta(days=20))),
        review_on=on + timedelta(days=90) if topic is COMPLEX else None,
        keep=course.is_so(),
    )
    return referral.forward(course.case, dispatch, Said.on(on), course.office)


def _progress(course: Course, no: int | None) -> Event:
    expected_on = course.today + timedelta(days=60) if course.is_so() else None
    return referral.report_progress(course.case, no or 0, course.said(), course.office, expected_on=expected_on)


def _closed(course: Course, _: int | None) -> Event:
    closing_class, confirmed = course.chance.choice(tuple(ClosingClass)), course.chance.choice(tuple(Confirmed))
    said = course.said()
    return closing.close(course.case, closing_class, said, course.office, lead=LEAD, confirmed=confirmed, approved=True)


def _extended(course: Course, no: int | None) -> Event:
    due_on = course.today + timedelta(days=course.chance.randint(1, 90))
    return finish.extend(course.case, no or 0, due_on, "ผู้ว่าราชการจังหวัด", course.said(), course.office)


def _recalculated(course: Course, no: int | None) -> Event:
    calendar = course.office.calendar
    more = [course.today + timedelta(days=course.chance.randint(-20, 20)) for _ in range(3)]
    edited = replace(calendar, holidays={**calendar.holidays, **dict.fromkeys(more, "วันหยุดพิเศษ")})
    course.office = replace(course.office, calendar=edited)
    event = finish.recalculate(course.case, no, Said.on(course.today), course.office)
    if event is None:
        raise ImpossibleDay("error.not_later")
    return event


def _corrected(course: Course, _: int | None) -> Event:
    seq, on = course.chance.randint(1, len(course.events)), course.day(60)
    if course.is_so():
        return correct.correct(1, course.events, seq, Said.on(on, WHY), course.office)
    return correct.retract(1, course.events, seq, Said.on(on, WHY), course.office)


def _evidence_added(course: Course, _: int | None) -> Event:
    number = course.chance.getrandbits(60)
    added = p.EvidenceAdded(number, f"{number:064x}", 7, "image/jpeg", for_agencies=course.is_so())
    return evidence.add(course.case, added, course.said(), course.office)


def _evidence_withdrawn(course: Course, _: int | None) -> Event:
    standing = [each.id for each in course.case.evidence if not each.is_withdrawn]
    return evidence.withdraw(course.case, course.chance.choice(standing), course.said(), course.office)


Act = Callable[[Course, int | None], Event]
_WAY, _WHY_LONG = ContactWay.PHONE, DelayReason.AWAITING_COMPLAINANT


def _of_referral(decide: Callable[[Case, int, Said, Office], Event]) -> Act:
    return lambda course, no: decide(course.case, no or 0, course.said(), course.office)


def _of_case(decide: Callable[[Case, Said, Office], Event]) -> Act:
    return lambda course, _: decide(course.case, course.said(), course.office)


ACTS: Mapping[type, Act] = {
    Amended: _amended,
    p.Forwarded: _forwarded,
    p.Delivered: _of_referral(referral.deliver),
    p.Acknowledged: _of_referral(referral.acknowledge),
    p.PendingConfirmed: _of_referral(referral.confirm_pending),
    p.ProgressReported: _progress,
    p.DoneReported: _of_referral(referral.report_done),
    p.Returned: _of_referral(referral.hand_back),
    p.Cancelled: _of_referral(referral.cancel),
    p.SentBack: _of_referral(referral.send_back),
    p.ClosingProposed: _of_case(lambda case, said, office: closing.propose(case, ClosingClass.EXPLAINED, said, office)),
    p.ClosingRefused: _of_case(closing.refuse),
    p.Closed: _closed,
    p.Objected: _of_case(lambda case, said, office: closing.object_to(case, ReopenReason.NOT_FIXED, said, office)),
    p.ObjectionDeclined: _of_case(lambda case, said, office: closing.decline_objection(case, "known", said, office)),
    p.Reopened: _of_case(lambda case, said, office: closing.reopen(case, ReopenReason.NOT_FIXED, said, office)),
    p.Extended: _extended,
    p.Recalculated: _recalculated,
    p.Paused: _of_referral(lambda case, no, said, office: finish.pause(case, no, said, office, _WHY_LONG)),
    p.Resumed: _of_referral(finish.resume),
    p.DelayLabelled: _of_case(
        lambda case, said, office: finish.label_delay(case, DelayReason.LEGAL_STEP, said, office)
    ),
    p.Assigned: _of_case(lambda case, said, office: intake.assign(case, 5, said, office)),
    p.Chased: _of_referral(lambda case, no, said, office: referral.chase(case, no, _WAY, said, office)),
    p.ContactLogged: _of_case(lambda case, said, office: intake.log_contact(case, _WAY, said, office)),
    p.Told: _of_case(lambda case, said, office: intake.tell(case, _WAY, said, office)),
    p.UpstreamAnswered: _of_case(lambda case, said, office: intake.answer_upstream(case, "5/1", said, office)),
    p.Linked: _of_case(lambda case, said, office: intake.link(case, LEAD, said, office)),
    p.Unlinked: _of_case(intake.unlink),
    p.Voided: _of_case(intake.void),
    p.Corrected: _corrected,
    p.Anonymised: _of_case(intake.anonymise),
    p.EvidenceAdded: _evidence_added,
    p.EvidenceWithdrawn: _evidence_withdrawn,
}
"""How each kind of event is decided: a kind without a line here has no way into a case."""


SIDE_REMARKS = frozenset(
    {
        Amended,
        p.DelayLabelled,
        p.Assigned,
        p.ContactLogged,
        p.Told,
        p.UpstreamAnswered,
        p.Linked,
        p.Unlinked,
        p.Voided,
        p.Anonymised,
        p.Recalculated,
    }
)
"""Moves that change nothing for the others: rarely drawn, so that courses go somewhere."""


def registered(course: Course, *, imported: bool) -> Event:
    """A new case; an import may not know its day."""
    office = replace(course.office, is_import=imported)
    on = (course.today if course.is_so() else None) if imported else course.day(5)
    facts = Registered(
        "walk_in",
        urgent=course.is_so(),
        wants_reply=course.is_so(),
        upstream=Upstream("u1", "1111/5", course.today + timedelta(days=30)) if course.is_so() else None,
        origin=Origin("register", "5") if imported else None,
        running=1,
        year_be=2569,
    )
    return intake.register(facts, Said(When(on), {"title": TITLE}), office, handled_elsewhere=imported)


def imported_row(course: Course) -> None:
    """A row of a register: sent to an agency, perhaps reported, perhaps closed, on the case's day or an unknown one."""
    office = replace(course.office, is_import=True)
    course.append(registered(course, imported=True), Source.IMPORT)
    said = Said(When(course.case.received_on))
    agreed = course.today + timedelta(days=15) if course.is_so() else None
    dispatch = referral.Dispatch(course.chance.choice(AGENCIES), agreed_due_on=agreed)
    course.append(referral.forward(course.case, dispatch, said, office), Source.IMPORT)
    if course.is_so():
        course.append(referral.report_progress(course.case, 1, said, office), Source.IMPORT)
    if course.is_so():
        course.append(closing.close(course.case, ClosingClass.UNSPECIFIED, said, office), Source.IMPORT)


def step(course: Course, without: frozenset[type] = frozenset()) -> Event | None:
    """One more move of those that are offered; None where its day or its facts were refused.

    Raises:
        DomainError: an offered move was refused for being illegal, which must not happen.
    """
    course.wait()
    moves = [move for move in legal_moves(course.case) if move[0] not in without]
    weighty = [move for move in moves if move[0] not in SIDE_REMARKS for _ in range(3 if move[1] else 1)]
    chosen = moves if not weighty or course.chance.random() < 0.2 else weighty
    if not chosen:
        return None
    kind, no = course.chance.choice(chosen)
    try:
        return course.append(ACTS[kind](course, no))
    except DomainError as refusal:
        is_known = isinstance(refusal, ImpossibleDay) or refusal.key in DOES_NOT_FIT or kind is p.Corrected
        if not is_known:
            raise
        course.refused.append(refusal.key)
        return None


def course_of(seed: int, steps: int, *, imported: bool = False, without: frozenset[type] = frozenset()) -> Course:
    """A case after up to ``steps`` moves; the same arguments give the same course, fewer steps its beginning."""
    chance = Random(seed)  # noqa: S311  # a game of chance that can be repeated
    course = Course(chance, replace(OFFICE, today=date(2025, 10, 1) + timedelta(days=chance.randint(0, 210))))
    if imported:
        imported_row(course)
    else:
        course.append(registered(course, imported=False))
    for _ in range(steps):
        step(course, without)
    return course
