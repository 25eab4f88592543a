"""The letter on which a matter came, recorded later or corrected: its number, days, class, sender and order."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from core.errors import DomainError
from core.figures.case_page import CasePage
from core.model.codes import Secrecy
from core.model.facts import LETTER_TEXTS, Amended, Letter
from core.rules.access import Permission
from core.text.catalogue import label
from core.text.dates import parse_day
from core.usecases.amend_case import AmendCase, amend_case
from pages.ui.moves.fields import choice, day, line, text, typed_day
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.place import Field
from pages.ui.moves.shown import shown_text

FACTS: Final = {"letter_no": "no", "dated_on": "dated_on", "register_no": "register_no", "secrecy": "secrecy"}
"""What the form calls the facts of a letter."""


def _letter(page: CasePage) -> Letter:
    return page.case.facts.letter or Letter()


def _amendment(**values: Any) -> AmendCase:  # noqa: ANN401  # what the fields gave
    """The facts and the texts that were changed."""
    facts = {fact: values.pop(name) for name, fact in FACTS.items() if name in values}
    texts = {name: values.pop(name) for name in LETTER_TEXTS if name in values}
    if not facts and not texts:
        raise DomainError("error.nothing_changed")
    return AmendCase(change=Amended(), letter=facts, texts=texts, **values)


def _dated_on() -> Field:
    def first(page: CasePage) -> str:
        on = _letter(page).dated_on
        return typed_day(on) if on else ""

    def read(raw: object) -> date | None:
        typed = str(raw or "").strip()
        return parse_day(typed) if typed else None

    return Field("dated_on", line("dated_on", first=first).draw, read)


OF_LETTERS: Final = (
    MoveForm(
        "letter", "button.amend_letter", Amended, Permission.CASE_CORRECT, _amendment, amend_case,
        (
            line("letter_no", first=lambda page: _letter(page).no), _dated_on(),
            line("register_no", first=lambda page: _letter(page).register_no),
            shown_text("letter_from"),
            choice(
                "secrecy", lambda _place: {each.value: label(each) for each in Secrecy}, Secrecy,
                first=lambda page: _letter(page).secrecy.value, is_wide=True,
            ),
            shown_text("letter_order"), text(), day(today=True),
        ),
        only_changes=True, icon=":material/mail:",
    ),
)  # fmt: skip
