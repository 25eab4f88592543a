"""One line edited on screen makes the same changes, and meets the same refusals, as a row of the workbook."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from core.exchange.masters_form import line_changes, removal, sheet_of, typed_cell
from core.rules.clocks import BANGKOK_1555
from tests.unit.exchange.master_lists import LAND_OFFICE, LAND_TOPIC, masters, office

OFFICE = masters(office())


def test_only_what_was_typed_changes() -> None:
    (change,) = line_changes("agency", {"id": "land", "phone": "043511999", "valid_to": "30/9/2569"}, OFFICE)
    before = next(each for each in OFFICE.agencies if each.id == "land")
    assert (change.table, change.id) == ("agency", "land")
    assert change.body is not None
    assert (change.body["phone"], change.body["valid_to"]) == ("043511999", "2026-09-30")
    assert (change.body["name"], change.body["declared"].keys()) == (before.name, before.declared.keys())


def test_nothing_typed_is_no_change() -> None:
    assert line_changes("channel", {"id": "walk_in"}, OFFICE) == ()


def test_a_new_line_gets_an_id_and_stands_last() -> None:
    cells = {"name": "แอปพลิเคชันจังหวัด", "group": "ออนไลน์", "is_active": "ใช่"}
    (change,) = line_changes("channel", cells, OFFICE)
    last = max(each.position for each in OFFICE.channels)
    assert change.id == "channel_1"
    assert change.body == {
        "id": "channel_1",
        "name": "แอปพลิเคชันจังหวัด",
        "group": "online",
        "position": last + 1,
    }


@pytest.mark.parametrize(
    ("table", "cells", "reason"),
    [
        pytest.param("channel", {"id": "walk_in", "name": ""}, "- ชื่อ: ช่องนี้ว่างไม่ได้", id="blank"),
        pytest.param(
            "agency", {"id": "land", "overall_count": "มาก"}, "- กำหนดในภาพรวม: โปรดใส่จำนวนเต็ม", id="no-number"
        ),
        pytest.param(
            "agency", {"id": "land", "overall_count": "0"}, "- กำหนดในภาพรวม: ใส่ได้ตั้งแต่ 1 ถึง 3650", id="out-of-range"
        ),
        pytest.param("agency", {"id": "land", "valid_to": "31/2/2569"}, "- ใช้ถึงวันที่: ", id="no-such-day"),
        pytest.param("agency", {"id": "police", "name": LAND_OFFICE}, "- ชื่อ: มีชื่อ ", id="taken"),
        pytest.param(
            "agency", {"id": "land", "size_group": "Z"}, "- กลุ่มขนาด: โปรดเลือกจาก: A, B, C", id="forged-choice"
        ),
        pytest.param(
            "agency", {"id": "land", "parent_id": "nowhere"}, "- สังกัด: ไม่พบ nowhere ในรายการ", id="forged-parent"
        ),
        pytest.param("clock_set", {"id": BANGKOK_1555.id, "in_force": "ไม่ใช่"}, "- ชุดที่ใช้อยู่: ", id="none-in-force"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_column(table: str, cells: dict[str, str], reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        line_changes(table, cells, OFFICE)
    assert refused.value.key == "settings.refused"
    assert str(refused.value.facts["reasons"]).startswith(reason)


def test_another_set_of_clocks_comes_into_force_alone() -> None:
    (change,) = line_changes("clock_set", {"id": "letter", "in_force": "ใช่"}, OFFICE)
    assert (change.table, change.id, change.body) == ("setting", "clock_set", {"value": "letter"})


def test_a_clock_is_switched_off() -> None:
    sheet, _ = sheet_of("clock", OFFICE)
    values = next(each for each in sheet.rows if each["clock_set"] == "bkk1555" and each["obligation"] == "acknowledge")
    named = {column.key: typed_cell(column, values) for column in sheet.columns[:2]}
    (change,) = line_changes("clock", {**named, "is_on": "ไม่ใช่"}, OFFICE)
    assert change.body is not None
    assert [each["kind"] for each in change.body["clocks"] if not each.get("is_on", True)] == ["acknowledge"]


def test_a_declared_period_is_taken_out() -> None:
    (change,) = removal("declared", {"agency": LAND_OFFICE, "topic": LAND_TOPIC}, OFFICE)
    assert (change.table, change.id) == ("agency", "land")
    assert change.body is not None
    assert change.body["declared"].keys() == {"general"}


def test_a_list_without_removal_keeps_its_line() -> None:
    assert removal("channel", {"id": "walk_in"}, OFFICE) == ()
