"""The first reading of a file: its dialect, its order of day and month, its day, and which numbers repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.exchange.cells import Cell
from core.exchange.date_order import OrderEvidence
from core.exchange.days import read_moment, readings
from core.exchange.dialects import KNOWN_HEADINGS, detect, named
from core.exchange.dialects.dialect import Columns, Dialect
from core.exchange.dialects.generic import GENERIC, explicit_columns
from core.exchange.fields import DATE_FIELDS, FILE_DAY_FIELDS
from core.exchange.limits import ImportRefused
from core.exchange.plan import Plan, Wishes, row_key
from core.exchange.sandbox import Upload, open_rows
from core.exchange.table import Table, TableRow, open_table
from core.text.dates import DateOrder

_ORDERS: Final[tuple[DateOrder | None, ...]] = ("dmy", "mdy", "ymd", None)


def survey(upload: Upload, wishes: Wishes) -> Plan:
    """Read a file once, keep none of its rows, and say how it is to be read.

    Raises:
        ImportRefused: the file cannot be read, has no headings, or too few of the columns a case needs.
    """
    with open_rows(upload) as (info, rows):
        table, body = open_table(rows, KNOWN_HEADINGS)
        dialect, columns = _columns(table, wishes)
        if not dialect.accepts(columns):
            raise ImportRefused("import.refused.no_mapping")
        tally = _Tally(wishes.today)
        tally.take(body, dialect, columns)
    order = tally.evidence.decide(wishes.date_order)
    return Plan(
        wishes=wishes,
        info=info,
        table=table,
        dialect=dialect,
        columns=columns,
        suggested=dialect is GENERIC and wishes.mapping is None,
        order=order,
        file_day=tally.file_day(order.order),
        repeated={key: count for key, count in tally.numbers.items() if count > 1},
        rows=tally.rows,
    )


def _columns(table: Table, wishes: Wishes) -> tuple[Dialect, Columns]:
    if wishes.mapping is not None:
        return GENERIC, explicit_columns(table.headings, wishes.mapping)
    return detect(table) if wishes.dialect == "auto" else named(wishes.dialect, table)


@dataclass(slots=True)
class _Tally:
    """What is counted of each row. The file's day is kept for each order, since the order is known only at the end."""

    today: date
    rows: int = 0
    evidence: OrderEvidence = field(default_factory=OrderEvidence)
    latest: dict[DateOrder | None, date] = field(default_factory=dict)
    numbers: Counter[int] = field(default_factory=Counter)

    def take(self, body: Iterator[TableRow], dialect: Dialect, columns: Columns) -> None:
        """Count every row of the table."""
        dated = [(column, name in FILE_DAY_FIELDS) for name in DATE_FIELDS for column in columns.get(name, ())]
        for row in body:
            self.rows += 1
            if row.rejected:
                continue
            key = row_key(row.cells, columns, dialect)
            if key is not None:
                self.numbers[key] += 1
            for column, tells_file_day in dated:
                self._day(row.cells[column], tells_file_day=tells_file_day)

    def _day(self, cell: Cell, *, tells_file_day: bool) -> None:
        if cell is None or cell == "":
            return
        meanings = readings(cell, self.today)
        self.evidence.add(meanings)
        if not tells_file_day:
            return
        alone = read_moment(cell, order=None, today=self.today).day
        for order in _ORDERS if meanings else (None,):
            day = meanings.get(order, alone) if order else alone
            if day and day <= self.today:
                self.latest[order] = max(day, self.latest.get(order, day))

    def file_day(self, order: DateOrder | None) -> date | None:
        """Return the latest day in an order; days that need no order count in each."""
        days = [day for key in {None, order} if (day := self.latest.get(key))]
        return max(days, default=None)
