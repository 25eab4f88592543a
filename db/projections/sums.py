"""The daily and monthly sums: changed only by what a case's contributions became minus what they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.figures.contributions import NOTHING, Cell, Sums, contributions, difference
from core.model.case import Case
from db.projections.rows import Row

AGG_DAY, AGG_MONTH = SQLModel.metadata.tables["agg_day"], SQLModel.metadata.tables["agg_month"]
SUMS = tuple(Sums.__slots__)
values_of = attrgetter(*SUMS)


def differences(changes: Sequence[tuple[Case | None, Case]]) -> dict[Cell, Sums]:
    """What all changes together add to the sums, in the order of the cells and without those that stay."""
    total: dict[Cell, Sums] = defaultdict(Sums)
    for before, now in changes:
        for cell, sums in difference(contributions(now), contributions(before) if before else {}).items():
            total[cell] += sums
    return {cell: total[cell] for cell in sorted(total) if total[cell] != NOTHING}


def add_sums(connection: Connection, province_id: str, cells: Mapping[Cell, Sums]) -> None:
    """Add to the stored sums, in the order of their keys so that two writers never wait in a circle."""
    days = [day_row(province_id, cell, sums) for cell, sums in cells.items() if cell[0] == "day"]
    months = [month_row(province_id, cell, sums) for cell, sums in cells.items() if cell[0] == "month"]
    for table, rows in ((AGG_DAY, days), (AGG_MONTH, months)):
        if rows:
            connection.execute(_ADD[connection.dialect.name, table], rows)


def day_row(province_id: str, cell: Cell, sums: Sums) -> Row:
    """The row of a day cell."""
    return {"province_id": province_id, "day": cell[1], "contact_kind": str(cell[2]), **_named(sums)}


def month_row(province_id: str, cell: Cell, sums: Sums) -> Row:
    """The row of a month cell."""
    _, month, dimension, key, kind = cell  # type: ignore[misc]  # a month cell
    row = {"province_id": province_id, "month": month, "dimension": dimension, "key": key, "contact_kind": str(kind)}
    return {**row, **_named(sums)}


def _named(sums: Sums) -> dict[str, int]:
    return dict(zip(SUMS, values_of(sums), strict=True))


def _adding(insert: Any, table: Table) -> Any:  # noqa: ANN401  # two dialects, no common type
    statement = insert(table)
    added = {name: table.c[name] + statement.excluded[name] for name in SUMS}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=added)


_ADD = {
    (dialect, table): _adding(insert, table)
    for dialect, insert in (("sqlite", sqlite_insert), ("postgresql", postgres_insert))
    for table in (AGG_DAY, AGG_MONTH)
}
