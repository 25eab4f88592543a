"""Every table of figures and lists goes home as a file whose cells are what the screen shows."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pages.ui import table_file as module
from pages.ui.table_file import table_file
from pages.ui.workbook import TYPE

Given = dict[str, object]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What the one way of handing out files was asked for."""
    asked: Given = {}

    def download(text: str, make: object, *, name: str, mime: str, key: str) -> None:
        asked.update(text=text, make=make, name=name, mime=mime, key=key)

    monkeypatch.setattr(module, "download", download)
    return asked


def cells(content: bytes) -> list[list[object]]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_the_file_holds_heading_remark_columns_and_rows(given: Given) -> None:
    asked: list[str] = []

    def rows() -> Sequence[tuple[str | int, ...]]:
        asked.append("rows")
        return [("สำนักงานที่ดิน", 7), ("=1+1", 0)]

    table_file("เรื่องคงค้าง", ["หน่วยงาน", "รวม"], rows, key="board", remark="ยอดรวมนับเรื่องละครั้ง")
    assert asked == []
    make = given.pop("make")
    assert given == {"text": "ดาวน์โหลด Excel", "name": "เรื่องคงค้าง.xlsx", "mime": TYPE, "key": "board_file"}
    assert callable(make)
    assert cells(make()) == [
        ["เรื่องคงค้าง", None],
        ["ยอดรวมนับเรื่องละครั้ง", None],
        ["หน่วยงาน", "รวม"],
        ["สำนักงานที่ดิน", 7],
        ["=1+1", 0],
    ]
