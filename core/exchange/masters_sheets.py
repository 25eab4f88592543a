"""The sheets of the lists' workbook: their columns, and the rows that the present lists make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.exchange.masters_columns import (
    DAY,
    LINES,
    NUMBER,
    PHONE,
    TEXT,
    Blank,
    Column,
    Kind,
    NameIndex,
    choice,
    flag,
    one_of,
)
from core.model.codes import AgencyKind, ChannelGroup, ObligationKind
from core.model.masters import Agency, ClockSet
from core.model.promises import DayUnit, Span
from core.ports import Masters
from core.rules.master_lines import SIZE_GROUPS
from core.text.catalogue import t

Values = Mapping[str, Any]
REMOVE: Final = "remove"
"""Column in which a row of a list without an end of its own is taken out."""
CLOCKS: Final = tuple(kind for kind in ObligationKind if kind is not ObligationKind.PERIODIC_PROGRESS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. The first ``keys`` columns say which line a row is; ``named`` sheets give new lines an id."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]
    keys: int = 1
    named: bool = False
    removable: bool = False

    @property
    def title(self) -> str:
        """The Thai name of the sheet."""
        return t(f"masters.sheet.{self.key}")

    def identity(self, values: Values) -> tuple[Any, ...]:
        """Which line a row is."""
        return tuple(values[column.key] for column in self.columns[: self.keys])


@dataclass(frozen=True, slots=True)
class Lookups:
    """How rows of one sheet name lines of another."""

    agencies: NameIndex
    topics: NameIndex
    clock_sets: NameIndex
    amphoe: NameIndex


def lookups(masters: Masters) -> Lookups:
    """The names of the present lists."""
    return Lookups(
        agencies=NameIndex.of({each.id: each.name for each in masters.agencies}),
        topics=NameIndex.of({each.id: each.name for each in masters.topics}),
        clock_sets=NameIndex.of({each.id: each.name for each in masters.clock_sets}),
        amphoe=NameIndex.of({each.code: each.name for each in masters.amphoe}),
    )


def sheets(masters: Masters, names: Lookups) -> tuple[Sheet, ...]:
    """Every sheet that can be edited, in the order of the workbook."""
    return (
        Sheet("channel", _channel_columns(), tuple(map(values_of, masters.channels)), named=True),
        Sheet("topic", _topic_columns(), tuple(map(values_of, masters.topics)), named=True),
        Sheet("agency", _agency_columns(names), tuple(map(values_of, masters.agencies)), named=True),
        Sheet("declared", _declared_columns(names), tuple(_declared(masters.agencies)), keys=2, removable=True),
        Sheet("programme", _programme_columns(), tuple(map(values_of, masters.programmes)), named=True),
        Sheet("holiday", _holiday_columns(), tuple(_holidays(masters)), removable=True),
        Sheet("clock_set", _clock_set_columns(), tuple(_clock_sets(masters)), named=True),
        Sheet("clock", _clock_columns(names), tuple(_clocks(masters.clock_sets)), keys=2),
    )


def values_of(line: object) -> Values:
    """The fields of a line by column; a period is three columns."""
    found: dict[str, Any] = {}
    for name in type(line).__dataclass_fields__:  # type: ignore[attr-defined]  # lines are dataclasses
        value = getattr(line, name)
        if name in ("law", "overall", "default_finish"):
            found.update(span_values(name, value))
        elif name not in ("declared", "clocks"):
            found[name] = value
    return found


def span_values(name: str, span: Span | None) -> Values:
    """A period as its columns; without one the unit is the usual one."""
    shown = span or Span(0)
    return {
        f"{name}_count": span.count if span else None,
        f"{name}_unit": shown.unit,
        f"{name}_source": shown.source,
    }


def _period(name: str, blank: Blank | None) -> tuple[Column, ...]:
    return (
        Column(f"{name}_count", NUMBER, 12, blank),
        Column(f"{name}_unit", choice(DayUnit), 12, DayUnit.WORKING),
        Column(f"{name}_source", TEXT, 30, ""),
    )


def _identified(name_width: int) -> tuple[Column, ...]:
    return Column("id", TEXT, 18), Column("name", TEXT, name_width)


def _optional(kind: Kind, key: str, width: int) -> Column:
    return Column(key, kind, width, None)


def _channel_columns() -> tuple[Column, ...]:
    group = Column("group", choice(ChannelGroup), 20)
    return (*_identified(36), group, _active(), _position())


def _active() -> Column:
    return Column("is_active", flag(), 10, Blank.DEFAULT)


def _position() -> Column:
    return Column("position", NUMBER, 8, Blank.DEFAULT)


def _topic_columns() -> tuple[Column, ...]:
    return (
        *_identified(44),
        *_period("law", None),
        Column("is_complex", flag(), 14, Blank.DEFAULT),
        Column("steps", TEXT, 70, ""),
        _active(),
        _position(),
    )


def _agency_columns(names: Lookups) -> tuple[Column, ...]:
    return (
        *_identified(44),
        Column("short_name", TEXT, 20, ""),
        Column("kind", choice(AgencyKind), 22, Blank.DEFAULT),
        _optional(names.agencies.kind(), "parent_id", 34),
        _optional(names.amphoe.kind(), "amphoe_code", 18),
        Column("head_title", TEXT, 44, ""),
        Column("phone", PHONE, 18, ""),
        Column("hotline", PHONE, 12, ""),
        Column("size_group", one_of(SIZE_GROUPS), 10, Blank.DEFAULT),
        *_period("overall", None),
        _optional(DAY, "valid_from", 14),
        _optional(DAY, "valid_to", 14),
        _optional(names.agencies.kind(), "succeeded_by", 34),
        Column("spellings", LINES, 44, ()),
        _position(),
    )


def _declared_columns(names: Lookups) -> tuple[Column, ...]:
    return (
        Column("agency", names.agencies.kind(), 44),
        Column("topic", names.topics.kind(), 40),
        *_period("declared", Blank.REFUSED),
    )


def _declared(agencies: Iterable[Agency]) -> Iterator[Values]:
    for agency in agencies:
        for topic_id, span in agency.declared.items():
            yield {"agency": agency.id, "topic": topic_id, **span_values("declared", span)}


def _programme_columns() -> tuple[Column, ...]:
    return (*_identified(44), _active())


def _holiday_columns() -> tuple[Column, ...]:
    return Column("day", DAY, 18), Column("holiday_name", TEXT, 70)


def _holidays(masters: Masters) -> Iterator[Values]:
    for day, name in sorted(masters.calendar.holidays.items()):
        yield {"day": day, "holiday_name": name}


def _clock_set_columns() -> tuple[Column, ...]:
    return (
        *_identified(30),
        Column("in_force", flag(), 12, Blank.DEFAULT),
        *_period("default_finish", Blank.DEFAULT),
        *(Column(name, NUMBER, 16, Blank.DEFAULT) for name in ("delivery_days", "near_days", "no_word_days")),
        Column("weekend_staff", flag(), 16, Blank.DEFAULT),
    )


def _clock_sets(masters: Masters) -> Iterator[Values]:
    for clocks in masters.clock_sets:
        yield {**values_of(clocks), "in_force": clocks.id == masters.clock_set.id}


def _clock_columns(names: Lookups) -> tuple[Column, ...]:
    return (
        Column("clock_set", names.clock_sets.kind(), 30),
        Column("obligation", choice(CLOCKS), 44),
        *_period("clock", Blank.REFUSED),
        Column("is_on", flag(), 10, Blank.DEFAULT),
    )


def _clocks(clock_sets: Iterable[ClockSet]) -> Iterator[Values]:
    for clocks in clock_sets:
        for clock in clocks.clocks:
            named = {"clock_set": clocks.id, "obligation": clock.kind, "is_on": clock.is_on}
            yield {**named, **span_values("clock", clock.span)}
