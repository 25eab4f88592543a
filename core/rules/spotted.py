"""Personal numbers in free text: a person is warned before an ID or a telephone number is written where many read."""

from __future__ import annotations

import re
from enum import StrEnum

from core.text.digits import to_arabic_digits

_ID = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?![ -]?\d)")
_PHONE = re.compile(r"(?<![\d/])(?:0|\+66[ -]?)[2-9](?:[ -]?\d){7,8}(?![ -]?\d)")
_LENGTH = 13


class Spotted(StrEnum):
    """What stands in a text."""

    NATIONAL_ID = "national_id"
    PHONE = "phone"


def spotted(text: str) -> tuple[Spotted, ...]:
    """Which personal numbers a text holds: an ID whose last digit proves the others, a number that can be dialled.

    Thai digits count as digits; spaces and hyphens between digits do not matter.
    """
    digits = to_arabic_digits(text)
    has_id = any(is_national_id(found) for found in _ID.findall(digits))
    without = _ID.sub(" ", digits)
    held = ((Spotted.NATIONAL_ID, has_id), (Spotted.PHONE, bool(_PHONE.search(without))))
    return tuple(kind for kind, holds in held if holds)


def is_national_id(text: str) -> bool:
    """Whether thirteen digits prove each other (modulus 11, as on every Thai identity card)."""
    digits = [int(sign) for sign in re.sub(r"\D", "", text)]
    if len(digits) != _LENGTH:
        return False
    weighed = sum(digit * (_LENGTH - place) for place, digit in enumerate(digits[:-1]))
    return (11 - weighed % 11) % 10 == digits[-1]
