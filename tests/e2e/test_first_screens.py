"""Journeys over the first screens, in a real browser: sign in, click the real thing, read what a person reads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, SIZES, Program, SeesAs, seldom, sign_in_at

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

PHONE = (390, 844)
WALL = (1920, 1080)
CHARTS = 7
PROPER_NAMES = {"COVID", "LINE", "Excel", "Walk", "in", "Facebook"}
VISIBLE_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || !parent) continue;
    if (parent.closest("style, script, noscript, code, [data-testid=stIconMaterial]")) continue;
    if (parent.closest("[data-testid=stExpanderIcon]")) continue;
    const style = getComputedStyle(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const hidden = style.visibility === "hidden" || style.opacity === "0" || parseFloat(style.fontSize) === 0;
    if (!hidden && box.width > 1 && box.height > 1) texts.push(node.textContent.trim());
  }
  return texts;
}"""
SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")].map(
  (each) => each.scrollWidth - each.clientWidth)"""


def english_on(page: Page) -> set[str]:
    """Words of Latin letters that a person sees; proper names and commands to be typed are left out."""
    texts: list[str] = page.evaluate(VISIBLE_TEXTS)
    return {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)} - PROPER_NAMES


def drawn(page: Page) -> None:
    """Wait until the overview stands with all its charts."""
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(CHARTS)


def test_the_director_finds_the_late_cases_of_an_agency(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", "/board")
    land = page.locator(".dr-board tbody tr").first
    expect(land).to_contain_text("สำนักงานที่ดินจังหวัดร้อยเอ็ด")
    land.get_by_role("button", name="อายุ เกิน 90 วัน 1 เรื่อง").click()
    side = page.locator(".st-key-side")
    expect(side.locator(".dr-list tbody tr")).to_have_count(1)
    expect(side).to_contain_text("แนวเขตที่ดินสาธารณะหนองใหญ่")
    expect(side).to_contain_text("เกินกำหนด 343 วัน")
    assert "cell=agency" in page.url
    expect(side.get_by_role("link", name="เปิดเรื่องที่ 2/2562")).to_have_attribute("href", "case?no=2-2562")
    side.locator(".dr-list .dr-age").last.click()
    expect(side).to_contain_text("กำหนดแล้วเสร็จ")
    expect(side).to_contain_text("ครบกำหนด 23 ส.ค. 2562")
    side.get_by_role("button", name="ปิด", exact=True).click()
    expect(page.locator(".st-key-side")).to_have_count(0)


def test_the_menu_leads_from_page_to_page(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", "/board")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="เรื่องคงค้างรายหน่วยงาน")).to_be_visible()
    menu.get_by_role("link", name="ภาพรวมการดำเนินงาน").click()
    expect(page.get_by_role("heading", name="ภาพรวมการดำเนินงาน")).to_be_visible()
    assert page.url.endswith("/dashboard")


def test_any_past_day_is_two_steps_away_and_the_link_keeps_it(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/board")
    page.get_by_role("button", name="ณ วันที่ 31 ก.ค. 2563").click()
    field = page.get_by_label("พิมพ์วันที่ (พ.ศ.)")
    field.fill("๓๐ ก.ย. ๖๒")
    field.press("Enter")
    expect(page.get_by_text("ข้อมูลถึงสิ้นวันจันทร์ที่ 30 กันยายน 2562")).to_be_visible()
    expect(page.locator(".dr-board tfoot")).to_contain_text("▲ 1 จาก 2")
    assert "as_of=2019-09-30" in page.url
    page.reload()
    expect(page.locator(".dr-board tfoot")).to_contain_text("▲ 1 จาก 2")
    expect(page.get_by_text("แยกตามหน่วยงานและอายุเรื่อง ณ วันที่ 30 กันยายน 2562")).to_be_visible()


def test_the_arrow_keys_walk_over_the_matrix(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/board")
    first = page.locator(".dr-board tbody tr").first.locator("button").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.pick") == "not_sent~~0-7~"
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-side")).to_contain_text("หนี้นอกระบบ ถูกข่มขู่")
    assert page.evaluate("document.activeElement.dataset.pick") == "not_sent~~0-7~"


@pytest.mark.slow
def test_a_bar_of_a_chart_opens_its_cases_as_often_as_it_is_clicked(sees_as: SeesAs) -> None:
    page = sees_as("dao", "/dashboard")
    drawn(page)
    chart = page.locator("[data-testid=stVegaLiteChart]").nth(5)
    for _ in range(2):
        chart.locator("svg").click(position={"x": 40, "y": 30})
        drawer = page.locator(".st-key-drawer")
        expect(drawer).to_contain_text("เรื่องที่ 1–4 จาก 4 เรื่อง")
        drawer.get_by_role("button", name="ปิด").click()
        expect(page.locator(".st-key-drawer")).to_have_count(0)


def test_a_number_says_what_it_means(sees_as: SeesAs) -> None:
    page = sees_as("dao", "/dashboard")
    page.get_by_label("ความหมายของตัวเลข ค้างรายงาน").click()
    expect(page.get_by_text("พ้นกำหนดตอบรับ กำหนดรายงานความก้าวหน้า หรือกำหนดรายงานตามหนังสือ โดยยังไม่มีรายงาน")).to_be_visible()


def test_the_list_of_a_number_is_taken_home_as_a_file(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/board?cell=agency~land~~")
    for place, name in ((".st-key-side", "สำนักงานที่ดินจังหวัดร้อยเอ็ด"), (".st-key-table", "เรื่องคงค้างรายหน่วยงาน")):
        with page.expect_download() as taken:
            page.locator(place).get_by_role("button", name="ดาวน์โหลด Excel").click()
        assert taken.value.suggested_filename == f"{name} ณ วันที่ 31 กรกฎาคม 2563.xlsx"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "address",
    [
        "/board",
        seldom("/board?cell=~~~overdue"),
        seldom("/board?mode=projector"),
        "/dashboard",
        seldom("/dashboard?show=pending"),
    ],
)
def test_no_english_and_nothing_to_scroll_sideways(sees_as: SeesAs, address: str, size: tuple[int, int]) -> None:
    page = sees_as("boonmee", address, size)
    page.wait_for_selector(".dr-figures")
    if "dashboard" in address:
        drawn(page)
    else:
        page.wait_for_selector(".dr-board tfoot")
    if "=" in address and "mode" not in address:
        page.wait_for_selector(".dr-list")
    assert (english_on(page), page.evaluate(SIDEWAYS)) == (set(), [0, 0])


@pytest.mark.parametrize("address", ["/board", "/dashboard"])
def test_the_first_number_is_seen_at_once(sees_as: SeesAs, address: str) -> None:
    page = sees_as("anong", address)
    box = page.locator(".dr-first .dr-value").bounding_box()
    assert box
    assert box["y"] + box["height"] < DESK[1] / 2


def test_no_address_outside_is_asked_for_anything(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/board")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("/board", "/dashboard"))
    drawn(page)
    own = page.url.split("/dashboard")[0]
    assert [url for url in asked if not url.startswith((own, own.replace("http", "ws"), "data:", "blob:"))] == []


def test_who_signs_out_elsewhere_is_locked_out_at_the_next_click(sees_as: SeesAs) -> None:
    page = sees_as("chai", "/board")
    expect(page.get_by_text("ไม่มีเรื่องคงค้าง")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url.split("/board")[0] + "/logout")
    other.get_by_role("button", name="ออกจากระบบ").click()
    page.get_by_role("button", name="โหมดจอใหญ่").click()
    expect(page.get_by_text("ไม่มีเรื่องคงค้าง")).to_have_count(0)


def test_one_click_locks_the_screen_and_the_next_person_comes_back_to_it(sees_as: SeesAs, program: Program) -> None:
    page = sees_as("boonmee", "/dashboard")
    page.context.clear_cookies()  # the session of other journeys stays
    page.goto(program.url + "/login?next=/board")
    sign_in_at(page, "boonmee")
    expect(page.get_by_role("heading", name="เรื่องคงค้างรายหน่วยงาน")).to_be_visible()
    page.get_by_role("button", name="ล็อกหน้าจอ / เปลี่ยนผู้ใช้").click()
    expect(page.get_by_text("หน้าจอล็อกอยู่")).to_be_visible()
    expect(page.locator(".dr-board")).to_have_count(0)
    page.get_by_role("link", name="เข้าสู่ระบบอีกครั้ง").click()
    sign_in_at(page, "anong")
    expect(page.get_by_role("heading", name="เรื่องคงค้างรายหน่วยงาน")).to_be_visible()
    expect(page.get_by_text("อนงค์")).to_be_visible()


@pytest.mark.parametrize("address", ["/nowhere", seldom("/start")])
def test_an_address_that_is_no_page_says_so_in_thai(sees_as: SeesAs, address: str) -> None:
    page = sees_as("boonmee", address)
    expect(page.get_by_role("heading", name="ไม่พบหน้าที่ขอ")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page.get_by_role("link", name="เรื่องคงค้างรายหน่วยงาน").click()
    expect(page.get_by_role("heading", name="เรื่องคงค้างรายหน่วยงาน")).to_be_visible()
