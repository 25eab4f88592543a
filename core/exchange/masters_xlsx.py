"""The office's lists as one workbook: a sheet per list, to be edited and read back row by row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

import xlsxwriter

from core.exchange.masters_columns import DAY, NUMBER, Column, Shown
from core.exchange.masters_differences import MastersDifferences, read_masters
from core.exchange.masters_sheets import Sheet, lookups, sheets
from core.model.codes import ClosingClass, ContactKind
from core.model.office_facts import stock_kinds
from core.ports import Masters
from core.text.catalogue import definition, label, t

__all__ = ["MastersDifferences", "build_masters", "read_masters"]

_FONT: Final = {"font_name": "Sarabun", "font_size": 11, "valign": "top"}
_DAY_FORMAT: Final = "[$-107041E]d mmm yyyy"  # the Buddhist era by the cell's format: the value stays a true date
_TEXT_FORMAT: Final = "@"  # what is typed stays text: a phone keeps its zero
_EMPTY_ROWS: Final = 500
"""Rows below the last one that offer choices and formats for new lines."""
_LONGEST_CHOICE: Final = 255
_WIDE: Final = 44
_GUIDE: Final = ("rows", "new", "blank", "remove", "missing", "names", "check")

Book = Any  # xlsxwriter ships no annotations


def build_masters(masters: Masters) -> bytes:
    """Return the bytes of an .xlsx; every text is written as text, so no cell can become a formula or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({**_FONT, "bold": True, "bottom": 1, "bg_color": "#E3E7EB", "text_wrap": True}),
        "text": book.add_format({**_FONT, "text_wrap": True, "num_format": _TEXT_FORMAT}),
        "number": book.add_format({**_FONT, "num_format": "0"}),
        "day": book.add_format({**_FONT, "num_format": _DAY_FORMAT, "align": "left"}),
    }
    _plain(book, formats, "guide", ("guide",), [(t(f"masters.guide.{line}"),) for line in _GUIDE])
    for sheet in sheets(masters, lookups(masters)):
        _sheet(book, formats, sheet)
    _plain(book, formats, "closing", ("code", "word", "definition"), _codes(ClosingClass))
    counted = stock_kinds(masters.settings)
    kinds = [(*row, _yes(kind in counted)) for kind, row in zip(ContactKind, _codes(ContactKind), strict=True)]
    _plain(book, formats, "contact_kind", ("code", "word", "definition", "in_stock"), kinds)
    book.close()
    return out.getvalue()


def _sheet(book: Book, formats: dict[str, Any], sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title)
    headings = [column.heading for column in sheet.columns]
    if sheet.removable:
        headings.append(t("masters.column.remove"))
    _head(page, formats, headings, [*(column.width for column in sheet.columns), 10])
    for number, values in enumerate(sheet.rows, start=1):
        for at, column in enumerate(sheet.columns):
            _write(page, (number, at), column.kind.shown(values[column.key]), formats[_format_of(column)])
    last = len(sheet.rows) + _EMPTY_ROWS
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, formats[_format_of(column)])
        _offer(page, at, last, column.kind.options)
    if sheet.removable:
        _offer(page, len(sheet.columns), last, (t("masters.remove"),))
    page.freeze_panes(1, sheet.keys + sheet.named)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(headings) - 1)


def _format_of(column: Column) -> str:
    if column.kind is DAY:
        return "day"
    return "number" if column.kind is NUMBER else "text"


def _offer(page: Book, at: int, last: int, options: Sequence[str]) -> None:
    """Offer the choices of a column, where a spreadsheet can hold them."""
    if options and len(",".join(options)) <= _LONGEST_CHOICE and not any("," in option for option in options):
        page.data_validation(1, at, last, at, {"validate": "list", "source": list(options)})


def _plain(
    book: Book, formats: dict[str, Any], name: str, columns: Sequence[str], rows: Iterable[Sequence[Shown]]
) -> None:
    """A sheet that is only read."""
    page = book.add_worksheet(t(f"masters.sheet.{name}"))
    widths = [120] if len(columns) == 1 else [28, _WIDE, 100, 14]
    _head(page, formats, [t(f"masters.column.{column}") for column in columns], widths)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            _write(page, (number, at), value, formats["text"])


def _head(page: Book, formats: dict[str, Any], headings: Sequence[str], widths: Sequence[int]) -> None:
    for at, heading in enumerate(headings):
        page.set_column(at, at, widths[at])
        page.write_string(0, at, heading, formats["head"])
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")


def _write(page: Book, place: tuple[int, int], value: Shown, style: object) -> None:
    if isinstance(value, date):
        page.write_datetime(*place, value, style)
    elif isinstance(value, int):
        page.write_number(*place, value, style)
    elif value:
        page.write_string(*place, value, style)


def _codes(codes: Iterable[StrEnum]) -> list[tuple[str, str, str]]:
    return [(code.value, label(code), definition(code)) for code in codes]


def _yes(is_so: bool) -> str:  # noqa: FBT001  # a word for one fact
    return t("masters.yes") if is_so else t("masters.no")
