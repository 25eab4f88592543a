"""What distinguishes one register from another, and how its headings are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.exchange.cells import Cell
from core.exchange.fields import Field
from core.exchange.statuses import StatusReading
from core.exchange.wording import squash

Columns = Mapping[Field, tuple[int, ...]]
"""The columns (from 0) of each field; where several hold one field, the first that says something counts."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of register writes things.

    Attributes:
        key: name of the dialect on the command line.
        source_system: name stored with each case.
        headings: the headings of each field, in any language.
        required: sets of fields; with all fields of one set found, the file is of this dialect.
        read_status: what a state means.
        topics: the topics that a cell names.
        agency_separators: characters between agencies in one cell.
        identity: fields that tell cases without a number apart.
        channel: the channel of every case, where the register has only one.
        joins_rows: rows of one number are one case (one row for each topic), not several.
    """

    key: str
    source_system: str
    headings: Mapping[Field, tuple[str, ...]]
    required: tuple[frozenset[Field], ...]
    read_status: Callable[[str], StatusReading]
    topics: Callable[[Cell], tuple[str, ...]]
    agency_separators: str
    identity: tuple[Field, ...]
    channel: str = ""
    joins_rows: bool = False

    def accepts(self, columns: Columns) -> bool:
        """Say whether the fields found are enough for this dialect."""
        return any(fields <= columns.keys() for fields in self.required)


def fields_of(headings: Mapping[str, tuple[str, ...]]) -> dict[Field, tuple[str, ...]]:
    """Turn a vocabulary's keys into fields."""
    return {Field(key): names for key, names in headings.items()}


def match_headings(headings: Sequence[str], dialect: Dialect) -> Columns:
    """Return the columns whose heading is one of the dialect's, each field's in the dialect's order of headings."""
    at: dict[str, int] = {}
    for column, heading in enumerate(headings):
        at.setdefault(squash(heading), column)
    found = {
        field: tuple(at[squash(name)] for name in names if squash(name) in at)
        for field, names in dialect.headings.items()
    }
    return {field: tuple(dict.fromkeys(columns)) for field, columns in found.items() if columns}
