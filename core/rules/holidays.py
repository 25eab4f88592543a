"""What a holiday, and a year that somebody vouches for, must look like, whoever writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from core.errors import DomainError
from core.text.fold import refuse_hostile

LONGEST_NAME: Final = 200
YEARS: Final = range(1957, 2201)
"""CE years of a calendar: from BE 2500."""


def checked_holiday(day: str, body: Mapping[str, Any] | None) -> date:
    """The day of a holiday that is added, renamed or (without a body) taken out.

    Raises:
        DomainError: no such day, a year that no calendar has, or a name that cannot stand.
    """
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise DomainError("error.day_unreadable") from error
    checked_year(str(on.year))
    if body is not None:
        name = str(body.get("name", ""))
        if not name.strip() or len(name) > LONGEST_NAME:
            raise DomainError("error.holiday_name", most=LONGEST_NAME)
        refuse_hostile(name)
    return on


def checked_year(year: str) -> int:
    """A CE year.

    Raises:
        DomainError: it is none, or one that no calendar has.
    """
    if not (year.isascii() and year.isdigit()) or int(year) not in YEARS:
        raise DomainError("error.holiday_year")
    return int(year)
