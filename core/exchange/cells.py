"""A cell as a reader found it, and its form on the pipe between the reading process and ours.

JSON carries it, not pickle: the reading process has touched a stranger's file and is not to be believed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | datetime | date | time | None
Row = list[Cell]


def encode(message: object) -> bytes:
    """Return one line of JSON; days and times are tagged, lone surrogates survive."""
    text = json.dumps(message, ensure_ascii=False, default=_tagged, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def decode(line: bytes) -> dict[str, object]:
    """Return what ``encode`` was given.

    Raises:
        ValueError: the line is no message.
    """
    message = json.loads(line.decode("utf-8", "surrogatepass"), object_hook=_untagged)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def cell_text(cell: Cell) -> str:
    """Return a cell as text, without loss: what is stored as the source's value and fingerprinted.

    A whole float reads as a whole number (an .xlsx knows no other kind of number).
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def is_blank_row(cells: Sequence[Cell]) -> bool:
    """Say whether no cell holds anything but spaces."""
    return all(cell is None or cell == "" or not cell_text(cell).strip() for cell in cells)


def _tagged(value: object) -> object:
    if isinstance(value, datetime):
        return {"@t": value.isoformat()}
    if isinstance(value, date):
        return {"@d": value.isoformat()}
    if isinstance(value, time):
        return {"@h": value.isoformat()}
    if isinstance(value, timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


def _untagged(value: dict[str, object]) -> object:
    if len(value) == 1:
        tag, text = next(iter(value.items()))
        if tag == "@t":
            return datetime.fromisoformat(str(text))
        if tag == "@d":
            return date.fromisoformat(str(text))
        if tag == "@h":
            return time.fromisoformat(str(text))
    return value
