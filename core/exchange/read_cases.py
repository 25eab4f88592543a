"""The second reading of a file: its cases, one after the other, and the rows that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.exchange.build import build_case, number_key
from core.exchange.dialects import KNOWN_HEADINGS
from core.exchange.findings import Finding
from core.exchange.limits import ImportRefused
from core.exchange.plan import Plan
from core.exchange.sandbox import Upload, open_rows
from core.exchange.source_case import SourceCase
from core.exchange.table import TableRow, open_table, row_finding


def read_cases(upload: Upload, plan: Plan) -> Iterator[SourceCase | Finding]:
    """Yield every case of the file and a finding for every row that is none, in the file's order.

    Memory stays flat: only rows that wait for others of the same number are held. Joined rows come where their last one
    stands.

    Raises:
        ImportRefused: the file cannot be read, or is not the one that was surveyed.
    """
    with open_rows(upload) as (_, rows):
        table, body = open_table(rows, KNOWN_HEADINGS)
        if table != plan.table:
            raise ImportRefused("import.refused.changed")
        yield from _joined(body, plan) if plan.dialect.joins_rows else _single(body, plan)


def _single(body: Iterator[TableRow], plan: Plan) -> Iterator[SourceCase | Finding]:
    seen: Counter[int] = Counter()
    for row in body:
        if row.rejected:
            yield row_finding(row)
            continue
        key = number_key(row, plan)
        if key is None or key not in plan.repeated:
            yield build_case([row], plan)
            continue
        yield build_case([row], plan, same_number=seen[key])
        seen[key] += 1


def _joined(body: Iterator[TableRow], plan: Plan) -> Iterator[SourceCase | Finding]:
    waiting: dict[int, list[TableRow]] = {}
    for row in body:
        if row.rejected:
            yield row_finding(row)
            continue
        key = number_key(row, plan)
        if key is None or key not in plan.repeated:
            yield build_case([row], plan)
            continue
        rows = waiting.setdefault(key, [])
        rows.append(row)
        if len(rows) == plan.repeated[key]:
            yield build_case(waiting.pop(key), plan)
