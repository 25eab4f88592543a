"""JSON lines and arrays."""

from __future__ import annotations

import io

import pytest

from core.exchange.limits import STANDARD, ImportRefused, Limits
from core.exchange.readers.json_lines import read_json


def rows_of(content: str, limits: Limits = STANDARD) -> list[object]:
    return list(read_json(io.BytesIO(content.encode()), limits)[1])


def test_keys_of_all_lines_are_headings_in_order_of_appearance() -> None:
    assert rows_of('{"no": 1, "title": "ถนน"}\n\n{"title": "ไฟฟ้า", "state": null}\n') == [
        ["no", "title", "state"],
        [1, "ถนน", None],
        [None, "ไฟฟ้า", None],
    ]


def test_lists_become_text_that_the_dialect_can_read() -> None:
    assert rows_of('{"type": ["ถนน", "น้ำ"], "coords": [100.5, 13.75]}\n')[1] == ['["ถนน", "น้ำ"]', "[100.5, 13.75]"]


def test_a_broken_line_is_a_row_that_could_not_be_read() -> None:
    assert rows_of('{"no": 1}\n{"no": 2\n[3]\n{"no": 4}\n') == [["no"], [1], None, None, [4]]


def test_an_array_of_objects() -> None:
    assert rows_of('\ufeff[{"no": 1},\n {"no": 2}]') == [["no"], [1], [2]]


@pytest.mark.parametrize(
    ("content", "limits", "key"),
    [
        pytest.param('[{"no": 1}, {"no":', STANDARD, "not_a_table", id="array-cut-off"),
        pytest.param('{"no": 1}\n{"no": 2}\n', Limits(rows=1), "rows", id="rows"),
        pytest.param('{"a": 1, "b": 2}\n', Limits(columns=1), "columns", id="columns"),
        pytest.param('{"a": "' + "x" * 90 + '"}\n', Limits(cell_chars=10), "cell_chars", id="line"),
    ],
)
def test_refusals(content: str, limits: Limits, key: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        rows_of(content, limits)
    assert refused.value.key == f"import.refused.{key}"
