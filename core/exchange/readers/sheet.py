"""What a reader says of a file before its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.exchange.cells import Row


@dataclass(frozen=True, slots=True)
class FileInfo:
    """How a file was read. Empty texts where the format knows no such thing."""

    kind: str  # csv, workbook, json
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()  # visible sheets with rows that were not read


Rows = Iterator[Row | None]
"""Every row from the first of the sheet, blank ones included, so that counting gives a spreadsheet's row numbers.

None stands for a row that could not be read.
"""
