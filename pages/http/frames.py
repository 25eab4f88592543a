"""What a browser may send to Streamlit over the WebSocket, read from the bytes of its messages.

Streamlit runs whatever a connected browser asks for: it clears everybody's caches, and runs callbacks and fragments
without passing the main script, where a page looks who is signed in. So each message is read here first. The numbers
are those of Streamlit 1.67's ``BackMsg``, ``ClientState`` and ``BackendOperationRequest``; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

RERUN: Final = 11
STOP, FILE_URLS, HEARTBEAT, BACKEND = 7, 16, 17, 19
ADMITTED: Final = frozenset({RERUN, STOP, FILE_URLS, HEARTBEAT, BACKEND})
"""The rest clears caches, asks for git, shuts down or installs: nothing a person of the office needs."""
BACKEND_ADMITTED: Final = frozenset({1, 2, 3, 6})
"""Ids, a file for a download button, a part of a long table."""
AUTO_RERUN: Final = 6
PLAIN_RERUN: Final = frozenset({1, 3, 4, 8, 9})
"""Query, page, context, history: a rerun of these alone runs the page from its top, without callback or fragment."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class UnreadableFrame(Exception):
    """The bytes are no message that a browser of ours sends."""


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    raw: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """One admitted message. ``is_activity``: a person did something, so the session stays awake."""

    data: bytes
    is_activity: bool


def admitted(data: bytes) -> Frame | None:
    """Read a message of a browser whose session lives; None when it asks for something that is not for browsers."""
    part = _only_part(data)
    if part.number not in ADMITTED:
        return None
    if part.number == BACKEND and {each.number for each in _parts(part.value)} - BACKEND_ADMITTED:
        return None
    return Frame(data, is_activity=part.number == RERUN and not _is_automatic(part.value))


def locked(data: bytes) -> bytes | None:
    """Turn a message of a browser whose session ended into a plain rerun, which shows that it ended; None drops it."""
    part = _only_part(data)
    if part.number != RERUN:
        return None
    state = b"".join(each.raw for each in _parts(part.value) if each.number in PLAIN_RERUN)
    return _varint(RERUN << 3 | _BYTES) + _varint(len(state)) + state


def _is_automatic(state: bytes) -> bool:
    return any(each.number == AUTO_RERUN and each.value != b"\x00" for each in _parts(state))


def _only_part(data: bytes) -> _Part:
    parts = list(_parts(data))
    if len(parts) != 1:
        raise UnreadableFrame
    return parts[0]


def _parts(data: bytes) -> Iterator[_Part]:
    """The fields of a protobuf message, in order."""
    at = 0
    while at < len(data):
        tag, start = _read_varint(data, at)
        value_at, end = _extent(data, start, tag & 7)
        if end > len(data):
            raise UnreadableFrame
        yield _Part(tag >> 3, data[at:end], data[value_at:end])
        at = end


def _extent(data: bytes, start: int, wire: int) -> tuple[int, int]:
    """Where a field's value begins and ends."""
    if wire == _VARINT:
        return start, _read_varint(data, start)[1]
    if wire == _BYTES:
        length, value_at = _read_varint(data, start)
        return value_at, value_at + length
    if wire in (_FIXED32, _FIXED64):
        return start, start + (4 if wire == _FIXED32 else 8)
    raise UnreadableFrame


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    for index in range(at, min(at + 10, len(data))):
        value |= (data[index] & 0x7F) << shift
        if data[index] < 0x80:
            return value, index + 1
        shift += 7
    raise UnreadableFrame


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
