"""What may have been meant by what was typed into the one box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.case import CaseNo
from core.rules.searching import MOST_LETTERS, sought
from core.text.fold import HostileText


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        pytest.param("412/2569", CaseNo(412, 2569), id="slash"),
        pytest.param("412-2569", CaseNo(412, 2569), id="dash"),
        pytest.param(" 412 / 2569 ", CaseNo(412, 2569), id="spaces"),
        pytest.param("๔๑๒/๒๕๖๙", CaseNo(412, 2569), id="thai-digits"),
        pytest.param("412/69", CaseNo(412, 2569), id="short-year"),
        pytest.param("เรื่องที่ 412/2569", CaseNo(412, 2569), id="with-its-word"),
        pytest.param("เลขรับเรื่อง: ๔๑๒/๒๕๖๙", CaseNo(412, 2569), id="with-a-longer-word"),
        pytest.param("412/2026", None, id="a-year-of-the-other-era-is-no-case-number"),
        pytest.param("081-2345", None, id="part-of-a-phone"),
        pytest.param("412/2569/1", None, id="another-office's-number"),
    ],
)
def test_our_number(typed: str, no: CaseNo | None) -> None:
    assert sought(typed).no == no


@pytest.mark.parametrize(
    ("typed", "running"),
    [
        pytest.param("412", 412, id="bare"),
        pytest.param("๔๑๒", 412, id="thai-digits"),
        pytest.param("เลขที่ 412", 412, id="with-its-word"),
        pytest.param("12345678", None, id="too-long"),
        pytest.param("412 ก", None, id="with-letters"),
    ],
)
def test_a_running_number_alone(typed: str, running: int | None) -> None:
    assert (sought(typed).running, sought(typed).no) == (running, None)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        pytest.param("0812345678", "0812345678", id="plain"),
        pytest.param("081-234-5678", "081-234-5678", id="dashes"),
        pytest.param("๐๘๑ ๒๓๔ ๕๖๗๘", "081 234 5678", id="thai-digits-and-spaces"),
        pytest.param("+66 81 234 5678", "+66 81 234 5678", id="with-the-country"),
        pytest.param("โทร. 043-511222", "043-511222", id="land-line-with-its-word"),
        pytest.param("08123456", "", id="too-short"),
        pytest.param("ถนน 0812345678", "", id="inside-a-text"),
    ],
)
def test_a_phone_in_any_spelling(typed: str, phone: str) -> None:
    assert sought(typed).phone == phone


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("สมชาย ใจดี", ["สมชาย", "ใจดี"], id="two-words"),
        pytest.param("นายสมชาย ใจดี", ["สมชาย", "ใจดี"], id="form-of-address-joined"),
        pytest.param("นาย สมชาย ใจดี", ["สมชาย", "ใจดี"], id="form-of-address-apart"),
        pytest.param("ผู้ร้องตัวอย่าง 0001", ["ผู้ร้องตัวอย่าง", "0001"], id="a-word-of-digits"),
        pytest.param("Somchai", ["somchai"], id="latin"),
        pytest.param("412/2569", [], id="a-number-is-no-name"),
        pytest.param("โทร 0812345678", [], id="a-phone-is-no-name"),
        pytest.param("ก ข", [], id="too-short"),
        pytest.param("ถนน หน้า บ้าน ผม พัง", [], id="too-many-words"),
    ],
)
def test_whole_words_of_a_name(typed: str, words: list[str]) -> None:
    assert [spellings[0] for spellings in sought(typed).name_words] == words


def test_registers_write_the_form_of_address_before_the_first_name() -> None:
    spellings = sought("น.ส.สมหญิง ใจดี").name_words[0]
    assert {"สมหญิง", "น.ส.สมหญิง", "นางสาวสมหญิง", "นางสมหญิง"} <= {*spellings}


@pytest.mark.parametrize("name", ["นาวา สุขใจ", "พระพาย ทองดี", "ดารา รุ่งเรือง"])
def test_a_name_that_begins_like_a_form_of_address_is_still_sought_whole(name: str) -> None:
    assert name.split()[0] in sought(name).name_words[0]


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        pytest.param("มท 0309/1234", "มท 0309/1234", id="as-typed"),
        pytest.param("๑๑๑๑-๖๓-๐๐๐๑", "1111-63-0001", id="thai-digits"),
        pytest.param("2020-abcd12", "2020-ABCD12", id="capitals"),
        pytest.param("1111/5", "๑๑๑๑/๕", id="stored-in-thai-digits"),
    ],
)
def test_another_offices_number_in_its_spellings(typed: str, reference: str) -> None:
    assert reference in sought(typed).references


def test_words_are_parted_by_what_the_index_knows() -> None:
    asked = sought("ถนน  พัง ที่")
    assert (asked.phrases, asked.short_words) == (("ถนน", "พัง", "ที่"), ())
    assert (sought("น้ำ ที").phrases, sought("น้ำ ที").short_words) == (("น้ำ",), ("ที",))


@pytest.mark.parametrize(
    ("typed", "is_number"),
    [("412/2569", True), ("412", True), ("0812345678", False), ("สมชาย", False), ("มท 0309/1", False)],
)
def test_only_a_number_of_ours_may_stand_in_an_address(typed: str, *, is_number: bool) -> None:
    assert sought(typed).is_number is is_number


def test_what_garbles_a_text_is_refused() -> None:
    with pytest.raises(HostileText):
        sought("ถนน\u202eพัง")


@given(st.text(max_size=MOST_LETTERS + 50))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        asked = sought(typed)
    except HostileText:
        return
    assert all(len(word) >= 3 for word in asked.phrases)
    assert (asked.no is None) or (asked.running is None)
