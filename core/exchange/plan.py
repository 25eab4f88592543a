"""How one file is to be read: everything that had to be known of the whole file before its first case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.exchange.amphoe import Places
from core.exchange.cells import Cell, Row, cell_text
from core.exchange.date_order import FileOrder
from core.exchange.dialects.dialect import Columns, Dialect
from core.exchange.fields import Field
from core.exchange.readers.sheet import FileInfo
from core.exchange.table import Table
from core.exchange.values import number_text
from core.text.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person (or the terminal) says about a file; everything else is found out.

    ``mapping`` (fields to headings) makes the file a generic one. ``places`` turns names of amphoe into official ones.
    """

    today: date
    dialect: str = "auto"
    date_order: DateOrder | None = None
    mapping: Mapping[Field, tuple[str, ...]] | None = None
    places: Places | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer of the survey, all that reading cases needs.

    ``file_day`` is None when no day of the file could be read; the day of the import stands in for it. ``repeated``
    counts the rows of numbers that stand on more than one row, by ``row_key``.
    """

    wishes: Wishes
    info: FileInfo
    table: Table
    dialect: Dialect
    columns: Columns
    suggested: bool  # the mapping is ours and nobody confirmed it
    order: FileOrder
    file_day: date | None
    repeated: Mapping[int, int]
    rows: int

    @property
    def latest(self) -> date:
        """The file's day, or the import's where the file has none."""
        return self.file_day or self.wishes.today


def first_cell(cells: Row, columns: Columns, field: Field) -> tuple[int, Cell]:
    """Return column and cell of a field: the first that says something, else its last; (-1, None) if none."""
    found = columns.get(field)
    if not found:
        return -1, None
    for column in found[:-1]:
        if cell_text(cells[column]).strip():
            return column, cells[column]
    return found[-1], cells[found[-1]]


def row_key(cells: Row, columns: Columns, dialect: Dialect) -> int | None:
    """Return a number that is equal for rows of one source number; None for a row that stands alone.

    Where rows are joined, rows without a number are equal when what identifies a ticket is.
    """
    number = number_text(first_cell(cells, columns, Field.SOURCE_NO)[1])
    if number:
        return hash((number,))
    if not dialect.joins_rows:
        return None
    return hash(tuple(cell_text(first_cell(cells, columns, field)[1]) for field in dialect.identity))
