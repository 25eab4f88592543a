"""Search keys that meet however the words were typed, and text that is refused."""

from __future__ import annotations

import pytest

from core.text.fold import HostileText, fold, refuse_hostile


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("น\u0e4d\u0e32", "นำ", id="sara-am-in-two-parts"),
        pytest.param("น\u0e49\u0e4d\u0e32", "น้ำ", id="tone-then-two-parts"),
        pytest.param("น\u0e4d\u0e49\u0e32", "น้ำ", id="tone-between-the-parts"),
        pytest.param("น\u0e33\u0e49", "น้ำ", id="tone-after-sara-am"),
        pytest.param("ท\u0e48\u0e35", "ที่", id="tone-before-its-vowel"),
        pytest.param("ผ\u0e49\u0e39", "ผู้", id="tone-before-a-lower-vowel"),
        pytest.param("เเม่น้ำ", "แม่น้ำ", id="two-sara-e"),
        pytest.param("ร้อง\u200bเรียน\ufeff", "ร้องเรียน", id="zero-width"),
        pytest.param("เ\u200bเพร่", "แพร่", id="two-sara-e-with-an-invisible-between"),
        pytest.param("  ถนน\u00a0 ชำรุด\n", "ถนน ชำรุด", id="spaces"),
        pytest.param("COVID-19", "covid-19", id="lower-case"),
        pytest.param("๔๑๒/๒๕๖๙", "412/2569", id="thai-digits"),
        pytest.param("e\u0301", "\u00e9", id="nfc"),
        pytest.param("ศูนย์ดำรงธรรม", "ศูนย์ดำรงธรรม", id="well-typed-stays"),
    ],
)
def test_fold(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ชำรุด\x00", id="nul"),
        pytest.param("ชำรุด\x1b[31m", id="escape"),
        pytest.param("ชำรุด\x85", id="c1-control"),
        pytest.param("ชำรุด\ud800", id="lone-surrogate"),
        pytest.param("ชำรุด\u202e", id="right-to-left-override"),
        pytest.param("ชำรุด\u2066", id="isolate"),
        pytest.param("ชำรุด\u200f", id="right-to-left-mark"),
        pytest.param("ก\u0e35\u0e48\u0e48\u0e48", id="four-marks"),
        pytest.param("ก\u0e48\u200d\u0e48\u200d\u0e48\u200d\u0e48", id="four-marks-with-joiners-between"),
        pytest.param("\u0e48\u0e48\u0e48\u0e48", id="four-marks-on-nothing"),
        pytest.param("a\u0301\u0301\u0301\u0301", id="four-latin-marks"),
    ],
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(HostileText) as refused:
        refuse_hostile(text)
    assert refused.value.key == "error.hostile_text"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ผู้ใหญ่บ้าน ที่สิ้น\r\n\tแม่น้ำ", id="thai-with-lines-and-tab"),
        pytest.param("ก\u0e35\u0e48\u0e4c", id="three-marks"),
        pytest.param("ก\u0e35\u0e48\u0e4cก\u0e35\u0e48\u0e4c", id="three-marks-on-each-of-two"),
        pytest.param("ปฏิ\u0e3aปัติ", id="pali"),
        pytest.param("ร้อง\u200bเรียน", id="zero-width-space-from-a-web-page"),
        pytest.param("👍🏽 ขอบคุณ", id="emoji"),
        pytest.param("", id="empty"),
    ],
)
def test_honest_text_passes(text: str) -> None:
    refuse_hostile(text)
    assert fold(text) == fold(fold(text))
