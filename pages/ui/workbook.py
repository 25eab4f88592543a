"""A list as an Excel file: texts stay texts whatever they begin with, days are days shown in the Buddhist era."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from core.text.catalogue import t
from pages.ui.tables import FILE_COLUMNS, ListRow

THAI_DAY: Final = "[$-107041E]d mmm yyyy"
"""Excel's Thai locale with the Buddhist calendar."""
WIDTHS: Final = {"title": 60, "agency": 36, "topic": 32, "late": 26, "state": 26, "channel": 26}
USUAL_WIDTH: Final = 14
PLAIN_WIDTH: Final = 26
TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plain sheet: its name, heading and remark, the names of its columns, rows of texts and whole numbers."""

    name: str
    heading: str
    remark: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def sheets(found: Sequence[Sheet]) -> bytes:
    """A file of plain sheets; every text is a text, whatever it begins with."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        looks = _looks(book)
        for each in found:
            _fill(book.add_worksheet(each.name), each, looks)
    return file.getvalue()


def _fill(sheet: Any, said: Sheet, looks: dict[str, Any]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    sheet.write_string(0, 0, said.heading, looks["heading"])
    sheet.write_string(1, 0, said.remark)
    for place, name in enumerate(said.columns):
        sheet.set_column(place, place, PLAIN_WIDTH)
        sheet.write_string(2, place, name, looks["name"])
    for line, row in enumerate(said.rows, start=3):
        for place, value in enumerate(row):
            write = sheet.write_number if isinstance(value, int) else sheet.write_string
            write(line, place, value, looks["text"])
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, 2 + len(said.rows), len(said.columns) - 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def workbook(rows: Sequence[ListRow], columns: Sequence[str], heading: str, remark: str = "") -> bytes:
    """One sheet: heading, remark, names of columns, rows; filters on, the names stay in view."""
    shown = [*columns, *FILE_COLUMNS]
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = _looks(book)
        sheet.write_string(0, 0, heading, looks["heading"])
        sheet.write_string(1, 0, remark)
        for place, column in enumerate(shown):
            sheet.set_column(place, place, WIDTHS.get(column, USUAL_WIDTH))
            sheet.write_string(2, place, t(f"list.{column}"), looks["name"])
        for line, row in enumerate(rows, start=3):
            for place, column in enumerate(shown):
                _write(sheet, line, place, row, column, looks)
        sheet.freeze_panes(3, 1)
        sheet.autofilter(2, 0, 2 + len(rows), len(shown) - 1)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return file.getvalue()


def _write(sheet: Any, line: int, place: int, row: ListRow, column: str, looks: dict[str, Any]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    value = row.values.get(column)
    if isinstance(value, date):
        sheet.write_datetime(line, place, datetime.combine(value, time()), looks["day"])
    elif isinstance(value, int):
        sheet.write_number(line, place, value, looks["text"])
    else:
        sheet.write_string(line, place, row.cells.get(column, ""), looks["text"])


def _looks(book: Any) -> dict[str, Any]:  # noqa: ANN401  # xlsxwriter has no types
    plain = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    return {
        "heading": book.add_format({**plain, "bold": True, "font_size": 16}),
        "name": book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#F7F9FB"}),
        "text": book.add_format({**plain, "text_wrap": True}),
        "day": book.add_format({**plain, "num_format": THAI_DAY, "align": "left"}),
    }
