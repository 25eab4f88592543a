"""A photograph and a file that is none are handed over at the counter, opened again, and one is withdrawn."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.e2e.conftest import SeesAs
from tests.e2e.test_first_screens import SIDEWAYS

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CASE = "/case?no=7-2563"


def photograph() -> bytes:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "camera of Somying"
    file = BytesIO()
    Image.new("RGB", (640, 480), "#8A6B3D").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_photograph_is_kept_opened_and_withdrawn_and_what_is_none_is_refused(sees_as: SeesAs) -> None:
    page = sees_as("boonmee", CASE)
    page.get_by_text("เพิ่มเอกสารหรือภาพถ่าย", exact=True).click()
    page.locator(".st-key-evidence_chooser input[type=file]").set_input_files(
        [
            FilePayload(name="ถนนก่อนซ่อม.jpg", mimeType="image/jpeg", buffer=photograph()),
            FilePayload(name="หนังสือ.pdf", mimeType="application/pdf", buffer=b"MZ\x90\x00 no paper at all"),
        ]
    )
    caption = page.get_by_label(re.compile("คำอธิบาย 1"))
    caption.fill("หลุมลึกหน้าตลาด")
    caption.press("Tab")
    page.get_by_role("button", name="บันทึกเอกสาร/หลักฐาน").click()
    expect(page.get_by_text("บันทึกเอกสาร/หลักฐานแล้ว 1 ชิ้น")).to_be_visible()
    expect(page.get_by_text("หนังสือ.pdf ยังไม่ได้บันทึก")).to_be_visible()
    kept = page.locator(".dr-evidence li")
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("หลุมลึกหน้าตลาด")
    assert page.evaluate(SIDEWAYS) == [0, 0]

    with page.expect_download() as download:
        kept.get_by_role("link", name="ถนนก่อนซ่อม.jpg").click()
    with Image.open(download.value.path()) as picture:
        assert (picture.size, dict(picture.getexif())) == ((640, 480), {})

    page = sees_as("anong", CASE)
    page.get_by_text("ถอนเอกสาร/หลักฐาน", exact=True).click()
    page.get_by_role("combobox", name="ชิ้นที่จะถอน").click()
    page.get_by_role("option").first.click()
    page.get_by_label("เหตุผลที่ถอน").fill("เพิ่มผิดเรื่อง")
    page.get_by_label("เหตุผลที่ถอน").press("Tab")
    page.get_by_role("button", name="ถอนชิ้นนี้").click()
    expect(page.locator(".dr-evidence li.dr-gone")).to_contain_text("เหตุผล: เพิ่มผิดเรื่อง")
    expect(page.locator(".dr-evidence").get_by_role("link")).to_have_count(0)
