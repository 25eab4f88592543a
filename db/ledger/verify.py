"""Verify: the chain of every stream, the tables for reading against a rebuild, and the sums against a plain recount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select
from sqlmodel import SQLModel

from core.errors import DomainError
from core.figures.contributions import Sums, contributions
from core.model.case import Case
from core.model.codes import StreamKind
from core.rules.fold import fold
from db.keys.ring import KeyRing
from db.ledger.chain import commitment_of, event_mac
from db.ledger.records import EVENTS, NOTES, event_of, note_place
from db.ledger.seal import check_seals
from db.projections.rows import CASE, PERIOD, TABLES, rows_of
from db.projections.write import AGG_DAY, AGG_MONTH, SUMS, day_row, month_row

COUNTER = SQLModel.metadata.tables["number_counter"]
MOST = 50
"""Differences that are listed; all are counted."""


@dataclass
class Verified:
    """What was found. ``differences`` names tables, keys and sequences, never texts or persons."""

    events: int = 0
    cases: int = 0
    chain_ok: bool = True
    rebuild_ok: bool = True
    found: int = 0
    differences: list[str] = field(default_factory=list)

    def note(self, what: str, *, chain: bool = False) -> None:
        """Add a difference."""
        self.found += 1
        self.chain_ok, self.rebuild_ok = self.chain_ok and not chain, self.rebuild_ok and chain
        if len(self.differences) < MOST:
            self.differences.append(what)


def verify(connection: Connection, ring: KeyRing, province_id: str) -> Verified:
    """Read the whole ledger once, in one snapshot, and compare everything that follows from it."""
    result = Verified()
    sums: dict[Any, Sums] = defaultdict(Sums)
    stored = _StoredRows(connection, province_id)
    for kind, stream_id, rows in _streams(connection, province_id):
        _check_chain(ring, result, rows)
        if kind != StreamKind.CASE.value:
            continue
        result.cases += 1
        case = fold(stream_id, [event_of(row) for row in rows])
        for cell, value in contributions(case).items():
            sums[cell] += value
        stored.compare(case, result)
    stored.leftovers(result)
    _check_sums(connection, province_id, sums, result)
    _check_recount(connection, province_id, result)
    _check_numbers(connection, province_id, result)
    for no in check_seals(connection, ring, province_id).broken:
        result.note(f"seal {no} does not match", chain=True)
    return result


def _streams(connection: Connection, province_id: str) -> Iterator[tuple[str, int, list[Row[*tuple[Any, ...]]]]]:
    joined = EVENTS.outerjoin(NOTES, and_(NOTES.c.province_id == EVENTS.c.province_id, NOTES.c.id == EVENTS.c.note_id))
    query = (
        select(EVENTS, NOTES.c.salt, NOTES.c.text.label("sealed"), NOTES.c.commitment, NOTES.c.erased_at)
        .select_from(joined)
        .where(EVENTS.c.province_id == province_id)
        .order_by(EVENTS.c.stream_kind, EVENTS.c.stream_id, EVENTS.c.seq)
        .execution_options(stream_results=True, yield_per=2000)
    )
    for (kind, stream_id), rows in groupby(connection.execute(query), key=lambda r: (r.stream_kind, r.stream_id)):
        yield kind, stream_id, [*rows]


def _check_chain(ring: KeyRing, result: Verified, rows: list[Row[*tuple[Any, ...]]]) -> None:
    previous = b""
    for expected, row in enumerate(rows, start=1):
        result.events += 1
        where = f"{row.stream_kind} {row.stream_id} event {row.seq}"
        if row.seq != expected:
            result.note(f"{where}: sequence {expected} is missing", chain=True)
        commitment = bytes(row.commitment) if row.commitment is not None else None
        if event_mac(ring, dict(row._mapping), commitment, previous) != bytes(row.mac):
            result.note(f"{where}: its mac does not match", chain=True)
        if row.sealed is not None and not _text_matches(ring, row):
            result.note(f"{where}: its text does not match", chain=True)
        previous = bytes(row.mac)


def _text_matches(ring: KeyRing, row: Row[*tuple[Any, ...]]) -> bool:
    try:
        text = ring.decrypt_text("note", row.sealed, aad=note_place(row.note_id))
    except DomainError:
        return False
    return commitment_of(ring, bytes(row.salt), text, row.key_id) == bytes(row.commitment)


class _StoredRows:
    """The stored rows of every table, walked beside the streams in the order of case ids."""

    def __init__(self, connection: Connection, province_id: str) -> None:
        self.province_id = province_id
        self.cursors = {table: self._walk(connection, table, province_id) for table in TABLES}
        self.ahead: dict[Any, tuple[int, list[Row[*tuple[Any, ...]]]] | None] = {
            t: next(c, None) for t, c in self.cursors.items()
        }

    @staticmethod
    def _walk(
        connection: Connection, table: Table, province_id: str
    ) -> Iterator[tuple[int, list[Row[*tuple[Any, ...]]]]]:
        case_id = table.c.id if table is CASE else table.c.case_id
        query = select(table).where(table.c.province_id == province_id).order_by(case_id)
        rows = connection.execute(query.execution_options(stream_results=True, yield_per=2000))
        for found, group in groupby(rows, key=lambda row: row.id if table is CASE else row.case_id):
            yield found, list(group)

    def compare(self, case: Case, result: Verified) -> None:
        """Compare the stored rows of one case with those that its events give."""
        for table, wanted in rows_of(self.province_id, case).items():
            self._skip(table, case.id, result)
            ahead = self.ahead[table]
            stored = ahead[1] if ahead and ahead[0] == case.id else []
            if ahead and ahead[0] == case.id:
                self.ahead[table] = next(self.cursors[table], None)
            if not _same(list(wanted.values()), stored):
                result.note(f"{table.name} of case {case.no} differs from its events")

    def _skip(self, table: Table, case_id: int, result: Verified) -> None:
        while (ahead := self.ahead[table]) and ahead[0] < case_id:
            result.note(f"{table.name} has rows of a case that has no events: {ahead[0]}")
            self.ahead[table] = next(self.cursors[table], None)

    def leftovers(self, result: Verified) -> None:
        """Rows behind the last case."""
        for table in TABLES:
            self._skip(table, 2**63, result)


def _same(wanted: list[dict[str, Any]], stored: list[Row[*tuple[Any, ...]]]) -> bool:
    def line(row: Mapping[str, Any]) -> str:
        return repr(sorted(row.items()))

    return sorted(map(line, wanted)) == sorted(line(dict(row._mapping)) for row in stored)


def _check_sums(connection: Connection, province_id: str, sums: Mapping[Any, Sums], result: Verified) -> None:
    days = {cell: value for cell, value in sums.items() if cell[0] == "day" and value != Sums()}
    months = {cell: value for cell, value in sums.items() if cell[0] == "month" and value != Sums()}
    for table, wanted in (
        (AGG_DAY, [day_row(province_id, cell, value) for cell, value in days.items()]),
        (AGG_MONTH, [month_row(province_id, cell, value) for cell, value in months.items()]),
    ):
        stored = connection.execute(select(table).where(table.c.province_id == province_id)).mappings()
        kept = [dict(row) for row in stored if any(row[name] for name in SUMS)]
        missing = {repr(sorted(row.items())) for row in wanted} ^ {repr(sorted(row.items())) for row in kept}
        if missing:
            result.note(f"{table.name} differs from its cases in {len(missing)} rows")


def _check_recount(connection: Connection, province_id: str, result: Verified) -> None:
    """An independent count by plain SQL over the periods: the same openings and closings, day by day."""
    dated = and_(PERIOD.c.province_id == province_id, PERIOD.c.is_void.is_(False))
    opened = select(func.count()).where(dated, PERIOD.c.opened_on.is_not(None), _received(province_id))
    closed = select(func.count()).where(dated, PERIOD.c.closed_on.is_not(None), _received(province_id))
    mine = AGG_DAY.c.province_id == province_id
    sums = select(func.sum(AGG_DAY.c.received + AGG_DAY.c.reopened), func.sum(AGG_DAY.c.closed)).where(mine)
    said = tuple(int(value or 0) for value in connection.execute(sums).one())
    counted = (connection.execute(opened).scalar_one(), connection.execute(closed).scalar_one())
    if said != counted:
        result.note(f"agg_day says {said} opened and closed, the periods {counted}")


def _received(province_id: str) -> ColumnElement[bool]:
    dated = select(CASE.c.id).where(CASE.c.province_id == province_id, CASE.c.received_on.is_not(None))
    return PERIOD.c.case_id.in_(dated)


def _check_numbers(connection: Connection, province_id: str, result: Verified) -> None:
    """Numbers of each year run from the counter's first to its last without gap or double."""
    counted = (
        select(CASE.c.year_be, func.count(), func.min(CASE.c.running), func.max(CASE.c.running))
        .where(CASE.c.province_id == province_id)
        .group_by(CASE.c.year_be)
    )
    found = {row[0]: tuple(row[1:]) for row in connection.execute(counted)}
    for row in connection.execute(select(COUNTER).where(COUNTER.c.province_id == province_id)):
        if row.last_no < row.first_no:
            continue
        wanted = (row.last_no - row.first_no + 1, row.first_no, row.last_no)
        if found.get(row.year_be) != wanted:
            result.note(f"numbers of {row.year_be}: {found.get(row.year_be)} instead of {wanted}")
