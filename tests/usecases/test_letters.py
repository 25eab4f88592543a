"""What is known of the letter on which a matter came: facts in the events, words beside them, both correctable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.figures.case_page import letter_texts
from core.model.codes import Secrecy
from core.model.facts import Amended, Letter, Registered
from core.text.fold import HostileText
from core.usecases.amend_case import AmendCase, amend_case
from core.usecases.register_case import RegisterCase, register_case
from tests.support.office import Office
from tests.usecases.test_texts_of_moves import HIDING, PEOPLE
from tests.usecases.test_who_may import DIRECTOR, IDS, TITLE, context

LETTER = RegisterCase(
    request_id="letter",
    facts=Registered("letter", letter=Letter("อด 5/1")),
    title=TITLE,
    persons=PEOPLE,
    letter_from=f"บ้านของ {PEOPLE[0].name}",
    letter_order="เร่งตรวจสอบ",
)


def test_the_texts_of_a_letter_are_marked_and_stand_in_no_table_in_clear(office: Office) -> None:
    no = register_case(LETTER, context(office, DIRECTOR)).no
    [event] = office.ledger(DIRECTOR).history(no)
    assert event.texts["letter_from"] == "บ้านของ ⟦person:1⟧"
    assert "เร่งตรวจสอบ" not in str(office.rows("SELECT * FROM case_text")) + str(
        office.rows("SELECT * FROM ledger_event")
    )


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(replace(LETTER, letter_from=HIDING), id="sender"),
        pytest.param(replace(LETTER, letter_order=HIDING), id="order"),
    ],
)
def test_hidden_characters_in_a_letter_are_refused(office: Office, command: RegisterCase) -> None:
    with pytest.raises(HostileText):
        register_case(command, context(office, DIRECTOR))
    assert office.rows("SELECT count(*) FROM case_") == [(0,)]


def test_a_letter_is_corrected_fact_by_fact_and_the_old_words_stay_in_the_history(office: Office) -> None:
    no = register_case(LETTER, context(office, DIRECTOR)).no
    facts = {"secrecy": Secrecy.SECRET, "register_no": "88/2569"}
    amend = AmendCase(request_id=IDS.next(), no=no, change=Amended(), letter=facts, texts={"letter_order": " ชะลอไว้ "})
    amend_case(amend, context(office, DIRECTOR))
    case, events = office.ledger(DIRECTOR).case(no), office.ledger(DIRECTOR).history(no)
    assert case.facts.letter == Letter("อด 5/1", None, "88/2569", Secrecy.SECRET)
    assert case.facts.confidential is True
    assert letter_texts(events) == {"letter_from": "บ้านของ ⟦person:1⟧", "letter_order": "ชะลอไว้"}
    assert letter_texts(events[:1])["letter_order"] == "เร่งตรวจสอบ"
    office.retract("back", no, 2)
    case = office.ledger(DIRECTOR).case(no)
    assert (case.facts.letter, case.facts.confidential) == (Letter("อด 5/1"), False)
    assert letter_texts(office.ledger(DIRECTOR).history(no))["letter_order"] == "เร่งตรวจสอบ"


@pytest.mark.parametrize("number", ["no", "register_no"])
def test_hidden_characters_in_the_numbers_of_a_letter_are_refused(office: Office, number: str) -> None:
    no = register_case(LETTER, context(office, DIRECTOR)).no
    amend = AmendCase(request_id=IDS.next(), no=no, change=Amended(), letter={number: HIDING})
    with pytest.raises(HostileText):
        amend_case(amend, context(office, DIRECTOR))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(Amended(letter=Letter()), {False}, id="ordinary"),
        pytest.param(Amended(letter=Letter(secrecy=Secrecy.SECRET)), {True}, id="secret"),
        pytest.param(Amended(letter=Letter(secrecy=Secrecy.SECRET), confidential=False), {False}, id="said-otherwise"),
    ],
)
def test_a_class_found_later_makes_the_case_confidential_unless_said_otherwise(
    office: Office, change: Amended, expected: set[bool]
) -> None:
    no = register_case(LETTER, context(office, DIRECTOR)).no
    amend_case(AmendCase(request_id=IDS.next(), no=no, change=change), context(office, DIRECTOR))
    assert {office.ledger(DIRECTOR).case(no).facts.confidential} == expected


def test_whoever_registers_a_secret_letter_registers_a_confidential_case(office: Office) -> None:
    secret = replace(LETTER, facts=Registered("letter", letter=Letter(secrecy=Secrecy.VERY_SECRET)))
    no = register_case(secret, context(office, DIRECTOR)).no
    assert office.ledger(DIRECTOR).case(no).facts.confidential is True
