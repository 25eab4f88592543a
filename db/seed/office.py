"""The lists of a new office as changes of its masters: channels, topics, programmes, agencies, clock sets, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from core.errors import DomainError
from core.ports import MasterChange
from core.rules.calendar import work_calendar
from core.rules.clocks import CLOCK_SETS
from core.rules.codec import dump_payload, load_as
from core.text.catalogue import t
from db.seed.geography import amphoe_of, provinces
from db.seed.holidays import known_holidays, vouched_years
from db.seed.masters import first_agencies, first_channels, first_programmes, first_topics


class Line(Protocol):
    """A line of a list."""

    @property
    def id(self) -> str:
        """Its stable key."""
        ...


def seed_changes(province_code: str) -> tuple[MasterChange, ...]:
    """Every line a new office starts with, in a fixed order.

    Raises:
        DomainError: ``error.unknown_province``.
    """
    province = next((each for each in provinces() if each.code == province_code), None)
    if province is None:
        raise DomainError("error.unknown_province", province=province_code)
    agencies = first_agencies(province, amphoe_of(province_code))
    placed = (replace(agency, position=n) for n, agency in enumerate(agencies, start=1))
    return (
        *lines("channel", first_channels()),
        *lines("topic", first_topics()),
        *lines("programme", first_programmes()),
        *lines("agency", placed),
        *lines("clock_set", (replace(each, name=t(f"clock_set.{each.id}")) for each in CLOCK_SETS)),
        *_holidays(province_code),
    )


def lines(table: str, found: Iterable[Line]) -> Iterator[MasterChange]:
    """Lines of one list as changes."""
    return (MasterChange(table, line.id, line_body(line)) for line in found)


def line_body(line: object) -> dict[str, Any]:
    """A list line as plain JSON values."""
    body: dict[str, Any] = load_as(dict, dump_payload(line))
    return body


def _holidays(province_code: str) -> Iterator[MasterChange]:
    """One line a day; two holidays on a day keep both names."""
    vouched = vouched_years(province_code)
    calendar = work_calendar(known_holidays(), province_code=province_code, confirmed_years=vouched, version=1)
    for day, name in sorted(calendar.holidays.items()):
        yield MasterChange("holiday", day.isoformat(), {"name": name})
    for year in sorted(vouched):
        yield MasterChange("confirmed_year", str(year), {})
