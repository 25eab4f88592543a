"""The stored rows of every table, walked beside the streams in the order of case ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, Table, select

from core.model.case import Case
from db.ledger.verified import Verified
from db.projections.rows import CASE, TABLES, Key, lines_of
from db.projections.texts import TEXT, text_row

_text_line = itemgetter(*(column.name for column in TEXT.columns))
WALKED = (*TABLES, TEXT)


class StoredRows:
    """Compares case by case; every row has to be asked for by a case that has events."""

    def __init__(self, connection: Connection, province_id: str) -> None:
        self._province_id = province_id
        self._rows = {table: _walk(connection, table, province_id) for table in WALKED}
        self._ahead = {table: next(rows, None) for table, rows in self._rows.items()}

    def compare(self, case: Case, texts: Mapping[str, str] | None, result: Verified) -> None:
        """Compare the stored rows of a case with those that its events give; ``texts`` None cannot be compared."""
        wanted = lines_of(self._province_id, case)
        if texts is not None:
            wanted[TEXT] = {_text_line(text_row(self._province_id, case.id, texts))}
        for table in WALKED:
            stored = self._stored(table, case.id, result)
            if table in wanted and stored != wanted[table]:
                result.note(f"{table.name} of case {case.no} differs from its events")

    def pass_by(self, case_id: int) -> None:
        """Leave the rows of a case alone whose events give none."""
        for table in WALKED:
            self._stored(table, case_id, Verified())

    def leftovers(self, result: Verified) -> None:
        """Rows behind the last case."""
        for table in WALKED:
            self._skip(table, None, result)

    def _stored(self, table: Table, case_id: int, result: Verified) -> set[Key]:
        self._skip(table, case_id, result)
        ahead = self._ahead[table]
        if ahead is None or ahead[0] != case_id:
            return set()
        self._ahead[table] = next(self._rows[table], None)
        return ahead[1]

    def _skip(self, table: Table, until: int | None, result: Verified) -> None:
        while (ahead := self._ahead[table]) and (until is None or ahead[0] < until):
            result.note(f"{table.name} has rows of a case without events: {ahead[0]}")
            self._ahead[table] = next(self._rows[table], None)


def _walk(connection: Connection, table: Table, province_id: str) -> Iterator[tuple[int, set[Key]]]:
    """(case id, its rows) in the order of the ids."""
    case_id = table.c.id if table is CASE else table.c.case_id
    place = list(table.columns).index(case_id)
    query = select(table).where(table.c.province_id == province_id).order_by(case_id).execution_options(yield_per=1000)
    with connection.execute(query) as stored:
        for found, rows in groupby(stored, key=itemgetter(place)):
            yield found, {tuple(row) for row in rows}
