"""XLSX, XLS and ODS by python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import BinaryIO

import python_calamine as calamine

from core.exchange.cells import Cell, Row
from core.exchange.limits import ImportRefused, Limits, refuse_over
from core.exchange.readers.sheet import FileInfo, Rows

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LEAST_ROWS = 2


def read_workbook(file: BinaryIO, limits: Limits, sheet: str = "") -> tuple[FileInfo, Rows]:
    """Return the rows of the named sheet, else of the visible sheet with most rows (the others are named in the info).

    A cell merged over several rows fills each of them; one merged over columns stays in the first.

    Raises:
        ImportRefused: no workbook, protected by a password, a limit is passed, or no such sheet.
    """
    content = file.read()
    refuse_unpacked(content, limits)
    book = _opened(content)
    heights = _heights(book)
    chosen = sheet or max(heights, key=lambda name: heights[name], default="")
    if chosen not in heights:
        raise ImportRefused("import.refused.no_sheet", sheet=chosen)
    refuse_over("rows", heights[chosen], limits.rows)
    page = book.get_sheet_by_name(chosen)
    refuse_over("columns", page.width, limits.columns)
    others = tuple(name for name, height in heights.items() if name != chosen and height >= _LEAST_ROWS)
    return FileInfo("workbook", sheet=chosen, other_sheets=others), _rows(page)


def refuse_unpacked(content: bytes, limits: Limits) -> None:
    """Refuse a zip-based file by what it says it unpacks to, before anything is unpacked. Other files pass.

    A file that lies about it meets the memory limit of the reading process.

    Raises:
        ImportRefused: too large unpacked, too many entries, or a broken archive.
    """
    if not content.startswith(b"PK"):
        return
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ImportRefused("import.refused.not_a_table") from error
    refuse_over("packed_entries", len(entries), limits.packed_entries)
    refuse_over("unpacked_bytes", sum(entry.file_size for entry in entries), limits.unpacked_bytes)


def _opened(content: bytes) -> calamine.CalamineWorkbook:
    if not content.startswith(b"PK") and _ENCRYPTED in content:
        raise ImportRefused("import.refused.password")
    try:
        return calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise ImportRefused("import.refused.password") from error
    except calamine.CalamineError as error:
        raise ImportRefused("import.refused.not_a_table") from error


def _heights(book: calamine.CalamineWorkbook) -> dict[str, int]:
    """Return the visible sheets' names and heights, in the workbook's order."""
    visible = [
        page.name
        for page in book.sheets_metadata
        if page.visible == calamine.SheetVisibleEnum.Visible and page.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    try:
        return {name: book.get_sheet_by_name(name).height for name in visible}
    except calamine.CalamineError as error:
        raise ImportRefused("import.refused.not_a_table") from error


def _rows(page: calamine.CalamineSheet) -> Iterator[Row]:
    down = _merged_down(page)
    above: Row = []
    for number, values in enumerate(page.iter_rows()):
        row = [_cell(value) for value in values]
        for column in down.get(number, ()):
            if column < len(row) and column < len(above):
                row[column] = above[column]
        above = row
        yield row


def _merged_down(page: calamine.CalamineSheet) -> dict[int, list[int]]:
    """Return, by row, the columns whose cell continues the one above it."""
    last = page.total_height
    down: dict[int, list[int]] = {}
    for (top, left), (bottom, _right) in page.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom, last) + 1):
            down.setdefault(number, []).append(left)
    return down


def _cell(value: object) -> Cell:
    if isinstance(value, timedelta):
        return str(value)
    return value  # type: ignore[return-value]  # calamine's own kinds are those of Cell
