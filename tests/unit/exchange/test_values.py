"""Cells other than days."""

from __future__ import annotations

from datetime import time

import pytest

from core.exchange.cells import Cell, cell_text, decode, encode
from core.exchange.values import (
    clock,
    coordinates,
    count,
    first_line,
    in_thailand,
    is_excel_error,
    listed,
    masked,
    number_text,
    parts,
    phone,
    plain_text,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        pytest.param(" ถนน\xa0", ("ถนน", False), id="blanks-around"),
        pytest.param("a\r\nb\rc", ("a\nb\nc", False), id="line-endings"),
        pytest.param("ก\u200bข😀\u200d", ("ก\u200bข😀\u200d", False), id="invisible-but-harmless-stays"),
        pytest.param("a\x00b\x1bc", ("abc", True), id="controls"),
        pytest.param("a\u202etxt.exe", ("atxt.exe", True), id="bidi"),
        pytest.param("a\ud83db", ("ab", True), id="lone-surrogate"),
        pytest.param("ก" + "\u0e49" * 9, ("ก" + "\u0e49" * 3, True), id="pile-of-marks"),
        pytest.param("น้ำที่นี่", ("น้ำที่นี่", False), id="plain-thai"),
    ],
)
def test_tidy(text: str, tidied: tuple[str, bool]) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize("cell", ["", " ", "-", " - ", "ไม่ระบุ", "NULL", "nan", None, "N/A"])
def test_signs_of_nothing(cell: Cell) -> None:
    assert plain_text(cell) == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (412.0, "412"),
        ("412.0", "412"),
        ("0017.3/500", "0017.3/500"),
        (412, "412"),
        ("12/2558 ", "12/2558"),
        ("1.50", "1.50"),
    ],
)
def test_numbers_of_registers(cell: Cell, text: str) -> None:
    assert number_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234", 1234), ("๑๒", 12), (3.0, 3), ("12,34", None), ("หลายคน", None), ("", None), ("-5", None)],
)
def test_counts(cell: Cell, number: int | None) -> None:
    assert count(cell) == number


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param(812345678.0, ("0812345678", True), id="a-float-lost-its-zero"),
        pytest.param("812345678.0", ("0812345678", True), id="as-text"),
        pytest.param(43511234, ("043511234", True), id="landline-lost-its-zero"),
        pytest.param("081-234 5678", ("0812345678", False), id="written-with-signs"),
        pytest.param("๐๘๑-๒๓๔๕๖๗๘", ("0812345678", False), id="thai-digits"),
        pytest.param("+66 81 234 5678", ("0812345678", False), id="international"),
        pytest.param("081-2345678, 043-511234", ("0812345678", False), id="the-first-of-two"),
        pytest.param("1567", ("1567", False), id="hotline"),
        pytest.param("ติดต่อกำนัน", ("", False), id="no-number"),
        pytest.param("123", ("", False), id="too-short"),
    ],
)
def test_phones(cell: Cell, found: tuple[str, bool]) -> None:
    assert phone(cell) == found


@pytest.mark.parametrize(
    ("cells", "pair"),
    [
        pytest.param(("100.87281,13.81565",), (13.81565, 100.87281), id="longitude-first"),
        pytest.param(("13.81565, 100.87281",), (13.81565, 100.87281), id="latitude-first"),
        pytest.param(("['100.44893', '13.66761']",), (13.66761, 100.44893), id="list-text"),
        pytest.param(("[100.44893, 13.66761]",), (13.66761, 100.44893), id="json"),
        pytest.param((13.66761, 100.44893), (13.66761, 100.44893), id="two-columns"),
        pytest.param(("๑๓.๕", "๑๐๐.๒๕"), (13.5, 100.25), id="thai-digits"),
        pytest.param(("0,0",), (0.0, 0.0), id="nowhere"),
        pytest.param(("13.5",), None, id="only-one"),
        pytest.param(("ข้างวัด",), None, id="words"),
    ],
)
def test_coordinates(cells: tuple[Cell, ...], pair: tuple[float, float] | None) -> None:
    assert coordinates(*cells) == pair


@pytest.mark.parametrize(
    ("pair", "inside"),
    [((13.7, 100.5), True), ((5.0, 97.0), True), ((4.9, 100.0), False), ((13.0, 106.1), False), ((0.0, 0.0), False)],
)
def test_the_box_around_thailand(pair: tuple[float, float], inside: bool) -> None:  # noqa: FBT001 - a table's column
    assert in_thailand(pair) is inside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{ถนน,ความปลอดภัย}", ("ถนน", "ความปลอดภัย")),
        ("ถนน,ทางเท้า", ("ถนน", "ทางเท้า")),
        ("['ถนน', 'น้ำท่วม']", ("ถนน", "น้ำท่วม")),
        ('["ถนน"]', ("ถนน",)),
        ("['']", ()),
        ("{}", ()),
        ("ถนน,ถนน", ("ถนน",)),
    ],
)
def test_lists_in_three_notations(text: str, names: tuple[str, ...]) -> None:
    assert listed(text) == names


def test_parts_of_a_cell() -> None:
    assert parts(" อ.เมือง/ ภ.จว.รอ. /-/อ.เมือง", "/") == ("อ.เมือง", "ภ.จว.รอ.")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("14:05 น.", time(14, 5)),
        ("๑๔.๐๕", time(14, 5)),
        (time(14, 5), time(14, 5)),
        (0.5, time(12, 0)),
        ("25:00", None),
        ("บ่าย", None),
        (None, None),
    ],
)
def test_clocks(cell: Cell, found: time | None) -> None:
    assert clock(cell) == found


@pytest.mark.parametrize(
    ("cell", "broken"), [("#NAME?", True), ("#n/a", True), ("####", True), ("#", False), ("#ถนน", False)]
)
def test_formula_errors(cell: Cell, broken: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_excel_error(cell) is broken


def test_a_personal_value_is_masked() -> None:
    assert [masked(text) for text in ("0812345678", "abcd", "นายตัวอย่าง")] == ["0…78", "…", "น…าง"]


def test_the_first_line_is_cut_before_a_whole_letter() -> None:
    assert first_line("\n  ถนนชำรุด  \nมาก", 120) == "ถนนชำรุด"
    assert first_line("กกก\u0e49\u0e49กก", 3) == "กก…"
    assert first_line("", 3) == ""


@pytest.mark.parametrize("value", [None, "ก\ud800", 1, 1.5, True, time(9, 5), "2020-01-01"])
def test_cells_survive_the_pipe(value: Cell) -> None:
    assert decode(encode({"rows": [[value]]})) == {"rows": [[value]]}


@pytest.mark.parametrize(("cell", "text"), [(2015.0, "2015"), (1.25, "1.25"), (None, ""), (True, "True"), (7, "7")])
def test_the_text_of_a_cell(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
