"""Journeys of an officer's morning: chase what is late and take it back, and answer a caller."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import DESK, SIZES, SeesAs, seldom
from tests.e2e.test_first_screens import SIDEWAYS, english_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

LAND, POLICE = "สำนักงานที่ดินจังหวัดร้อยเอ็ด", "ตำรวจภูธรจังหวัดร้อยเอ็ด"
STYLED = """() => getComputedStyle(document.querySelector("[data-testid=stSkipToContent]")).fontSize === "0px" """
CLICKS_TO_CHASE, CLICKS_TO_ANSWER = 5, 2


class Hand:
    """Clicks, and how many they were."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, what: Locator) -> None:
        """One more."""
        what.click()
        self.clicks += 1


def rows(page: Page) -> Locator:
    """The rows of the open list."""
    return page.locator(".dr-list tbody tr")


def test_late_cases_are_chased_together_and_the_record_is_taken_back(
    sees_as: SeesAs, record_property: Callable[[str, object], None]
) -> None:
    page, hand = sees_as("anong", "/today"), Hand()
    hand.click(page.locator(".dr-figure", has_text="เกินกำหนด").get_by_role("button"))
    expect(rows(page)).to_have_count(4)
    assert "show=overdue" in page.url
    hand.click(page.get_by_role("checkbox", name="เลือกเรื่องที่ 2/2562"))
    expect(page.get_by_text("เลือกแล้ว 1 รายการ")).to_be_visible()
    expect(page.locator(".st-key-today_side")).to_contain_text("ครบกำหนด 23 ส.ค. 2562")
    hand.click(rows(page).nth(1).locator(".dr-title"))
    expect(page.get_by_text("เลือกแล้ว 2 รายการ")).to_be_visible()
    hand.click(page.get_by_role("textbox", name="หน่วยงานแจ้งว่าอย่างไร"))
    page.keyboard.type("จะรายงานภายในสัปดาห์นี้")
    hand.click(page.get_by_role("button", name="บันทึกการเร่งรัด 2 รายการ"))
    said = page.locator(".st-key-outcome")
    expect(said).to_contain_text("บันทึกการเร่งรัดแล้ว 2 จาก 2 รายการ")
    expect(said).to_contain_text(f"เรื่องที่ 2/2563 {POLICE} บันทึกแล้ว")
    expect(rows(page).first).to_contain_text("31 ก.ค. 63 (ครั้งที่ 1)")
    record_property("clicks to chase two", hand.clicks)
    assert hand.clicks <= CLICKS_TO_CHASE
    page.get_by_role("button", name="ยกเลิกรายการที่เพิ่งบันทึก").click()
    expect(said).to_contain_text("ยกเลิกรายการที่เพิ่งบันทึกแล้ว 2 จาก 2 รายการ")
    expect(rows(page).first).to_contain_text("ยังไม่เร่งรัด")


def test_a_caller_is_answered_from_the_phone_number(
    sees_as: SeesAs, record_property: Callable[[str, object], None]
) -> None:
    page, hand = sees_as("anong", "/today"), Hand()
    hand.click(page.get_by_role("link", name="ค้นหาเรื่อง"))
    hand.click(page.get_by_role("textbox", name="ค้นหา"))
    page.keyboard.type("089-765 4321")
    page.keyboard.press("Enter")
    answer = page.locator(".dr-answer")
    expect(answer).to_contain_text(f"ผู้รับผิดชอบคือ{LAND}")
    expect(answer).to_contain_text("กำหนดรายงานครั้งต่อไปวันที่ 15 สิงหาคม 2563 ครับ/ค่ะ")
    record_property("clicks to answer a caller", hand.clicks)
    assert hand.clicks <= CLICKS_TO_ANSWER
    assert "089" not in page.url
    page.get_by_role("button", name="เปิดเรื่องที่ 2/2562").click()
    page.wait_for_url("**/case?no=2-2562")
    expect(page.locator("h1")).to_contain_text("2/2562")


def test_the_number_of_a_row_opens_its_case_and_a_new_window_has_its_address(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/today?show=overdue")
    link = page.get_by_role("link", name="เปิดเรื่องที่ 2/2562")
    assert link.get_attribute("href") == "case?no=2-2562"
    link.click()
    page.wait_for_url("**/case?no=2-2562")
    expect(page.locator("h1")).to_contain_text("2/2562")


def test_the_row_chosen_is_read_out_and_the_link_keeps_it(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/search?topic=gambling")
    rows(page).nth(2).locator(".dr-title").click()
    expect(page.locator(".dr-answer")).to_contain_text("เรื่องเลขที่ 2/2563")
    assert "no=2-2563" in page.url
    page.reload()
    expect(page.locator(".dr-answer")).to_contain_text("เรื่องเลขที่ 2/2563")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", ["/today?show=overdue", "/search", seldom("/search?topic=land&no=2-2562")])
def test_no_english_and_nothing_to_scroll_sideways(sees_as: SeesAs, address: str, size: tuple[int, int]) -> None:
    page = sees_as("anong", address, size)
    page.wait_for_function(STYLED)
    if "=" in address:
        page.wait_for_selector(".dr-list")
    else:
        expect(page.get_by_text("พิมพ์เลขรับเรื่อง (412/2569 หรือ 412)")).to_be_visible()
    if "today" in address:
        page.get_by_role("checkbox", name="เลือกเรื่องที่ 2/2562").click()
        page.wait_for_selector(".st-key-today_side textarea")
    assert (english_on(page), page.evaluate(SIDEWAYS)) == (set(), [0, 0])


@pytest.mark.parametrize("address", ["/today", seldom("/search?q=2/2562")])
def test_the_answer_stands_above_the_fold(sees_as: SeesAs, address: str) -> None:
    page = sees_as("anong", address)
    box = page.locator(".dr-list tbody tr").first.bounding_box()
    assert box
    assert box["y"] + box["height"] < DESK[1]
