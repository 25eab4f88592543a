"""Reading the lists' workbook back: which rows it has, which lines they are, and what each row says now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from core.errors import DomainError
from core.exchange.cells import Cell, is_blank_row
from core.exchange.limits import ImportRefused
from core.exchange.masters_columns import TEXT, BadCell, Blank, Column, NameIndex, normal, text_of
from core.exchange.masters_sheets import REMOVE, Lookups, Sheet, Values
from core.exchange.sandbox import NumberedRow, Upload, open_rows
from core.text.catalogue import t
from core.text.fold import fold

_HEADER_WITHIN: Final = 10
Identity = tuple[Any, ...]
Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell, or a row, that cannot be taken over; ``reason`` is the Thai sentence."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What one row says: ``present`` is what the line says now, None for a new one; ``remove`` takes it out."""

    row: int
    identity: Identity
    values: Values
    present: Values | None
    remove: bool = False

    def fields(self) -> tuple[str, ...]:
        """The columns that differ."""
        before = self.present or {}
        return tuple(key for key, value in self.values.items() if key not in before or before[key] != value)


@dataclass
class ReadSheet:
    """One sheet as it came back; ``rows`` is None when the workbook does not hold the sheet."""

    sheet: Sheet
    rows: list[tuple[int, Cells]] | None
    edited: dict[Identity, Edited] = field(default_factory=dict)

    def missing(self) -> Iterator[Values]:
        """Lines that have no row any more."""
        if self.rows is not None:
            yield from (values for values in self.sheet.rows if self.sheet.identity(values) not in self.edited)


def read_cells(content: Path | bytes, found: Sequence[Sheet], problems: list[Problem]) -> tuple[ReadSheet, ...]:
    """The rows of every sheet that the workbook holds.

    Raises:
        ImportRefused: no workbook, a limit is passed, or none of the sheets is in it.
    """
    read = tuple(ReadSheet(sheet, _rows(content, sheet, problems)) for sheet in found)
    if all(each.rows is None for each in read):
        raise ImportRefused("import.refused.no_sheet", sheet=", ".join(sheet.title for sheet in found))
    return read


def _rows(content: Path | bytes, sheet: Sheet, problems: list[Problem]) -> list[tuple[int, Cells]] | None:
    try:
        with open_rows(Upload(content, sheet.title)) as (info, rows):
            if info.kind != "workbook":
                raise ImportRefused("import.refused.not_a_table")
            return _by_heading(sheet, rows, problems)
    except ImportRefused as refusal:
        if refusal.key == "import.refused.no_sheet":
            return None
        raise


def _by_heading(sheet: Sheet, rows: Iterator[NumberedRow], problems: list[Problem]) -> list[tuple[int, Cells]] | None:
    """Cells by column. A sheet without headings is a problem and gives no row."""
    columns = {fold(column.heading): column.key for column in sheet.columns}
    if sheet.removable:
        columns[fold(t("masters.column.remove"))] = REMOVE
    places: dict[str, int] = {}
    found: list[tuple[int, Cells]] = []
    for number, row in rows:
        cells = row or []
        if places:
            if not is_blank_row([cells[at] for at in places.values() if at < len(cells)]):
                found.append((number, {key: cells[at] if at < len(cells) else "" for key, at in places.items()}))
            continue
        headed = {columns[name]: at for at, cell in enumerate(cells) if (name := fold(text_of(cell))) in columns}
        if {column.key for column in sheet.columns[: sheet.keys]} <= headed.keys():
            places = headed
        elif number >= _HEADER_WITHIN:
            break
    if not places:
        problems.append(Problem(sheet.title, 1, sheet.columns[0].heading, "", t("masters.no_headings")))
    return found if places else None


def name_lines(read: Sequence[ReadSheet], names: Lookups, problems: list[Problem]) -> None:
    """Give rows without an id that of the line with the name, else a new one; rows then find each other by name."""
    indexes = {"agency": names.agencies, "topic": names.topics, "clock_set": names.clock_sets}
    for each in read:
        if each.sheet.named:
            _name_rows(each, indexes.get(each.sheet.key), problems)


