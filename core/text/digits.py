"""Thai and Arabic digits."""

from __future__ import annotations

import re

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_WORD = re.compile(r"[A-Za-z0-9]+(?:[-_./:@?=&#%+~]+[A-Za-z0-9]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_HOTLINES = re.compile(r"(?:1111|1567)(?:/(?:1111|1567))*")


def to_thai_digits(text: str) -> str:
    """Write ๐-๙ for 0-9, except in proper names.

    A word with a Latin letter in it keeps its digits (COVID-19, A4, a web address), and so do the two hotlines whose
    number is their name (1111, 1567) when they stand alone: ``1111/2569`` is a case number and changes.
    """
    return _WORD.sub(lambda word: _in_thai(word.group()), text)


def to_arabic_digits(text: str) -> str:
    """Write 0-9 for ๐-๙; everything else stays."""
    return text.translate(_TO_ARABIC)


def _in_thai(word: str) -> str:
    is_name = _LATIN.search(word) or _HOTLINES.fullmatch(word)
    return word if is_name else word.translate(_TO_THAI)
