"""The lists' workbook: out and back without a change, and every change of a person found, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.exchange import masters_read
from core.exchange.masters_differences import FieldChange
from core.exchange.masters_sheets import lookups, sheets
from core.exchange.masters_xlsx import MastersDifferences, build_masters, read_masters
from core.model.codes import AgencyKind, ChannelGroup, ObligationKind
from core.model.holidays import WorkCalendar
from core.model.masters import Agency, Channel, Clock, ClockSet, Programme, Topic
from core.model.promises import DayUnit, Span
from core.ports import MasterChange
from core.rules.clocks import BANGKOK_1555
from core.rules.master_lines import body_of
from tests.unit.exchange.master_lists import (
    AMPHOE,
    LAND_OFFICE,
    LAND_SPAN,
    LAND_TOPIC,
    Lists,
    Spreadsheet,
    masters,
    office,
    opened_here,
)

OFFICE = office()
WORKBOOK = build_masters(masters(OFFICE))


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


# ---------------------------------------------------------------------------------------------- out and back


def test_what_was_written_comes_back_without_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # in the process of its own that strangers' files are read in
    assert read_masters(WORKBOOK, masters(OFFICE)) == MastersDifferences((), (), (), ())


def test_a_spreadsheet_program_that_only_saves_changes_nothing(sheet: Spreadsheet) -> None:
    assert differences(sheet) == MastersDifferences((), (), (), ())


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=20)
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\n=+@-'_x\u0e4d\u0e32ำ"), max_size=40
)
PERIODS = st.builds(Span, st.integers(1, 400), st.sampled_from(DayUnit), TEXTS)
SPANS = st.none() | PERIODS
DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True), unique=True, max_size=4)


@st.composite
def some_lists(draw: st.DrawFn) -> Lists:
    """Lists as wild as a database may hold them; names may repeat, look like ids or be blank."""
    topic_ids, agency_ids, set_ids = draw(IDS), draw(IDS), draw(IDS)
    position, flag = st.integers(0, 99), st.booleans()
    other = st.none() | st.sampled_from(agency_ids or ["nobody"])
    topics = [
        Topic(each, draw(NAMES), draw(SPANS), draw(flag), draw(TEXTS), draw(flag), draw(position)) for each in topic_ids
    ]
    declared = st.dictionaries(st.sampled_from(topic_ids or ["nothing"]), PERIODS, max_size=3)
    agencies = [
        Agency(
            id=each,
            name=draw(NAMES | st.sampled_from(agency_ids) | st.just("ที่ดิน")),
            kind=draw(st.sampled_from(AgencyKind)),
            short_name=draw(TEXTS),
            parent_id=draw(other),
            amphoe_code=draw(st.sampled_from([None, *(amphoe.code for amphoe in AMPHOE), "9999"])),
            phone=draw(TEXTS),
            size_group=draw(st.sampled_from("ABC")),
            overall=draw(SPANS),
            declared=draw(declared),
            valid_from=draw(st.none() | DAYS),
            valid_to=draw(st.none() | DAYS),
            succeeded_by=draw(other),
            spellings=tuple(draw(st.lists(NAMES, max_size=3))),
            position=draw(position),
        )
        for each in agency_ids
    ]
    clocks = st.lists(
        st.builds(Clock, st.sampled_from(ObligationKind), PERIODS, flag), unique_by=lambda clock: clock.kind
    )
    sets = [ClockSet(each, draw(NAMES), tuple(draw(clocks)), near_days=draw(position)) for each in set_ids]
    return Lists(
        channels=tuple(Channel(each, draw(NAMES), draw(st.sampled_from(ChannelGroup))) for each in draw(IDS)),
        topics=tuple(topics),
        agencies=tuple(agencies),
        programmes=tuple(Programme(each, draw(NAMES), draw(flag)) for each in draw(IDS)),
        calendar=WorkCalendar(draw(st.dictionaries(DAYS, NAMES, max_size=4))),
        clock_sets=tuple(sets),
        clock_set=draw(st.sampled_from(sets)) if sets else BANGKOK_1555,
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some_lists())
def test_any_lists_come_back_without_a_change(lists: Lists) -> None:
    assert read_masters(build_masters(masters(lists)), masters(lists)) == MastersDifferences((), (), (), ())


# -------------------------------------------------------------------------------------------------- workbook


def test_a_sheet_per_list_with_thai_headings(sheet: Spreadsheet) -> None:
    assert sheet.book.sheetnames == [
        "คำอธิบาย",
        "ช่องทาง",
        "ประเภทเรื่อง",
        "หน่วยงาน",
        "กำหนดที่หน่วยงานประกาศ",
        "โครงการ",
        "วันหยุดราชการ",
        "ชุดกำหนด",
        "กำหนดในแต่ละชุด",
        "ลักษณะการยุติ (ดูเท่านั้น)",
        "ลักษณะเรื่อง (ดูเท่านั้น)",
    ]
    assert [cell.value for cell in sheet.book["ช่องทาง"][1]] == ["รหัส", "ชื่อ", "กลุ่มช่องทาง", "ใช้งาน", "ลำดับ"]
    assert [cell.value for cell in sheet.book["ช่องทาง"][3]] == ["hotline_1567", "สายด่วน 1567", "โทรศัพท์", "ใช่", 2]
    assert sheet.book["ช่องทาง"].freeze_panes == "C2"


def test_a_period_is_a_number_a_unit_and_a_source(sheet: Spreadsheet) -> None:
    row = sheet.row_of("กำหนดที่หน่วยงานประกาศ", LAND_TOPIC)
    assert [cell.value for cell in sheet.book["กำหนดที่หน่วยงานประกาศ"][row]] == [
        LAND_OFFICE,
        LAND_TOPIC,
        45,
        "วันทำการ",
        LAND_SPAN.source,
        None,
    ]


def test_a_holiday_is_a_true_date_that_shows_the_buddhist_year(sheet: Spreadsheet) -> None:
    cell = sheet.book["วันหยุดราชการ"]["A2"]
    assert (cell.value.date(), cell.number_format) == (date(2026, 4, 13), "[$-107041E]d mmm yyyy")


def test_no_text_becomes_a_formula(sheet: Spreadsheet) -> None:
    cell = sheet.book["หน่วยงาน"].cell(sheet.row_of("หน่วยงาน", LAND_OFFICE), 17)
    assert (cell.value, cell.data_type) == ("ที่ดินจังหวัด\n=ที่ดิน", "s")


def test_headings_tell_the_columns_of_a_sheet_apart() -> None:
    found = sheets(masters(OFFICE), lookups(masters(OFFICE)))
    headings = {each.title: [column.heading for column in each.columns] for each in found}
    assert {title for title, names in headings.items() if len(set(names)) < len(names)} == set()


# --------------------------------------------------------------------------------------------- what is found


def test_a_changed_cell_changes_only_its_field(sheet: Spreadsheet) -> None:
    row = sheet.row_of("หน่วยงาน", LAND_OFFICE)
    sheet.write("หน่วยงาน", row, {"โทรศัพท์": "043-511-333"})
    found = differences(sheet)
    assert found.changes == (land(phone="043-511-333"),)
    (difference,) = found.differences
    assert (difference.sheet, difference.row, difference.line, difference.what) == (
        "หน่วยงาน",
        row,
        LAND_OFFICE,
        "changed",
    )
    assert difference.fields == (FieldChange("โทรศัพท์", "043511222", "043-511-333"),)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        pytest.param({"โทรศัพท์": 43511999}, {"phone": "043511999"}, id="a-phone-gets-its-zero-back"),
        pytest.param({"กำหนดในภาพรวม": "๓๑"}, {"overall": Span(31, DayUnit.WORKING, "ภาพรวม")}, id="thai-digits"),
        pytest.param({"กำหนดในภาพรวม": "", "ที่มาของกำหนด": ""}, {"overall": None}, id="a-period-taken-away"),
        pytest.param({"หน่วยของกำหนด": "วัน"}, {"overall": Span(30, DayUnit.CALENDAR, "ภาพรวม")}, id="unit"),
        pytest.param({"ใช้ถึงวันที่": "30 ก.ย. 69"}, {"valid_to": date(2026, 9, 30)}, id="a-day-in-thai"),
        pytest.param({"ใช้ถึงวันที่": date(2569, 9, 30)}, {"valid_to": date(2026, 9, 30)}, id="a-buddhist-year"),
        pytest.param({"สังกัด": "จังหวัดทหารบก", "ชื่อย่อ": "ทด."}, None, id="an-unknown-parent"),
        pytest.param({"สังกัด": "governor_office"}, {"parent_id": "governor_office"}, id="a-parent-by-id"),
        pytest.param({"สังกัด": "สำนักงานจังหวัดร้อยเอ็ด"}, {"parent_id": "governor_office"}, id="a-parent-by-name"),
        pytest.param({"อำเภอ": "เกษตรวิสัย"}, {"amphoe_code": "4502"}, id="an-amphoe"),
        pytest.param({"กลุ่มขนาด": "", "ลำดับ": "", "ชื่อย่อ": ""}, {"short_name": ""}, id="blanks"),
        pytest.param({"กลุ่มขนาด": "c"}, {"size_group": "C"}, id="a-size-group"),
        pytest.param({"ลักษณะหน่วยงาน": "central"}, {"kind": AgencyKind.CENTRAL}, id="a-code-by-its-identifier"),
    ],
)
def test_cells_are_read_as_people_type_them(
    sheet: Spreadsheet, typed: Mapping[str, Any], fields: Mapping[str, Any] | None
) -> None:
    sheet.write("หน่วยงาน", sheet.row_of("หน่วยงาน", LAND_OFFICE), typed)
    assert differences(sheet).changes == (() if fields is None else (land(**fields),))


def test_a_new_agency_gets_an_id_and_can_be_named_elsewhere_in_the_file(sheet: Spreadsheet) -> None:
    sheet.append("หน่วยงาน", {"ชื่อ": "เทศบาลเมืองตัวอย่าง", "ลักษณะหน่วยงาน": "องค์กรปกครองส่วนท้องถิ่น"})
    cells = {"หน่วยงาน": "เทศบาลเมืองตัวอย่าง", "ประเภทเรื่อง": LAND_TOPIC, "กำหนดแล้วเสร็จ": 20}
    sheet.append("กำหนดที่หน่วยงานประกาศ", cells)
    last = max(agency.position for agency in OFFICE.agencies)
    made = Agency("agency_1", "เทศบาลเมืองตัวอย่าง", AgencyKind.LOCAL, declared={"land": Span(20)}, position=last + 1)
    found = differences(sheet)
    assert found.changes == (MasterChange("agency", "agency_1", body_of(made)),)
    assert [(each.sheet, each.line, each.what) for each in found.differences] == [
        ("หน่วยงาน", "เทศบาลเมืองตัวอย่าง", "added"),
        ("กำหนดที่หน่วยงานประกาศ", f"เทศบาลเมืองตัวอย่าง · {LAND_TOPIC}", "added"),
    ]


def test_a_new_line_read_twice_is_one_line(sheet: Spreadsheet) -> None:
    sheet.append("โครงการ", {"ชื่อ": "น้ำท่วม 2569"})
    (change,) = differences(sheet).changes
    assert change == MasterChange("programme", "programme_1", {"id": "programme_1", "name": "น้ำท่วม 2569"})
    after = replace(OFFICE, programmes=(*OFFICE.programmes, Programme("programme_1", "น้ำท่วม 2569")))
    assert read_masters(sheet.saved(), masters(after)) == MastersDifferences((), (), (), ())


def test_a_row_that_was_deleted_is_reported_and_removes_nothing(sheet: Spreadsheet) -> None:
    sheet.book["ช่องทาง"].delete_rows(3)
    found = differences(sheet)
    assert [(each.row, each.line, each.what) for each in found.differences] == [(None, "สายด่วน 1567", "missing")]
    assert (found.changes, found.count("missing"), found.count("changed")) == ((), 1, 0)


def test_a_sheet_that_was_deleted_is_named_and_changes_nothing(sheet: Spreadsheet) -> None:
    del sheet.book["หน่วยงาน"]
    assert differences(sheet) == MastersDifferences((), (), (), ("หน่วยงาน",))


def test_holidays_and_declared_periods_are_removed_by_their_mark(sheet: Spreadsheet) -> None:
    sheet.write("วันหยุดราชการ", 2, {"ลบแถวนี้": "ลบ"})
    sheet.write("กำหนดที่หน่วยงานประกาศ", sheet.row_of("กำหนดที่หน่วยงานประกาศ", LAND_TOPIC), {"ลบแถวนี้": "ลบ"})
    sheet.append("วันหยุดราชการ", {"วันที่": "5/12/2569", "ชื่อวันหยุด": "วันพ่อแห่งชาติ"})
    found = differences(sheet)
    assert found.changes == (
        land(declared={"general": Span(7, DayUnit.CALENDAR)}),
        MasterChange("holiday", "2026-04-13", None),
        MasterChange("holiday", "2026-12-05", {"name": "วันพ่อแห่งชาติ"}),
    )
    assert [(each.line, each.what) for each in found.differences] == [
        (f"{LAND_OFFICE} · {LAND_TOPIC}", "removed"),
        ("13 เม.ย. 2569", "removed"),
        ("5 ธ.ค. 2569", "added"),
    ]


def test_clocks_are_switched_off_and_another_set_comes_into_use(sheet: Spreadsheet) -> None:
    sheet.write("กำหนดในแต่ละชุด", 2, {"เปิดใช้": "ไม่ใช่"})
    sheet.write("ชุดกำหนด", 3, {"ชุดที่ใช้อยู่": "ใช่"})
    first, *rest = BANGKOK_1555.clocks
    assert differences(sheet).changes == (
        MasterChange(
            "clock_set", "bkk1555", body_of(replace(BANGKOK_1555, clocks=(replace(first, is_on=False), *rest)))
        ),
        MasterChange("setting", "clock_set", {"value": "letter"}),
    )
