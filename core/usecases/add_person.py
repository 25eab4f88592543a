"""Add a person to a case: data on their way into encryption, and an amendment that points to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.model.case import Case
from core.model.course import PersonDraft
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import persons
from core.rules.decide.common import Said
from core.rules.privacy import KnownPerson
from core.text.fold import refuse_hostile
from core.usecases.common import OnCase, marked_in, office_of, said_of
from core.usecases.record_course import new_person, person_ref


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(OnCase):
    """``hide_from_agency`` also hides somebody from agencies who did not ask for it."""

    person: PersonDraft = field(repr=False)
    hide_from_agency: bool = False


def add_person(command: AddPerson, ctx: Context) -> Recorded:
    """Add the person; what the case's texts say of it becomes a marker from now on.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CORRECT)
    refuse_hostile_person(command.person)
    draft = persons.sound_person(stripped(command.person))
    person_id = ctx.ledger.new_id()

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        case, ref = stream.case, person_ref(person_id, draft)
        ref = replace(ref, hide_from_agency=ref.hide_from_agency or command.hide_from_agency)
        said = said_knowing(unit, case, said_of(command, ctx), known_as(len(case.facts.persons) + 1, draft))
        stream.append(persons.add(case, ref, said, office_of(ctx)))
        unit.keep_person(new_person(person_id, case.id, draft))

    return ctx.ledger.act(command.request_id, "add_person", work)


def refuse_hostile_person(draft: PersonDraft) -> None:
    """Refuse characters that hide or garble what is written.

    Raises:
        DomainError: ``error.hostile_text``.
    """
    for text in (draft.name, draft.national_id, draft.phone, draft.address, draft.email):
        refuse_hostile(text)


def stripped(draft: PersonDraft) -> PersonDraft:
    """Names and numbers on one line, without spaces around."""
    name, phone = " ".join(draft.name.split()), " ".join(draft.phone.split())
    return replace(draft, name=name, phone=phone, address=draft.address.strip())


def known_as(n: int, draft: PersonDraft) -> KnownPerson:
    """What must not stand in texts of the n-th person any more."""
    return KnownPerson(n, tuple(filter(None, (draft.name, draft.national_id, draft.phone))))


def said_knowing(unit: Work, case: Case, said: Said, known: KnownPerson) -> Said:
    """What is said, with the title and details of the case where a person who is known only now stood in them."""
    before = unit.texts(case.id)
    after = marked_in(unit, case, before, (known,))
    changed = {name: text for name, text in after.items() if text != before[name]}
    return replace(said, texts={**marked_in(unit, case, said.texts, (known,)), **changed})
