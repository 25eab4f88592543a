"""The register of a Damrongtham Centre, with the dirt that real ones have."""

from __future__ import annotations

from datetime import date

import pytest

from core.exchange.findings import Finding, FindingKind
from core.exchange.limits import ImportRefused
from core.exchange.plan import Wishes
from core.exchange.sandbox import Upload
from core.exchange.source_case import PersonKind, SourceStatus, estimated, exact
from core.exchange.survey import survey
from core.model.codes import Anonymity, ChannelGroup
from tests.unit.exchange.registers import (
    NO_DATE,
    ROI_ET,
    TODAY,
    cases,
    csv_bytes,
    day,
    kinds,
    req_row,
    the_case,
    understood,
    xlsx_bytes,
)


def one(**cells: object) -> bytes:
    return csv_bytes([req_row(**cells)])


def test_a_plain_row_is_understood_whole() -> None:
    case = the_case(one(), places=ROI_ET)
    assert (case.rows, case.source_system, case.source_no, case.source_key) == ((2,), "damrongtham", "101", "101")
    assert (case.received, case.received_at) == (exact(date(2015, 1, 5)), None)
    assert (case.channel.text, case.channel.group) == ("จดหมาย", ChannelGroup.LETTER)
    assert (case.matter.title, case.matter.topics) == ("ขอให้ซ่อมถนน", ("ที่ทำกิน",))
    assert (case.place.amphoe_raw, case.place.amphoe) == ("เมือง", ("เมืองร้อยเอ็ด",))
    assert (case.complainant.name, case.complainant.anonymity) == ("ผู้ร้องตัวอย่าง 0001", Anonymity.OPEN)
    assert (case.respondent.name, case.respondent.anonymity) == ("", Anonymity.NOT_GIVEN)
    assert (case.referral.agencies, case.referral.due_on) == (("อ.เมือง",), date(2015, 1, 20))
    assert (case.progress.status, case.progress.reported) == (SourceStatus.REPORTED, exact(date(2015, 1, 15)))
    assert (kinds(case), case.referral.sent) == (set(), estimated(date(2015, 1, 5)))


@pytest.mark.parametrize(
    ("written", "number", "secret"),
    [
        ("0017.3/500", "0017.3/500", False),
        ("0017.3/ว234", "0017.3/ว234", False),
        ("0017.3/150 (ลับ)", "0017.3/150", True),
        ("ลับ0017.3/408", "0017.3/408", True),
        ("0017.3/374 ลับ", "0017.3/374", True),
        (" -", "", False),
    ],
)
def test_letters(written: str, number: str, secret: bool) -> None:  # noqa: FBT001 - a table's column
    case = the_case(one(report_id=written, report_date1=day(2015, 1, 7)))
    assert (case.referral.letter_no, case.confidential) == (number, secret)
    assert case.referral.sent == exact(date(2015, 1, 7))


def test_a_title_marked_secret_is_confidential() -> None:
    assert the_case(one(topic="ร้องเรียนเจ้าหน้าที่ (ลับ)")).confidential is True


def test_agencies_are_split_at_strokes_and_own_handling_is_told_apart() -> None:
    case = the_case(one(send_name="อ.เมือง/ ภ.จว.รอ. /ดำเนินการเอง"))
    assert (case.referral.agencies, case.referral.handled_by_centre) == (("อ.เมือง", "ภ.จว.รอ."), True)


@pytest.mark.parametrize(
    ("name", "kept", "anonymity"),
    [("-", "", Anonymity.NOT_GIVEN), ("[ปกปิดชื่อ]", "", Anonymity.HIDDEN), ("ปกปิด", "", Anonymity.HIDDEN)],
)
def test_hidden_and_missing_names(name: str, kept: str, anonymity: Anonymity) -> None:
    person = the_case(one(name=name)).complainant
    assert (person.name, person.anonymity, person.kind) == (kept, anonymity, PersonKind.UNKNOWN)


def test_reminders_in_every_spelling_and_a_broken_formula() -> None:
    case = the_case(one(alert1="2015-9-15", alert2="2015-9- 30 ", alert3="#NAME?"))
    assert case.progress.reminders == (date(2015, 9, 15), date(2015, 9, 30))
    assert [(found.column, found.value) for found in case.warnings if found.kind == FindingKind.EXCEL_ERROR] == [
        ("req_alert3", "#NAME?")
    ]


def test_two_reminders_in_one_cell() -> None:
    assert the_case(one(alert1="2015-9-15, 2015-10-1")).progress.reminders == (date(2015, 9, 15), date(2015, 10, 1))


