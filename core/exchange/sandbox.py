"""Reads a file in a child process with limits; a crash, a hang or too much memory there is a refusal here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import BinaryIO, Final

from core.exchange.cells import Row, decode
from core.exchange.limits import MEGABYTE, STANDARD, ImportRefused, Limits, refuse_over
from core.exchange.readers.sheet import FileInfo

_ROOT: Final = Path(__file__).resolve().parents[2]
_CHILD: Final = "core.exchange.sandbox_child"
_LONGEST_MESSAGE: Final = 64 * MEGABYTE
_PASSED_ON: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # no setting, no secret

NumberedRow = tuple[int, Row | None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to import: a path, or the bytes that a browser sent (they go to a temporary file without a name)."""

    content: Path | bytes = field(repr=False)
    sheet: str = ""  # a workbook's sheet; "" takes the one with most rows
    limits: Limits = STANDARD


@contextmanager
def open_rows(upload: Upload) -> Generator[tuple[FileInfo, Iterator[NumberedRow]]]:
    """Open a file once more from its start; yields how it is read and its rows, numbered from 1, as a stream.

    Raises:
        ImportRefused: on entering or while the rows are taken; ``key`` says which limit or what is wrong with the file.
    """
    with _opened(upload) as file, _child(file, upload) as child:
        messages = _messages(child, upload.limits)
        info, first = _info(messages)
        yield info, _numbered(chain([first], messages))


@contextmanager
def _opened(upload: Upload) -> Generator[BinaryIO]:
    with open(upload.content, "rb") if isinstance(upload.content, Path) else tempfile.TemporaryFile() as file:
        if isinstance(upload.content, bytes):
            file.write(upload.content)
        refuse_over("file_bytes", file.seek(0, os.SEEK_END), upload.limits.file_bytes)
        file.seek(0)
        yield file


@contextmanager
def _child(file: BinaryIO, upload: Upload) -> Generator[subprocess.Popen[bytes]]:
    settings = json.dumps({"limits": asdict(upload.limits), "sheet": upload.sheet})
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the file is its standard input, not an argument
        [sys.executable, "-B", "-X", "utf8", "-m", _CHILD, settings],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback there could hold what the file says
        cwd=_ROOT,
        env=environment,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _messages(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[dict[str, object]]:
    """Yield messages up to the end; the time that the consumer takes between them is not the child's."""
    left = float(limits.seconds)
    while True:
        started = monotonic()
        line = _line(child, left)
        left -= monotonic() - started
        if line is None:
            raise ImportRefused("import.refused.too_slow", limit=limits.seconds)
        message = _understood(line)
        if "end" in message:
            return
        if "refused" in message:
            raise _refusal(message)
        yield message


def _line(child: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """Return the child's next line, b"" when it ended without a word, None when the time is up."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        child.kill()

    if child.stdout is None:
        return b""
    timer = Timer(max(seconds, 0), stop)
    timer.start()
    try:
        line = child.stdout.readline(_LONGEST_MESSAGE)
    finally:
        timer.cancel()
    return None if late else line


def _understood(line: bytes) -> dict[str, object]:
    if not line.endswith(b"\n"):
        raise ImportRefused("import.refused.crashed")
    try:
        return decode(line)
    except ValueError as error:
        raise ImportRefused("import.refused.crashed") from error


def _refusal(message: dict[str, object]) -> ImportRefused:
    facts = message.get("facts")
    return ImportRefused(str(message["refused"]), **(facts if isinstance(facts, dict) else {}))


def _info(messages: Iterator[dict[str, object]]) -> tuple[FileInfo, dict[str, object]]:
    """Take the first message and the first rows with it: a broken file is refused before rows are asked for."""
    found = next(messages).get("info")
    if not isinstance(found, dict):
        raise ImportRefused("import.refused.crashed")
    info = FileInfo(**{**found, "other_sheets": tuple(found.get("other_sheets", ()))})
    return info, next(messages, {"rows": []})


def _numbered(messages: Iterator[dict[str, object]]) -> Iterator[NumberedRow]:
    number = 0
    for message in messages:
        rows = message.get("rows")
        for row in rows if isinstance(rows, list) else ():
            number += 1
            yield number, row if isinstance(row, list) else None
