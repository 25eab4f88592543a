"""CSV in all its forms."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest

from core.exchange.limits import STANDARD, ImportRefused, Limits
from core.exchange.readers.delimited import detect_delimiter, read_delimited


def rows_of(content: bytes, limits: Limits = STANDARD) -> list[object]:
    return list(read_delimited(io.BytesIO(content), limits)[1])


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        pytest.param("a,b,c\n1,2,3\n4,5,6\n", ",", id="comma"),
        pytest.param("a;b;c\n1,5;2;3\n4;5,1;6,0\n7;8;9\n", ";", id="semicolon-beside-decimal-commas"),
        pytest.param("a\tb\n1, 2\t3\n4\t5, 6\n", "\t", id="tab-beside-commas-in-text"),
        pytest.param("a|b|c\n1|2|3\n4|5|6\n", "|", id="bar"),
        pytest.param('a;b\n"x;y;z, w, v, u";1\n"p, q, r";2\n3;4\n', ";", id="inside-quotes-nothing-counts"),
        pytest.param("sep=|\na,b|c\n", "|", id="excel-hint-decides"),
        pytest.param("only one column\nof text\n", ",", id="none-at-all"),
    ],
)
def test_delimiter(sample: str, delimiter: str) -> None:
    assert detect_delimiter(sample) == delimiter


def test_line_breaks_and_delimiters_inside_quotes_stay_in_their_cell() -> None:
    content = b'a,b\r\n"one, two\r\nthree","say ""hi"""\r\n4,5\r\n'
    assert rows_of(content) == [["a", "b"], ["one, two\r\nthree", 'say "hi"'], ["4", "5"]]


def test_blank_lines_are_rows_so_that_numbers_agree_with_a_spreadsheet() -> None:
    assert rows_of(b"title\n\na,b\n1,2\n") == [["title"], [], ["a", "b"], ["1", "2"]]


def test_the_hint_line_is_no_row_of_text() -> None:
    assert rows_of(b"sep=;\na;b\n1;2\n") == [[], ["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_every_line_ending(ending: str) -> None:
    assert rows_of(ending.join(["a,b", "1,2", ""]).encode()) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("limits", "key", "facts"),
    [
        pytest.param(Limits(rows=2), "import.refused.rows", {"found": 3, "limit": 2}, id="rows"),
        pytest.param(Limits(columns=1), "import.refused.columns", {"found": 2, "limit": 1}, id="columns"),
        pytest.param(Limits(cell_chars=9), "import.refused.cell_chars", {"row": 2, "limit": 9}, id="cell"),
    ],
)
def test_limits(limits: Limits, key: str, facts: dict[str, int]) -> None:
    with pytest.raises(ImportRefused) as refused:
        rows_of(b'a,b\n1,"never closed\n3,4\n5,6\n' if "cell" in key else b"a,b\n1,2\n3,4\n", limits)
    assert (refused.value.key, refused.value.facts) == (key, facts)


@pytest.mark.parametrize("limits", [STANDARD, Limits(cell_chars=9)], ids=["read", "refused"])
def test_the_limit_of_a_cell_does_not_stay(limits: Limits) -> None:
    before = csv.field_size_limit()
    with suppress(ImportRefused):
        rows_of(b'a,b\n1,"a long cell"\n', limits)
    assert csv.field_size_limit() == before
