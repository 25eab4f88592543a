"""Settings, holidays and the order of lists: what may stand, whoever writes it."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import DomainError
from core.model.codes import ChannelGroup
from core.model.masters import Channel
from core.model.office_facts import OfficeFacts, office_facts
from core.rules.holidays import checked_holiday, checked_year
from core.rules.master_order import moved
from core.rules.office_settings import checked_setting


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        pytest.param("centre_name", "  ศูนย์ดำรงธรรม   จังหวัดร้อยเอ็ด ", "ศูนย์ดำรงธรรม จังหวัดร้อยเอ็ด", id="spaces"),
        pytest.param("close_of_day", "16.30 น.", "16:30", id="dot"),
        pytest.param("close_of_day", "๙:๐๕", "09:05", id="thai-digits"),
        pytest.param("close_of_day", "", "", id="taken-back"),
        pytest.param("centre_phone", "๐๔๓-๕๑๑-๒๒๒ ต่อ 12", "043-511-222 ต่อ 12", id="phone"),
        pytest.param("backup_folder", "E:\\สำรองข้อมูล", "E:\\สำรองข้อมูล", id="windows-folder"),
        pytest.param("stock_kinds", "need  grievance need", "grievance need", id="kinds-in-their-order"),
        pytest.param("mirror_folder", "/media/usb/excel", "/media/usb/excel", id="posix-folder"),
    ],
)
def test_a_setting_is_stored_as_it_will_be_read(name: str, value: str, stored: str) -> None:
    assert checked_setting(name, value) == stored


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        pytest.param("anything", "x", "error.setting_unknown", id="unknown"),
        pytest.param("close_of_day", "24.00", "error.setting_time", id="no-such-hour"),
        pytest.param("close_of_day", "เย็น", "error.setting_time", id="no-time"),
        pytest.param("centre_phone", "ไม่มี", "error.setting_phone", id="no-digits"),
        pytest.param("backup_folder", "backups", "error.setting_folder", id="relative"),
        pytest.param("backup_folder", "../out", "error.setting_folder", id="upwards"),
        pytest.param("centre_address", "x" * 301, "error.setting_long", id="long"),
        pytest.param("stock_kinds", "grievance rumour", "error.setting_unknown", id="no-such-kind"),
        pytest.param("centre_name", "ก\u202eข", "error.hostile_text", id="hostile"),
    ],
)
def test_a_setting_that_cannot_stand_is_refused(name: str, value: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_setting(name, value)
    assert refused.value.key == key


def test_facts_that_nobody_gave_are_empty() -> None:
    assert office_facts({"centre_phone": "043-511-222"}) == OfficeFacts(phone="043-511-222")


def test_a_holiday_needs_a_day_and_a_name() -> None:
    assert checked_holiday("2027-04-13", {"name": "สงกรานต์"}) == date(2027, 4, 13)
    assert checked_holiday("2027-04-13", None) == date(2027, 4, 13)


@pytest.mark.parametrize(
    ("day", "name", "key"),
    [
        pytest.param("13/4/2570", "สงกรานต์", "error.day_unreadable", id="not-iso"),
        pytest.param("2027-04-13", "  ", "error.holiday_name", id="no-name"),
        pytest.param("2027-04-13", "ก" * 201, "error.holiday_name", id="long-name"),
        pytest.param("2570-04-13", "สงกรานต์", "error.holiday_year", id="buddhist-year"),
    ],
)
def test_a_holiday_that_cannot_stand_is_refused(day: str, name: str, key: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_holiday(day, {"name": name})
    assert refused.value.key == key


@pytest.mark.parametrize("year", ["x", "", "2570", "1956", "๒๐๒๖"])
def test_a_year_that_no_calendar_has_is_refused(year: str) -> None:
    with pytest.raises(DomainError):
        checked_year(year)


def channels(*places: int) -> list[Channel]:
    return [Channel(name, name, ChannelGroup.PHONE, position=n) for name, n in zip("abcd", places, strict=False)]


@pytest.mark.parametrize(
    ("places", "line", "by", "placed"),
    [
        pytest.param((1, 2, 3), "c", -1, {"c": 2, "b": 3}, id="up"),
        pytest.param((1, 2, 3), "a", 1, {"b": 1, "a": 2}, id="down"),
        pytest.param((0, 0, 0), "b", -1, {"b": 1, "a": 2, "c": 3}, id="places-that-were-one"),
        pytest.param((1, 2, 3), "a", -1, {}, id="first"),
        pytest.param((1, 2, 3), "c", 1, {}, id="last"),
        pytest.param((1, 2, 3), "x", 1, {}, id="absent"),
    ],
)
def test_a_line_moves_by_one_place(places: tuple[int, ...], line: str, by: int, placed: dict[str, int]) -> None:
    assert {each.id: each.position for each in moved(channels(*places), line, by)} == placed
