"""The one spelling of a phone or an ID under which blind indexes are made."""

from __future__ import annotations

import unicodedata
from typing import Literal

from core.text.digits import to_arabic_digits

IndexedField = Literal["phone", "national_id"]

DIGITS = frozenset("0123456789")
COUNTRY = "66"
LOCAL_LENGTHS = (8, 9)


def bare(value: str, field: IndexedField) -> str:
    """A phone as its national digits, an ID as its digits and capital letters.

    Thai digits count as digits. A telephone extension (from the first letter or ``#`` behind the digits) is left out;
    +66 becomes 0.

    Raises:
        ValueError: nothing is left.
    """
    text = to_arabic_digits(unicodedata.normalize("NFKC", value))
    kept = _national(_digits(text)) if field == "phone" else "".join(filter(str.isalnum, text)).upper()
    if not kept:
        raise ValueError("nothing to index")
    return kept


def _digits(text: str) -> str:
    kept = ""
    for sign in text:
        if sign in DIGITS:
            kept += sign
        elif kept and (sign.isalpha() or sign == "#"):
            break
    return kept


def _national(digits: str) -> str:
    number = digits.removeprefix("00")
    local = number.removeprefix(COUNTRY).removeprefix("0")
    return f"0{local}" if number.startswith(COUNTRY) and len(local) in LOCAL_LENGTHS else digits
