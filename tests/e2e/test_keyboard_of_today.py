"""The day's list without a mouse, and who is signed in on a low screen with a long menu."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, SeesAs

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

BOX = "() => document.activeElement.dataset.box ?? ''"
SEEN = "each => { const at = each.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight }"


def test_a_row_is_ticked_recorded_and_taken_back_by_keyboard(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/today?show=overdue")
    expect(page.locator(".dr-list tbody tr")).to_have_count(4)
    page.wait_for_function("() => document.activeElement.dataset.box !== undefined")
    first = page.evaluate(BOX)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(BOX) != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    words = page.get_by_role("textbox", name="หน่วยงานแจ้งว่าอย่างไร")
    expect(words).to_be_focused()
    expect(page.get_by_text("เลือกแล้ว 1 รายการ")).to_be_visible()
    page.keyboard.type("จะรายงานภายในสัปดาห์นี้")
    page.keyboard.press("Control+s")
    said = page.locator(".st-key-outcome")
    expect(said).to_contain_text("บันทึกการเร่งรัดแล้ว 1 จาก 1 รายการ")
    page.get_by_role("button", name="ยกเลิกรายการที่เพิ่งบันทึก").click()
    expect(said).to_contain_text("ยกเลิกรายการที่เพิ่งบันทึกแล้ว 1 จาก 1 รายการ")


def test_whoever_has_the_longest_menu_sees_how_to_lock_and_leave(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", "/users", DESK)
    for part in (".dr-who strong", ".dr-who a[href='/logout']", ".st-key-lock button"):
        expect(page.locator(part)).to_be_visible()
        assert page.locator(part).evaluate(SEEN) is True
