"""A case from its sending to its second round, in a real browser; and two officers who write at the same time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SIZES, Windows, running, seldom
from tests.e2e.test_first_screens import SIDEWAYS, english_on
from tests.support.province import small_province

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

MOST_CLICKS = 6
KEYS = {"Ctrl", "Enter", "PDF", "JPG", "PNG", "DOCX", "XLSX"}
"""Keys of the keyboard, and kinds of files."""
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""The page is drawn to its end: what is clicked before belongs to the page that goes."""
NO = "10/2563"
"""The urgent case of the small province that nobody has sent anywhere yet."""

Desk = Callable[..., Page]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Windows]:
    """A program of its own: what is written here is seen by no other test."""
    folder: Path = tmp_path_factory.mktemp("journey")
    small_province(folder)
    with running(folder) as program:
        windows = Windows(program, browser)
        yield windows
        windows.close()


@pytest.fixture
def desk(journey: Windows) -> Iterator[Desk]:
    """Opens an address of it as somebody."""
    yield journey.seen
    journey.tidy()


@dataclass
class Hands:
    """Clicks as a person does, and counts them; what is typed is not counted."""

    page: Page
    clicks: int = 0
    told: list[str] = field(default_factory=list)

    def click(self, name: str) -> None:
        """A button by its words."""
        self.page.get_by_role("button", name=name).first.click()
        self.clicks += 1

    def choose(self, field_name: str, option: str) -> None:
        """One of a list: open it, take it."""
        self.page.get_by_label(field_name).first.click()
        self.page.get_by_role("option", name=option).first.click()
        self.clicks += 2

    def mark(self, option: str) -> None:
        """One of several words that stand beside each other."""
        self.page.locator("label", has_text=re.compile(f"^{re.escape(option)}$")).first.click()
        self.clicks += 1

    def type(self, field_name: str, text: str) -> None:
        """Type into a field, reached by the keyboard."""
        self.page.get_by_label(field_name).first.fill(text)

    def save(self, what: str, state: str) -> None:
        """Save, read what is said, and note the clicks of this move."""
        self.page.locator(".st-key-move_save button").click()
        self.clicks += 1
        expect(self.page.locator(".st-key-recorded")).to_contain_text(what)
        expect(self.page.locator(".dr-chip.dr-state")).to_contain_text(state)
        self.page.wait_for_selector(IDLE)
        self.told.append(f"{what}: {self.clicks}")
        assert self.clicks <= MOST_CLICKS
        self.clicks = 0


