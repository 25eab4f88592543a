"""States of other registers. Three ideas are mixed in them: time, reports and closing; only closing closes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.exchange.findings import FindingKind
from core.exchange.source_case import SourceStatus
from core.exchange.values import parts, plain_text
from core.exchange.wording import squash, squashed
from core.model.codes import DelayReason
from core.text import source_words as words
from core.text.fold import fold

_CLOSED: Final = squashed(words.CLOSED_STATUSES)
_OPEN: Final = squashed(words.OPEN_STATUSES)
_DONE: Final = squashed(words.DONE_STATUSES)
_NO_REPORT: Final = re.compile(rf"(?<!\.)(?:{'|'.join(words.NO_REPORT_WORDS)})")
"""Not after a dot: there the letters of a province (Roi Et's are those of "wait") may end an agency's name."""

_TRAFFY: Final = {squash(name): state for state, names in words.TRAFFY_STATES.items() for name in names}
_DELAYS: Final = frozenset(DelayReason)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What a state means, and the doubt about it."""

    status: SourceStatus
    reported_by: tuple[str, ...] = ()
    delay: DelayReason | None = None
    doubt: FindingKind | None = None


@lru_cache(maxsize=4096)
def read_register_status(text: str) -> StatusReading:
    """Read a Damrongtham Centre's state.

    "Report" and "<agency>report" are progress reports, "past the time", "within the time" and a dash are open, and only
    the centre's word for ending a matter closes it. "Done" is what an agency says: a report, with a warning.
    """
    key = squash(plain_text(text))
    if key in _CLOSED:
        return StatusReading(SourceStatus.CLOSED)
    if not key or key in _OPEN or _NO_REPORT.search(fold(text).replace(" ", "")):
        return StatusReading(SourceStatus.OPEN)
    if words.REPORT_WORD in key:
        return StatusReading(SourceStatus.REPORTED, reported_by=_reporters(text))
    if key in _DONE:
        return StatusReading(SourceStatus.REPORTED, doubt=FindingKind.DONE_IS_NOT_CLOSED)
    return StatusReading(SourceStatus.UNKNOWN, doubt=FindingKind.UNKNOWN_STATUS)


@lru_cache(maxsize=4096)
def read_traffy_state(text: str) -> StatusReading:
    """Read a Traffy state, a code or its Thai name.

    Finished there is an agency's word, so a report here; irrelevant stays open for a person; the four reasons for
    taking long become our labels of a pending case (our decision).
    """
    state = _TRAFFY.get(squash(plain_text(text)), "")
    if state == "finish":
        return StatusReading(SourceStatus.REPORTED, doubt=FindingKind.DONE_IS_NOT_CLOSED)
    if state == "irrelevant":
        return StatusReading(SourceStatus.OPEN, doubt=FindingKind.IRRELEVANT_AT_SOURCE)
    if state in _DELAYS:
        return StatusReading(SourceStatus.OPEN, delay=DelayReason(state))
    if state or not plain_text(text):
        return StatusReading(SourceStatus.OPEN)
    return StatusReading(SourceStatus.UNKNOWN, doubt=FindingKind.UNKNOWN_STATUS)


def _reporters(text: str) -> tuple[str, ...]:
    names = (name.split(words.REPORT_WORD)[0].strip() for name in parts(text, "/"))
    return tuple(dict.fromkeys(name for name in names if name))
