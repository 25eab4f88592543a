"""Every bad value in the lists' workbook is refused with its place and a reason, and nothing is taken over."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from core.exchange import masters_read
from core.exchange.limits import ImportRefused
from core.exchange.masters_xlsx import MastersDifferences, build_masters, read_masters
from core.ports import MasterChange
from core.rules.master_lines import body_of
from tests.unit.exchange.master_lists import LAND_OFFICE, LAND_TOPIC, Spreadsheet, masters, office, opened_here

CHANNEL_GROUPS = "มาด้วยตนเอง, โทรศัพท์, จดหมาย/หนังสือ, ออนไลน์, รับจากหน่วยงานอื่น, ลงพื้นที่"
OFFICE = office()
WORKBOOK = build_masters(masters(OFFICE))
LAND_ROW = Spreadsheet(WORKBOOK).row_of("หน่วยงาน", LAND_OFFICE)


@pytest.fixture
def sheet() -> Spreadsheet:
    """The workbook of the office, opened."""
    return Spreadsheet(WORKBOOK)


@pytest.fixture
def _without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masters_read, "open_rows", opened_here)


pytestmark = pytest.mark.usefixtures("_without_processes")


def differences(sheet: Spreadsheet) -> MastersDifferences:
    return read_masters(sheet.saved(), masters(OFFICE))


def land(**fields: Any) -> MasterChange:  # noqa: ANN401  # fields of an agency
    agency = next(each for each in OFFICE.agencies if each.id == "land")
    return MasterChange("agency", "land", body_of(replace(agency, **fields)))


def reasons(found: MastersDifferences) -> list[tuple[str, int, str, str, str]]:
    return [(each.sheet, each.row, each.column, each.value, each.reason) for each in found.problems]


REFUSED = [
    pytest.param("ช่องทาง", 2, {"ชื่อ": ""}, ("ช่องทาง", 2, "ชื่อ", "", "ช่องนี้ว่างไม่ได้"), id="a-name-is-needed"),
    pytest.param(
        "ช่องทาง",
        2,
        {"กลุ่มช่องทาง": "โทรจิต"},
        (
            "ช่องทาง",
            2,
            "กลุ่มช่องทาง",
            "โทรจิต",
            f"โปรดเลือกจาก: {CHANNEL_GROUPS}",
        ),
        id="no-such-word",
    ),
    pytest.param("ช่องทาง", 2, {"ลำดับ": "แรก"}, ("ช่องทาง", 2, "ลำดับ", "แรก", "โปรดใส่จำนวนเต็ม"), id="no-number"),
    pytest.param("ช่องทาง", 2, {"ลำดับ": 1.5}, ("ช่องทาง", 2, "ลำดับ", "1.5", "โปรดใส่จำนวนเต็ม"), id="no-whole-number"),
    pytest.param("ช่องทาง", 3, {"รหัส": "walk_in"}, ("ช่องทาง", 3, "รหัส", "walk_in", "รายการนี้ซ้ำกับแถว 2"), id="twice"),
    pytest.param(
        "ช่องทาง",
        3,
        {"ชื่อ": "มาด้วยตนเอง (Walk-in)"},
        ("ช่องทาง", 3, "ชื่อ", "มาด้วยตนเอง (Walk-in)", "มีชื่อ มาด้วยตนเอง (Walk-in) ในรายการนี้แล้ว"),
        id="a-name-of-another-line",
    ),
    pytest.param(
        "ช่องทาง",
        40,
        {"รหัส": "โทร", "ชื่อ": "ช่องทางตัวอย่าง", "กลุ่มช่องทาง": "โทรศัพท์"},
        ("ช่องทาง", 40, "รหัส", "โทร", "รหัสใช้ได้เฉพาะตัวอักษรอังกฤษตัวเล็ก ตัวเลข ขีดกลาง และขีดล่าง ไม่เกิน 40 ตัว"),
        id="an-id-in-thai",
    ),
    pytest.param(
        "วันหยุดราชการ",
        2,
        {"วันที่": "31/11/2569"},
        ("วันหยุดราชการ", 2, "วันที่", "31/11/2569", "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวันและเดือน"),
        id="no-such-day",
    ),
    pytest.param(
        "วันหยุดราชการ", 2, {"ลบแถวนี้": "x"}, ("วันหยุดราชการ", 2, "ลบแถวนี้", "x", "โปรดเลือกจาก: ลบ"), id="an-unclear-mark"
    ),
    pytest.param(
        "ประเภทเรื่อง",
        2,
        {"กำหนดตามกฎหมาย": 4000},
        ("ประเภทเรื่อง", 2, "กำหนดตามกฎหมาย", "4000", "ใส่ได้ตั้งแต่ 1 ถึง 3650"),
        id="a-period-of-eleven-years",
    ),
    pytest.param(
        "ประเภทเรื่อง",
        3,
        {"กฎหมายที่กำหนด": "มาตรา 2"},
        ("ประเภทเรื่อง", 3, "กำหนดตามกฎหมาย", "", "ช่องนี้ว่างไม่ได้"),
        id="a-source-without-a-period",
    ),
    pytest.param(
        "ชุดกำหนด",
        2,
        {"ชุดที่ใช้อยู่": "ไม่ใช่"},
        ("ชุดกำหนด", 2, "ชุดที่ใช้อยู่", "ไม่ใช่", "ต้องเลือกชุดที่ใช้อยู่หนึ่งชุดเท่านั้น"),
        id="no-set-in-use",
    ),
    pytest.param(
        "กำหนดที่หน่วยงานประกาศ",
        40,
        {"หน่วยงาน": "กรมตัวอย่าง", "ประเภทเรื่อง": LAND_TOPIC, "กำหนดแล้วเสร็จ": 5},
        ("กำหนดที่หน่วยงานประกาศ", 40, "หน่วยงาน", "กรมตัวอย่าง", "ไม่พบ กรมตัวอย่าง ในรายการ"),
        id="an-unknown-agency",
    ),
]


@pytest.mark.parametrize(("name", "row", "typed", "problem"), REFUSED)
def test_a_bad_value_is_refused_with_its_place_and_a_reason(
    sheet: Spreadsheet, name: str, row: int, typed: Mapping[str, Any], problem: tuple[str, int, str, str, str]
) -> None:
    sheet.write(name, row, typed)
    sheet.write("โครงการ", 2, {"ใช้งาน": "ไม่ใช่"})
    found = differences(sheet)
    assert (reasons(found), found.changes) == ([problem], ())


@pytest.mark.parametrize(
    ("typed", "column", "value", "reason"),
    [
        pytest.param({"สังกัด": "land"}, "สังกัด", LAND_OFFICE, f"อ้างถึงกันเป็นวงกับ {LAND_OFFICE}", id="its-own-parent"),
        pytest.param(
            {"ใช้ตั้งแต่วันที่": "1/10/2569", "ใช้ถึงวันที่": "30/9/2569"},
            "ใช้ถึงวันที่",
            "30 ก.ย. 2569",
            "วันที่เลิกใช้อยู่ก่อนวันที่เริ่มใช้ (1 ต.ค. 2569)",
            id="ended-before-it-began",
        ),
        pytest.param({"ชื่อย่อ": "ทด.\u202e"}, None, None, None, id="bidirectional-controls-are-taken-out"),
    ],
)
def test_an_agency_is_looked_at_as_a_whole(
    sheet: Spreadsheet, typed: Mapping[str, Any], column: str | None, value: str, reason: str
) -> None:
    sheet.write("หน่วยงาน", LAND_ROW, typed)
    found = differences(sheet)
    assert reasons(found) == ([] if column is None else [("หน่วยงาน", LAND_ROW, column, value, reason)])
    assert found.changes == ((land(short_name="ทด."),) if column is None else ())


def test_the_centre_stays_an_agency(sheet: Spreadsheet) -> None:
    sheet.write("หน่วยงาน", sheet.row_of("หน่วยงาน", "centre"), {"ลักษณะหน่วยงาน": "หน่วยงานอื่น"})
    found = differences(sheet)
    assert [each.reason for each in found.problems] == ["ต้องมีหน่วยงานที่เป็นศูนย์ดำรงธรรมอย่างน้อยหนึ่งหน่วยงาน"]


def test_a_sheet_without_its_headings_is_refused(sheet: Spreadsheet) -> None:
    sheet.write("โครงการ", 1, {"รหัส": "key"})
    found = differences(sheet)
    assert reasons(found) == [("โครงการ", 1, "รหัส", "", "ไม่พบหัวตารางของแผ่นงานนี้ โปรดใช้ไฟล์ที่ส่งออกจากระบบ")]


def test_another_workbook_is_refused() -> None:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.save(out)
    with pytest.raises(ImportRefused) as refused:
        read_masters(out.getvalue(), masters(OFFICE))
    assert refused.value.key == "import.refused.no_sheet"


def test_what_is_no_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(ImportRefused) as refused:
        read_masters("รหัส,ชื่อ\n1,ก".encode(), masters(OFFICE))
    assert refused.value.key == "import.refused.not_a_table"