def test_a_case_is_sent_answered_checked_closed_and_taken_up_again(desk: Desk) -> None:
    page = desk("anong", "/board?cell=not_sent~~~")
    page.get_by_role("link", name=f"เปิดเรื่องที่ {NO}").click()
    expect(page.get_by_role("heading", name=f"เรื่องที่ {NO}")).to_be_visible()
    assert "/case?no=10-2563" in page.url
    hands = Hands(page)
    hands.click("ส่งหน่วยงาน")
    hands.choose("หน่วยงาน", "สำนักงานที่ดินจังหวัดร้อยเอ็ด")
    page.keyboard.press("Escape")
    hands.save("ส่งหน่วยงาน", "ส่งหน่วยงานแล้ว รอตอบรับ")
    hands.click("บันทึกการตอบรับ")
    hands.save("หน่วยงานตอบรับเรื่อง", "หน่วยงานตอบรับแล้ว")
    hands.click("บันทึกความก้าวหน้า")
    hands.type("ความก้าวหน้าที่รายงาน", "นัดคู่กรณีเจรจาแล้ว")
    hands.save("หน่วยงานรายงานความก้าวหน้า", "หน่วยงานกำลังดำเนินการ")
    hands.click("ขยายกำหนดเวลา")
    hands.type("กำหนดใหม่", "30/9/2563")
    hands.type("เหตุผลที่ขยาย", "รอผลรังวัดที่ดิน")
    hands.save("ขยายกำหนดเวลา", "หน่วยงานกำลังดำเนินการ")
    hands.click("แก้ไขข้อมูล")
    hands.click("แก้ไขข้อมูลหนังสือ")
    hands.type("เลขทะเบียนรับ", "118/2563")
    hands.save("แก้ไขข้อมูลของเรื่อง", "หน่วยงานกำลังดำเนินการ")
    hands.click("แก้ไขข้อมูล")
    hands.click("แก้ไขรายการที่บันทึกผิด")
    hands.choose("รายการที่จะแก้ไข", "หน่วยงานรายงานความก้าวหน้า")
    hands.type("ข้อความที่ถูกต้อง", "นัดคู่กรณีเจรจาวันจันทร์")
    hands.type("เหตุผลที่แก้ไข", "จดผิด")
    hands.save("แก้ไขรายการที่บันทึกผิด", "หน่วยงานกำลังดำเนินการ")
    expect(page.locator(".dr-timeline del")).to_have_text("นัดคู่กรณีเจรจาแล้ว")
    hands.click("บันทึกรายงานแล้วเสร็จ")
    hands.type("ผลการดำเนินการที่รายงาน", "ไกล่เกลี่ยได้ข้อยุติ")
    hands.save("หน่วยงานรายงานแล้วเสร็จ", "รอตรวจสอบผล")
    hands.click("ให้ดำเนินการเพิ่มเติม")
    hands.type("สิ่งที่ขอให้ดำเนินการเพิ่มเติม", "ขอบันทึกข้อตกลง")
    hands.save("ให้หน่วยงานดำเนินการเพิ่มเติม", "ให้หน่วยงานดำเนินการเพิ่มเติม")
    hands.click("บันทึกรายงานแล้วเสร็จ")
    hands.type("ผลการดำเนินการที่รายงาน", "ส่งบันทึกข้อตกลงแล้ว")
    hands.save("หน่วยงานรายงานแล้วเสร็จ", "รอตรวจสอบผล")
    hands.click("ยุติเรื่อง")
    hands.choose("ลักษณะการยุติเรื่อง", "ไกล่เกลี่ยตกลงกันได้")
    hands.type("ผลการดำเนินการที่แจ้งผู้ร้อง", "คู่กรณีตกลงกันได้ มีบันทึก")
    hands.mark("แก้ไขแล้ว")
    hands.save("ยุติเรื่อง", "ยุติเรื่อง (ไกล่เกลี่ยตกลงกันได้)")
    hands.click("ดำเนินการใหม่")
    hands.mark("ยังไม่ได้รับการแก้ไข")
    hands.type("เหตุผลที่ดำเนินการใหม่", "ถูกข่มขู่อีก")
    hands.save("ดำเนินการใหม่", "ดำเนินการใหม่ (ครั้งที่ 1)")
    print("\nclicks beyond typing: " + " · ".join(hands.told))  # noqa: T201  # read by whoever runs the journey
    page.get_by_role("button", name="ยกเลิกรายการที่เพิ่งบันทึก").click()
    expect(page.locator(".dr-chip.dr-state")).to_contain_text("ยุติเรื่อง (ไกล่เกลี่ยตกลงกันได้)")


def test_who_was_overtaken_reads_both_and_goes_on(desk: Desk) -> None:
    first, second = desk("anong", "/case?no=8-2563"), desk("boonmee", "/case?no=8-2563")
    for page in (first, second):
        page.get_by_role("button", name="เร่งรัด").first.click()
    second.get_by_label("หน่วยงานแจ้งว่า").fill("จะส่งรายงานวันจันทร์")
    first.get_by_label("หน่วยงานแจ้งว่า").fill("รับสายแล้ว ขอเวลาสองวัน")
    first.locator(".st-key-move_save button").click()
    expect(first.locator(".st-key-recorded")).to_contain_text("เร่งรัดหน่วยงาน")
    second.locator(".st-key-move_save button").click()
    form = second.locator(".st-key-move")
    expect(form).to_contain_text("มีผู้อื่นบันทึกรายการในเรื่องนี้")
    expect(form).to_contain_text("รับสายแล้ว ขอเวลาสองวัน")
    expect(second.get_by_label("หน่วยงานแจ้งว่า")).to_have_value("จะส่งรายงานวันจันทร์")
    second.get_by_role("button", name="อ่านแล้ว บันทึกต่อ").click()
    expect(second.locator(".st-key-recorded")).to_contain_text("เร่งรัดหน่วยงาน")
    expect(second.locator(".dr-timeline")).to_contain_text("ครั้งที่ 2")


