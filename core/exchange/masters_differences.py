"""What a workbook would change in the lists, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.exchange.masters_changes import (
    PERIODS,
    Sheets,
    changes_between,
    edited_lines,
    holiday_changes,
    newly_in_force,
    period_of,
    rows_of_lines,
)
from core.exchange.masters_columns import Column
from core.exchange.masters_read import Edited, Problem, ReadSheet, name_lines, read_cells, read_values
from core.exchange.masters_sheets import Lookups, Sheet, Values, lookups, sheets
from core.ports import MasterChange, Masters
from core.rules.master_lines import Fault, MasterLines, faults, lines_of
from core.text.catalogue import t
from core.text.dates import thai_day


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a row: what it said and what it says, as the cells show it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that differs. ``what`` is added, changed, removed, or missing: a line without a row, which stays.

    ``row`` is the workbook's row number; a missing line has none.
    """

    sheet: str
    row: int | None
    line: str
    what: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class MastersDifferences:
    """Differences, problems and, where there is no problem, the changes that take the differences over.

    ``absent`` names sheets that the workbook does not hold; their lists stay as they are.
    """

    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    changes: tuple[MasterChange, ...]
    absent: tuple[str, ...]

    def count(self, what: str) -> int:
        """How many lines are added, changed, removed or missing."""
        return sum(each.what == what for each in self.differences)


def read_masters(content: Path | bytes, masters: Masters) -> MastersDifferences:
    """Compare a workbook with the present lists. Nothing is written, and a line without a row is only reported.

    Raises:
        ImportRefused: the file is no workbook of the lists, or passes a limit.
    """
    names = lookups(masters)
    problems: list[Problem] = []
    return compared(read_cells(content, sheets(masters, names), problems), masters, names, problems)


def compared(
    found: Sequence[ReadSheet], masters: Masters, names: Lookups, problems: list[Problem]
) -> MastersDifferences:
    """Compare rows, wherever they were typed, with the present lists; ``problems`` are those found while reading."""
    name_lines(found, names, problems)
    for each in found:
        read_values(each, problems)
    read = {each.sheet.key: each for each in found}
    changes = () if problems else _changes(lines_of(masters), read, problems)
    return MastersDifferences(
        differences=tuple(difference for each in found for difference in _differences(each)),
        problems=tuple(problems),
        changes=() if problems else tuple(changes),
        absent=tuple(each.sheet.title for each in found if each.rows is None),
    )


def _changes(before: MasterLines, read: Sheets, problems: list[Problem]) -> tuple[MasterChange, ...]:
    problems.extend(_whole_rows(read))
    after = edited_lines(before, read)
    changes = (*changes_between(before, after), *holiday_changes(read["holiday"]))
    touched = frozenset((change.table, change.id) for change in changes)
    problems.extend(_placed(fault, read) for fault in faults(after, touched))
    return changes


def _whole_rows(read: Sheets) -> Iterator[Problem]:
    """What only several cells together show to be wrong."""
    for each in read.values():
        keys = {column.key for column in each.sheet.columns}
        for name in (name for name in PERIODS if f"{name}_count" in keys):
            for edit in each.edited.values():
                if edit.values.get(f"{name}_source") and period_of(name, edit.values) is None:
                    yield _row_problem(each.sheet, edit, f"{name}_count", "error.masters_blank")
    marks = read["clock_set"]
    for edit in newly_in_force(marks)[1:]:
        yield _row_problem(marks.sheet, edit, "in_force", "error.masters_one_clock_set")
    if marks.edited and not any(edit.values.get("in_force") for edit in marks.edited.values()):
        yield _row_problem(marks.sheet, next(iter(marks.edited.values())), "in_force", "error.masters_one_clock_set")


def _row_problem(sheet: Sheet, edit: Edited, key: str, text: str) -> Problem:
    column = next(column for column in sheet.columns if column.key == key)
    return Problem(sheet.title, edit.row, column.heading, _said(column, edit.values), t(text))


def _placed(fault: Fault, read: Sheets) -> Problem:
    """Where in the workbook a fault of a line was made."""
    reason = t(fault.key, **fault.facts)
    mine = [(each, edit) for table, line_id, each, edit in rows_of_lines(read) if (table, line_id) == _line(fault)]
    for each, edit in mine:
        for column in each.sheet.columns:
            if column.key in (fault.field, f"{fault.field}_count"):
                return Problem(each.sheet.title, edit.row, column.heading, _said(column, edit.values), reason)
    if mine:
        each, edit = mine[-1]
        return Problem(each.sheet.title, edit.row, "", "", reason)
    sheet = read["clock_set" if fault.table == "setting" else fault.table].sheet
    return Problem(sheet.title, 1, "", "", reason)


def _line(fault: Fault) -> tuple[str, str]:
    return fault.table, fault.id


def _differences(read: ReadSheet) -> Iterator[Difference]:
    for edit in read.edited.values():
        if edit.remove:
            if edit.present is not None:
                yield Difference(read.sheet.title, edit.row, _name(read.sheet, edit.values), "removed")
        elif fields := edit.fields():
            what = "added" if edit.present is None else "changed"
            name = _name(read.sheet, edit.present or edit.values)
            yield Difference(read.sheet.title, edit.row, name, what, tuple(_fields(read.sheet, edit, fields)))
    for values in read.missing():
        yield Difference(read.sheet.title, None, _name(read.sheet, values), "missing")


def _fields(sheet: Sheet, edit: Edited, keys: tuple[str, ...]) -> Iterator[FieldChange]:
    for column in sheet.columns:
        if column.key in keys:
            yield FieldChange(column.heading, _said(column, edit.present or {}), _said(column, edit.values))


def _name(sheet: Sheet, values: Values) -> str:
    """What people call a line: its name, or the columns that identify it."""
    columns = sheet.columns[1:2] if sheet.named and values.get("name") else sheet.columns[: sheet.keys]
    return " · ".join(_said(column, values) for column in columns)


def _said(column: Column, values: Values) -> str:
    if column.key not in values:
        return ""
    shown = column.kind.shown(values[column.key])
    return thai_day(shown) if isinstance(shown, date) else str(shown)
