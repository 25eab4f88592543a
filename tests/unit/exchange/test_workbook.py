"""XLSX, XLS and ODS."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet  # typos: ignore
from odf.table import Table, TableCell, TableRow  # typos: ignore
from odf.text import P  # typos: ignore

from core.exchange.cells import Row
from core.exchange.limits import STANDARD, ImportRefused, Limits
from core.exchange.readers.sheet import FileInfo
from core.exchange.readers.workbook import read_workbook
from tests.unit.exchange.registers import xlsx_bytes


def read(content: bytes, limits: Limits = STANDARD, sheet: str = "") -> tuple[FileInfo, list[Row | None]]:
    info, rows = read_workbook(io.BytesIO(content), limits, sheet)
    return info, list(rows)


def several_sheets() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, height in (("ปก", 1), ("2567", 3), ("2568", 5), ("ซ่อน", 9), ("ว่าง", 0)):
        page = book.add_worksheet(name)
        for row in range(height):
            page.write_string(row, 0, f"{name} {row}")
        if name == "ซ่อน":
            page.hide()
    book.close()
    return out.getvalue()


def test_true_dates_numbers_and_text_keep_their_kind() -> None:
    rows: list[list[object]] = [["ก", "ข", "ค"], [412, date(2020, 7, 29), "081-234-5678"], [1.5, None, ""]]
    assert read(xlsx_bytes(rows))[1] == [["ก", "ข", "ค"], [412.0, date(2020, 7, 29), "081-234-5678"], [1.5, "", ""]]


def test_a_cell_merged_over_rows_fills_each_of_them_and_over_columns_only_the_first() -> None:
    rows: list[list[object]] = [
        ["ทะเบียน", None],
        ["เลขที่", "สถานะ"],
        ["1", "รายงาน"],
        ["2", None],
        ["3", None],
        ["4", "ยุติเรื่อง"],
    ]
    assert read(xlsx_bytes(rows, merged=["A1:B1", "B3:B5"]))[1] == [
        ["ทะเบียน", ""],
        ["เลขที่", "สถานะ"],
        ["1", "รายงาน"],
        ["2", "รายงาน"],
        ["3", "รายงาน"],
        ["4", "ยุติเรื่อง"],
    ]


def test_the_visible_sheet_with_most_rows_is_read_and_the_others_are_named() -> None:
    info, rows = read(several_sheets())
    assert info == FileInfo("workbook", sheet="2568", other_sheets=("2567",))
    assert rows[0] == ["2568 0"]


def test_a_named_sheet_is_read() -> None:
    info, rows = read(several_sheets(), sheet="2567")
    assert (info.sheet, info.other_sheets, len(rows)) == ("2567", ("2568",), 3)


def test_old_excel() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("ทะเบียน")
    page.write(0, 0, "เลขที่")
    page.write_merge(1, 2, 0, 0, "12/2558")
    page.write(1, 1, datetime(2015, 3, 2), xlwt.easyxf(num_format_str="D/M/YYYY"))  # noqa: DTZ001 - as a sheet has it
    page.write(2, 1, "5/3/2558")
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue())[1] == [["เลขที่", ""], ["12/2558", date(2015, 3, 2)], ["12/2558", "5/3/2558"]]


def test_open_document() -> None:
    book, table = OpenDocumentSpreadsheet(), Table(name="ทะเบียน")
    for texts in (("เลขที่", "เรื่อง"), ("1", "ถนนชำรุด")):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue())[1] == [["เลขที่", "เรื่อง"], ["1", "ถนนชำรุด"]]


def bomb(unpacked: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * unpacked)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "limits", "key"),
    [
        pytest.param(bomb(2_000_000), Limits(unpacked_bytes=1_999_999), "unpacked_bytes", id="unpacks-to-too-much"),
        pytest.param(several_sheets(), Limits(packed_entries=5), "packed_entries", id="too-many-parts"),
        pytest.param(several_sheets(), Limits(rows=4), "rows", id="rows"),
        pytest.param(xlsx_bytes([list("abcd")] * 2), Limits(columns=3), "columns", id="columns"),
        pytest.param(bomb(10), STANDARD, "not_a_table", id="an-archive-of-something-else"),
        pytest.param(b"PK\x03\x04 broken", STANDARD, "not_a_table", id="broken-archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, STANDARD, "not_a_table", id="broken-xls"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            STANDARD,
            "password",
            id="locked",
        ),
    ],
)
def test_refusals(content: bytes, limits: Limits, key: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(content, limits)
    assert refused.value.key == f"import.refused.{key}"


def test_an_unknown_sheet_is_named_in_the_refusal() -> None:
    with pytest.raises(ImportRefused) as refused:
        read(several_sheets(), sheet="2590")
    assert (refused.value.key, refused.value.facts) == ("import.refused.no_sheet", {"sheet": "2590"})
