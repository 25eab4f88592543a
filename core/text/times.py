"""The hour as Thai people write it."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from core.errors import DomainError
from core.text.dates import BANGKOK
from core.text.fold import fold

_HOUR = re.compile(r"(\d{1,2})\s*[.:]\s*(\d{2})\s*(?:น\.?|นาฬิกา)?")


class UnreadableTime(DomainError, ValueError):
    """What was typed is no time of day."""

    key = "error.time_unreadable"


def parse_time(text: str) -> time:
    """Read a time of day: 14.30, 14:30, ๑๔.๓๐ น.

    Raises:
        UnreadableTime: no such form, or no such time.
    """
    found = _HOUR.fullmatch(fold(text))
    if found is None:
        raise UnreadableTime
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise UnreadableTime from None


def in_bangkok(day: date, at: time) -> datetime:
    """The instant of a day and a time of day in Bangkok."""
    return datetime.combine(day, at, BANGKOK)
