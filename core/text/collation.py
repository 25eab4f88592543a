"""Sorting Thai as the dictionary does: a leading vowel after its consonant, tone marks only to part equal letters."""

from __future__ import annotations

import re

from core.text.fold import fold

_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_SIGNS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")


def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key for ``sorted``: letters, then signs from left to right, then the text itself.

    The order is total. Digits sort before Latin letters and these before Thai ones; case does not matter.
    """
    spelled = _LEADING.sub(r"\2\1", fold(text))
    letters = "".join(char for char in spelled if char not in _SIGNS)
    signs = "".join(char if char in _SIGNS else " " for char in spelled)
    return letters, signs, text
