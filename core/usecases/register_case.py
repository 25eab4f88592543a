"""Take a matter in: number, persons, texts and, if wished, the first referral in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.model.codes import SentVia
from core.model.course import PersonDraft
from core.model.facts import LETTER_TEXTS, Registered
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import intake, referral
from core.rules.decide.common import Said, When
from core.text.dates import fiscal_year_be
from core.text.fold import refuse_hostile
from core.usecases.common import office_of
from core.usecases.record_course import marked, new_person, person_ref


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCase:
    """A new case. ``received_on`` is the Bangkok day of receipt, today when None; ``forward_to`` names an agency.

    ``letter_from`` and ``letter_order`` are who wrote the letter and what was ordered on it.

    ``review_on`` is the day on which the finish day of a complex matter is looked at again.
    """

    request_id: str
    facts: Registered
    title: str
    details: str = ""
    public_title: str = ""
    letter_from: str = ""
    letter_order: str = ""
    received_on: date | None = None
    received_at: datetime | None = None
    persons: tuple[PersonDraft, ...] = ()
    forward_to: str | None = None
    sent_via: SentVia = SentVia.SYSTEM
    review_on: date | None = None


def register_case(command: RegisterCase, ctx: Context) -> Recorded:
    """Register the case under the next number of the fiscal year of today.

    Raises:
        HostileText: a text or a person's data holds characters that hide or garble what is written.
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_REGISTER)
    if command.forward_to is not None:
        ctx.actor.require(Permission.CASE_FORWARD)
    _refuse_hostile(command)
    case_id = ctx.ledger.new_id()
    people = tuple((ctx.ledger.new_id(), draft) for draft in command.persons)
    year_be = fiscal_year_be(ctx.clock.today())
    facts = replace(command.facts, year_be=year_be, persons=tuple(person_ref(*person) for person in people))

    def work(unit: Work) -> None:
        office = office_of(ctx)
        stream = unit.new_case(case_id, intake.register(facts, _said(command, ctx), office))
        for person_id, draft in people:
            unit.keep_person(new_person(person_id, case_id, draft))
        if command.forward_to is not None:
            dispatch = referral.Dispatch(
                ctx.masters.agency(command.forward_to),
                ctx.masters.topic(facts.topic_id),
                command.sent_via,
                review_on=command.review_on,
            )
            on = max(stream.case.received_on or ctx.clock.today(), ctx.clock.today())
            stream.append(referral.forward(stream.case, dispatch, Said.on(on), office))

    return ctx.ledger.act(command.request_id, "register_case", work)


def _refuse_hostile(command: RegisterCase) -> None:
    letter, upstream = command.facts.letter, command.facts.upstream
    for text in (command.title, command.details, command.public_title, command.letter_from, command.letter_order):
        refuse_hostile(text)
    for person in command.persons:
        for text in (person.name, person.national_id, person.phone, person.address, person.email):
            refuse_hostile(text)
    for text in (*((letter.no, letter.register_no) if letter else ()), *((upstream.no,) if upstream else ())):
        refuse_hostile(text)


def _said(command: RegisterCase, ctx: Context) -> Said:
    texts = {"title": command.title, "details": command.details, "public_title": command.public_title}
    texts |= {name: said for name in LETTER_TEXTS if (said := getattr(command, name))}
    when = When(command.received_on or ctx.clock.today(), at=command.received_at)
    return Said(when, marked(texts, command.persons))
