"""Any other file: a suggested mapping, or one that a person named."""

from __future__ import annotations

from datetime import date

import pytest

from core.exchange.dialects.generic import suggest_columns
from core.exchange.fields import Field
from core.exchange.findings import FindingKind
from core.exchange.limits import ImportRefused
from core.exchange.plan import Plan, Wishes
from core.exchange.sandbox import Upload
from core.exchange.source_case import SourceStatus, exact
from core.exchange.survey import survey
from tests.unit.exchange.registers import TODAY, csv_bytes, kinds, the_case

ROW = {
    "รหัสคำร้อง": "A-1",
    "วันที่รับแจ้งเหตุ": "25/12/2558",
    "หัวข้อปัญหา": "ถนนชำรุด",
    "รายละเอียดเพิ่มเติม": "ลึกมาก",
    "ชื่อผู้แจ้ง": "ผู้ร้องตัวอย่าง 0001",
    "โทรติดต่อ": "0812345678",
    "หน่วยงานที่ส่งต่อ": "อบต.ก, อบต.ข",
    "สถานะล่าสุด": "ยุติแล้ว",
    "วันที่ยุติจริง": "30/12/2558",
    "สีของแฟ้ม": "แดง",
}
EXPLICIT = {Field.TITLE: ("b",), Field.RECEIVED: ("a",), Field.STATUS: ("c",)}


def plan_of(content: bytes, **wishes: object) -> Plan:
    return survey(Upload(content), Wishes(TODAY, **wishes))  # type: ignore[arg-type]  # a test names only what it is about


def test_a_mapping_is_suggested_by_the_words_of_the_headings() -> None:
    plan = plan_of(csv_bytes([ROW], list(ROW)))
    suggested = {name: plan.table.headings[columns[0]] for name, columns in plan.columns.items()}
    assert (plan.dialect.key, plan.suggested) == ("generic", True)
    assert suggested == {
        Field.SOURCE_NO: "รหัสคำร้อง",
        Field.RECEIVED: "วันที่รับแจ้งเหตุ",
        Field.TITLE: "หัวข้อปัญหา",
        Field.DETAILS: "รายละเอียดเพิ่มเติม",
        Field.COMPLAINANT: "ชื่อผู้แจ้ง",
        Field.COMPLAINANT_PHONE: "โทรติดต่อ",
        Field.AGENCIES: "หน่วยงานที่ส่งต่อ",
        Field.STATUS: "สถานะล่าสุด",
        Field.CLOSED: "วันที่ยุติจริง",
    }


def test_the_suggestion_reads_the_case() -> None:
    case = the_case(csv_bytes([ROW], list(ROW)))
    assert (case.received, case.progress.closed) == (exact(date(2015, 12, 25)), exact(date(2015, 12, 30)))
    assert (case.source_key, case.referral.agencies) == ("A-1", ("อบต.ก", "อบต.ข"))
    assert ("สีของแฟ้ม", "แดง") in case.source_values


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("ชื่อผู้ถูกร้องเรียน (ถ้ามี)", Field.RESPONDENT),
        ("จำนวนผู้ร้องทุกข์", Field.PERSONS),
        ("วันครบกำหนดตอบ", Field.DUE),
        ("เลขหนังสือออก", Field.LETTER_NO),
        ("วันที่ออกหนังสือ", Field.LETTER_ON),
        ("วันที่หน่วยงานรายงานผล", Field.REPORTED),
        ("เตือนครั้งแรก", Field.REMINDER),
        ("ช่องทางที่แจ้งเข้ามา", Field.CHANNEL),
        ("ลักษณะของเรื่อง", Field.KIND),
        ("Case No.", Field.SOURCE_NO),
        ("Date received", Field.RECEIVED),
        ("Subject", Field.TITLE),
    ],
)
def test_hints(heading: str, meant: Field) -> None:
    assert dict(suggest_columns(["สีของแฟ้ม", heading])) == {meant: (1,)}


def test_several_reminders_are_suggested_but_other_fields_once() -> None:
    assert dict(suggest_columns(["เตือนรอบแรก", "เตือนรอบสอง", "ประเภทย่อย", "ประเภทใหญ่"])) == {
        Field.REMINDER: (0, 1),
        Field.TOPIC: (2,),
    }


def test_an_explicit_mapping_decides() -> None:
    content = "a,b,c\n2015-01-05,ถนน,ยุติเรื่อง\n".encode()
    plan = plan_of(content, mapping=EXPLICIT)
    case = the_case(content, mapping=EXPLICIT)
    assert (plan.dialect.key, plan.suggested) == ("generic", False)
    assert (case.matter.title, case.progress.status, FindingKind.NO_NUMBER in kinds(case)) == (
        "ถนน",
        SourceStatus.CLOSED,
        True,
    )


def test_a_closing_day_closes_where_a_file_knows_no_states() -> None:
    mapping = {Field.TITLE: ("b",), Field.RECEIVED: ("a",), Field.CLOSED: ("c",)}
    closed = the_case("a,b,c\n2015-01-05,ถนน,2015-02-01\n".encode(), mapping=mapping)
    still_open = the_case("a,b,c\n2015-01-05,ถนน,-\n".encode(), mapping=mapping)
    assert (closed.progress.closed, still_open.progress.status) == (exact(date(2015, 2, 1)), SourceStatus.OPEN)


@pytest.mark.parametrize(
    ("content", "mapping", "key"),
    [
        pytest.param("a,b\n1,2\n", EXPLICIT, "unknown_heading", id="no-such-heading"),
        pytest.param("a,b\n1,2\n", {Field.CHANNEL: ("a",)}, "no_mapping", id="too-little-to-know-a-case"),
        pytest.param("สี,ขนาด\nแดง,ใหญ่\n", None, "no_mapping", id="nothing-to-suggest"),
    ],
)
def test_refusals(content: str, mapping: dict[Field, tuple[str, ...]] | None, key: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        plan_of(content.encode(), mapping=mapping)
    assert refused.value.key == f"import.refused.{key}"


def test_an_ambiguous_order_leaves_days_unread_until_it_is_given() -> None:
    content = "a,b,c\n5/6/2558,ถนน,\n7/8/2558,น้ำ,\n".encode()
    asked = plan_of(content, mapping=EXPLICIT)
    given = plan_of(content, mapping=EXPLICIT, date_order="dmy")
    assert (asked.order.must_be_asked, asked.file_day) == (True, None)
    assert (given.order.must_be_asked, given.file_day) == (False, date(2015, 8, 7))


def test_a_day_over_twelve_anywhere_decides_for_the_whole_file() -> None:
    content = "a,b,c\n5/6/2558,ถนน,\n25/8/2558,น้ำ,\n".encode()
    assert plan_of(content, mapping=EXPLICIT).file_day == date(2015, 8, 25)
