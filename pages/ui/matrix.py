"""The board as a table of buttons: agencies by age, tinted by count, the overdue part in words and as a bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from core.figures.ages import BUCKETS
from core.figures.board import Board, BoardRow
from core.figures.lines import Cell, Mark
from core.figures.standing import Place
from core.papers.charts import bucket_name
from core.text.catalogue import t
from pages.ui.drawing import draw
from pages.ui.words import row_name

BETWEEN: Final = "~"
NOTHING: Final = "·"
LIGHTEST, DARKEST = 10, 62
"""Per cent of the pending colour behind the smallest and the largest number; ink stays legible on both."""


def pick_of(place: Place | None = None, agency_id: str | None = None, bucket: str = "", mark: str = "") -> str:
    """A part of the board as it stands in the address."""
    return BETWEEN.join((place.value if place else "", agency_id or "", bucket, mark))


def cell_of(pick: str) -> Cell | None:
    """The part of the board that an address names; None where it names none."""
    parts = pick.split(BETWEEN)
    if len(parts) != 4 or (parts[2] and parts[2] not in BUCKETS):
        return None
    try:
        place, mark = (Place(parts[0]) if parts[0] else None), (Mark(parts[3]) if parts[3] else None)
    except ValueError:
        return None
    return Cell(place, parts[1] or None, parts[2] or None, mark)


def counted(board: Board, cell: Cell) -> int:
    """How many lines the list of a cell has: its number on the board."""
    if cell.place is None:
        whole = {None: board.total_cases, "overdue": board.overdue, "near": board.near, "silent": board.silent}
        whole["review_passed"] = board.review_passed
        return board.buckets[cell.bucket] if cell.bucket else whole[cell.mark]
    row = next((row for row in board.rows if (row.place, row.agency_id) == (cell.place, cell.agency_id)), None)
    if row is None:
        return 0
    return row.buckets[cell.bucket] if cell.bucket else int(getattr(row, cell.mark)) if cell.mark else row.pending


def matrix(drawn: Mapping[str, Any], *, chosen: str, on_pick: Callable[[str], None]) -> None:
    """Draw the board; ``drawn`` is its ``matrix_data``."""
    draw("matrix", {**drawn, "chosen": chosen}, key="matrix", on_pick=on_pick)


def matrix_data(board: Board) -> dict[str, Any]:
    """What the drawing needs: texts, tints, the widths of bars in per cent, and what each number opens."""
    darkest = max((count for row in board.rows for count in row.buckets.values()), default=0)
    longest = max((row.pending for row in board.rows), default=0)
    first_of_centre = next((row for row in board.rows if row.place is not Place.AGENCY), None)
    return {
        "kind": "board",
        "label": t("page.board.title"),
        "columns": [
            {"kind": "name", "name": t("board.agency")},
            *({"kind": "count", "name": bucket_name(bucket)} for bucket in BUCKETS),
            {"kind": "sum", "name": t("board.sum")},
            {"kind": "late", "name": t("board.late")},
        ],
        "rows": [_row(row, darkest, longest, group=row is first_of_centre) for row in board.rows],
        "total": _total(board),
    }


def _row(row: BoardRow, darkest: int, longest: int, *, group: bool) -> dict[str, Any]:
    name, place = row_name(row), (row.place, row.agency_id)
    cells = [_cell(row.buckets[each], pick_of(*place, each), name, each, darkest) for each in BUCKETS]
    return {
        "name": name,
        "note": t("board.awaits_check", n=row.awaiting_check) if row.awaiting_check and row.agency_id else "",
        "pick": pick_of(*place),
        "said": t("board.said.row", name=name, n=row.pending, overdue=row.overdue),
        "cells": [*cells, _sum(row.pending, pick_of(*place), name)],
        "late": {
            **_late(row.overdue, row.pending, pick_of(*place, "", Mark.OVERDUE), name),
            "over": _width(row.overdue, longest),
            "rest": _width(row.pending - row.overdue, longest),
        },
        "group": group,
    }


def _total(board: Board) -> dict[str, Any]:
    name = t("board.total")
    cells = [_cell(board.buckets[each], pick_of(bucket=each), name, each, 0) for each in BUCKETS]
    return {
        "name": name,
        "note": t("board.total.once"),
        "pick": pick_of(),
        "said": t("board.said.row", name=name, n=board.total_cases, overdue=board.overdue),
        "cells": [*cells, _sum(board.total_cases, pick_of(), name)],
        "late": {**_late(board.overdue, board.total_cases, pick_of(mark=Mark.OVERDUE), name), "over": 0, "rest": 0},
        "group": False,
    }


def _cell(count: int, pick: str, name: str, bucket: str, darkest: int) -> dict[str, Any]:
    if not count:
        return {"kind": "count", "text": NOTHING, "pick": "", "said": "", "tint": 0}
    tint = round(LIGHTEST + (DARKEST - LIGHTEST) * count / darkest) if darkest else 0
    said = t("board.said.cell", name=name, age=t("age.days", bucket=bucket_name(bucket)), n=count)
    return {"kind": "count", "text": f"{count:,}", "pick": pick, "said": said, "tint": tint}


def _sum(count: int, pick: str, name: str) -> dict[str, Any]:
    said = t("board.said.sum", name=name, n=count)
    return {"kind": "sum", "text": f"{count:,}", "pick": pick if count else "", "said": said, "tint": 0}


def _late(overdue: int, pending: int, pick: str, name: str) -> dict[str, Any]:
    """The overdue part in words: colour and bar only repeat it."""
    text = t("board.overdue_of", overdue=overdue, n=pending) if overdue else t("board.in_time")
    said = t("board.said.row", name=name, n=pending, overdue=overdue)
    return {"pick": pick if overdue else "", "text": text, "said": said}


def _width(count: int, longest: int) -> float:
    return round(100 * count / longest, 1) if longest else 0.0