@pytest.mark.parametrize("received", [NO_DATE, "", "2015-13-40"], ids=["epoch", "blank", "impossible"])
def test_a_row_without_a_day_of_receipt_is_an_undated_case(received: str) -> None:
    case = the_case(one(date=received, status="ยุติเรื่อง"))
    assert (case.received.day, case.progress.closed, FindingKind.UNDATED in kinds(case)) == (
        None,
        case.received,
        True,
    )


def test_days_that_do_not_fit_are_said_with_their_column_and_value() -> None:
    case = the_case(one(report_date=day(2014, 12, 1), report_date2=day(2014, 12, 2)))
    said = {found.kind: (found.column, found.value[:10]) for found in case.warnings}
    assert said[FindingKind.DUE_BEFORE_RECEIVED] == ("req_report_date", "2014-12-01")
    assert said[FindingKind.REPORTED_BEFORE_RECEIVED] == ("req_report_date2", "2014-12-02")
    assert (case.referral.due_on, case.progress.reported) == (date(2014, 12, 1), estimated(date(2015, 1, 5)))


def test_the_files_day_is_the_latest_of_the_days_that_tell_it() -> None:
    rows = [
        req_row("1", date=day(2015, 3, 1), report_date=day(2016, 9, 9)),
        req_row("2", alert1="2015-9-15", report_date2=day(2027, 1, 1)),
    ]
    plan = survey(Upload(csv_bytes(rows)), Wishes(TODAY))
    assert plan.file_day == date(2015, 9, 15)


def test_rows_of_one_number_are_different_cases_with_keys_of_their_own() -> None:
    rows = [req_row("7", topic="ถนน"), req_row("7", topic="น้ำ"), req_row("8")]
    first, second, third = cases(csv_bytes(rows))
    assert (first.source_key, second.source_key) == (f"7~{first.identity}", f"7~{second.identity}")
    assert (first.identity == second.identity, third.source_key) == (False, "8")
    assert [FindingKind.DUPLICATE_NUMBER in kinds(case) for case in (first, second, third)] == [False, True, False]


def test_a_number_that_comes_to_stand_twice_is_found_by_its_identity() -> None:
    before = the_case(csv_bytes([req_row("7", topic="ถนน")]))
    after = cases(csv_bytes([req_row("7", topic="น้ำ"), req_row("7", topic="ถนน", status="ยุติเรื่อง")]))
    assert [case.identity == before.identity for case in after] == [False, True]


def test_the_fingerprint_changes_with_any_cell_and_only_then() -> None:
    same = [the_case(one()).fingerprint for _ in range(2)]
    changed = the_case(one(alert1="2015-9-15")).fingerprint
    assert (same[0] == same[1], same[0] == changed) == (True, False)


def test_source_values_hold_every_cell_under_its_heading() -> None:
    values = dict(the_case(one(name="ผู้ร้องตัวอย่าง 0002")).source_values)
    assert (len(values), values["req_name"], values["req_send_date"]) == (19, "ผู้ร้องตัวอย่าง 0002", NO_DATE)


@pytest.mark.parametrize(
    ("text", "name", "group"),
    [
        ("แจ้งด้วยตนเอง", "แจ้งด้วยตนเอง", ChannelGroup.WALK_IN),
        ("รับแจ้งจากหน่วยงานต่างๆ", "รับแจ้งจากหน่วยงานต่างๆ", ChannelGroup.REFERRED),
        ("โทรศัพท์", "โทรศัพท์", ChannelGroup.PHONE),
        ("www.ตัวอย่าง.com", "เว็บ", ChannelGroup.ONLINE),
        ("สายด่วน 1567", "สายด่วน 1567", ChannelGroup.PHONE),
        ("สายด่วน 1111", "สายด่วน 1111", ChannelGroup.REFERRED),
        ("หน่วยเคลื่อนที่เร็ว", "หน่วยเคลื่อนที่เร็ว", ChannelGroup.FIELD),
        ("นกพิราบ", "นกพิราบ", None),
        ("", "ไม่ระบุ", None),
    ],
)
def test_channels(text: str, name: str, group: ChannelGroup | None) -> None:
    case = the_case(one(channel=text))
    assert (case.channel.name, case.channel.group) == (name, group)
    assert (FindingKind.UNKNOWN_CHANNEL in kinds(case)) is (text == "นกพิราบ")


@pytest.mark.parametrize(
    ("year", "differs"), [("2015.0", False), ("2558", False), ("2557", True), ("2016", True), ("", False)]
)
def test_the_year_column_is_compared(year: str, differs: bool) -> None:  # noqa: FBT001 - a table's column
    assert (FindingKind.YEAR_DIFFERS in kinds(the_case(one(year=year)))) is differs