def test_what_was_typed_outlives_a_refusal_and_a_look_elsewhere(desk: Desk) -> None:
    page = desk("anong", "/case?no=7-2563")
    page.get_by_role("button", name="บันทึกความก้าวหน้า").click()
    page.get_by_label("ความก้าวหน้าที่รายงาน").fill("ยังรอเอกสาร")
    page.get_by_label("วันที่รายงาน").fill("32/7/2563")
    page.locator(".st-key-move_save button").click()
    expect(page.get_by_role("alert").get_by_text("ไม่มีวันที่นี้ในปฏิทิน")).to_be_visible()
    expect(page.get_by_label("ความก้าวหน้าที่รายงาน")).to_have_value("ยังรอเอกสาร")
    page.get_by_role("link", name="เรื่องคงค้างรายหน่วยงาน").click()
    expect(page.locator(".dr-board")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("ความก้าวหน้าที่รายงาน")).to_have_value("ยังรอเอกสาร")
    elsewhere = desk("anong", "/case?no=7-2563")
    elsewhere.get_by_role("button", name="บันทึกความก้าวหน้า (พิมพ์ไว้").click()
    expect(elsewhere.get_by_label("ความก้าวหน้าที่รายงาน")).to_have_value("ยังรอเอกสาร")


def test_a_name_is_shown_for_a_reason_hidden_at_once_and_never_printed(desk: Desk) -> None:
    page = desk("anong", "/case?no=6-2563")
    name = "ผู้ร้องตัวอย่าง own"
    expect(page.get_by_text("ผ… o…")).to_be_visible()
    page.get_by_role("button", name="ขอดูข้อมูลส่วนบุคคล").click()
    page.get_by_label("เหตุผลที่ขอดู").fill("โทรแจ้งผลให้ผู้ร้องทราบ")
    page.get_by_role("button", name="แสดงข้อมูล 60 วินาที").click()
    expect(page.get_by_text(name)).to_be_visible()
    expect(page.get_by_text("วันนี้ท่านเปิดดูข้อมูลส่วนบุคคลแล้ว 1 ครั้ง")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text(name)).not_to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("พิมพ์จากระบบ")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="ปกปิดทันที").click()
    expect(page.get_by_text(name)).to_have_count(0)


@pytest.mark.slow
def test_the_cases_of_a_list_are_walked_one_after_the_other(desk: Desk) -> None:
    page = desk("boonmee", "/board?cell=agency~land~~")
    links = page.locator(".st-key-side .dr-list a")
    expect(links.first).to_be_visible()
    numbers = links.all_inner_texts()
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"เรื่องที่ {numbers[0]}")).to_be_visible()
    page.get_by_role("button", name="เรื่องถัดไปในรายการ").click()
    expect(page.get_by_role("heading", name=f"เรื่องที่ {numbers[1]}")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "address",
    ["/case?no=7-2563", seldom("/case?no=7-2563&do=forward_join"), seldom("/case?no=1-2561"), seldom("/case")],
)
def test_it_fits_and_speaks_thai(desk: Desk, address: str, size: tuple[int, int]) -> None:
    page = desk("anong", address, size)
    if "no=" in address:
        expect(page.locator(".dr-timeline").last).to_be_visible()
    assert page.evaluate(SIDEWAYS) == [0, 0]
    assert english_on(page) - KEYS == set()
