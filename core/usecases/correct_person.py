"""Correct what is known of a person of a case; what was known before stays encrypted in a row of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import DomainError
from core.model.codes import Anonymity, PersonRole
from core.model.course import PersonDraft
from core.model.facts import PersonRef
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import persons
from core.usecases.add_person import known_as, refuse_hostile_person, said_knowing, stripped
from core.usecases.common import OnCase, office_of, said_of
from core.usecases.record_course import new_person


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPerson(OnCase):
    """None leaves as it is, so that a person can be corrected unseen; an empty text says that there is none."""

    person_id: int
    role: PersonRole | None = None
    anonymity: Anonymity | None = None
    hide_from_agency: bool | None = None
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)

    @property
    def told(self) -> Mapping[str, Any]:
        """What the command says of the person, in clear."""
        said = {"name": self.name, "phone": self.phone, "address": self.address}
        return {name: text for name, text in said.items() if text is not None}


def correct_person(command: CorrectPerson, ctx: Context) -> Recorded:
    """Record the correction. Data that were told are a new row in the old one's place: see ``rules.decide.persons``.

    Raises:
        NotFound: there is no such person in the case.
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CORRECT)
    refuse_hostile_person(replace(PersonDraft(), **command.told))
    row_id = ctx.ledger.new_id()

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        case = stream.case
        n, old = persons.person_at(case, command.person_id)
        kept = unit.person(case.id, old.person_id)
        if not kept and command.told and not command.name:
            raise DomainError("error.person_unreadable")
        draft = _as_it_will_be(old, command, kept)
        ref = _ref(old, draft, command)
        if command.told or draft.name != kept.get("name", ""):
            ref = replace(ref, person_id=row_id, former=(*old.former, old.person_id))
            unit.keep_person(new_person(row_id, case.id, draft))
        said = said_knowing(unit, case, said_of(command, ctx), known_as(n, draft))
        stream.append(persons.correct_person(case, n, ref, said, office_of(ctx)))

    return ctx.ledger.act(command.request_id, "correct_person", work)


def _as_it_will_be(old: PersonRef, command: CorrectPerson, kept: Mapping[str, Any]) -> PersonDraft:
    """The person with what the command says; data that can no longer be read are not known any more."""
    role, anonymity = command.role or old.role, command.anonymity or old.anonymity
    draft = stripped(replace(PersonDraft(role, anonymity), **{**kept, **command.told}))
    told = {*command.told, *(("name",) if command.anonymity is not None else ())}
    return persons.sound_person(draft, told)


def _ref(old: PersonRef, draft: PersonDraft, command: CorrectPerson) -> PersonRef:
    """The reference. Who asks to stay unknown is hidden from agencies whatever else is said."""
    hide = old.hide_from_agency if command.hide_from_agency is None else command.hide_from_agency
    if command.anonymity is not None and command.hide_from_agency is None:
        hide = draft.anonymity is Anonymity.HIDDEN
    hide = hide or draft.anonymity is Anonymity.HIDDEN
    return replace(old, role=draft.role, anonymity=draft.anonymity, hide_from_agency=hide)
