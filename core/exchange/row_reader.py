"""One row of a register, field by field; every doubt on the way is noted with its column and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from core.exchange.cells import Cell, Row, cell_text
from core.exchange.days import NO_DATE, Moment, read_moment
from core.exchange.fields import PERSONAL_FIELDS, Field
from core.exchange.findings import Finding, FindingKind
from core.exchange.plan import Plan, first_cell
from core.exchange.values import (
    clock,
    coordinates,
    count,
    examine,
    examined,
    in_thailand,
    masked,
    parts,
    phone,
    plain_text,
    tidy,
)
from core.text.dates import BANGKOK

_LONGEST_VALUE = 80


@dataclass(slots=True)
class RowReader:
    """Reads fields of one row and collects findings about them."""

    plan: Plan
    number: int
    cells: Row
    doubts: list[Finding] = field(default_factory=list)
    texts: dict[Field, str] = field(default_factory=dict)

    def cell(self, name: Field) -> Cell:
        """Return the cell of a field as the reader found it, None where the file has no such column or it is blank."""
        if name not in self.plan.columns:
            return None
        found = first_cell(self.cells, self.plan.columns, name)[1]
        return None if found == "" else found

    def doubt(self, kind: FindingKind, name: Field | None = None) -> None:
        """Note a doubt about a field's cell, or about the row."""
        column, cell = first_cell(self.cells, self.plan.columns, name) if name else (-1, None)
        self._doubt(kind, column, _shown(cell, name))

    def _doubt(self, kind: FindingKind, column: int, value: str) -> None:
        heading = self.plan.table.headings[column] if column >= 0 else ""
        self.doubts.append(Finding(self.number, heading, value, kind))

    def text(self, name: Field) -> str:
        """Return tidy text, "" for signs of nothing; notes what had to be taken out and what was lost."""
        found = self.texts.get(name)
        if found is None:
            cell = self.cell(name)
            found = self.texts[name] = "" if cell is None else self._text(name, cell_text(cell))
        return found

    def _text(self, name: Field, written: str) -> str:
        clean, doubts = (examine if name in PERSONAL_FIELDS else examined)(written)
        for kind in doubts:
            self.doubt(kind, name)
        return clean

    def moment(self, name: Field) -> Moment:
        """Return the day, and time, that a cell says; notes why it could not be read."""
        if name not in self.plan.columns:
            return NO_DATE
        return self._moment(*first_cell(self.cells, self.plan.columns, name))

    def received(self) -> Moment:
        """Return the moment of receipt; the time may stand in a column of its own."""
        found = self.moment(Field.RECEIVED)
        at = clock(self.cell(Field.RECEIVED_TIME)) if found.day and not found.at else None
        if not found.day or not at:
            return found
        return Moment(found.day, datetime.combine(found.day, at, BANGKOK).astimezone(UTC))

    def reminders(self) -> tuple[date, ...]:
        """Return all reminder days, of every reminder column and of cells that hold several."""
        days: list[date] = []
        for column in self.plan.columns.get(Field.REMINDER, ()):
            cell = self.cells[column]
            if cell is None or cell == "":
                continue
            pieces = parts(cell, ",;\n") if isinstance(cell, str) else (cell,)
            found = [self._moment(column, piece) for piece in pieces]
            days.extend(moment.day for moment in found if moment.day)
        return tuple(sorted(set(days)))

    def phone(self, name: Field) -> str:
        """Return a phone number; text that holds none is noted and left out."""
        cell = self.cell(name)
        if cell is None:
            return ""
        number, restored = phone(cell)
        if restored:
            self.doubt(FindingKind.PHONE_ZERO_RESTORED, name)
        elif not number and plain_text(cell):
            self.doubt(FindingKind.UNREADABLE_PHONE, name)
        return number

    def count(self, name: Field) -> int | None:
        """Return a number of things; text that is none is noted and left out."""
        cell = self.cell(name)
        found = None if cell is None else count(cell)
        if found is None and plain_text(cell):
            self.doubt(FindingKind.UNREADABLE_NUMBER, name)
        return found

    def coordinates(self) -> tuple[float, float] | None:
        """Return latitude and longitude from one column or two."""
        cells = [self.cell(name) for name in (Field.COORDINATES, Field.LATITUDE, Field.LONGITUDE)]
        said = [cell for cell in cells if cell is not None and plain_text(cell)]
        pair = coordinates(*said) if said else None
        if pair is None and said:
            self.doubt(FindingKind.UNREADABLE_COORDINATES, self._place_field())
        elif pair and not in_thailand(pair):
            self.doubt(FindingKind.COORDINATES_OUTSIDE, self._place_field())
        return pair

    def _place_field(self) -> Field:
        return Field.COORDINATES if Field.COORDINATES in self.plan.columns else Field.LATITUDE

    def _moment(self, column: int, cell: Cell) -> Moment:
        found = read_moment(cell, order=self.plan.order.order, today=self.plan.wishes.today)
        if found.trouble:
            self._doubt(found.trouble, column, _shown(cell))
        return found


def _shown(cell: Cell, name: Field | None = None) -> str:
    text = tidy(cell_text(cell))[0]
    if name in PERSONAL_FIELDS:
        return masked(text) if text else ""
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
