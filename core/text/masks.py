"""Personal data as it may stand on a screen that others can see."""

from __future__ import annotations

import re
from typing import Final

from core.text.digits import to_arabic_digits

TITLES: Final = (
    *("นางสาว", "น.ส.", "นาง", "นาย", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "พระครู", "พระ", "สามเณร", "แม่ชี", "คุณ"),
    *("ว่าที่ร้อยตรี", "ว่าที่ ร.ต.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "ด.ต.", "จ.ส.ต.", "ส.ต.อ."),
    *(
        "พล.ต.อ.",
        "พล.ต.ท.",
        "พล.ต.ต.",
        "จ.ส.อ.",
        "ส.อ.",
        "พ.อ.",
        "พ.ท.",
        "พ.ต.",
        "ร.อ.",
        "ร.ท.",
        "ร.ต.",
        "ดร.",
        "นพ.",
        "พญ.",
    ),
)
"""Forms of address that a masked name keeps."""
_LEADING: Final = "เแโใไ"
_SEEN_DIGITS: Final = 2


def masked_name(name: str) -> str:
    """The form of address and the first letter of each name: ``นาย ส… จ…``; empty stays empty."""
    text = " ".join(name.split())
    title = next((each for each in sorted(TITLES, key=len, reverse=True) if text.startswith(each)), "")
    words = [f"{_initial(word)}…" for word in text.removeprefix(title).split()]
    return " ".join([title, *words] if title else words)


def _initial(word: str) -> str:
    """The first letter that is read aloud; a vowel written before its consonant is none."""
    letters = [letter for letter in word if letter.isalnum() and letter not in _LEADING]
    return letters[0] if letters else ""


def masked_phone(phone: str) -> str:
    """How the number begins and its last two digits: ``08x-xxx-xx34``; empty stays empty."""
    digits = re.sub(r"\D", "", to_arabic_digits(phone))
    if not phone.strip():
        return ""
    if len(digits) < 9:
        return "xxx"
    tail = digits[-_SEEN_DIGITS:]
    hidden = f"{digits[:2]}{'x' * (len(digits) - 2 - _SEEN_DIGITS)}{tail}"
    return f"{hidden[:-7]}-{hidden[-7:-4]}-{hidden[-4:]}"
