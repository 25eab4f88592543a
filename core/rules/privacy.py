"""Names, IDs and phones of known persons never stand in titles and notes: a marker does, shown by role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARKER = re.compile(r"⟦person:(\d+)⟧")
_LONG_NUMBER = re.compile(r"(?<![\d/])\d(?:[ -]?\d){8,}")
_SHORTEST = 4
"""Shorter values are too common to be taken for a person's."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The n-th person of a case (from 1) with the values that must not stand in its texts."""

    n: int
    values: tuple[str, ...]


def mark_persons(text: str, persons: Iterable[KnownPerson]) -> str:
    """Replace each known value by its person's marker, longest first; numbers are found however they are spaced."""
    found = [(value.strip(), person.n) for person in persons for value in person.values]
    for value, n in sorted(found, key=lambda pair: -len(pair[0])):
        if len(value) >= _SHORTEST and _may_hold(text, value):
            text = re.sub(_pattern(value), f"⟦person:{n}⟧", text)
    return text


def _may_hold(text: str, value: str) -> bool:
    """Whether it is worth looking for a value: its first word, or the first digit of a number, stands in the text."""
    digits = _digits_of(value)
    return (digits[0] if digits else value.split()[0]) in text


def _digits_of(value: str) -> str:
    """The digits of a value that is mostly digits, however they are spaced; empty for a name."""
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) >= len(value) / 2 else ""


def _pattern(value: str) -> str:
    digits = _digits_of(value)
    if digits:
        return r"[\s-]?".join(map(re.escape, digits))
    return r"\s+".join(map(re.escape, value.split()))


def show_persons(text: str, names: dict[int, str]) -> str:
    """Replace markers by what the reader may see of each person; unknown ones stay markers."""
    return _MARKER.sub(lambda found: names.get(int(found.group(1)), found.group(0)), text)


def hide_persons(text: str, word: str) -> str:
    """Replace every marker by one word, for lists and files that name nobody."""
    return _MARKER.sub(lambda _found: word, text)


def hide_numbers(text: str) -> str:
    """Replace numbers as long as a telephone's or an ID's by dots, however they are spaced, in either digits."""
    return _LONG_NUMBER.sub("…", text)
