"""Headings under titles, rows that are no cases."""

from __future__ import annotations

import pytest

from core.exchange.cells import Row
from core.exchange.dialects import KNOWN_HEADINGS
from core.exchange.findings import FindingKind
from core.exchange.limits import ImportRefused
from core.exchange.table import Table, TableRow, column_letter, open_table

HEADINGS: Row = ["เลขที่รับ", "วันที่รับเรื่อง", "เรื่อง"]


def opened(*rows: Row | None) -> tuple[Table, list[TableRow]]:
    table, body = open_table(enumerate(rows, start=1), KNOWN_HEADINGS)
    return table, list(body)


def test_titles_and_blank_rows_above_the_headings_are_skipped() -> None:
    table, body = opened(["ทะเบียนรับเรื่อง", None, None], [], ["ปี 2558", "", ""], HEADINGS, ["1", "5/1/58", "ถนน"])
    assert (table.headings, table.header_row) == (("เลขที่รับ", "วันที่รับเรื่อง", "เรื่อง"), 4)
    assert body == [TableRow(5, ["1", "5/1/58", "ถนน"])]


def test_unknown_headings_are_the_first_row_filled_with_different_words() -> None:
    table, body = opened(["Report", None, None], ["alpha", "beta", "gamma"], ["1", "2", "3"])
    assert (table.headings, [row.number for row in body]) == (("alpha", "beta", "gamma"), [3])


@pytest.mark.parametrize("rows", [[[1, 2], [3, 4]], [["a", "a"]], []], ids=["numbers", "one-word-twice", "nothing"])
def test_without_headings_a_file_is_refused(rows: list[Row]) -> None:
    with pytest.raises(ImportRefused) as refused:
        opened(*rows)
    assert refused.value.key == "import.refused.no_header"


def test_repeated_and_blank_headings_get_names_of_their_own() -> None:
    assert opened(["เรื่อง", "", " เรื่อง ", "สถานะ\nเรื่อง"])[0].headings == ("เรื่อง", "(B)", "เรื่อง (2)", "สถานะ เรื่อง")


def test_a_column_that_numbers_the_rows_is_known() -> None:
    index = opened(["", *HEADINGS], [0, "9", "", "ก"], [1, "8", "", "ข"])[0]
    remarks = opened(["", *HEADINGS], ["ด่วน", "9", "", "ก"], ["", "8", "", "ข"])[0]
    assert (index.index_column, remarks.index_column) == (0, None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(["1", "5/1/58", "ถนน", "ขาด", ""], FindingKind.TOO_MANY_CELLS, id="too-many-cells"),
        pytest.param(["", "รวม", "120"], FindingKind.TOTAL_ROW, id="total"),
        pytest.param(None, FindingKind.UNREADABLE_ROW, id="unreadable"),
        pytest.param(["1", "รวม", "ถนน"], None, id="a-word-in-another-column"),
        pytest.param(["1"], None, id="short-row-is-filled-up"),
    ],
)
def test_rows_that_are_no_cases(row: Row | None, reason: FindingKind | None) -> None:
    (found,) = opened(HEADINGS, row)[1]
    assert (found.number, found.rejected) == (2, reason)


def test_headings_printed_again_and_blank_rows_are_left_out() -> None:
    body = opened(HEADINGS, ["1", "", "ก"], ["", None, " "], list(HEADINGS), ["2", "", "ข"])[1]
    assert [(row.number, row.cells[0]) for row in body] == [(2, "1"), (5, "2")]


def test_the_fingerprint_follows_wording_and_order_but_not_spaces() -> None:
    same = opened(["เลขที่ รับ", "วันที่รับเรื่อง", "เรื่อง "])[0].fingerprint
    turned = opened(list(reversed(HEADINGS)))[0].fingerprint
    assert (opened(HEADINGS)[0].fingerprint == same, same == turned) == (True, False)


@pytest.mark.parametrize(("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(column: int, letter: str) -> None:
    assert column_letter(column) == letter
