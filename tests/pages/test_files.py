"""Lists as files, and style sheets: what a browser or a spreadsheet makes of what we send."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pages.ui.frame import COLOURS
from pages.ui.tables import ListRow
from pages.ui.workbook import workbook
from tests.support.screens import PAGES

ASSETS = PAGES / "ui" / "assets"
COLUMNS = ("no", "title", "due")


def row(title: str) -> ListRow:
    """A row of a list whose title is what matters."""
    cells = {"no": "3/2563", "title": title, "due": "29 ก.ค. 63", "channel": "โทรศัพท์"}
    return ListRow("3/2563", "3-2563", cells, {"due": date(2020, 7, 29)})


def test_a_file_holds_heading_remark_names_and_rows() -> None:
    sheet = load_workbook(BytesIO(workbook([row("ถนนชำรุด")], COLUMNS, "เกินกำหนด", "ข้อมูลปัจจุบัน"))).active
    assert sheet is not None
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["เกินกำหนด", None, None, None],
        ["ข้อมูลปัจจุบัน", None, None, None],
        ["เลขรับเรื่อง", "หัวข้อเรื่อง", "ครบกำหนด", "ช่องทาง"],
        ["3/2563", "ถนนชำรุด", datetime(2020, 7, 29), "โทรศัพท์"],  # noqa: DTZ001  # a cell of Excel knows no zone
    ]
    assert sheet.cell(4, 3).number_format == "[$-107041E]d mmm yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:D4")


@pytest.mark.parametrize(
    "title", ["=1+1", "+66 1234", "-5", "@SUM(A1)", "\t=1", "＝1+1", '\u200b=HYPERLINK("http://x")', "http://x.example"]
)
def test_a_hostile_title_stays_text(title: str) -> None:
    sheet = load_workbook(BytesIO(workbook([row(title)], COLUMNS, "", ""))).active
    assert sheet is not None
    cell = sheet.cell(4, 2)
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", title, None)


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.css")), ids=lambda file: file.name)
def test_every_colour_of_a_style_sheet_is_one_of_the_theme(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    drawn = {"tint", "tone", "ink"}
    words = {"choose", "failed", "none"}
    assert set(re.findall(r"var\(--dr-([a-z-]+)", text)) - set(COLOURS) - drawn - words == set()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda file: file.name)
def test_a_drawing_never_writes_markup(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", text) == []
