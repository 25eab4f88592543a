"""The form that text is searched by, and text that is refused. Stored text stays as it was typed."""

from __future__ import annotations

import re
import unicodedata

from core.errors import DomainError
from core.text.digits import to_arabic_digits

_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_TONES = "\u0e48-\u0e4b"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TONE_AFTER_AM = re.compile(f"\u0e4d\u0e32([{_TONES}]+)")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_CONTROLS = frozenset("\t\n\r")
_MOST_MARKS = 3


class HostileText(DomainError):
    """The text holds characters that hide or garble what is written."""

    key = "error.hostile_text"


def fold(text: str) -> str:
    """Return the key under which ``text`` is found; apply it to what is stored and to what is sought.

    Removes invisible characters, composes (NFC), lowers case, turns Thai digits into Arabic ones, writes sara am as one
    letter however it was typed, makes two "sara e" into "sara ae", puts vowels before tone marks, folds spaces.
    Idempotent.
    """
    folded = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).lower()
    folded = to_arabic_digits(folded).replace("\u0e40\u0e40", "\u0e41")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _fold_marks(folded))).strip()


def _fold_marks(text: str) -> str:
    parted = _MARKS.sub(_in_order, text.replace("\u0e33", "\u0e4d\u0e32"))
    toned = _MARKS.sub(_in_order, _TONE_AFTER_AM.sub("\\1\u0e4d\u0e32", parted))
    return toned.replace("\u0e4d\u0e32", "\u0e33")


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(marks.group(), key=_place))


def _place(mark: str) -> int:
    """Vowels stand on the consonant first, then tones and other signs, the ring of sara am last."""
    if mark == "\u0e4d":
        return 2
    return 1 if mark >= "\u0e48" else 0


def refuse_hostile(text: str) -> None:
    """Refuse text that can hide or garble what is written.

    Allowed controls are tab and line breaks. Refused are other control characters, lone surrogates, bidirectional
    controls and more than three combining marks on one base (Thai needs two, Pali three); invisible characters between
    the marks do not reset the count.

    Raises:
        HostileText: the text holds one of these.
    """
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category == "Cs" or char in _BIDI or (category == "Cc" and char not in _LINE_CONTROLS):
            raise HostileText
        marks = marks + 1 if category.startswith("M") else marks * (category == "Cf")
        if marks > _MOST_MARKS:
            raise HostileText
