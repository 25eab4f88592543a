"""Bring the tables for reading from one view of some cases to the next: only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, and_, bindparam

from core.model.case import Case
from db.projections.rows import TABLES, Key, Row, RowParts, parts_of, row_of
from db.projections.sums import add_sums, differences

Change = tuple[Case | None, Case]
"""The views of a case before and after; None before is a new case."""
CaseKey = tuple[str, int]


@dataclass
class _Differences:
    """What differs in one table."""

    gone: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)


def project(connection: Connection, province_id: str, changes: Sequence[Change]) -> None:
    """Write what became different between the views before and after."""
    found: dict[Table, _Differences] = defaultdict(_Differences)
    for before, now in changes:
        old = parts_of(before) if before else {}
        for table, new in parts_of(now).items():
            if old.get(table) != new:
                _compare(found[table], table, (province_id, now.id), old.get(table, {}), new)
    for table in TABLES:
        if table in found:
            _write(connection, table, found[table])
    add_sums(connection, province_id, differences(changes))


def _compare(
    found: _Differences, table: Table, case: CaseKey, old: Mapping[Key, RowParts], new: Mapping[Key, RowParts]
) -> None:
    names = _KEYS[table]
    for key, parts in new.items():
        was = old.get(key)
        if was is None:
            found.fresh.append(row_of(table, *case, parts))
        elif was != parts:
            values = row_of(table, *case, parts)
            keys = {f"k_{name}": values.pop(name) for name in names}
            found.changed.append({**values, **keys})
    for key in old.keys() - new.keys():
        found.gone.append({f"k_{name}": value for name, value in zip(names, (*case, *key), strict=True)})


def _write(connection: Connection, table: Table, differences: _Differences) -> None:
    if differences.gone:
        connection.execute(_DELETE[table], differences.gone)
    if differences.changed:
        connection.execute(_UPDATE[table], differences.changed)
    if differences.fresh:
        connection.execute(_INSERT[table], differences.fresh)


_KEYS = {table: [column.name for column in table.primary_key.columns] for table in TABLES}
_WANTED = {
    table: and_(*(column == bindparam(f"k_{column.name}") for column in table.primary_key.columns)) for table in TABLES
}
_INSERT = {table: table.insert() for table in TABLES}
_DELETE = {table: table.delete().where(_WANTED[table]) for table in TABLES}
_UPDATE = {table: table.update().where(_WANTED[table]) for table in TABLES}
