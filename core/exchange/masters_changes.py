"""From edited rows to the lists as they would be, and to the changes that make them so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from core.exchange.masters_read import Edited, ReadSheet
from core.exchange.masters_sheets import Sheet, Values
from core.model.masters import Agency, Channel, Clock, ClockSet, Programme, Topic
from core.model.promises import Span
from core.ports import MasterChange
from core.rules.master_lines import LINES, Line, MasterLines, body_of

L = TypeVar("L", bound=Line)
PERIODS: Final = ("law", "overall", "default_finish", "declared", "clock")
Sheets = Mapping[str, ReadSheet]


def edited_lines(before: MasterLines, read: Sheets) -> MasterLines:
    """The lists as they would be: present lines in their order, new ones behind them."""
    return MasterLines(
        channel=_merged(before.channel, read["channel"], lambda fields: Channel(**fields)),
        topic=_merged(before.topic, read["topic"], lambda fields: Topic(**fields)),
        programme=_merged(before.programme, read["programme"], lambda fields: Programme(**fields)),
        agency=_agencies(before.agency, read),
        clock_set=_clock_sets(before.clock_set, read),
        in_force=_in_force(before.in_force, read["clock_set"]),
    )


def _merged(present: Sequence[L], read: ReadSheet, build: Callable[[dict[str, Any]], L]) -> tuple[L, ...]:
    edited = {edit.identity[0]: edit for edit in read.edited.values() if edit.fields()}
    kept = [build(_fields(edited[line.id].values)) if line.id in edited else line for line in present]
    new = [_fields(edit.values) for edit in edited.values() if edit.present is None]
    return (*kept, *(build(fields) for fields in _placed(new, read.sheet)))


def _placed(new: Iterable[dict[str, Any]], sheet: Sheet) -> Iterator[dict[str, Any]]:
    """New lines without a place stand behind the present ones."""
    has_places = any(column.key == "position" for column in sheet.columns)
    last = max((values.get("position", 0) for values in sheet.rows), default=0)
    for n, fields in enumerate(new, start=last + 1):
        yield {**fields, "position": fields.get("position") or n} if has_places else fields


def _fields(values: Values) -> dict[str, Any]:
    """The fields of a line: three columns make a period, and a mark is no field."""
    columns = {f"{name}_{part}" for name in PERIODS for part in ("count", "unit", "source")}
    fields = {key: value for key, value in values.items() if key not in columns and key != "in_force"}
    periods = {name: period_of(name, values) for name in PERIODS if f"{name}_unit" in values}
    return {**fields, **{name: span for name, span in periods.items() if span or name != "default_finish"}}


def period_of(name: str, values: Values) -> Span | None:
    """The period that three columns make; none without a number of days."""
    count = values.get(f"{name}_count")
    return None if count is None else Span(count, values[f"{name}_unit"], values[f"{name}_source"])


def _agencies(present: Sequence[Agency], read: Sheets) -> tuple[Agency, ...]:
    before = {agency.id: agency.declared for agency in present}

    def build(fields: dict[str, Any]) -> Agency:
        return Agency(**{"declared": before.get(fields["id"], {}), **fields})

    agencies = _merged(present, read["agency"], build)
    declared = {agency.id: dict(agency.declared) for agency in agencies}
    for edit in read["declared"].edited.values():
        agency_id, topic_id = edit.identity
        span = period_of("declared", edit.values)
        if edit.remove:
            declared[agency_id].pop(topic_id, None)
        elif span:
            declared[agency_id][topic_id] = span
    return tuple(replace(agency, declared=declared[agency.id]) for agency in agencies)


def _clock_sets(present: Sequence[ClockSet], read: Sheets) -> tuple[ClockSet, ...]:
    before = {each.id: each.clocks for each in present}

    def build(fields: dict[str, Any]) -> ClockSet:
        return ClockSet(**{"clocks": before.get(fields["id"], ()), **fields})

    sets = _merged(present, read["clock_set"], build)
    return tuple(replace(each, clocks=_clocks(each, read["clock"])) for each in sets)


def _clocks(clocks: ClockSet, read: ReadSheet) -> tuple[Clock, ...]:
    found = {clock.kind: clock for clock in clocks.clocks}
    for edit in read.edited.values():
        set_id, kind = edit.identity
        span = period_of("clock", edit.values)
        if set_id == clocks.id and span:
            found[kind] = Clock(kind, span, edit.values.get("is_on", True))
    return tuple(found.values())


def newly_in_force(read: ReadSheet) -> tuple[Edited, ...]:
    """The sets of clocks that got the mark of being in use; the present one may keep its own."""
    marked = (edit for edit in read.edited.values() if edit.values.get("in_force"))
    return tuple(edit for edit in marked if not (edit.present or {}).get("in_force"))


def _in_force(present: str, read: ReadSheet) -> str:
    added = newly_in_force(read)
    return str(added[0].identity[0]) if added else present


def changes_between(before: MasterLines, after: MasterLines) -> Iterator[MasterChange]:
    """Every line that differs, list by list, and the set of clocks in use."""
    for table in LINES:
        known = {line.id: line for line in getattr(before, table)}
        for line in getattr(after, table):
            if known.get(line.id) != line:
                yield MasterChange(table, line.id, body_of(line))
    if before.in_force != after.in_force:
        yield MasterChange("setting", "clock_set", {"value": after.in_force})


def holiday_changes(read: ReadSheet) -> Iterator[MasterChange]:
    """Holidays that were added, renamed or marked for removal."""
    for edit in read.edited.values():
        day = edit.identity[0].isoformat()
        if edit.remove and edit.present is not None:
            yield MasterChange("holiday", day, None)
        elif not edit.remove and edit.fields():
            yield MasterChange("holiday", day, {"name": edit.values["holiday_name"]})


def rows_of_lines(read: Sheets) -> Iterable[tuple[str, str, ReadSheet, Edited]]:
    """Which row edited which line: list, id, sheet and row."""
    for key, table in (*((name, name) for name in LINES), ("declared", "agency"), ("clock", "clock_set")):
        for edit in read[key].edited.values():
            if edit.fields() or edit.remove:
                yield table, str(edit.identity[0]), read[key], edit
