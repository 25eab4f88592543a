"""One line of a list edited on screen: read, compared and refused exactly as a row of the lists' workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from core.errors import DomainError
from core.exchange.cells import Cell
from core.exchange.masters_columns import Column, Shown
from core.exchange.masters_differences import MastersDifferences, compared
from core.exchange.masters_read import Cells, ReadSheet
from core.exchange.masters_sheets import REMOVE, Lookups, Sheet, Values, lookups, sheets
from core.ports import MasterChange, Masters
from core.text.catalogue import t
from core.text.dates import be_year

IN_FORCE: Final = "in_force"


def sheet_of(key: str, masters: Masters) -> tuple[Sheet, Lookups]:
    """A list's columns and present rows, and how its rows name lines of other lists."""
    names = lookups(masters)
    return next(sheet for sheet in sheets(masters, names) if sheet.key == key), names


def typed_cell(column: Column, values: Values | None) -> str:
    """A value as a person would type it; nothing for a new line."""
    if values is None or column.key not in values:
        return ""
    shown: Shown = column.kind.shown(values[column.key])
    if isinstance(shown, date):
        return f"{shown.day}/{shown.month}/{be_year(shown.year)}"
    return str(shown)


def name_choices(column: Column, names: Lookups) -> Mapping[str, str] | None:
    """What a column that names lines of another list offers, by what is typed for it; None for other columns."""
    index = {
        "parent_id": names.agencies,
        "succeeded_by": names.agencies,
        "agency": names.agencies,
        "topic": names.topics,
        "clock_set": names.clock_sets,
        "amphoe_code": names.amphoe,
    }.get(column.key)
    return None if index is None else {label: index.names[line] for line, label in index.labels.items()}


def line_changes(key: str, cells: Mapping[str, Cell], masters: Masters) -> tuple[MasterChange, ...]:
    """The changes that one edited row makes; columns that are left out stay as they are.

    A row without an id is a new line. Nothing is written.

    Raises:
        DomainError: ``settings.refused`` with every reason, by column.
    """
    found = _read(key, cells, masters)
    if found.problems:
        reasons = "\n".join(
            f"- {each.column}: {each.reason}" if each.column else f"- {each.reason}" for each in found.problems
        )
        raise DomainError("settings.refused", reasons=reasons)
    return found.changes


def removal(key: str, cells: Mapping[str, Cell], masters: Masters) -> tuple[MasterChange, ...]:
    """The changes that take a row out of a list whose rows have no end of their own."""
    return line_changes(key, {**cells, REMOVE: t("masters.remove")}, masters)


def _read(key: str, cells: Mapping[str, Cell], masters: Masters) -> MastersDifferences:
    names = lookups(masters)
    found = tuple(
        ReadSheet(sheet, _rows(sheet, dict(cells)) if sheet.key == key else None) for sheet in sheets(masters, names)
    )
    return compared(found, masters, names, [])


def _rows(sheet: Sheet, cells: Cells) -> list[tuple[int, Cells]]:
    """The edited row; of sets of clocks the others too, for one of them must stay in use."""
    rows = [(1, {"id": "", **cells} if sheet.named else cells)]
    if any(column.key == IN_FORCE for column in sheet.columns):
        marks = next(column for column in sheet.columns if column.key == IN_FORCE)
        others = (values for values in sheet.rows if values["id"] != cells.get("id"))
        rows += [(n, {"id": each["id"], IN_FORCE: typed_cell(marks, each)}) for n, each in enumerate(others, start=2)]
    return rows
