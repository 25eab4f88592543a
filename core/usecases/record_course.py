"""Record the whole course of a case in one command: registration, referrals, reports, closing, reopening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.errors import DomainError
from core.model.case import Case
from core.model.codes import Anonymity
from core.model.course import Course, PersonDraft, Step, Verb
from core.model.events import Event
from core.model.facts import PersonRef, Registered
from core.ports import Context, Ledger, NewPerson, NewSourceRow, Recorded, Work
from core.rules.access import Permission
from core.rules.codec import dump_text
from core.rules.decide import closing, intake, referral
from core.rules.decide.common import Said, When
from core.rules.obligations import Office
from core.rules.privacy import KnownPerson, mark_persons

Decide = Callable[[Case, Step, Said, Office, Context], Event]


def record_course(course: Course, ctx: Context, office: Office, ledger: Ledger | None = None) -> Recorded:
    """Record a course; ``ledger`` may be a batch, ``office`` says whether clocks run (see ``Office.is_import``).

    Raises:
        DomainError: the course is not legal; nothing of it is recorded.
    """
    for needed in (Permission.CASE_BACKDATE, Permission.CASE_REGISTER):
        ctx.actor.require(needed)

    def work(unit: Work) -> None:
        write_course(unit, course, ctx, office)

    return (ledger or ctx.ledger).act(course.key, "record_course", work)


def write_course(unit: Work, course: Course, ctx: Context, office: Office) -> None:
    """Put the course into a unit of work."""
    case_id = ctx.ledger.new_id()
    people = tuple((ctx.ledger.new_id(), draft) for draft in course.persons)
    facts = replace(course.facts, persons=tuple(person_ref(*person) for person in people))
    said = Said(When(course.received_on, course.received_basis), marked(dict(course.texts), course.persons))
    sent = any(step.verb in (Verb.FORWARD, Verb.CLOSE) for step in course.steps)
    stream = unit.new_case(case_id, intake.register(facts, said, office, handled_elsewhere=office.is_import and sent))
    for person_id, draft in people:
        unit.keep_person(new_person(person_id, case_id, draft))
    if course.cells:
        unit.keep_source(source_row(case_id, facts, course))
    for step in course.steps:
        stream.append(step_event(stream.case, step, office, ctx))


def source_row(case_id: int, facts: Registered, course: Course) -> NewSourceRow:
    """The source's own values, and what was understood of them, on their way into encryption."""
    if facts.origin is None:
        raise DomainError("error.origin_missing")
    told = dump_text(replace(course, cells={}))
    return NewSourceRow(case_id, facts.origin.system, facts.origin.fingerprint, course.cells, facts.origin.no, told)


def step_event(case: Case, step: Step, office: Office, ctx: Context) -> Event:
    """The event of one step.

    Raises:
        DomainError: the step is not legal where the case stands.
    """
    texts = {"text": step.text} if step.text else {}
    return STEPS[step.verb](case, step, Said(When(step.on, step.basis), texts), office, ctx)


def _no(case: Case, step: Step) -> int:
    found = referral.referral_at(case, step.agency_id or "")
    if found is None:
        raise DomainError("error.not_at_agency", no=str(case.no), agency=step.agency_id or "")
    return found.no


def _forward(case: Case, step: Step, said: Said, office: Office, ctx: Context) -> Event:
    dispatch = referral.Dispatch(
        agency=ctx.masters.agency(step.agency_id or ""),
        topic=ctx.masters.topic(case.facts.topic_id),
        sent_via=step.sent_via,
        letter_no=step.letter_no,
        letter_on=step.letter_on,
        report_due_on=None if office.is_import else step.due_on,
        agreed_due_on=step.due_on if office.is_import else None,
        keep=step.keep,
    )
    return referral.forward(case, dispatch, said, office)


STEPS: dict[Verb, Decide] = {
    Verb.FORWARD: _forward,
    Verb.ACKNOWLEDGE: lambda c, s, said, o, x: referral.acknowledge(c, _no(c, s), said, o),
    Verb.PROGRESS: lambda c, s, said, o, x: referral.report_progress(c, _no(c, s), said, o, letter_no=s.letter_no),
    Verb.DONE: lambda c, s, said, o, x: referral.report_done(c, _no(c, s), said, o, letter_no=s.letter_no),
    Verb.RETURN: lambda c, s, said, o, x: referral.hand_back(c, _no(c, s), said, o),
    Verb.SEND_BACK: lambda c, s, said, o, x: referral.send_back(c, _no(c, s), said, o),
    Verb.CHASE: lambda c, s, said, o, x: referral.chase(c, _no(c, s), s.way, said, o),
    Verb.DELAY: lambda c, s, said, o, x: referral.label_delay(c, s.delay, said, o),
    Verb.CLOSE: lambda c, s, said, o, x: closing.close(c, s.closing_class, said, o, approved=True),
    Verb.TELL: lambda c, s, said, o, x: intake.tell(c, s.way, said, o),
    Verb.OBJECT: lambda c, s, said, o, x: closing.object_to(c, s.reason, said, o),
    Verb.REOPEN: lambda c, s, said, o, x: closing.reopen(c, s.reason, said, o),
}


def marked(texts: dict[str, str], people: tuple[PersonDraft, ...]) -> dict[str, str]:
    """Texts in which known persons' names, IDs and phones are markers; empty texts are left out."""
    known = tuple(
        KnownPerson(n, (draft.name, draft.national_id, draft.phone)) for n, draft in enumerate(people, start=1)
    )
    return {name: mark_persons(text.strip(), known) for name, text in texts.items() if text.strip()}


def person_ref(person_id: int, draft: PersonDraft) -> PersonRef:
    """What the event says of a person."""
    return PersonRef(person_id, draft.role, draft.anonymity, draft.anonymity is Anonymity.HIDDEN)


def new_person(person_id: int, case_id: int, draft: PersonDraft) -> NewPerson:
    """The person's data on their way into encryption."""
    return NewPerson(person_id, case_id, draft.name, draft.national_id, draft.phone, draft.address, draft.email)
