"""The people of a case: somebody is added, corrected or taken out, each as an amendment of the whole list.

The ledger holds no personal data. Corrected data are therefore a *new* row that takes the place of the old one in the
list: the event says who did it, when and why, the old row stays encrypted where it was, and history stays true. The
place in the list never changes, for texts speak of the n-th person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.errors import DomainError, IllegalMove, NotFound, TextMissing
from core.model.case import Case
from core.model.codes import Anonymity, PersonRole
from core.model.course import PersonDraft
from core.model.events import Event
from core.model.facts import Amended, PersonRef
from core.rules.decide.common import Said
from core.rules.decide.intake import amend
from core.rules.obligations import Office

PHONE_DIGITS = 9
"""Fewer are no whole number."""
MOST_PERSONS = 60
NAMED = frozenset({Anonymity.OPEN, Anonymity.HIDDEN})
"""Who is not among them gave no name."""


def sound_person(draft: PersonDraft, told: Collection[str] = ("name", "phone")) -> PersonDraft:
    """The person as it may be kept: no name of somebody who gave none.

    ``told`` is what is said now: a fault of what was known before is in nobody's way.

    Raises:
        DomainError: a name is missing, or the telephone number is not whole.
    """
    if draft.anonymity not in NAMED:
        draft = replace(draft, name="")
    if draft.anonymity is Anonymity.OPEN and not draft.name and "name" in told:
        raise DomainError("error.person_name_missing")
    if draft.phone and "phone" in told and sum(sign.isdecimal() for sign in draft.phone) < PHONE_DIGITS:
        raise DomainError("error.person_phone_short", digits=PHONE_DIGITS)
    return draft


def person_at(case: Case, person_id: int) -> tuple[int, PersonRef]:
    """The place (from 1) and the reference of a person who is in the case.

    Raises:
        NotFound: there is no such person, or it was taken out.
    """
    for n, each in enumerate(case.facts.persons, start=1):
        if each.person_id == person_id and not each.is_out:
            return n, each
    raise NotFound(no=str(case.no))


def add(case: Case, ref: PersonRef, said: Said, office: Office) -> Event:
    """One more person, last in the list.

    Raises:
        IllegalMove: the case is anonymised, or has as many as a case may have.
    """
    if len(case.facts.persons) >= MOST_PERSONS:
        raise IllegalMove("error.too_many_persons", most=MOST_PERSONS)
    return _listed(case, (*case.facts.persons, ref), said, office)


def correct_person(case: Case, n: int, ref: PersonRef, said: Said, office: Office) -> Event:
    """The n-th person as ``ref`` now says; the reason is compulsory.

    Raises:
        TextMissing: no reason was given.
        IllegalMove: the case is anonymised.
        DomainError: nothing differs.
    """
    _require_reason(said)
    if case.facts.persons[n - 1] == ref:
        raise DomainError("error.nothing_changed")
    return _listed(case, _with(case.facts.persons, n, ref), said, office)


def take_out(case: Case, n: int, said: Said, office: Office) -> Event:
    """The n-th person does not belong to the case; the reason is compulsory, and a complainant remains (our decision).

    Raises:
        TextMissing, IllegalMove: see above.
    """
    _require_reason(said)
    given = case.facts.persons[n - 1]
    others = (each for m, each in enumerate(case.facts.persons, start=1) if m != n and not each.is_out)
    if given.role is PersonRole.COMPLAINANT and not any(each.role is PersonRole.COMPLAINANT for each in others):
        raise IllegalMove("error.last_complainant")
    return _listed(case, _with(case.facts.persons, n, replace(given, is_out=True)), said, office)


def _require_reason(said: Said) -> None:
    if not said.texts.get("text", "").strip():
        raise TextMissing(move="amended")


def _with(persons: Sequence[PersonRef], n: int, ref: PersonRef) -> tuple[PersonRef, ...]:
    return (*persons[: n - 1], ref, *persons[n:])


def _listed(case: Case, persons: tuple[PersonRef, ...], said: Said, office: Office) -> Event:
    if case.is_anonymised:
        raise IllegalMove("error.persons_erased", no=str(case.no))
    return amend(case, Amended(persons=persons), said, office)
