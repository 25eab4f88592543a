"""Bring the tables for reading from one view of some cases to the next: only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import SQLModel

from core.figures.contributions import Cell, Sums, contributions, difference
from core.model.case import Case
from db.projections.rows import TABLES, Row, Rows, rows_of

AGG_DAY, AGG_MONTH = SQLModel.metadata.tables["agg_day"], SQLModel.metadata.tables["agg_month"]
SUMS = tuple(Sums.__slots__)
Change = tuple[Case | None, Case]


def project(connection: Connection, province_id: str, changes: Sequence[Change]) -> None:
    """Write what became different between the views before and after; None before is a new case."""
    gone: dict[Table, list[tuple[Any, ...]]] = defaultdict(list)
    fresh: dict[Table, list[Row]] = defaultdict(list)
    for before, now in changes:
        old: Rows = rows_of(province_id, before) if before else {}
        new = rows_of(province_id, now)
        for table in TABLES:
            _compare(old.get(table, {}), new[table], gone[table], fresh[table])
    for table in TABLES:
        delete_rows(connection, table, gone[table])
        if fresh[table]:
            connection.execute(table.insert(), fresh[table])
    add_sums(connection, province_id, _differences(changes))


def _compare(
    old: Mapping[tuple[Any, ...], Row],
    new: Mapping[tuple[Any, ...], Row],
    gone: list[tuple[Any, ...]],
    fresh: list[Row],
) -> None:
    if old == new:
        return
    gone.extend(key for key, row in old.items() if new.get(key) != row)
    fresh.extend(row for key, row in new.items() if old.get(key) != row)


def delete_rows(connection: Connection, table: Table, keys: Iterable[tuple[Any, ...]]) -> None:
    """Delete rows by primary key."""
    columns = list(table.primary_key.columns)
    rows = [{f"k_{column.name}": value for column, value in zip(columns, key, strict=True)} for key in keys]
    if rows:
        wanted = and_(*(column == bindparam(f"k_{column.name}") for column in columns))
        connection.execute(table.delete().where(wanted), rows)


def _differences(changes: Sequence[Change]) -> dict[Cell, Sums]:
    total: dict[Cell, Sums] = defaultdict(Sums)
    for before, now in changes:
        for cell, sums in difference(contributions(now), contributions(before) if before else {}).items():
            total[cell] += sums
    return {cell: total[cell] for cell in sorted(total) if total[cell] != Sums()}


def add_sums(connection: Connection, province_id: str, cells: Mapping[Cell, Sums]) -> None:
    """Add to the daily and monthly sums, in the order of their keys so that two writers never wait in a circle."""
    days = [day_row(province_id, cell, sums) for cell, sums in cells.items() if cell[0] == "day"]
    months = [month_row(province_id, cell, sums) for cell, sums in cells.items() if cell[0] == "month"]
    for table, rows in ((AGG_DAY, days), (AGG_MONTH, months)):
        if rows:
            connection.execute(_upsert(connection, table), rows)


def day_row(province_id: str, cell: Cell, sums: Sums) -> Row:
    """The row of a day cell."""
    return {"province_id": province_id, "day": cell[1], "contact_kind": str(cell[2]), **_values(sums)}


def month_row(province_id: str, cell: Cell, sums: Sums) -> Row:
    """The row of a month cell."""
    _, month, dimension, key, kind = cell  # type: ignore[misc]  # a month cell
    row = {"province_id": province_id, "month": month, "dimension": dimension, "key": key, "contact_kind": str(kind)}
    return {**row, **_values(sums)}


def _values(sums: Sums) -> dict[str, int]:
    return {name: getattr(sums, name) for name in SUMS}


def _upsert(connection: Connection, table: Table) -> Any:  # noqa: ANN401  # two dialects, no common type
    insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = insert(table)
    added = {name: table.c[name] + statement.excluded[name] for name in SUMS}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=added)
