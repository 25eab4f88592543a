"""Journeys of taking a matter in, in a real browser: what a person at the counter types and clicks, counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SeesAs
from tests.e2e.test_first_screens import SIDEWAYS, english_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

PHONE_SCREEN = (390, 844)
MOST_CLICKS = 6
KEYS = {"Ctrl", "PDF"}


@dataclass
class Hand:
    """Somebody's hand on the mouse; everything else is typing."""

    page: Page
    clicks: int = 0

    def click(self, name: str, *, role: str = "button") -> None:
        """Click what is called so, and wait until the page has taken it."""
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.rest()

    def field(self, label: str, text: str, *, click: bool = True) -> None:
        """Type into a field and leave it; ``click`` False when the tab key leads there."""
        field = self.page.get_by_label(label, exact=True)
        if click:
            self.clicks += 1
            field.click()
        field.fill(text)
        self.page.keyboard.press("Tab")
        self.rest()

    def choose(self, label: str, typed: str, chosen: str) -> None:
        """Click a list, type what is looked for, take it."""
        self.clicks += 1
        field = self.page.get_by_role("combobox", name=label)
        field.click()
        field.fill(typed)
        expect(self.page.get_by_role("option", name=chosen)).to_be_visible()
        self.page.keyboard.press("Enter")
        expect(field).to_have_value(re.compile(re.escape(chosen)))
        self.rest()

    def rest(self) -> None:
        """Wait until the server has answered."""
        self.page.wait_for_timeout(150)
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=running]")).to_have_count(0)

    def number(self, journey: str) -> str:
        """The number on the receipt; says how many clicks it took."""
        strong = self.page.locator(".dr-receipt strong")
        expect(strong).to_be_visible()
        print(f"{journey}: {self.clicks} clicks")  # noqa: T201  # the count is asked for
        assert self.clicks <= MOST_CLICKS
        return strong.inner_text()


def at_the_counter(sees_as: SeesAs, size: tuple[int, int] = (1366, 768)) -> Hand:
    """The form, opened by an officer."""
    page = sees_as("anong", "/intake", size)
    expect(page.get_by_label("เรื่อง *", exact=True)).to_be_visible()
    return Hand(page)


def test_a_walk_in_is_taken_in_and_leaves_with_a_slip(sees_as: SeesAs) -> None:
    hand = at_the_counter(sees_as)
    hand.choose("ช่องทาง *", "มาด้วย", "มาด้วยตนเอง (Walk-in)")
    hand.click("ขอปกปิดชื่อ", role="radio")
    hand.field("ชื่อ–สกุลผู้ร้อง", "สมหญิง ใจดีตัวอย่าง")
    hand.field("เรื่อง *", "ถนนหน้าโรงเรียนชำรุดเป็นหลุมลึก")
    hand.choose("อำเภอ *", "เกษตร", "เกษตรวิสัย")
    hand.click("บันทึกรับเรื่อง")
    no = hand.number("walk-in")
    page = hand.page
    assert re.fullmatch(r"\d+/2563", no)
    expect(page.locator(".dr-receipt")).to_contain_text(f"บันทึกแล้ว เรื่องที่ {no} เวลา")
    expect(page.locator(".dr-steps")).to_contain_text("ภายในวันที่ 1\u00a0สิงหาคม\u00a02563")
    with page.expect_download() as download:
        page.get_by_role("button", name="พิมพ์ใบรับเรื่อง").click()
    assert download.value.suggested_filename == f"ใบรับเรื่อง {no.replace('/', '-')}.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="คัดลอกข้อความส่ง LINE").click()
    expect(page.locator("[role=status]", has_text="คัดลอก")).to_be_visible()
    page.get_by_role("button", name="รับเรื่องถัดไป").click()
    expect(page.get_by_role("combobox", name="ช่องทาง *")).to_have_value("มาด้วยตนเอง (Walk-in)")
    expect(page.get_by_label("เรื่อง *", exact=True)).to_have_value("")
    expect(page.get_by_label("เรื่อง *", exact=True)).to_be_focused()


def test_a_letter_is_taken_in_with_its_own_fields(sees_as: SeesAs) -> None:
    hand = at_the_counter(sees_as)
    hand.choose("ช่องทาง *", "จดหมาย", "จดหมาย/หนังสือ")
    hand.field("ที่", "รอ ๐๐๑๘/๑๒๓")
    hand.field("ลงวันที่", "๒๙ ก.ค. ๖๓", click=False)
    expect(hand.page.get_by_text("วันพุธที่ 29 กรกฎาคม 2563")).to_be_visible()
    hand.field("จาก", "วัดบ้านตัวอย่าง", click=False)
    hand.field("เลขทะเบียนรับ", "๘๘/๒๕๖๓", click=False)
    hand.field("ศูนย์ได้รับเมื่อ", "30/7/63", click=False)
    hand.click("บัตรสนเท่ห์", role="radio")
    hand.field("เรื่อง *", "ขอให้ตรวจสอบการใช้เงินของกลุ่มออมทรัพย์")
    hand.choose("อำเภอ *", "ไม่ทราบ", "ไม่ทราบ/นอกจังหวัด")
    hand.click("บันทึกรับเรื่อง")
    hand.number("letter")
    expect(hand.page.locator(".dr-steps")).to_contain_text("ภายในวันที่ 31\u00a0กรกฎาคม\u00a02563")


