"""``import``: a dry run that changes nothing, one answer for machines, and questions in place of guesses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from core.text.catalogue import t
from tests.terminal.conftest import Machine, Office
from tests.unit.exchange.registers import NO_DATE, TRAFFY_HEADINGS, Cells, csv_bytes, day, req_row, ticket

ROWS = [
    req_row("11", send_name="อ.เมือง/ภ.จว.รอ."),
    req_row("12", send_name="ชมรมคนรักบ้าน", status="ยุติเรื่อง", alert3="#NAME?", date=day(2015, 10, 1)),
    req_row("13", date=NO_DATE, channel="โทรศัพท์", status="เลยเวลา"),
]
KEYS = {
    *("dialect", "encoding", "rows", "cases", "created", "updated", "unchanged", "rejected", "warnings"),
    *("by_channel", "by_status", "by_fiscal_year", "conflicts"),
}
GENERIC = [{"เลขที่": "101", "เรื่อง": "ขอให้ซ่อมถนน", "วันที่รับ": "5 ม.ค. 2558"}]
EITHER = [{**req_row("21", date="3/4/2558"), "req_report_date": "", "req_report_date2": "", "req_report_date1": ""}]


@pytest.fixture
def register(tmp_path: Path) -> str:
    return written(tmp_path, ROWS)


def written(folder: Path, rows: Sequence[Cells], headings: Sequence[str] | None = None) -> str:
    file = folder / "register.csv"
    file.write_bytes(csv_bytes(rows, headings) if headings else csv_bytes(rows))
    return str(file)


def test_a_dry_run_says_what_was_understood_and_changes_nothing(office: Office, register: str) -> None:
    machine = office.machine
    found = machine.ask("import", register, "--dry-run")
    assert found.keys() >= KEYS
    assert {key: found[key] for key in ("dialect", "encoding", "rows", "cases", "created", "unchanged")} == {
        "dialect": "damrongtham",
        "encoding": "utf-8",
        "rows": 3,
        "cases": 3,
        "created": 3,
        "unchanged": 0,
    }
    assert found["rejected"] == [{"row": 3, "column": "req_alert3", "value": "#NAME?", "reason": "excel_error"}]
    assert (found["by_channel"], found["by_status"]) == (
        {"จดหมาย": 2, "โทรศัพท์": 1},
        {"reported": 1, "closed": 1, "open": 1},
    )
    assert found["by_fiscal_year"] == {"2558": 1, "2559": 1, "undated": 1}
    assert {"kind": "undated", "count": 1, "example": {"row": 4, "column": "req_date", "value": NO_DATE}} in found[
        "warnings"
    ]
    assert machine.ask("stats")["total"] == 0


def test_an_import_then_again_then_a_newer_export(office: Office, register: str, tmp_path: Path) -> None:
    machine = office.machine
    assert machine.ask("import", register)["created"] == 3
    stats = machine.ask("stats")
    assert (stats["total"], stats["closed"], stats["undated"]) == (3, 1, 1)
    assert {line["channel"]: line["cases"] for line in stats["by_channel"] if line["cases"]} == {
        "จดหมาย": 2,
        "โทรศัพท์": 1,
    }
    again = machine.ask("import", register)
    assert {key: again[key] for key in ("created", "updated", "unchanged", "conflicts")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 3,
        "conflicts": [],
    }
    newer = written(tmp_path, [ROWS[0] | {"req_status": "ยุติเรื่อง"}, *ROWS[1:], req_row("14")])
    third = machine.ask("import", newer)
    assert (third["created"], third["updated"], third["unchanged"]) == (1, 1, 2)
    assert machine.ask("stats")["closed"] == 2
    assert machine.ask("verify")["differences"] == []


def test_an_ambiguous_order_of_day_and_month_is_a_question(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, EITHER)
    refused = office.machine.type("import", file, "--json")
    assert (refused.code, refused.out, refused.err.strip()) == (1, "", t("error.import_ask_order"))
    assert office.machine.ask("import", file, "--date-order", "mdy")["created"] == 1
    totals = [office.machine.ask("stats", "--as-of", day)["total"] for day in ("2015-03-03", "2015-03-04")]
    assert totals == [0, 1]


def test_columns_that_we_only_guessed_are_seen_by_a_person_first(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, GENERIC, list(GENERIC[0]))
    refused = office.machine.type("import", file)
    assert (refused.code, refused.err.strip()) == (1, t("error.import_ask_mapping"))
    seen = office.machine.ask("import", file, "--dry-run")
    assert (seen["dialect"], seen["mapping"]) == (
        "generic",
        {"source_no": ["เลขที่"], "title": ["เรื่อง"], "received": ["วันที่รับ"]},
    )
    assert office.machine.ask("import", file, "--dialect", "generic")["created"] == 1


def test_tickets(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, [ticket("2023-A"), ticket("2023-B", state="เสร็จสิ้น")], TRAFFY_HEADINGS)
    found = office.machine.ask("import", file)
    assert (found["dialect"], found["by_channel"], found["created"]) == ("traffy", {"Traffy Fondue": 2}, 2)


def test_a_case_that_was_refused_stands_among_the_rejected_rows(office: Office, tmp_path: Path) -> None:
    office.machine.ask("import", written(tmp_path, [req_row("7", topic="ก"), req_row("7", topic="ข")]))
    found = office.machine.ask("import", written(tmp_path, [req_row("7", topic="ค")]))
    assert found["rejected"] == [{"row": 2, "column": "", "value": "7", "reason": "error.import_number_twice"}]
    assert (found["created"], found["rejected_count"]) == (0, 1)


def test_the_report_is_a_workbook(office: Office, register: str, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    office.machine.ask("import", register, "--dry-run", "--report", str(report))
    book = openpyxl.load_workbook(report)
    assert book.sheetnames == [t("import.report.summary"), t("import.report.doubtful"), t("import.report.agencies")]
    doubtful = [row[3].value for row in book[t("import.report.doubtful")].iter_rows(min_row=2)]
    assert t("import.reason.excel_error") in doubtful


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(("no-such-file.csv",), id="no-file"),
        pytest.param(("{file}", "--dialect", "excel"), id="dialect"),
        pytest.param(("{file}", "--date-order", "ydm"), id="order"),
        pytest.param((), id="nothing"),
    ],
)
def test_wrong_usage(office: Office, register: str, wrong: tuple[str, ...]) -> None:
    said = office.machine.type("import", *(part.format(file=register) for part in wrong), "--json")
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "import.refused.empty", id="empty"),
        pytest.param(b"<html><table></table></html>", "import.refused.web_page", id="web-page"),
    ],
)
def test_a_file_that_cannot_be_read(office: Office, tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "register.xls"
    file.write_bytes(content)
    said = office.machine.type("import", str(file))
    assert (said.code, said.err.strip()) == (1, t(reason))


def test_before_there_is_an_office_nothing_can_be_brought_in(machine: Machine, register: str) -> None:
    said = machine.type("import", register)
    assert (said.code, said.err.strip()) == (1, t("error.not_set_up"))
