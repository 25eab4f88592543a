"""Small registers with the dirt of real ones; every name, number and place in them is made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

from core.exchange.amphoe import Places
from core.exchange.findings import Finding, FindingKind
from core.exchange.plan import Wishes
from core.exchange.read_cases import read_cases
from core.exchange.sandbox import Upload
from core.exchange.source_case import SourceCase
from core.exchange.survey import survey

TODAY = date(2026, 11, 22)
NO_DATE = "1969-12-31T00:00:00.000Z"
ROI_ET = Places(
    province="ร้อยเอ็ด",
    amphoe=frozenset({"เมืองร้อยเอ็ด", "เสลภูมิ", "โพนทอง", "เกษตรวิสัย", "ทุ่งเขาหลวง", "สุวรรณภูมิ"}),
    elsewhere=frozenset({"เมืองยโสธร", "กุดชุม", "โพนทอง", "กุมภวาปี"}),
    provinces=frozenset({"ร้อยเอ็ด", "ยโสธร", "อุดรธานี"}),
)
REQ_HEADINGS = (
    *("req_code_file", "req_report_id", "req_report_date1", "req_amphoe", "req_channel", "req_name", "req_name1"),
    *("req_topic", "req_send_name", "req_send_date", "req_report_date", "req_status", "req_type", "req_report_date2"),
    *("req_alert1", "req_alert2", "req_alert3", "req_year", "req_date"),
)
TRAFFY_HEADINGS = (
    *("ticket_id", "type", "organization", "comment", "coords", "photo", "address", "subdistrict", "district"),
    *("province", "timestamp", "state", "star", "count_reopen", "last_activity"),
)

Cells = Mapping[str, object]


def day(year: int, month: int, number: int) -> str:
    """Write a day as the register's database exports it."""
    return f"{date(year, month, number).isoformat()}T00:00:00.000Z"


def req_row(number: object = "101", **cells: object) -> dict[str, object]:
    """Return a row of a centre's register, received on 5 January 2015, with some cells of its own."""
    plain: dict[str, object] = {
        "req_code_file": number,
        "req_report_date1": NO_DATE,
        "req_amphoe": "เมือง",
        "req_channel": "จดหมาย",
        "req_name": "ผู้ร้องตัวอย่าง 0001",
        "req_name1": "-",
        "req_topic": "ขอให้ซ่อมถนน",
        "req_send_name": "อ.เมือง",
        "req_send_date": NO_DATE,
        "req_report_date": day(2015, 1, 20),
        "req_status": "รายงาน",
        "req_type": "ที่ทำกิน",
        "req_report_date2": day(2015, 1, 15),
        "req_year": "2015.0",
        "req_date": day(2015, 1, 5),
    }
    return plain | {f"req_{name}": value for name, value in cells.items()}


def ticket(number: str = "2023-AAAAAA", **cells: object) -> dict[str, object]:
    """Return a row of a Traffy export."""
    plain: dict[str, object] = {
        "ticket_id": number,
        "type": "{ถนน}",
        "organization": "เขตตัวอย่าง,ฝ่ายโยธา เขตตัวอย่าง",
        "comment": "ถนนเป็นหลุม\nรถล้มบ่อย",
        "coords": "103.65,16.05",
        "timestamp": "2023-05-12 13:27:54.482138+00",
        "state": "รอรับเรื่อง",
        "province": "จังหวัดร้อยเอ็ด",
        "district": "เมือง",
        "last_activity": "2023-05-12 13:30:00.1+00",
    }
    return plain | cells


def csv_bytes(
    rows: Sequence[Cells], headings: Sequence[str] = REQ_HEADINGS, *, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """Write rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(dict(row) for row in rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """Write rows of cells as .xlsx; days become true dates; ``merged`` are ranges like "B2:B4"."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("ทะเบียน")
    style = book.add_format({"num_format": "d/m/yyyy"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, style)
            elif value is not None:
                page.write(number, column, value)
    for cells in merged:
        first = cells.split(":")[0]
        row_at, column_at = int(first[1:]) - 1, ord(first[0]) - ord("A")
        page.merge_range(cells, rows[row_at][column_at])
    book.close()
    return out.getvalue()


def understood(content: bytes, **wishes: object) -> list[SourceCase | Finding]:
    """Read a file as the import does, with TODAY as the day of the import."""
    upload = Upload(content)
    plan = survey(upload, Wishes(today=TODAY, **wishes))  # type: ignore[arg-type]  # a test names only what it is about
    return list(read_cases(upload, plan))


def cases(content: bytes, **wishes: object) -> list[SourceCase]:
    """Return the cases of a file without the rows that are none."""
    return [one for one in understood(content, **wishes) if isinstance(one, SourceCase)]


def the_case(content: bytes, **wishes: object) -> SourceCase:
    """Return the only case of a file."""
    (only,) = cases(content, **wishes)
    return only


def kinds(case: SourceCase) -> set[FindingKind]:
    """Return the kinds of a case's warnings, without the estimate of the day of sending that most have."""
    return {finding.kind for finding in case.warnings} - {FindingKind.SENT_DAY_ESTIMATED}
