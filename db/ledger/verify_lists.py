"""The office's lists against the events that changed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from db.ledger.verified import Verified
from db.masters import LISTED, Lines, last_changes, line_of


class ListedLines:
    """What the events of the master stream leave behind, line by line."""

    def __init__(self) -> None:
        self._last: Lines = {}

    def add(self, events: Iterable[tuple[str, str, datetime]]) -> None:
        """Follow the (kind, payload, recorded at) of some events, in their order."""
        self._last.update(last_changes(events))

    def compare(self, connection: Connection, province_id: str, result: Verified) -> None:
        """Compare with the stored lists; only how many lines differ is told."""
        wanted: dict[Table, set[tuple[Any, ...]]] = defaultdict(set)
        for change, at in self._last.values():
            if change.body is not None:
                table, row = line_of(province_id, change, at)
                wanted[table].add(tuple(row[column.name] for column in table.columns))
        for table in LISTED:
            stored = connection.execute(select(table).where(table.c.province_id == province_id))
            if differing := wanted[table] ^ {tuple(row) for row in stored}:
                keys = {self._key(table, line) for line in differing}
                result.note(f"{table.name} differs from its events: {', '.join(sorted(keys)[:3])}")

    @staticmethod
    def _key(table: Table, line: tuple[Any, ...]) -> str:
        values = dict(zip((column.name for column in table.columns), line, strict=True))
        return "/".join(
            str(values[column.name]) for column in table.primary_key.columns if column.name != "province_id"
        )
