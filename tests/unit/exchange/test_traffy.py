"""Exports of Traffy Fondue in every dialect met."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from core.exchange.findings import FindingKind
from core.exchange.source_case import SourceStatus, exact
from core.model.codes import Anonymity, ChannelGroup, DelayReason
from tests.unit.exchange.registers import (
    ROI_ET,
    TRAFFY_HEADINGS,
    Cells,
    cases,
    csv_bytes,
    kinds,
    the_case,
    ticket,
    xlsx_bytes,
)

SNAPSHOT = ("type", "org", "description", "ticket_id", "coords", "timestamp", "problem_type_abdul", "note", "state")


def export(*rows: Cells) -> bytes:
    return csv_bytes(rows, TRAFFY_HEADINGS)


def test_a_plain_ticket_is_understood_whole() -> None:
    case = the_case(export(ticket()), places=ROI_ET)
    assert (case.source_system, case.source_key) == ("traffy", "2023-AAAAAA")
    assert (case.received, case.received_at) == (
        exact(date(2023, 5, 12)),
        datetime(2023, 5, 12, 13, 27, 54, tzinfo=UTC),
    )
    assert (case.channel.text, case.channel.group) == ("Traffy Fondue", ChannelGroup.ONLINE)
    assert (case.matter.topics, case.matter.title) == (("ถนน",), "ถนนเป็นหลุม")
    assert case.matter.details == "ถนนเป็นหลุม\nรถล้มบ่อย"
    assert (case.place.province, case.place.amphoe) == ("ร้อยเอ็ด", ("เมืองร้อยเอ็ด",))
    assert case.place.coordinates == (16.05, 103.65)
    assert case.referral.agencies == ("เขตตัวอย่าง", "ฝ่ายโยธา เขตตัวอย่าง")
    assert case.complainant.anonymity == Anonymity.NOT_GIVEN
    assert case.progress.last_activity_at == datetime(2023, 5, 12, 13, 30, tzinfo=UTC)
    assert (case.progress.status, kinds(case)) == (SourceStatus.OPEN, set())


def test_a_ticket_of_the_night_belongs_to_bangkoks_next_day() -> None:
    assert the_case(export(ticket(timestamp="2023-05-12 18:00:00+00"))).received.day == date(2023, 5, 13)


def test_the_snapshot_dialect() -> None:
    row = {
        "type": "ถนน,ทางเท้า",
        "org": "เทศบาลตัวอย่าง",
        "description": "ทางเท้าพัง, เดินไม่ได้",
        "ticket_id": "9AAAAA",
        "coords": "['103.65', '16.05']",
        "timestamp": "2023-05-17 17:29:06.4+00",
        "problem_type_abdul": "['ถนน', 'ทางเท้า']",
        "state": "ขั้นตอนทางกฎหมาย",
        "note": "รับทราบ",
    }
    case = the_case(csv_bytes([row], SNAPSHOT))
    assert (case.matter.topics, case.place.coordinates) == (("ถนน", "ทางเท้า"), (16.05, 103.65))
    assert (case.progress.delay, case.matter.note) == (DelayReason.LEGAL_STEP, "รับทราบ")
    assert case.received.day == date(2023, 5, 18)


def test_a_type_that_the_citizen_left_blank_comes_from_the_second_column() -> None:
    row = ticket(description="ก", problem_type_abdul="['น้ำท่วม']") | {"type": ""}
    assert the_case(csv_bytes([row], (*TRAFFY_HEADINGS, "problem_type_abdul", "description"))).matter.topics == (
        "น้ำท่วม",
    )


def test_one_row_for_each_type_is_one_case() -> None:
    rows = [
        ticket("2023-X", type="ถนน"),
        ticket("2023-Y", type="แสงสว่าง"),
        ticket("2023-X", type="ความปลอดภัย"),
        ticket("2023-X", type="น้ำท่วม", organization="เขตอื่น"),
    ]
    lone, joined = cases(export(*rows))
    assert (lone.source_no, lone.rows) == ("2023-Y", (3,))
    assert (joined.rows, joined.matter.topics) == ((2, 4, 5), ("ถนน", "ความปลอดภัย", "น้ำท่วม"))
    assert joined.referral.agencies == ("เขตตัวอย่าง", "ฝ่ายโยธา เขตตัวอย่าง", "เขตอื่น")
    assert kinds(joined) == {FindingKind.JOINED_ROWS}


def test_where_joined_rows_differ_the_latest_stands_and_it_is_said() -> None:
    newer = ticket("2023-X", type="ถนน", state="เสร็จสิ้น", last_activity="2023-05-20 01:00:00+00")
    case = the_case(export(newer, ticket("2023-X", type="น้ำท่วม")))
    assert (case.progress.status_text, case.progress.reported) == ("เสร็จสิ้น", exact(date(2023, 5, 20)))
    assert kinds(case) == {FindingKind.JOINED_ROWS_DIFFER, FindingKind.DONE_IS_NOT_CLOSED}


def test_the_order_of_joined_rows_does_not_change_the_fingerprint() -> None:
    rows = [ticket("2023-X", type="ถนน"), ticket("2023-X", type="น้ำท่วม")]
    assert the_case(export(*rows)).fingerprint == the_case(export(*reversed(rows))).fingerprint


def test_tickets_without_a_number_are_known_by_their_content() -> None:
    rows = [ticket("", type="ถนน"), ticket("", comment="น้ำท่วม"), ticket("", type="น้ำท่วม"), ticket("", comment="")]
    first, joined, photo_only = cases(export(*rows))
    assert [len(case.rows) for case in (first, joined, photo_only)] == [1, 2, 1]
    assert {case.source_key for case in (first, joined, photo_only)} == {
        f"~{case.identity}" for case in (first, joined, photo_only)
    }
    assert [FindingKind.NO_NUMBER in kinds(case) for case in (first, joined, photo_only)] == [True] * 3
    later = cases(export(ticket("", type="ถนน", state="เสร็จสิ้น", star="5", comment="น้ำท่วม")))[0]
    assert later.source_key == first.source_key


def test_a_ticket_of_a_photo_alone_is_titled_by_its_types() -> None:
    assert the_case(export(ticket(comment="", type="{ถนน,น้ำท่วม}"))).matter.title == "ถนน, น้ำท่วม"


@pytest.mark.parametrize(
    ("stamps", "days"),
    [
        pytest.param(["28/11/2023 21:01", "5/12/2023 9:00"], [date(2023, 11, 28), date(2023, 12, 5)], id="local"),
        pytest.param(["11/6/2023", "11/28/2023"], [date(2023, 11, 6), date(2023, 11, 28)], id="american"),
        pytest.param(["9 ธ.ค. 67", "10 ธ.ค. 67"], [date(2024, 12, 9), date(2024, 12, 10)], id="be"),
    ],
)
def test_stamps_in_other_notations(stamps: list[str], days: list[date]) -> None:
    rows = [ticket(f"2023-{number}", timestamp=stamp) for number, stamp in enumerate(stamps)]
    assert [case.received.day for case in cases(export(*rows))] == days


def test_a_thai_export_with_a_column_for_the_time() -> None:
    row = {
        "รหัสเรื่อง": "2024-ZZZZZZ",
        "ประเภท": "ถนน",
        "รายละเอียด": "ถนนเป็นหลุม",
        "ละติจูด": "16.05",
        "ลองจิจูด": "103.65",
        "วันที่แจ้ง": "9 ธ.ค. 67",
        "เวลาที่แจ้ง": "14:05 น.",
        "สถานะ": "กำลังดำเนินการ",
    }
    case = the_case(csv_bytes([row], list(row)))
    assert (case.source_system, case.source_no) == ("traffy", "2024-ZZZZZZ")
    assert case.received_at == datetime(2024, 12, 9, 7, 5, tzinfo=UTC)
    assert (case.place.coordinates, case.progress.status) == ((16.05, 103.65), SourceStatus.OPEN)


def test_an_excel_export_with_pandas_index_column() -> None:
    rows: list[list[object]] = [["", *TRAFFY_HEADINGS]]
    for number, row in enumerate([ticket("2023-A"), ticket("2023-B")]):
        rows.append([number, *(row.get(name, "") for name in TRAFFY_HEADINGS)])
    found = cases(xlsx_bytes(rows))
    assert [case.source_no for case in found] == ["2023-A", "2023-B"]
    assert dict(found[0].source_values).keys() == set(TRAFFY_HEADINGS)


def test_json_lines_with_lists() -> None:
    row = ticket(type=["ถนน", "น้ำท่วม"], coords=[103.65, 16.05])
    case = the_case(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    assert (case.matter.topics, case.place.coordinates) == (("ถนน", "น้ำท่วม"), (16.05, 103.65))


def test_another_provinces_ticket_is_told_apart() -> None:
    case = the_case(export(ticket(province="ยโสธร", district="อำเภอเมือง")), places=ROI_ET)
    assert (case.place.amphoe, case.place.elsewhere, case.place.province) == ((), ("เมืองยโสธร",), "ยโสธร")
    assert FindingKind.OTHER_PROVINCE in kinds(case)


@pytest.mark.parametrize(
    ("coords", "pair", "doubt"),
    [
        ("16.05,103.65", (16.05, 103.65), None),
        ("0,0", (0.0, 0.0), FindingKind.COORDINATES_OUTSIDE),
        ("ข้างวัด", None, FindingKind.UNREADABLE_COORDINATES),
        ("", None, None),
    ],
)
def test_coordinates(coords: str, pair: tuple[float, float] | None, doubt: FindingKind | None) -> None:
    case = the_case(export(ticket(coords=coords)))
    assert (case.place.coordinates, kinds(case)) == (pair, {doubt} if doubt else set())
