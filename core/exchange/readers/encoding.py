"""Which encoding a text file is in. Thai offices send UTF-8, cp874 (TIS-620) and, from old Excel, UTF-16."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO, Final

from core.exchange.limits import ImportRefused

_SAMPLE: Final = 65_536
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_BYTES: Final = frozenset({0x00, 0x0E})  # the high byte of Latin and of Thai letters in UTF-16
_UTF16_SHARE: Final = 0.7
_MOST_DAMAGE: Final = 0.01
_LEAST_THAI: Final = 0.7
_THAI: Final = range(0x0E00, 0x0E80)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec and how to treat bytes it does not know ("replace" leaves U+FFFD, which becomes a finding)."""

    name: str
    errors: str = "strict"


def detect_encoding(file: BinaryIO) -> Encoding:
    """Read the whole file once in small pieces and leave it at its start.

    A file that is UTF-8 but for less than 1 % damaged letters (cut in the middle of one) stays UTF-8.

    Raises:
        ImportRefused: no encoding makes Thai of its high bytes.
    """
    sample = file.read(_SAMPLE)
    file.seek(0)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Encoding(name, "replace")
    if utf16 := _utf16_without_mark(sample):
        return Encoding(utf16, "replace")
    damaged, thai = _decoded(file, "utf-8")
    if damaged <= thai * _MOST_DAMAGE:
        return Encoding("utf-8", "replace" if damaged else "strict")
    return _cp874(file)


def _cp874(file: BinaryIO) -> Encoding:
    damaged, thai = _decoded(file, "cp874")
    if thai * (1 - _LEAST_THAI) < damaged * _LEAST_THAI:
        raise ImportRefused("import.refused.unknown_encoding")
    return Encoding("cp874", "replace" if damaged else "strict")


def _utf16_without_mark(sample: bytes) -> str:
    """In UTF-16 every second byte is one of few; in any 8-bit encoding of a table hardly any byte is."""
    if b"\x00" not in sample or len(sample) < 2:
        return ""
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if sum(byte in _HIGH_BYTES for byte in high) >= len(high) * _UTF16_SHARE:
            return name
    raise ImportRefused("import.refused.not_a_table")


def _decoded(file: BinaryIO, name: str) -> tuple[int, int]:
    """Count letters that could not be decoded (or are no Thai though not ASCII, in cp874) and Thai letters."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    damaged = thai = 0
    while piece := file.read(_SAMPLE):
        text = decoder.decode(piece)
        if not text.isascii():
            damaged += text.count("\ufffd")
            thai += sum(ord(letter) in _THAI for letter in text)
    damaged += decoder.decode(b"", final=True).count("\ufffd")
    file.seek(0)
    return damaged, thai
