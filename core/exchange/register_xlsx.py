"""The register of a fiscal year as a spreadsheet that names nobody, written row by row whatever its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from core.model.codes import CaseState, ClosingClass
from core.model.upkeep import RegisterRow, RegisterSheet
from core.rules.privacy import hide_numbers, hide_persons
from core.text.catalogue import label, t
from core.text.dates import bangkok_day, thai_day_full, thai_time

FONT: Final = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
DAY_FORMAT: Final = "[$-107041E]d mmm yyyy"
HEAD_ROW: Final = 3
Value = str | int | date | None


def _named(names: Mapping[str, str], key: str | None) -> str:
    return names.get(key, key) if key else ""


def _title(row: RegisterRow) -> str:
    if row.is_confidential:
        return t("list.confidential")
    title = hide_numbers(hide_persons(row.title, t("mirror.person"))) or t("list.untitled")
    return f"{t('mark.urgent')} · {title}" if row.urgent else title


def _state(row: RegisterRow) -> str:
    return t("mirror.void") if row.is_void else label(CaseState(row.state))


COLUMNS: Final[Mapping[str, tuple[int, Callable[[RegisterRow, RegisterSheet], Value]]]] = {
    "no": (13, lambda row, _: row.no),
    "received": (14, lambda row, _: row.received_on),
    "channel": (26, lambda row, sheet: _named(sheet.channels, row.channel_id)),
    "title": (60, lambda row, _: _title(row)),
    "topic": (32, lambda row, sheet: _named(sheet.topics, row.topic_id)),
    "amphoe": (18, lambda row, sheet: _named(sheet.amphoe, row.amphoe_code)),
    "contacting": (10, lambda row, _: row.persons_contacting),
    "subject": (10, lambda row, _: row.persons_subject),
    "agency": (40, lambda row, _: ", ".join(row.agencies)),
    "sent": (14, lambda row, _: row.sent_on),
    "due": (14, lambda row, _: row.finish_due_on),
    "state": (30, lambda row, _: _state(row)),
    "round": (8, lambda row, _: row.round),
    "closed": (14, lambda row, _: row.closed_on),
    "closing": (34, lambda row, _: label(ClosingClass(row.closing_class)) if row.closing_class else ""),
}
"""Columns by key: width, and what a row says."""


def write_register(file: Path, sheet: RegisterSheet) -> None:
    """Write the spreadsheet of a year; every text is a text whatever it begins with, so no cell becomes a formula.

    A row is gone from memory once it is written.
    """
    safe = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(file), safe) as book:
        page = book.add_worksheet(t("mirror.sheet", year=sheet.year_be))
        looks = _looks(book)
        _set_up(page)
        page.write_string(0, 0, t("mirror.heading", office=sheet.office, year=sheet.year_be), looks["heading"])
        made = t("mirror.made", day=thai_day_full(bangkok_day(sheet.made_at)), time=thai_time(sheet.made_at))
        page.write_string(1, 0, made, looks["text"])
        for place, name in enumerate(COLUMNS):
            page.write_string(HEAD_ROW, place, t(f"mirror.column.{name}"), looks["name"])
        last = HEAD_ROW
        for last, row in enumerate(sheet.rows, start=HEAD_ROW + 1):  # how far the rows go
            for place, (_, said) in enumerate(COLUMNS.values()):
                _write(page, (last, place), said(row, sheet), looks)
        page.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)


def _set_up(page: Any) -> None:  # noqa: ANN401  # xlsxwriter has no types
    """What must be said before the first row is written."""
    for place, (width, _) in enumerate(COLUMNS.values()):
        page.set_column(place, place, width)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _write(page: Any, place: tuple[int, int], value: Value, looks: Mapping[str, Any]) -> None:  # noqa: ANN401
    if isinstance(value, date):
        page.write_datetime(*place, value, looks["day"])
    elif isinstance(value, int):
        page.write_number(*place, value, looks["text"])
    elif value:
        page.write_string(*place, value, looks["text"])


def _looks(book: Any) -> dict[str, Any]:  # noqa: ANN401  # xlsxwriter has no types
    return {
        "heading": book.add_format({**FONT, "bold": True, "font_size": 18}),
        "name": book.add_format({**FONT, "bold": True, "bottom": 1, "bg_color": "#F7F9FB", "text_wrap": True}),
        "text": book.add_format({**FONT, "text_wrap": True}),
        "day": book.add_format({**FONT, "num_format": DAY_FORMAT, "align": "left"}),
    }
