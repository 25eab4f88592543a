"""Values of single cells other than days: text, numbers, phones, lists, coordinates."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from functools import lru_cache
from typing import Final

from core.exchange.cells import Cell, cell_text
from core.exchange.findings import FindingKind
from core.exchange.wording import says_nothing
from core.text import source_words as words
from core.text.digits import to_arabic_digits

_ENDINGS: Final = re.compile(r"\r\n?")
_SHORT: Final = 48  # texts up to here come again and again and are worth remembering
_BLANKS: Final = " \t\n\r\ufeff\xa0"
_MARKS: Final = "[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u20d0-\u20ff]"
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_TO_CHANGE: Final = re.compile(f"\r|{_UNSAFE.pattern}|{_MARKS}{{4,}}")
_MARK_RUN: Final = re.compile(f"{_MARKS}{{4,}}")
_MOST_MARKS: Final = 3
_EXCEL_ERRORS: Final = frozenset(words.EXCEL_ERRORS)
_WHOLE_FLOAT: Final = re.compile(r"(\d+)\.0+")
_COUNT: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NUMBER: Final = re.compile(r"-?\d{1,3}\.\d+|-?\d{1,3}")
_QUOTES: Final = "\"' \t\n"
_THAILAND_LATITUDE: Final = (5.0, 21.0)
_THAILAND_LONGITUDE: Final = (97.0, 106.0)
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_PHONE_NOISE: Final = re.compile(r"[\s().\-]+")
_LOCAL_PHONE: Final = re.compile(r"0[2-9]\d{7,8}|1\d{3}", re.ASCII)


def tidy(text: str) -> tuple[str, bool]:
    """Return text that may be stored and shown, and whether anything had to be taken out of it.

    Taken out: control and bidirectional characters, lone surrogates, the fourth and later combining mark on one base.
    Line breaks become "\\n"; blanks at both ends go (that is not counted).
    """
    if not _TO_CHANGE.search(text):
        return text.strip(_BLANKS), False
    text = _ENDINGS.sub("\n", text).strip(_BLANKS)
    clean = _MARK_RUN.sub(lambda run: run.group()[:_MOST_MARKS], _UNSAFE.sub("", text))
    return clean.strip(_BLANKS), clean != text


def plain_text(cell: Cell) -> str:
    """Return a cell as tidy text, "" for the usual signs of nothing."""
    if cell is None or cell == "":
        return ""
    text = cell_text(cell)
    return _plain(text) if len(text) <= _SHORT else tidy(text)[0]


@lru_cache(maxsize=8_192)
def _plain(text: str) -> str:
    clean = tidy(text)[0]
    return "" if says_nothing(clean) else clean


def number_text(cell: Cell) -> str:
    """Return a register number as text: 412.0 and "412.0" read 412, anything else stays as written."""
    text = plain_text(cell)
    whole = _WHOLE_FLOAT.fullmatch(text) if text else None
    return whole[1] if whole else text


def count(cell: Cell) -> int | None:
    """Read a number of things: 1,234 or ๑๒. None when it is none.

    A blank cell is none too; ask ``plain_text`` first.
    """
    text = to_arabic_digits(number_text(cell))
    return int(text.replace(",", "")) if _COUNT.fullmatch(text) else None


def is_excel_error(cell: Cell) -> bool:
    """Say whether a cell holds what a broken formula shows (#NAME? and its kin), or a column too narrow."""
    text = cell_text(cell).strip().upper()
    if not text.startswith("#"):
        return False
    return text in _EXCEL_ERRORS or (len(text) > 1 and not text.strip("#"))


def examined(text: str) -> tuple[str, tuple[FindingKind, ...]]:
    """Do what ``examine`` does and remember short texts; not for personal ones."""
    return _examined(text) if len(text) <= _SHORT else examine(text)


def examine(text: str) -> tuple[str, tuple[FindingKind, ...]]:
    """Return tidy text, "" for signs of nothing and broken formulas, and what had to be taken out of it or was lost."""
    clean, changed = tidy(text)
    if says_nothing(clean):
        return "", ()
    if is_excel_error(clean):
        return "", (FindingKind.EXCEL_ERROR,)
    doubts = ((FindingKind.UNSAFE_CHARACTERS, changed), (FindingKind.DAMAGED_CHARACTERS, is_damaged(clean)))
    return clean, tuple(kind for kind, found in doubts if found)


@lru_cache(maxsize=8_192)
def _examined(text: str) -> tuple[str, tuple[FindingKind, ...]]:
    return examine(text)


def is_damaged(text: str) -> bool:
    """Say whether letters were lost when the file was decoded, or before."""
    return "\ufffd" in text


def phone(cell: Cell) -> tuple[str, bool]:
    """Return the first phone number of a cell, "" if none, and whether a zero lost to a spreadsheet was put back.

    812345678.0 becomes 0812345678, +66 81 234 5678 too.
    """
    text = tidy(cell_text(cell))[0]  # not remembered: it is personal
    whole = _WHOLE_FLOAT.fullmatch(text)
    for part in re.split(r"[,/;\n]", to_arabic_digits(whole[1] if whole else text)):
        digits = _PHONE_NOISE.sub("", part)
        if digits.startswith(("+66", "66")) and len(digits.lstrip("+")) in (10, 11):
            digits = "0" + digits.lstrip("+")[2:]
        if _LOCAL_PHONE.fullmatch(digits):
            return digits, False
        if _LOCAL_PHONE.fullmatch("0" + digits):
            return "0" + digits, True
    return "", False


def masked(text: str) -> str:
    """Return a personal value so that a row can be recognised and the person cannot."""
    if len(text) <= 4:
        return "…"
    return f"{text[:1]}…{text[-2:]}"


def parts(cell: Cell, separators: str) -> tuple[str, ...]:
    """Split a cell that holds several values; blanks and repetitions go, order stays."""
    text = plain_text(cell)
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    kept = (plain_text(piece) for piece in text.split(separators[0]))
    return tuple(dict.fromkeys(piece for piece in kept if piece))


def listed(cell: Cell) -> tuple[str, ...]:
    """Read a list in any of its notations: {a,b}, ['a', 'b'], ["a"], a,b."""
    text = plain_text(cell)
    if text[:1] + text[-1:] in ("{}", "[]"):
        text = text[1:-1]
    kept = (plain_text(piece.strip(_QUOTES)) for piece in text.split(","))
    return tuple(dict.fromkeys(piece for piece in kept if piece))


def coordinates(*cells: Cell) -> tuple[float, float] | None:
    """Read latitude and longitude (WGS 84 degrees) from one cell or two, in either order; None when they are no pair.

    In Thailand the smaller number is the latitude, so the order needs no asking; a pair that fits neither way is
    returned as written, the first number the latitude, for ``in_thailand`` to refuse.
    """
    found = [float(number) for cell in cells for number in _NUMBER.findall(to_arabic_digits(plain_text(cell)))]
    if len(found) != 2:
        return None
    first, second = found
    return (second, first) if in_thailand((second, first)) else (first, second)


def in_thailand(pair: tuple[float, float]) -> bool:
    """Say whether latitude and longitude lie in the box around Thailand."""
    latitude, longitude = pair
    south, north = _THAILAND_LATITUDE
    west, east = _THAILAND_LONGITUDE
    return south <= latitude <= north and west <= longitude <= east


def clock(cell: Cell) -> time | None:
    """Read a time of day in a column of its own: 14:05, 14.05 with its Thai suffix, a spreadsheet's time."""
    if isinstance(cell, time):
        return cell.replace(tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    found = _CLOCK.search(to_arabic_digits(plain_text(cell)))
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def first_line(text: str, longest: int) -> str:
    """Return the first line that says something, cut before a letter that stands alone, never before its marks."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if len(line) <= longest:
        return line
    cut = line[:longest]
    while line[len(cut)] != " " and unicodedata.category(line[len(cut)]).startswith("M"):
        cut = cut[:-1]
    return cut.rstrip() + "…"
