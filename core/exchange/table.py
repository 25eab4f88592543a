"""From numbered rows to a table: the heading row under titles, and rows and columns that hold no case."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Final

from core.exchange.cells import Row, cell_text, is_blank_row
from core.exchange.findings import Finding, FindingKind
from core.exchange.limits import ImportRefused
from core.exchange.sandbox import NumberedRow
from core.exchange.wording import squash, squashed
from core.text import source_words as words

_SEARCHED_ROWS: Final = 30
_LEAST_KNOWN: Final = 2
_INDEX_HEADINGS: Final = frozenset({"", "index", "level0", "unnamed0"})
_TOTALS: Final = squashed(words.TOTALS)
_LONGEST_TOTAL: Final = 2 + max(map(len, words.TOTALS))
_WHOLE: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's headings (made unique; "" for the index column) and the number of the row they stand in."""

    headings: tuple[str, ...]
    header_row: int
    index_column: int | None = None

    @property
    def fingerprint(self) -> str:
        """A digest of the headings' wording and order: the key of a saved mapping."""
        wording = "\n".join(squash(heading) for heading in self.headings if heading)
        return hashlib.sha256(wording.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under the headings: its cells, or the reason why it is no case."""

    number: int
    cells: Row
    rejected: FindingKind | None = None


def open_table(rows: Iterator[NumberedRow], known: frozenset[str]) -> tuple[Table, Iterator[TableRow]]:
    """Find the heading row among the first 30 and return the rows under it, without blank rows and repeated headings.

    Args:
        rows: rows of a sheet from its first one.
        known: squashed headings of all dialects; the row with most of them is the heading row. Without any known
            heading the first row that is filled with different texts is.

    Raises:
        ImportRefused: no row looks like headings.
    """
    head = list(islice(rows, _SEARCHED_ROWS))
    at = _header_at([cells or [] for _, cells in head], known)
    number, cells = head[at]
    table = Table(_headings(cells or []), number, _index_column([row or [] for _, row in head[at:]]))
    return table, _body(chain(head[at + 1 :], rows), table, _texts(cells or []))


def _header_at(rows: Sequence[Row], known: frozenset[str]) -> int:
    scores = [sum(key in known for key in {squash(cell_text(cell)) for cell in row} if key) for row in rows]
    if scores and max(scores) >= _LEAST_KNOWN:
        return scores.index(max(scores))
    width = max((len(_filled(row)) for row in rows), default=0)
    for at, row in enumerate(rows):
        if len(_filled(row)) >= max(2, width * 0.6) and _are_words(row):
            return at
    raise ImportRefused("import.refused.no_header", searched=_SEARCHED_ROWS)


def _filled(row: Row) -> list[str]:
    return [text for text in (cell_text(cell).strip() for cell in row) if text]


def _are_words(row: Row) -> bool:
    filled = _filled(row)
    return len(set(filled)) == len(filled) and all(isinstance(cell, str) or cell is None for cell in row)


def _headings(cells: Row) -> tuple[str, ...]:
    """Keep headings as written; a repeated one gets a number, a blank one its column's letter."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for column, cell in enumerate(cells):
        name = " ".join(cell_text(cell).split()) or f"({column_letter(column)})"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def column_letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _index_column(rows: Sequence[Row]) -> int | None:
    """Find a first column without a heading of its own that counts 0, 1, 2 ... or 1, 2, 3 ... (pandas writes one)."""
    head, *body = rows
    if not head or squash(cell_text(head[0])) not in _INDEX_HEADINGS:
        return None
    numbers = [cell_text(row[0]) for row in body if row and not is_blank_row(row)]
    counting = numbers and all(_WHOLE.fullmatch(number) for number in numbers)
    return 0 if counting and _rises([int(number) for number in numbers]) else None


def _rises(numbers: list[int]) -> bool:
    return all(later > earlier for earlier, later in pairwise(numbers))


def _body(rows: Iterator[NumberedRow], table: Table, header: tuple[str, ...]) -> Iterator[TableRow]:
    width = len(table.headings)
    for number, cells in rows:
        if cells is None:
            yield TableRow(number, [], FindingKind.UNREADABLE_ROW)
        elif not is_blank_row(cells) and not _repeats(cells, header):
            padded = cells + [None] * (width - len(cells))
            yield TableRow(number, padded, _reason_against(padded, width))


def _repeats(cells: Row, header: tuple[str, ...]) -> bool:
    """Say whether a row is the headings again, as printed registers have at each page."""
    return cell_text(cells[0]).strip() == header[0] and _texts(cells) == header


def _texts(cells: Row) -> tuple[str, ...]:
    return tuple(cell_text(cell).strip() for cell in cells)


def _reason_against(cells: Row, width: int) -> FindingKind | None:
    if not is_blank_row(cells[width:]):
        return FindingKind.TOO_MANY_CELLS
    first = next((cell for cell in cells if cell not in (None, "")), None)
    return FindingKind.TOTAL_ROW if isinstance(first, str) and _is_total(first) else None


def _is_total(text: str) -> bool:
    return not text[:1].isdigit() and len(text) <= _LONGEST_TOTAL and squash(text) in _TOTALS


def row_finding(row: TableRow) -> Finding:
    """Return the finding for a row that is no case.

    Its value stays out: it may be personal.
    """
    return Finding(row.number, "", "", row.rejected or FindingKind.UNREADABLE_ROW)
