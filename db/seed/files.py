"""Reading this folder's tables."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent


def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``<name>.csv`` (UTF-8, first row names the columns), in the order of the file."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
