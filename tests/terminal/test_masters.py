"""The office's lists to a spreadsheet and back, from a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.terminal.conftest import Machine, Office, Said
from tests.unit.exchange.master_lists import Spreadsheet

NOTHING = {"added": 0, "changed": 0, "removed": 0, "missing": 0}
LAND = "สำนักงานที่ดินจังหวัดร้อยเอ็ด"


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    """The lists of the office as a file."""
    path = tmp_path / "lists.xlsx"
    found = office.machine.ask("masters", "export", str(path))
    assert found == {"file": str(path), "bytes": path.stat().st_size}
    return path


def edit(file: Path, sheet: str, text: str, cells: dict[str, Any]) -> int:
    """Type into the row that holds a text; returns its number."""
    book = Spreadsheet(file.read_bytes())
    row = book.row_of(sheet, text)
    book.write(sheet, row, cells)
    file.write_bytes(book.saved())
    return row


def phone_of(machine: Machine, folder: Path) -> str | None:
    """The land office's phone as the lists say now."""
    path = folder / "now.xlsx"
    machine.ask("masters", "export", str(path))
    book = Spreadsheet(path.read_bytes()).book["หน่วยงาน"]
    headings = [cell.value for cell in book[1]]
    row = next(row for row in book.iter_rows(values_only=True) if row[1] == LAND)
    phone: str | None = row[headings.index("โทรศัพท์")]
    return phone


def test_what_was_exported_changes_nothing(office: Office, file: Path) -> None:
    found = office.machine.ask("masters", "import", str(file))
    assert found == {
        "dry_run": False, "recorded": 0, **NOTHING, "differences": [], "problems": [], "absent_sheets": [],
    }  # fmt: skip


def test_a_dry_run_shows_the_difference_and_changes_nothing(office: Office, file: Path, tmp_path: Path) -> None:
    row = edit(file, "หน่วยงาน", LAND, {"โทรศัพท์": "043511222"})
    found = office.machine.ask("masters", "import", str(file), "--dry-run")
    field = {"column": "โทรศัพท์", "old": "", "new": "043511222"}
    assert found["differences"] == [
        {"sheet": "หน่วยงาน", "row": row, "line": LAND, "what": "changed", "fields": [field]}
    ]
    assert (found["dry_run"], found["recorded"], phone_of(office.machine, tmp_path)) == (True, 0, None)


def test_an_import_takes_the_differences_over_once(office: Office, file: Path, tmp_path: Path) -> None:
    edit(file, "หน่วยงาน", LAND, {"โทรศัพท์": "043511222"})
    found = [office.machine.ask("masters", "import", str(file)) for _ in range(2)]
    assert [(each["recorded"], each["changed"]) for each in found] == [(1, 1), (0, 0)]
    assert phone_of(office.machine, tmp_path) == "043511222"
    assert office.machine.ask("verify")["differences"] == []


def test_a_holiday_that_was_added_moves_deadlines(office: Office, file: Path) -> None:
    deadline = ("deadline", "--from", "2026-11-20", "--working-days", "1")
    before = office.machine.ask(*deadline)["due_on"]
    book = Spreadsheet(file.read_bytes())
    book.append("วันหยุดราชการ", {"วันที่": "23/11/2569", "ชื่อวันหยุด": "วันหยุดพิเศษตัวอย่าง"})
    file.write_bytes(book.saved())
    office.machine.ask("masters", "import", str(file))
    assert (before, office.machine.ask(*deadline)["due_on"]) == ("2026-11-23", "2026-11-24")


def test_a_bad_cell_refuses_the_whole_file(office: Office, file: Path, tmp_path: Path) -> None:
    edit(file, "หน่วยงาน", LAND, {"โทรศัพท์": "043511222"})
    row = edit(file, "ช่องทาง", "walk_in", {"ลำดับ": "แรก"})
    said = office.machine.type("masters", "import", str(file), "--json")
    assert (said.code, said.json["recorded"], said.json["changed"]) == (1, 0, 1)
    assert said.err.splitlines() == [
        "ไม่ได้บันทึก มี 1 ช่องที่ต้องแก้ไข",
        f"แผ่นงาน ช่องทาง แถว {row} ช่อง ลำดับ: โปรดใส่จำนวนเต็ม",
    ]
    assert phone_of(office.machine, tmp_path) is None


def test_a_person_reads_lines(office: Office, file: Path) -> None:
    edit(file, "หน่วยงาน", LAND, {"โทรศัพท์": "043511222"})
    assert office.machine.type("masters", "import", str(file), "--dry-run").out.splitlines() == [
        f"หน่วยงาน · แก้ไข · {LAND} · โทรศัพท์:  → 043511222",
        "เพิ่ม 0 แก้ไข 1 ลบ 0 ไม่มีแถวในไฟล์ 0",
    ]


def test_a_file_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    refusal = Said(1, "", "เปิดไฟล์ none.xlsx ไม่ได้ โปรดตรวจสอบว่าไฟล์ยังอยู่และอ่านได้\n")
    assert office.machine.type("masters", "import", str(tmp_path / "none.xlsx"), "--json") == refusal
