"""CSV and its relatives: any of , ; tab | between cells, line breaks inside quotes, any of the usual encodings."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.exchange.cells import Row
from core.exchange.limits import ImportRefused, Limits, refuse_over
from core.exchange.readers.encoding import detect_encoding
from core.exchange.readers.sheet import FileInfo, Rows

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 131_072
_SAMPLE_ROWS: Final = 300
_EXCEL_HINT: Final = "sep="


def read_delimited(file: BinaryIO, limits: Limits) -> tuple[FileInfo, Rows]:
    """Return how the file is to be read and its rows, streamed.

    Raises:
        ImportRefused: unknown encoding; while reading: a limit is passed, or a quote is never closed.
    """
    encoding = detect_encoding(file)
    text = io.TextIOWrapper(file, encoding.name, encoding.errors, newline="")
    delimiter = detect_delimiter(text.read(_SAMPLE))
    text.seek(0)
    return FileInfo("csv", encoding=encoding.name, delimiter=delimiter), _rows(text, delimiter, limits)


def detect_delimiter(sample: str) -> str:
    """Return the delimiter that splits the sample most evenly into most columns; a comma when none does.

    A first line ``sep=;`` (Excel's own hint) decides.
    """
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith(_EXCEL_HINT) and len(first) == len(_EXCEL_HINT) + 1:
        return first[-1]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    widths = Counter(_widths(sample, delimiter))
    total = widths.total()
    del widths[1]
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows / total * math.sqrt(min(width, 10))


def _widths(sample: str, delimiter: str) -> Iterator[int]:
    """The last row may have been cut off by the sample's end, so it does not count unless it is the only one."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return iter(())
    return iter(widths[:-1] or widths)


def _rows(text: io.TextIOWrapper, delimiter: str, limits: Limits) -> Iterator[Row]:
    before = csv.field_size_limit(limits.cell_chars)  # of the whole process
    reader = csv.reader(text, delimiter=delimiter)
    count = 0
    try:
        for count, row in enumerate(reader, start=1):
            refuse_over("rows", count, limits.rows)
            refuse_over("columns", len(row), limits.columns)
            if count == 1 and _is_excel_hint(row, delimiter):
                row = []
            yield list(row)
    except csv.Error as error:
        raise ImportRefused("import.refused.cell_chars", row=count + 1, limit=limits.cell_chars) from error
    finally:
        csv.field_size_limit(before)


def _is_excel_hint(row: list[str], delimiter: str) -> bool:
    return [cell.lower() for cell in row] == ["sep=", ""] or row == [f"{_EXCEL_HINT}{delimiter}"]
