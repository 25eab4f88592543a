"""The process that parses a stranger's file: ``python -m core.exchange.sandbox_child <limits as JSON>``.

The file is its standard input; its standard output is lines of ``core.exchange.cells``: one {"info"}, some {"rows"},
one {"end"}; or {"refused"}. It opens no file, knows no setting and no secret, and lives within limits of memory and
processor time.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import BinaryIO, Final

from core.exchange.cells import Row, encode
from core.exchange.limits import ImportRefused, Limits
from core.exchange.readers.sheet import FileInfo, Rows
from core.exchange.readers.sniff import file_kind

_CHUNK_ROWS: Final = 500
_CHUNK_CHARS: Final = 1_000_000


def main() -> None:
    """Read standard input within the limits of the first argument and write messages."""
    settings = json.loads(sys.argv[1])
    limits = Limits(**settings["limits"])
    _confine(limits)
    out = sys.stdout.buffer
    try:
        _answer(sys.stdin.buffer, out, limits, settings["sheet"])
    except ImportRefused as refusal:
        out.write(encode({"refused": refusal.key, "facts": refusal.facts}))
    except MemoryError:
        out.write(encode({"refused": "import.refused.memory", "facts": {"limit": limits.memory_bytes}}))
    out.flush()


def read(file: BinaryIO, limits: Limits, sheet: str) -> tuple[FileInfo, Rows]:
    """Choose the reader by content. The import of calamine waits until a workbook comes."""
    kind = file_kind(file)
    if kind == "workbook":
        from core.exchange.readers.workbook import read_workbook

        return read_workbook(file, limits, sheet)
    if kind == "json":
        from core.exchange.readers.json_lines import read_json

        return read_json(file, limits)
    from core.exchange.readers.delimited import read_delimited

    return read_delimited(file, limits)


def _answer(file: BinaryIO, out: BinaryIO, limits: Limits, sheet: str) -> None:
    info, rows = read(file, limits, sheet)
    out.write(encode({"info": asdict(info)}))
    for chunk in _chunks(rows):
        out.write(encode({"rows": chunk}))
        out.flush()
    out.write(encode({"end": True}))


def _chunks(rows: Rows) -> Iterable[list[Row | None]]:
    chunk: list[Row | None] = []
    chars = 0
    for row in rows:
        chunk.append(row)
        chars += sum(len(cell) for cell in row or () if isinstance(cell, str))
        if len(chunk) >= _CHUNK_ROWS or chars >= _CHUNK_CHARS:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk


def _confine(limits: Limits) -> None:
    """Set the limits that the system knows; Windows knows none and is left to the waiting process's clock."""
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for name, value in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(name, (value, value))


if __name__ == "__main__":
    main()
