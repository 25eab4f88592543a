"""The list of a case's persons as it changes, and a tambon that belongs to its amphoe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import NotFound
from core.model.case import Case
from core.model.codes import Anonymity, PersonRole
from core.model.course import PersonDraft
from core.model.events import Event
from core.model.facts import Amended, PersonRef
from core.rules.decide import intake, persons
from core.rules.decide.persons import MOST_PERSONS, person_at, sound_person
from tests.support.cases import OFFICE, TITLE, after, case_of, registered, said
from tests.support.refusals import refused

FIRST = PersonRef(11, PersonRole.COMPLAINANT)
SECOND = PersonRef(12, PersonRole.RESPONDENT)
THIRD = PersonRef(13, PersonRole.COMPLAINANT)
DAY = "2026-03-05"


def listed(*refs: PersonRef) -> Case:
    """A case with these persons."""
    case = case_of(registered("2026-03-02"))
    return replace(case, facts=replace(case.facts, persons=refs))


def refs_after(case: Case, event: Event) -> tuple[PersonRef, ...]:
    """The list once the event is in force."""
    return after(case, event).facts.persons


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        pytest.param(PersonDraft(name="นายเอ บี"), "นายเอ บี", id="named"),
        pytest.param(PersonDraft(anonymity=Anonymity.HIDDEN), "", id="hidden-without-a-name"),
        pytest.param(PersonDraft(anonymity=Anonymity.NOT_GIVEN, name="นายเอ บี"), "", id="gave-none"),
        pytest.param(PersonDraft(anonymity=Anonymity.UNSIGNED_LETTER, name="นายเอ บี"), "", id="unsigned"),
    ],
)
def test_who_gave_no_name_has_none(draft: PersonDraft, name: str) -> None:
    assert sound_person(draft).name == name


@pytest.mark.parametrize(
    ("phone", "is_refused"),
    [
        pytest.param("08123456", True, id="eight-digits"),
        pytest.param("043-511-222", False, id="nine-digits"),
        pytest.param("๐๘๑ ๒๓๔ ๕๖๗๘", False, id="thai-digits"),
        pytest.param("", False, id="none"),
    ],
)
def test_a_phone_has_nine_digits(phone: str, *, is_refused: bool) -> None:
    draft = PersonDraft(name="นายเอ บี", phone=phone)
    if is_refused:
        with refused("error.person_phone_short"):
            sound_person(draft)
    else:
        assert sound_person(draft) == draft
    assert sound_person(draft, told=()) == draft


def test_the_places_of_persons_never_change() -> None:
    case = listed(FIRST, SECOND)
    case = after(case, persons.add(case, THIRD, said(DAY), OFFICE))
    case = after(case, persons.take_out(case, 2, said(DAY), OFFICE))
    new = replace(THIRD, person_id=14, former=(13,))
    case = after(case, persons.correct_person(case, 3, new, said(DAY), OFFICE))
    assert case.facts.persons == (FIRST, replace(SECOND, is_out=True), new)
    assert person_at(case, 14) == (3, new)
    with pytest.raises(NotFound):
        person_at(case, 12)


def test_a_complainant_remains() -> None:
    with refused("error.last_complainant"):
        persons.take_out(listed(FIRST, SECOND), 1, said(DAY), OFFICE)
    with refused("error.last_complainant"):
        persons.take_out(listed(FIRST, replace(THIRD, is_out=True)), 1, said(DAY), OFFICE)
    case = listed(FIRST, THIRD)
    assert refs_after(case, persons.take_out(case, 1, said(DAY), OFFICE)) == (replace(FIRST, is_out=True), THIRD)


def test_there_is_an_end_to_the_list_and_nothing_after_anonymising() -> None:
    full = listed(*(replace(SECOND, person_id=n) for n in range(MOST_PERSONS)))
    with refused("error.too_many_persons"):
        persons.add(full, FIRST, said(DAY), OFFICE)
    erased = replace(listed(FIRST), is_anonymised=True)
    with refused("error.persons_erased"):
        persons.add(erased, SECOND, said(DAY), OFFICE)


@pytest.mark.parametrize(
    ("known", "change", "told"),
    [
        pytest.param(None, Amended(tambon_code="450105"), Amended(tambon_code="450105"), id="of-the-same-amphoe"),
        pytest.param(
            None,
            Amended(tambon_code="450203"),
            Amended(tambon_code="450203", amphoe_code="4502"),
            id="brings-its-amphoe",
        ),
        pytest.param(
            "450105", Amended(amphoe_code="4502"), Amended(amphoe_code="4502", tambon_code=""), id="left-behind"
        ),
        pytest.param("450105", Amended(urgent=True), Amended(urgent=True), id="another-fact"),
    ],
)
def test_a_tambon_lies_in_its_amphoe(known: str | None, change: Amended, told: Amended) -> None:
    case = case_of(registered("2026-03-02"))
    case = replace(case, facts=replace(case.facts, amphoe_code="4501", tambon_code=known))
    assert intake.amend(case, change, said(DAY, TITLE), OFFICE).payload == told


def test_a_tambon_of_another_amphoe_is_refused() -> None:
    case = case_of(registered("2026-03-02"))
    with refused("error.tambon_elsewhere"):
        intake.amend(case, Amended(amphoe_code="4501", tambon_code="450203"), said(DAY), OFFICE)
