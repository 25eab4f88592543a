"""Names and phones as they may stand on a screen that others see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.masks import masked_name, masked_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("นาย สมชาย ใจดี", "นาย ส… จ…", id="title-and-two-names"),
        pytest.param("นายสมชาย  ใจดี", "นาย ส… จ…", id="title-without-space"),
        pytest.param("นางสาวเพ็ญ แสงทอง", "นางสาว พ… ส…", id="leading-vowels-are-no-letters"),
        pytest.param("นางแดง", "นาง ด…", id="shorter-title-that-begins-a-longer-one"),
        pytest.param("ด.ต.หญิง สมศรี", "ด.ต. ห… ส…", id="rank"),
        pytest.param("สมหญิง", "ส…", id="no-title"),
        pytest.param("ผู้ร้องตัวอย่าง 0001", "ผ… 0…", id="words-and-digits"),
        pytest.param("", "", id="nothing"),
        pytest.param("   ", "", id="spaces"),
    ],
)
def test_a_name_keeps_its_title_and_first_letters(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        pytest.param("0812345634", "08x-xxx-xx34", id="mobile"),
        pytest.param("081-234-5634", "08x-xxx-xx34", id="with-signs"),
        pytest.param("๐๘๑๒๓๔๕๖๓๔", "08x-xxx-xx34", id="thai-digits"),
        pytest.param("043511222", "04-xxx-xx22", id="land-line"),
        pytest.param("1567", "xxx", id="too-short-to-keep-anything"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_phone_keeps_its_ends(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@given(st.text(alphabet="กขคงจฉชดตถทนบปพฟมยรลวสหอ", min_size=4, max_size=12))
def test_a_masked_name_never_holds_the_name(name: str) -> None:
    assert name not in masked_name(f"นาย {name} {name}")
    assert len(masked_name(name)) <= 2


@given(st.from_regex(r"0[0-9]{8,9}", fullmatch=True))
def test_a_masked_phone_shows_four_digits_at_most(phone: str) -> None:
    assert sum(letter.isdigit() for letter in masked_phone(phone)) == 4
