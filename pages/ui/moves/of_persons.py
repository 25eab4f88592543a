"""The people of a case: adding somebody, correcting what is known unseen, taking out who was added wrongly.

These forms stand among the people, below the one they speak of; the address names that one by its place in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.figures.case_page import PersonLine
from core.model.codes import Anonymity, PersonRole
from core.model.course import PersonDraft
from core.model.facts import Amended
from core.rules.access import Permission
from core.text.catalogue import label
from core.usecases.add_person import AddPerson, add_person
from core.usecases.correct_person import CorrectPerson, correct_person
from core.usecases.take_out_person import TakeOutPerson, take_out_person
from pages.ui.moves.fields import check, choice, coded, line, text
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.place import Field, Place

PEOPLE: Final = "people"
ADD, CORRECT, OUT = "person_add", "person_correct", "person_out"
_WORDS: Final = ("name", "phone", "address")
_WIPED: Final = {"no_phone": "phone", "no_address": "address"}


def _person(place: Place) -> PersonLine | None:
    return next((each for each in place.page.persons if str(each.n) == place.about), None)


def _bound(place: Place) -> Mapping[str, Any] | None:
    person = _person(place)
    return {"person_id": person.person_id} if person else None


def _role(first: PersonRole | None = None) -> Field:
    return choice(
        "role",
        lambda _place: {each.value: label(each) for each in PersonRole},
        PersonRole,
        first=lambda _page: first.value if first else None,
        missing="error.role_missing",
        is_wide=True,
    )


def _words() -> tuple[Field, ...]:
    return tuple(line(name, is_wide=True) for name in _WORDS)


def _of_person(place: Place) -> tuple[Field, ...]:
    """Blank for what is not shown; what is no secret as it stands."""
    person = _person(place)
    if person is None:
        return ()
    name, phone, address = _words()
    wiped = (
        check("no_phone", lambda _page: False, lambda _page: bool(person.phone)),
        check("no_address", lambda _page: False, lambda _page: "address" in person.more),
    )
    return (
        *(name, phone, wiped[0], address, wiped[1], _role(person.role)),
        coded("anonymity", tuple(Anonymity), first=person.anonymity),
        check("hide_from_agency", lambda _page: person.hide_from_agency),
    )


def _addition(**values: Any) -> AddPerson:  # noqa: ANN401  # what the fields gave
    said = {name: values.pop(name) for name in ("role", "anonymity", *_WORDS) if name in values}
    return AddPerson(person=PersonDraft(**said), **values)


def _correction(**values: Any) -> CorrectPerson:  # noqa: ANN401  # as above
    """What was left blank stays; what is to be wiped is said to be nothing, unless something was typed instead."""
    for tick, name in _WIPED.items():
        if values.pop(tick, False):
            values.setdefault(name, "")
    return CorrectPerson(**values)


OF_PERSONS: Final = (
    MoveForm(
        ADD, "button.person_add", Amended, Permission.CASE_CORRECT, _addition, add_person,
        (
            _role(), coded("anonymity", tuple(Anonymity), first=Anonymity.OPEN), *_words(),
            check("hide_from_agency", lambda _page: False), text(),
        ),
        within=PEOPLE, icon=":material/person_add:", hint="move.person.add_hint",
    ),
    MoveForm(
        CORRECT, "button.person_correct", Amended, Permission.CASE_CORRECT, _correction, correct_person,
        (text(needed=True),), only_changes=True, always=("text",), within=PEOPLE, icon=":material/edit:",
        bound=_bound, more=_of_person, hint="move.person.blind",
    ),
    MoveForm(
        OUT, "button.person_out", Amended, Permission.CASE_CORRECT, TakeOutPerson, take_out_person,
        (text(needed=True),), within=PEOPLE, icon=":material/person_remove:", bound=_bound, hint="move.person.out_hint",
    ),
)  # fmt: skip
