"""JSON lines (one object a line), and a JSON array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from core.exchange.cells import Cell, Row
from core.exchange.limits import ImportRefused, Limits, refuse_over
from core.exchange.readers.sheet import FileInfo, Rows

_LINE_FACTOR = 8  # a line may hold several full cells, never this many


def read_json(file: BinaryIO, limits: Limits) -> tuple[FileInfo, Rows]:
    """Return the rows under a first row of all keys, in order of appearance.

    Lines are read twice (keys, then values) so that memory stays flat; an array is held whole.

    Raises:
        ImportRefused: an array that is no JSON; a limit is passed.
    """
    first = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    file.seek(0)
    objects = _array(file) if first == b"[" else None
    keys = _keys(objects if objects is not None else _lines(file, limits), limits)
    file.seek(0)
    return FileInfo("json", encoding="utf-8"), _rows(keys, objects if objects is not None else _lines(file, limits))


def _array(file: BinaryIO) -> list[object]:
    try:
        objects = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportRefused("import.refused.not_a_table") from error
    return objects if isinstance(objects, list) else []


def _lines(file: BinaryIO, limits: Limits) -> Iterator[object]:
    """Yield the object of each line, None for a line that is none; blank lines are skipped."""
    longest = limits.cell_chars * _LINE_FACTOR
    while line := file.readline(longest + 1):
        refuse_over("cell_chars", len(line), longest)
        if line.strip():
            yield _object(line)


def _object(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _keys(objects: Iterator[object] | list[object], limits: Limits) -> dict[str, None]:
    keys: dict[str, None] = {}
    for count, found in enumerate(objects, start=1):
        refuse_over("rows", count, limits.rows)
        if isinstance(found, dict):
            keys.update(dict.fromkeys(found))
            refuse_over("columns", len(keys), limits.columns)
    return keys


def _rows(keys: dict[str, None], objects: Iterator[object] | list[object]) -> Iterator[Row | None]:
    yield list(keys)
    for found in objects:
        yield [_cell(found.get(key)) for key in keys] if isinstance(found, dict) else None


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, (str, int, float)):
        return value
    return json.dumps(value, ensure_ascii=False)