def test_a_caller_is_taken_in_and_sent_on_by_keyboard(sees_as: SeesAs) -> None:
    hand = at_the_counter(sees_as)
    hand.choose("ช่องทาง *", "1567", "สายด่วน 1567")
    hand.click("ไม่ประสงค์ออกนาม", role="radio")
    hand.page.get_by_label("ขอให้แจ้งผล").focus()
    hand.page.keyboard.press("Space")
    hand.field("โทรศัพท์", "081-234-5678", click=False)
    hand.choose("อำเภอ *", "เมืองร้อย", "เมืองร้อยเอ็ด")
    matter = hand.page.get_by_label("เรื่อง *", exact=True)
    hand.clicks += 1
    matter.click()
    hand.page.keyboard.type("น้ำท่วมขังหน้าตลาดสดบ้านใหม่")
    hand.page.keyboard.press("Control+s")
    hand.number("phone")
    expect(hand.page.locator(".dr-receipt")).to_contain_text("รอคัดกรอง")


@pytest.mark.slow
def test_whoever_pauses_while_typing_has_the_text_kept_and_types_on(sees_as: SeesAs) -> None:
    page = at_the_counter(sees_as).page
    matter = page.get_by_label("เรื่อง *", exact=True)
    matter.click()
    page.keyboard.type("ขอความช่วยเหลือ")
    expect(page.locator(".dr-kept", has_text="เก็บฉบับร่างแล้ว")).to_be_visible()
    expect(matter).to_be_focused()
    page.keyboard.type("ค่าครองชีพ", delay=60)
    expect(matter).to_have_value("ขอความช่วยเหลือค่าครองชีพ")
    page.get_by_role("button", name="ทิ้งฉบับร่างนี้").click()
    page.get_by_role("button", name="ยืนยันทิ้งฉบับร่างนี้ ข้อความจะหายไป").click()
    expect(matter.last).to_have_value("")


def test_nothing_typed_is_lost_when_the_page_is_closed(sees_as: SeesAs) -> None:
    hand = at_the_counter(sees_as)
    hand.field("เรื่อง *", "ขอความช่วยเหลือค่าครองชีพ")
    expect(hand.page.locator(".dr-kept", has_text="เก็บฉบับร่างแล้ว")).to_be_visible()
    hand.page.reload()
    expect(hand.page.get_by_label("เรื่อง *", exact=True)).to_have_value("ขอความช่วยเหลือค่าครองชีพ")
    hand.click("บันทึกแล้วส่งหน่วยงาน")
    expect(hand.page.get_by_role("alert").filter(has_text="ยังไม่ได้บันทึก")).to_be_visible()
    expect(hand.page.get_by_label("เรื่อง *", exact=True)).to_have_value("ขอความช่วยเหลือค่าครองชีพ")
    hand.page.get_by_role("button", name="ทิ้งฉบับร่างนี้").click()
    hand.page.get_by_role("button", name="ยืนยันทิ้งฉบับร่างนี้ ข้อความจะหายไป").click()
    expect(hand.page.get_by_label("เรื่อง *", exact=True).last).to_have_value("")


@pytest.mark.parametrize("address", ["/intake", "/catchup"])
def test_a_phone_shows_the_form_in_thai_and_without_scrolling_sideways(sees_as: SeesAs, address: str) -> None:
    page = sees_as("anong", address, PHONE_SCREEN)
    expect(page.get_by_label("เรื่อง *", exact=True)).to_be_visible()
    assert english_on(page) - KEYS == set()
    assert page.evaluate(SIDEWAYS) == [0, 0]
    page.wait_for_load_state("networkidle")
    field = page.get_by_role("combobox", name="อำเภอ *")
    field.click()
    field.fill("ไม่มีอำเภอนี้")
    nothing = page.get_by_text("No results")
    expect(nothing).to_have_count(1)
    shown = "(each) => [getComputedStyle(each).fontSize, getComputedStyle(each, '::after').content]"
    assert nothing.evaluate(shown) == ["0px", '"ไม่มีตัวเลือกที่ตรงกัน"']


@pytest.mark.slow
def test_late_entries_get_their_numbers_in_order(sees_as: SeesAs) -> None:
    page = sees_as("anong", "/catchup")
    hand = Hand(page)
    for hour, matter in (("14.30", "เสาไฟฟ้าล้มขวางถนนหน้าวัด"), ("15.00", "น้ำประปาไม่ไหลมาสามวันแล้ว")):
        hand.field("วันที่รับเรื่อง", "30 ก.ค. 63")
        hand.field("เวลา", hour)
        hand.choose("ช่องทาง *", "มาด้วย", "มาด้วยตนเอง (Walk-in)")
        hand.click("ไม่ประสงค์ออกนาม", role="radio")
        hand.field("เรื่อง *", matter)
        hand.choose("อำเภอ *", "เกษตร", "เกษตรวิสัย")
        hand.click("เพิ่มเข้ารายการ")
        expect(page.get_by_text(f"30 ก.ค. 63 {hour} · {matter}")).to_be_visible()
    hand.click("บันทึกทั้งหมด 2 เรื่อง")
    expect(page.get_by_text("บันทึกแล้ว 2 เรื่อง ข้อมูลครบ")).to_be_visible()
    numbers = [int(text.split("/")[0]) for text in page.locator(".dr-similar a").all_inner_texts()]
    assert numbers[1] == numbers[0] + 1
    with page.expect_download() as download:
        page.get_by_role("button", name="พิมพ์แบบรับเรื่องเปล่า (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
