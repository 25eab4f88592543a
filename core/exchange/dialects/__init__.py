"""Dialects: one file for each register we know, and one table of them, to which a new one is added."""

from __future__ import annotations

from typing import Final

from core.exchange.dialects.damrongtham import DAMRONGTHAM
from core.exchange.dialects.dialect import Columns, Dialect, match_headings
from core.exchange.dialects.generic import GENERIC, suggest_columns
from core.exchange.dialects.traffy import TRAFFY
from core.exchange.limits import ImportRefused
from core.exchange.table import Table
from core.exchange.wording import squash

DIALECTS: Final[dict[str, Dialect]] = {dialect.key: dialect for dialect in (DAMRONGTHAM, TRAFFY, GENERIC)}

KNOWN_HEADINGS: Final = frozenset(
    squash(heading) for dialect in DIALECTS.values() for headings in dialect.headings.values() for heading in headings
)
"""Every heading of every dialect, squashed: what tells the heading row from titles above it."""


def detect(table: Table) -> tuple[Dialect, Columns]:
    """Return the dialect that knows most of the headings, else the generic one with a suggested mapping."""
    found = [(dialect, match_headings(table.headings, dialect)) for dialect in (DAMRONGTHAM, TRAFFY)]
    fitting = [(dialect, columns) for dialect, columns in found if dialect.accepts(columns)]
    if not fitting:
        return GENERIC, suggest_columns(table.headings)
    return max(fitting, key=lambda match: sum(map(len, match[1].values())))


def named(key: str, table: Table) -> tuple[Dialect, Columns]:
    """Return the dialect that a person named, with the columns it finds.

    Raises:
        ImportRefused: no such dialect, or the headings it cannot do without are missing.
    """
    dialect = DIALECTS.get(key)
    if dialect is None:
        raise ImportRefused("import.refused.no_dialect", dialect=key)
    if dialect is GENERIC:
        return GENERIC, suggest_columns(table.headings)
    columns = match_headings(table.headings, dialect)
    if not dialect.accepts(columns):
        raise ImportRefused("import.refused.not_this_dialect", dialect=key)
    return dialect, columns
