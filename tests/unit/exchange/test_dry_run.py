"""What is shown before anything is written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.exchange.agency_names import KnownAgency
from core.exchange.date_order import FileOrder, OrderBasis
from core.exchange.dry_run import DryRun, Estimates, as_json, dry_run
from core.exchange.fields import Field
from core.exchange.findings import FindingKind
from core.exchange.plan import Wishes
from core.exchange.read_cases import read_cases
from core.exchange.report_xlsx import build_report
from core.exchange.sandbox import Upload
from core.exchange.survey import survey
from tests.unit.exchange.registers import NO_DATE, ROI_ET, TODAY, csv_bytes, day, req_row, xlsx_bytes

ROOT = Path(__file__).parents[3]
POLICE = KnownAgency("police", ("ตำรวจภูธรจังหวัดร้อยเอ็ด",))
ROWS = (
    req_row("1", status="ยุติเรื่อง", report_date2=day(2015, 2, 1), send_name="ภ.จว.รอ./อ.เมือง"),
    req_row("2", status="ยุติเรื่อง", report_date2=NO_DATE, channel="โทรศัพท์", date=day(2015, 10, 1)),
    req_row("2", status="เลยเวลา", date=NO_DATE, report_date2=NO_DATE, alert1="#NAME?"),
    req_row("3", status="พมจ.รอ.รายงาน", report_date=day(2014, 12, 31), channel="www.ตัวอย่าง.com"),
)


def run_of(content: bytes, **wishes: object) -> DryRun:
    found = dry_run(Upload(content), Wishes(TODAY, **wishes), [POLICE])  # type: ignore[arg-type]  # see below
    return found[1]  # the plan beside it is what the import goes on with


@pytest.fixture(scope="module")
def run() -> DryRun:
    return run_of(csv_bytes(ROWS), places=ROI_ET)


def test_counts(run: DryRun) -> None:
    assert (run.dialect, run.info.encoding, run.info.delimiter, run.header_row) == ("damrongtham", "utf-8", ",", 1)
    assert (run.rows, run.cases) == (4, 4)
    assert run.by_channel == {"จดหมาย": 2, "โทรศัพท์": 1, "เว็บ": 1}
    assert run.by_status == {"closed": 2, "open": 1, "reported": 1}
    assert run.by_status_text == {"ยุติเรื่อง": 2, "เลยเวลา": 1, "พมจ.รอ.รายงาน": 1}
    assert run.by_fiscal_year == {2558: 2, 2559: 1}
    assert run.estimates == Estimates(sent=3, reported=0, closed=1, undated=1)
    assert (run.file_day, run.date_order) == (date(2015, 10, 1), FileOrder(None, OrderBasis.NOT_NEEDED))


def test_what_could_not_be_placed_and_what_is_doubtful(run: DryRun) -> None:
    assert [(found.row, found.column, found.value, found.kind) for found in run.rejected] == [
        (4, "req_alert1", "#NAME?", FindingKind.EXCEL_ERROR)
    ]
    assert {line.kind: line.count for line in run.warnings} == {
        FindingKind.SENT_DAY_ESTIMATED: 3,
        FindingKind.DUE_BEFORE_RECEIVED: 2,
        FindingKind.CLOSED_DAY_ESTIMATED: 1,
        FindingKind.DUPLICATE_NUMBER: 1,
        FindingKind.UNDATED: 1,
    }
    assert (len(run.findings), run.findings_count, run.rejected_count) == (6, 6, 1)


def test_the_mapping_can_be_shown_and_saved(run: DryRun) -> None:
    assert (run.mapping[Field.RECEIVED], run.mapping_suggested) == (("req_date",), False)
    assert run.unmapped == ("req_send_date",)
    assert run.heading_fingerprint == run_of(csv_bytes(ROWS[:1])).heading_fingerprint


def test_agencies_are_suggested(run: DryRun) -> None:
    assert [(line.spelling, line.count, line.agency_id) for line in run.agencies] == [
        ("อ.เมือง", 4, None),
        ("ภ.จว.รอ.", 1, "police"),
    ]


def test_the_terminals_answer(run: DryRun) -> None:
    answer = json.loads(json.dumps(as_json(run)))
    assert {key: answer[key] for key in ("dialect", "rows", "cases", "undated", "file_day", "date_order")} == {
        "dialect": "damrongtham",
        "rows": 4,
        "cases": 4,
        "undated": 1,
        "file_day": "2015-10-01",
        "date_order": None,
    }
    assert answer["by_fiscal_year"] == {"2558": 2, "2559": 1, "undated": 1}
    assert answer["rejected"] == [{"row": 4, "column": "req_alert1", "value": "#NAME?", "reason": "excel_error"}]
    assert answer["warnings"][1] == {
        "kind": "due_before_received",
        "count": 2,
        "example": {"row": 3, "column": "req_report_date", "value": "2015-01-20T00:00:00.000Z"},
    }


def test_other_sheets_of_a_workbook_are_named() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes([["เลขที่รับ", "วันที่รับ", "เรื่อง", "สถานะ"], *[["1", "", "ก", ""]] * 5]))
    )
    for name in ("2566", "2567"):
        book.create_sheet(name).append(["ก"])
        book[name].append(["ข"])
    out = io.BytesIO()
    book.save(out)
    (line,) = [line for line in run_of(out.getvalue()).warnings if line.kind == FindingKind.OTHER_SHEETS]
    assert (line.count, line.example.row, line.example.value) == (2, 0, "2566")


def sheets(run: DryRun) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(build_report(run, {"police": "ตำรวจภูธรจังหวัดร้อยเอ็ด"})))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}


def test_the_report_has_three_sheets_with_thai_headings(run: DryRun) -> None:
    found = sheets(run)
    assert list(found) == ["สรุป", "แถวที่ต้องตรวจ", "ชื่อหน่วยงาน"]
    summary = {str(line[0]): line[1] for line in found["สรุป"]}
    assert (summary["จำนวนเรื่อง"], summary["สถานะ: ยุติเรื่อง"], summary["ปีงบประมาณ: 2558"]) == (4, 2, 2)
    assert found["แถวที่ต้องตรวจ"][0] == ["แถว", "คอลัมน์", "ค่า", "เหตุผล"]
    assert found["แถวที่ต้องตรวจ"][-1][0] == 5
    assert found["ชื่อหน่วยงาน"][2][:4] == ["ภ.จว.รอ.", 1, "ตำรวจภูธรจังหวัดร้อยเอ็ด", 100]


def test_the_files_day_is_a_true_date_shown_in_the_buddhist_era(run: DryRun) -> None:
    page = openpyxl.load_workbook(io.BytesIO(build_report(run, {})))["สรุป"]
    (cell,) = [line[1] for line in page.iter_rows() if line[0].value == "วันของไฟล์"]
    assert (cell.value.date(), cell.number_format) == (date(2015, 10, 1), "[$-107041E]d mmm yyyy")


@pytest.mark.parametrize("text", ["=1+1", "+66", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "http://example.invalid"])
def test_no_text_of_the_source_becomes_a_formula_or_a_link(text: str) -> None:
    found = run_of(csv_bytes([req_row("1", send_name=text.replace("/", " "), alert1=text)]))
    book = openpyxl.load_workbook(io.BytesIO(build_report(found, {})))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_a_file_read_twice_gives_the_same_cases() -> None:
    upload = Upload(csv_bytes(ROWS))
    plan = survey(upload, Wishes(TODAY))
    assert list(read_cases(upload, plan)) == list(read_cases(upload, plan))


COUNTING = """
import resource, sys
from core.exchange.plan import Wishes
from core.exchange.read_cases import read_cases
from core.exchange.sandbox import Upload
from core.exchange.survey import survey
from pathlib import Path
from datetime import date
upload = Upload(Path(sys.argv[1]))
found = sum(1 for _ in read_cases(upload, survey(upload, Wishes(date(2026, 11, 22)))))
print(found, max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows tells no peak of memory")
def test_memory_stays_flat(tmp_path: Path) -> None:
    """Eight times the rows, the same memory in our process and in the child: nothing keeps cases."""

    def read(rows: int) -> tuple[int, int]:
        file = tmp_path / f"{rows}.csv"
        file.write_bytes(csv_bytes([req_row(str(number), topic=f"ถนน {number} " * 20) for number in range(rows)]))
        command = [sys.executable, "-c", COUNTING, str(file)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
        return int(answer[0]), int(answer[1])

    (few, little), (many, much) = read(500), read(4_000)
    assert (few, many) == (500, 4_000)
    assert much < 1.25 * little
