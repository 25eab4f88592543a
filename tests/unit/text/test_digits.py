"""Thai digits on paper, Arabic digits in numbers that are names."""

from __future__ import annotations

import pytest

from core.text.digits import to_arabic_digits, to_thai_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("5,650 เรื่อง", "๕,๖๕๐ เรื่อง", id="thousands"),
        pytest.param("ร้อยละ 98.27", "ร้อยละ ๙๘.๒๗", id="decimals"),
        pytest.param("ครั้งที่ 7/2563", "ครั้งที่ ๗/๒๕๖๓", id="meeting-number"),
        pytest.param("COVID-19 จำนวน 35 ราย", "COVID-19 จำนวน ๓๕ ราย", id="covid-19-stays"),
        pytest.param("กรณีCOVID-19ระบาด 2563", "กรณีCOVID-19ระบาด ๒๕๖๓", id="latin-word-between-thai-letters"),
        pytest.param("กระดาษ A4 2 แผ่น", "กระดาษ A4 ๒ แผ่น", id="paper-size-stays"),
        pytest.param("https://a.go.th/case?no=412-2569 ปี 2569", "https://a.go.th/case?no=412-2569 ปี ๒๕๖๙", id="url"),
        pytest.param("ตู้ ปณ.1111 เลข 12", "ตู้ ปณ.1111 เลข ๑๒", id="1111-is-a-name"),
        pytest.param("สายด่วน 1567", "สายด่วน 1567", id="1567-is-a-name"),
        pytest.param("เลข 1111/1567", "เลข 1111/1567", id="two-names"),
        pytest.param("เรื่องที่ 1111/2569", "เรื่องที่ ๑๑๑๑/๒๕๖๙", id="a-case-number-is-no-name"),
        pytest.param("โทร. 0-4351-1111", "โทร. ๐-๔๓๕๑-๑๑๑๑", id="a-phone-number-is-no-name"),
        pytest.param("98.27%(n=5)", "๙๘.๒๗%(n=5)", id="only-the-latin-word-stays"),
        pytest.param("", "", id="empty"),
    ],
)
def test_to_thai_digits(text: str, expected: str) -> None:
    assert to_thai_digits(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("๒๒/๑๑/๒๕๖๙", "22/11/2569", id="day"),
        pytest.param("ที่ ๔๑๒/2569", "ที่ 412/2569", id="mixed"),
        pytest.param("ไม่มีเลข", "ไม่มีเลข", id="none"),
    ],
)
def test_to_arabic_digits(text: str, expected: str) -> None:
    assert to_arabic_digits(text) == expected
