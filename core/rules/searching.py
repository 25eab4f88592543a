"""What a person may have meant by what they typed into the one box: a number, a phone, a name, words of the matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from core.model.case import CaseNo
from core.text.digits import to_arabic_digits, to_thai_digits
from core.text.fold import fold, refuse_hostile
from core.text.search_words import ADDRESS_FORMS, BEFORE_A_NUMBER, JOINED_FORMS

LETTERS: Final = 3
"""Shorter words are in no index."""
MOST_LETTERS: Final = 200
MOST_NAME_WORDS: Final = 4
SHORTEST_NAME: Final = 2
PHONE_DIGITS: Final = range(9, 14)
_NUMBER = re.compile(r"(\d{1,7}) ?[/-] ?(\d{2}|\d{4})")
_RUNNING = re.compile(r"\d{1,7}")
_PHONE = re.compile(r"[+\d][\d\s().-]{7,}")
_DIGIT = re.compile(r"\d")
_BE_YEARS: Final = range(2400, 2700)
_SHORT_BE_CENTURY: Final = 2500


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything that may have been meant; what is empty was not.

    ``text`` is folded, ``phrases`` are its words. ``references`` are spellings under which another office's number may
    be stored. ``name_words`` are sets of spellings, one for each whole word of a name.
    """

    text: str = field(default="", repr=False)
    no: CaseNo | None = None
    running: int | None = None
    references: tuple[str, ...] = field(default=(), repr=False)
    phone: str = field(default="", repr=False)
    name_words: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words of the text that an index of three letters knows."""
        return tuple(word for word in self.text.split() if len(word) >= LETTERS)

    @property
    def short_words(self) -> tuple[str, ...]:
        """The words that it does not."""
        return tuple(word for word in self.text.split() if len(word) < LETTERS)

    @property
    def is_number(self) -> bool:
        """Whether it can only be a number of ours: such a text names nobody and may stand in an address."""
        return self.no is not None or self.running is not None


def sought(typed: str) -> Sought:
    """Read what was typed, in either kind of digits and however it is spaced.

    Raises:
        HostileText: it holds characters that hide or garble what is written.
    """
    refuse_hostile(typed)
    text = fold(typed[:MOST_LETTERS])
    if not text:
        return Sought()
    bare = _without_lead(text)
    return Sought(
        text,
        no=_case_no(bare),
        running=int(bare) if _RUNNING.fullmatch(bare) else None,
        references=_references(typed[:MOST_LETTERS].strip()) if _DIGIT.search(text) else (),
        phone=_phone(bare),
        name_words=_name_words(text) if any(map(str.isalpha, text)) and bare == text else (),
    )


def _without_lead(text: str) -> str:
    """A number without the word that people write before it."""
    for lead in sorted(BEFORE_A_NUMBER, key=len, reverse=True):
        rest = text.removeprefix(fold(lead)).lstrip(" :.")
        if rest != text and _DIGIT.match(rest):
            return rest
    return text


def _case_no(text: str) -> CaseNo | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    year = int(found[2]) + (_SHORT_BE_CENTURY if len(found[2]) == 2 else 0)
    return CaseNo(int(found[1]), year) if year in _BE_YEARS else None


def _references(typed: str) -> tuple[str, ...]:
    """The spellings of another office's number: as typed, in either kind of digits, in either case."""
    arabic = to_arabic_digits(typed)
    spellings = (typed, arabic, arabic.upper(), arabic.lower(), to_thai_digits(arabic), arabic.replace(" ", ""))
    return tuple(dict.fromkeys(spellings))


def _phone(text: str) -> str:
    digits = len(_DIGIT.findall(text))
    return text if digits in PHONE_DIGITS and _PHONE.fullmatch(text) else ""


def _name_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Whole words of a name; registers write the form of address before the first name, with or without a space."""
    form = next((each for each in ADDRESS_FORMS if text.startswith(each) and text != each), "")
    words = text.removeprefix(form).split()
    if not words or len(words) > MOST_NAME_WORDS or any(len(word) < SHORTEST_NAME for word in words):
        return ()
    first = (words[0], *(f"{each}{words[0]}" for each in dict.fromkeys((form, *JOINED_FORMS)) if each))
    whole = (text.split()[0],)  # what only begins like a form of address is a name of its own
    spellings = tuple(dict.fromkeys((*first, *(whole if len(text.split()) == len(words) else ()))))
    return (spellings, *((word,) for word in words[1:]))
