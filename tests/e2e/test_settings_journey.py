"""Journeys over the settings in a browser: an account is made, an agency gets a telephone, the office a holiday."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SIZES, SeesAs, seldom
from tests.e2e.test_first_screens import SIDEWAYS, english_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

ADDRESSES = (
    "/users",
    seldom("/users?user=new"),
    "/masters",
    seldom("/masters?list=agency&line=land"),
    "/holidays",
    "/office",
    "/backup",
)
KNOWN = {"somchai", "manage", "py", "python", "restore", "media", "usb", "backup"}
"""A user name, a command and folders, as they are typed."""


def open_row(page: Page, name: str) -> None:
    page.locator(".dr-list").get_by_role("button", name=name).click()


def test_a_new_person_signs_in_with_the_password_shown_once(sees_as: SeesAs) -> None:
    page = sees_as("somsri", "/users")
    page.get_by_role("button", name="เพิ่มผู้ใช้").click()
    page.get_by_label("ชื่อ–สกุล").fill("วินัย ตัวอย่าง")
    page.get_by_label("ชื่อผู้ใช้", exact=True).fill("winai")
    page.get_by_role("button", name="บันทึกผู้ใช้ใหม่").click()
    expect(page.get_by_text("เพิ่มบัญชี winai แล้ว")).to_be_visible()
    password = page.locator(".dr-once").inner_text()
    root = page.url.split("/users")[0]
    stranger = page.context.browser
    assert stranger
    context = stranger.new_context(locale="th-TH")
    other = context.new_page()
    other.goto(root + "/login")
    other.get_by_label("ชื่อผู้ใช้").fill("winai")
    other.get_by_label("รหัสผ่าน").fill(password)
    other.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(other.get_by_text("รหัสผ่านนี้ผู้อื่นตั้งให้")).to_be_visible()
    page.get_by_role("button", name="จดแล้ว ปิดกรอบนี้").click()
    expect(page.locator(".dr-once")).to_have_count(0)
    expect(page.get_by_text("127.0.0.1")).to_be_visible()
    page.get_by_role("button", name="ให้ออกจากระบบทุกเครื่อง").click()
    expect(page.get_by_text("ให้ออกจากระบบแล้ว 1 เครื่อง")).to_be_visible()
    other.goto(root + "/password")
    expect(other.get_by_role("button", name="เข้าสู่ระบบ")).to_be_visible()
    context.close()


@pytest.mark.slow
def test_an_agency_gets_a_telephone_and_keeps_it(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", "/masters")
    open_row(page, "เปิด สำนักงานที่ดินจังหวัดร้อยเอ็ด")
    side = page.locator(".st-key-side")
    side.get_by_label("โทรศัพท์").fill("043-511-999")
    side.get_by_label("โทรศัพท์").press("Tab")
    side.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกแล้ว", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator(".st-key-side").get_by_label("โทรศัพท์")).to_have_value("043-511-999")


@pytest.mark.slow
def test_a_holiday_lists_what_it_would_move(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", "/holidays?year=2563")
    page.get_by_role("button", name="เพิ่มวันหยุด").click()
    page.get_by_label("วันที่ (พ.ศ.)").fill("14 ส.ค. 63")
    page.get_by_label("ชื่อวันหยุด").fill("วันหยุดของจังหวัด")
    page.get_by_label("ชื่อวันหยุด").press("Tab")
    page.get_by_role("button", name="บันทึกวันหยุด").click()
    expect(page.get_by_text("บันทึกวันหยุด 14 ส.ค. 2563 แล้ว")).to_be_visible()
    expect(page.locator(".dr-settings-table")).to_contain_text("กำหนดแล้วเสร็จ")
    expect(page.get_by_role("button", name="คำนวณกำหนดใหม่")).to_be_visible()


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_english_and_nothing_to_scroll_sideways(sees_as: SeesAs, address: str, size: tuple[int, int]) -> None:
    page = sees_as("boonmee" if "user" not in address else "somsri", address, size)
    page.wait_for_timeout(1500)
    people = {"somsri", "anong", "boonmee", "chai", "dao", "winai"}
    folder = set(re.findall(r"[A-Za-z]{2,}", " ".join(page.locator(".dr-facts").all_inner_texts())))
    words = english_on(page) - KNOWN - people - folder
    assert (words, page.evaluate(SIDEWAYS)) == (set(), [0, 0])