def _name_rows(read: ReadSheet, index: NameIndex | None, problems: list[Problem]) -> None:
    own = NameIndex.of({values["id"]: values["name"] for values in read.sheet.rows})
    taken = set(own.names) | {text_of(cells["id"]) for _, cells in read.rows or ()}
    for number, cells in read.rows or ():
        name = text_of(cells.get("name", ""))
        if not text_of(cells["id"]):
            try:
                cells["id"] = own.read(name) if own.ids.get(fold(name)) else _free_id(read.sheet.key, taken)
            except BadCell as error:
                problems.append(_problem(read.sheet, number, read.sheet.columns[1], name, error))
            taken.add(text_of(cells["id"]))
        if index is not None and name:
            index.add(text_of(cells["id"]), name)


def _free_id(table: str, taken: set[str]) -> str:
    return next(name for n in range(1, len(taken) + 2) if (name := f"{table}_{n}") not in taken)


def read_values(read: ReadSheet, problems: list[Problem]) -> None:
    """What each row says now; a cell that cannot be read is a problem and leaves what was there."""
    present = {read.sheet.identity(values): values for values in read.sheet.rows}
    shown = {_shown_keys(read.sheet, values): identity for identity, values in present.items()}
    for number, cells in read.rows or ():
        keys = tuple(normal(cells[column.key]) for column in read.sheet.columns[: read.sheet.keys])
        identity = shown.get(keys) or _identity(read.sheet, number, cells, problems)
        if identity is None:
            continue
        if identity in read.edited:
            column, twice = read.sheet.columns[0], BadCell("error.masters_twice", row=read.edited[identity].row)
            problems.append(_problem(read.sheet, number, column, cells[column.key], twice))
            continue
        read.edited[identity] = _edited(read.sheet, number, identity, cells, present.get(identity), problems)


def _shown_keys(sheet: Sheet, values: Values) -> Identity:
    return tuple(normal(column.kind.shown(values[column.key])) for column in sheet.columns[: sheet.keys])


def _identity(sheet: Sheet, number: int, cells: Cells, problems: list[Problem]) -> Identity | None:
    found = []
    for column in sheet.columns[: sheet.keys]:
        try:
            if normal(cells[column.key]) == "":
                raise BadCell
            found.append(column.kind.read(cells[column.key]))
        except BadCell as error:
            problems.append(_problem(sheet, number, column, cells[column.key], error))
    return tuple(found) if len(found) == sheet.keys else None


def _edited(
    sheet: Sheet, number: int, identity: Identity, cells: Cells, present: Values | None, problems: list[Problem]
) -> Edited:
    keys = [column.key for column in sheet.columns[: sheet.keys]]
    values = {**(present or {}), **dict(zip(keys, identity, strict=True))}
    for column in sheet.columns[sheet.keys :]:
        try:
            _take(column, cells, present, values)
        except DomainError as error:
            problems.append(_problem(sheet, number, column, cells.get(column.key, ""), error))
    try:
        remove = sheet.removable and _is_removed(cells)
    except BadCell as error:
        remove = False
        problems.append(_problem(sheet, number, Column(REMOVE, TEXT), cells[REMOVE], error))
    return Edited(number, identity, values, present, remove)


def _take(column: Column, cells: Cells, present: Values | None, values: dict[str, Any]) -> None:
    """Put what a cell says into ``values``; a cell that still shows the present value leaves it untouched.

    Raises:
        BadCell: the cell is blank and may not be, or cannot be read.
    """
    if present is not None and column.key not in cells:
        return
    cell = normal(cells.get(column.key, ""))
    if present is not None and cell == normal(column.kind.shown(present[column.key])):
        return
    if cell != "":
        values[column.key] = column.kind.read(cells[column.key])
    elif column.blank is Blank.REFUSED:
        raise BadCell
    elif column.blank is not Blank.DEFAULT:
        values[column.key] = column.blank


def _is_removed(cells: Cells) -> bool:
    word = fold(text_of(cells.get(REMOVE, "")))
    if word not in ("", fold(t("masters.remove"))):
        raise BadCell("error.masters_choice", choices=t("masters.remove"))
    return bool(word)


def _problem(sheet: Sheet, row: int, column: Column, cell: Cell, error: DomainError) -> Problem:
    return Problem(sheet.title, row, column.heading, str(normal(cell)), t(error.key, **error.facts))
