"""Any other file: a mapping suggested by the words of its headings, or named by a person and kept for the next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from core.exchange.dialects.damrongtham import DAMRONGTHAM
from core.exchange.dialects.dialect import Columns, Dialect, match_headings
from core.exchange.fields import Field
from core.exchange.limits import ImportRefused
from core.exchange.statuses import read_register_status
from core.exchange.wording import squash
from core.text.heading_words import HEADING_HINTS

_REPEATABLE: Final = frozenset({Field.REMINDER})

GENERIC: Final = Dialect(
    key="generic",
    source_system="generic",
    headings={},
    required=(frozenset({Field.TITLE}), frozenset({Field.DETAILS}), frozenset({Field.SOURCE_NO, Field.RECEIVED})),
    read_status=read_register_status,
    topics=DAMRONGTHAM.topics,
    agency_separators="/,;\n",
    identity=DAMRONGTHAM.identity,
)


def suggest_columns(headings: Sequence[str]) -> Columns:
    """Suggest what each column means: exact headings of the centre's register first, then words within headings.

    A person sees the suggestion before anything is written. Each field is suggested once, reminders several times.
    """
    suggested = dict(match_headings(headings, DAMRONGTHAM))
    taken = {column for columns in suggested.values() for column in columns}
    for name, needed, unwanted in HEADING_HINTS:
        field = Field(name)
        for column, heading in enumerate(headings):
            free = column not in taken and (field not in suggested or field in _REPEATABLE)
            if free and _hints(squash(heading), needed, unwanted):
                suggested[field] = (*suggested.get(field, ()), column)
                taken.add(column)
    return suggested


def explicit_columns(headings: Sequence[str], mapping: Mapping[Field, Sequence[str]]) -> Columns:
    """Return the columns of a mapping from fields to headings.

    Raises:
        ImportRefused: the file has no such heading.
    """
    at = {squash(heading): column for column, heading in reversed(list(enumerate(headings)))}
    missing = [name for names in mapping.values() for name in names if squash(name) not in at]
    if missing:
        raise ImportRefused("import.refused.unknown_heading", heading=missing[0])
    return {field: tuple(at[squash(name)] for name in names) for field, names in mapping.items() if names}


def as_mapping(headings: Sequence[str], columns: Columns) -> dict[Field, tuple[str, ...]]:
    """Return a mapping from fields to headings: what is shown, changed by a person and saved under the fingerprint."""
    return {field: tuple(headings[column] for column in found) for field, found in columns.items()}


def _hints(heading: str, needed: tuple[str, ...], unwanted: tuple[str, ...]) -> bool:
    return all(word in heading for word in needed) and not any(word in heading for word in unwanted)
