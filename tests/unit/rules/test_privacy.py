"""Known persons' names and numbers become markers wherever they stand in a text, and nothing else does."""

from __future__ import annotations

import pytest

from core.rules.privacy import KnownPerson, mark_persons, show_persons

SOMSRI = KnownPerson(1, ("นางสมศรี ตัวอย่าง", "1100700000017", "081-234-5678"))
SOMCHAI = KnownPerson(2, ("สมศรี ตัวอย่างดี", "", ""))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("นางสมศรี ตัวอย่าง ร้องว่า", "⟦person:1⟧ ร้องว่า", id="name"),
        pytest.param("ตามที่นางสมศรี   ตัวอย่างแจ้ง", "ตามที่⟦person:1⟧แจ้ง", id="other-spaces"),
        pytest.param("นางสมศรี\nตัวอย่าง", "⟦person:1⟧", id="over-a-line"),
        pytest.param("โทร 0812345678", "โทร ⟦person:1⟧", id="phone-without-dashes"),
        pytest.param("โทร 08 1234 5678 ได้", "โทร ⟦person:1⟧ ได้", id="phone-in-groups"),
        pytest.param("เลข 1-1007-00000-01-7", "เลข ⟦person:1⟧", id="national-id"),
        pytest.param("นางสมศรี มาแจ้ง", "นางสมศรี มาแจ้ง", id="first-name-alone"),
        pytest.param("โทร 0812345679", "โทร 0812345679", id="another-number"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_one_person(text: str, marked: str) -> None:
    assert mark_persons(text, [SOMSRI]) == marked


def test_the_longer_value_is_found_first() -> None:
    both = [KnownPerson(1, ("สมศรี ตัวอย่าง",)), SOMCHAI]
    assert mark_persons("สมศรี ตัวอย่างดี และสมศรี ตัวอย่าง", both) == "⟦person:2⟧ และ⟦person:1⟧"


@pytest.mark.parametrize(("name", "marked"), [("สมศ", "สมศ"), ("สมศร", "⟦person:1⟧")], ids=["3", "4"])
def test_values_too_short_to_be_anybodys_are_left(name: str, marked: str) -> None:
    assert mark_persons(name, [KnownPerson(1, (name,))]) == marked


def test_signs_in_a_name_mean_themselves() -> None:
    assert mark_persons("นาย ก. (กำนัน) แจ้ง นาย กx (กำนัน)", [KnownPerson(1, ("นาย ก. (กำนัน)",))]) == (
        "⟦person:1⟧ แจ้ง นาย กx (กำนัน)"
    )


def test_markers_are_shown_as_the_reader_may_see_them() -> None:
    assert show_persons("⟦person:1⟧ กับ ⟦person:3⟧", {1: "นาง ส…"}) == "นาง ส… กับ ⟦person:3⟧"