def test_the_fiscal_year_counts_as_the_year_too() -> None:
    assert kinds(the_case(one(date=day(2015, 10, 1), year="2559", report_date2=NO_DATE, status="ในเวลา"))) == {
        FindingKind.DUE_BEFORE_RECEIVED
    }


def test_hidden_characters_are_taken_out_and_said() -> None:
    case = the_case(one(topic="ขอ\u202eความ\x07ช่วยเหลือ"))
    assert (case.matter.title, FindingKind.UNSAFE_CHARACTERS in kinds(case)) == ("ขอความช่วยเหลือ", True)


def test_letters_lost_in_the_file_are_said() -> None:
    content = one(topic="ขอความช่วยเหลือ" * 20) + "ก".encode()[:2]
    assert FindingKind.DAMAGED_CHARACTERS not in kinds(the_case(content.replace(b"\n\xe0\xb8", b"\n")))
    damaged = one(topic="ขอความช่วยเหลือ\ufffd")
    assert FindingKind.DAMAGED_CHARACTERS in kinds(the_case(damaged))


THAI_HEADINGS = ["ที่", "เลขที่รับ", "วันที่รับเรื่อง", "ช่องทาง", "ผู้ร้อง", "เบอร์โทร", "เรื่อง", "อำเภอ", "หน่วยงาน", "สถานะ", "วันที่ยุติ"]


def test_a_thai_register_in_excel_with_title_merged_states_and_be_years_in_ce_cells() -> None:
    rows: list[list[object]] = [
        ["ทะเบียนรับเรื่องร้องเรียน ประจำปี 2563", *[None] * 10],
        list(THAI_HEADINGS),
        [
            1,
            "1/2563",
            date(2563, 7, 29),
            "โทรศัพท์",
            "ผู้ร้องตัวอย่าง 0001",
            812345678,
            "ถนน",
            "เมือง",
            "อบจ.",
            "ยุติเรื่อง",
            "5 ส.ค. 63",
        ],
        [2, "2/2563", "๓๐ ก.ค. ๖๓", "เว็บไซต์", "-", None, "ไฟฟ้า", "โพนทอง", "กฟภ.", None, date(2563, 8, 9)],
        ["", "รวม", None, None, None, None, "2 เรื่อง", None, None, "", None],
    ]
    first, second, total = understood(xlsx_bytes(rows, merged=["A1:K1", "J3:J4"]), places=ROI_ET)
    assert not isinstance(first, Finding)
    assert not isinstance(second, Finding)
    assert (first.received, first.progress.closed) == (exact(date(2020, 7, 29)), exact(date(2020, 8, 5)))
    assert (second.received, second.progress.closed) == (exact(date(2020, 7, 30)), exact(date(2020, 8, 9)))
    assert first.complainant.phone == "0812345678"
    assert {FindingKind.PHONE_ZERO_RESTORED, FindingKind.BE_YEAR_IN_CE_CELL} <= kinds(first)
    assert total == Finding(5, "", "", FindingKind.TOTAL_ROW)


def test_a_phone_in_a_finding_is_masked() -> None:
    rows: list[list[object]] = [
        list(THAI_HEADINGS),
        [1, "1/2563", date(2020, 7, 29), "", "", 812345678, "ถนน", "", "", "", ""],
    ]
    (found,) = [one for one in the_case(xlsx_bytes(rows)).warnings if one.kind == FindingKind.PHONE_ZERO_RESTORED]
    assert (found.column, found.value) == ("เบอร์โทร", "8…78")


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ","), ("cp874", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("tis-620", "|")],
)
def test_the_same_case_from_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    plain = the_case(one())
    other = the_case(csv_bytes([req_row()], encoding=encoding, delimiter=delimiter))
    assert other == plain


def test_rows_that_hold_nothing_or_too_much_are_findings() -> None:
    empty = dict.fromkeys(("req_name", "req_topic", "req_type"), "-")
    content = csv_bytes([req_row(""), req_row("") | empty, req_row("9")]) + b"10,a,b" + b",c" * 30 + b"\n"
    found = [one.kind if isinstance(one, Finding) else one.source_no for one in understood(content)]
    assert found == ["", FindingKind.EMPTY_CASE, "9", FindingKind.TOO_MANY_CELLS]


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        pytest.param({"dialect": "traffy"}, "not_this_dialect", id="another-dialect"),
        pytest.param({"dialect": "other"}, "no_dialect", id="no-such-dialect"),
    ],
)
def test_a_dialect_that_does_not_fit_is_refused(wishes: dict[str, object], key: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        the_case(one(), **wishes)
    assert refused.value.key == f"import.refused.{key}"
