"""Holidays, and the calendar that a province works by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Holiday:
    """A government holiday. ``scope`` holds the codes of the provinces that keep it; empty means all of them."""

    day: date
    name: str
    scope: frozenset[str] = frozenset()

    def is_kept_in(self, province_code: str) -> bool:
        """Whether the offices of that province are closed on the day."""
        return not self.scope or province_code in self.scope


@dataclass(frozen=True)
class WorkCalendar:
    """What one province's working days are counted by.

    ``holidays`` maps a day to the name it was declared under, weekends included. ``confirmed_years`` are CE years that
    somebody vouched for; every other year counts what is known of it and says so. ``version`` grows with each edit.
    The holidays are copied and cannot be changed; they stay out of the hash, which the version carries.
    """

    holidays: Mapping[date, str] = field(hash=False)
    confirmed_years: frozenset[int] = frozenset()
    version: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))

    def __reduce__(self) -> tuple[type[WorkCalendar], tuple[dict[date, str], frozenset[int], int]]:
        """Copy and pickle through the constructor, since a mapping proxy can do neither."""
        return WorkCalendar, (dict(self.holidays), self.confirmed_years, self.version)
