"""Rows of one case in, the case as understood out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from core.exchange import case_parts
from core.exchange.cells import cell_text
from core.exchange.days import Moment, read_moment
from core.exchange.fields import Field
from core.exchange.findings import Finding, FindingKind
from core.exchange.plan import Plan, first_cell, row_key
from core.exchange.row_reader import RowReader
from core.exchange.source_case import SourceCase
from core.exchange.table import TableRow
from core.exchange.values import count, number_text
from core.text.dates import be_year, fiscal_year_be

_IDENTITY_CHARS: Final = 16
_MAY_DIFFER: Final = frozenset({Field.TOPIC, Field.AGENCIES})
_MAKES_A_CASE: Final = (Field.TITLE, Field.DETAILS, Field.COMPLAINANT, Field.TOPIC, Field.PLACE)
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def build_case(rows: Sequence[TableRow], plan: Plan, *, same_number: int = 0) -> SourceCase | Finding:
    """Understand the rows of one case; where they differ the latest stands, topics and agencies of all of them add up.

    Args:
        rows: one row, or the rows that a dialect joins, in the file's order.
        plan: how the file is to be read.
        same_number: how many earlier cases of the file carry the same number.

    Returns:
        The case, or a finding where the row holds nothing that makes a case.
    """
    main = rows[0] if len(rows) == 1 else max(rows, key=lambda row: _last_activity(row, plan))
    reader = RowReader(plan, main.number, main.cells)
    number = number_text(reader.cell(Field.SOURCE_NO))
    if not number and not any(map(reader.text, _MAKES_A_CASE)):
        return Finding(main.number, "", "", FindingKind.EMPTY_CASE)
    if not number or same_number:
        reader.doubt(FindingKind.DUPLICATE_NUMBER if number else FindingKind.NO_NUMBER, Field.SOURCE_NO)
    if len(rows) > 1:
        reader.doubt(FindingKind.JOINED_ROWS_DIFFER if _differ(rows, plan) else FindingKind.JOINED_ROWS)
    return _case(rows, reader, number)


def _case(rows: Sequence[TableRow], reader: RowReader, number: str) -> SourceCase:
    received, active = reader.received(), reader.moment(Field.LAST_ACTIVITY)
    state = case_parts.read_status(reader)
    stated, days = case_parts.read_days(reader, received, active, state.status)
    matter, place = case_parts.read_matter(reader, rows), case_parts.read_place(reader)
    complainant, respondent, persons = case_parts.read_people(reader)
    identity = _identity(reader, received)
    values = _source_values(rows, reader.plan)
    _check_year(reader, days.received.day)
    return SourceCase(
        rows=tuple(row.number for row in rows),
        source_system=reader.plan.dialect.source_system,
        source_no=number,
        source_key=_source_key(number, identity, twice=_stands_twice(rows, reader.plan)),
        identity=identity,
        fingerprint=_digest(sorted(values) if len(rows) > 1 else values),
        received=days.received,
        received_at=received.at if days.received.day else None,
        confidential=case_parts.is_confidential(reader),
        channel=case_parts.read_channel(reader),
        matter=matter,
        place=place,
        complainant=complainant,
        respondent=respondent,
        persons_contacting=persons,
        referral=case_parts.read_referral(reader, rows, stated, days),
        progress=case_parts.read_progress(reader, state, stated, days, active),
        warnings=tuple(dict.fromkeys(reader.doubts)),
        source_values=values,
    )


def _last_activity(row: TableRow, plan: Plan) -> datetime:
    cell = first_cell(row.cells, plan.columns, Field.LAST_ACTIVITY)[1]
    return read_moment(cell, order=plan.order.order, today=plan.wishes.today).at or _NEVER


def _differ(rows: Sequence[TableRow], plan: Plan) -> bool:
    """Say whether joined rows differ in more than what they are joined for."""
    aside = {column for name in _MAY_DIFFER for column in plan.columns.get(name, ())} | {plan.table.index_column}
    kept = [column for column in range(len(plan.table.headings)) if column not in aside]
    return len({tuple(cell_text(row.cells[column]) for column in kept) for row in rows}) > 1


def _stands_twice(rows: Sequence[TableRow], plan: Plan) -> bool:
    """Say whether other cases of the file carry the same number; joined rows are one case."""
    return bool(plan.repeated) and not plan.dialect.joins_rows and number_key(rows[0], plan) in plan.repeated


def number_key(row: TableRow, plan: Plan) -> int | None:
    """Return the key under which the plan counts the row's number."""
    return row_key(row.cells, plan.columns, plan.dialect)


def _source_key(number: str, identity: str, *, twice: bool) -> str:
    return number if number and not twice else f"{number}~{identity}"


def _identity(reader: RowReader, received: Moment) -> str:
    """Digest what seldom changes: the moment as understood, the other fields as written."""
    said: list[str] = [(received.at or received.day or _NEVER).isoformat()]
    said += [cell_text(reader.cell(name)).strip() for name in reader.plan.dialect.identity if name != Field.RECEIVED]
    return _digest(said)[:_IDENTITY_CHARS]


def _source_values(rows: Sequence[TableRow], plan: Plan) -> tuple[tuple[str, str], ...]:
    headings, index = plan.table.headings, plan.table.index_column
    return tuple(
        (heading, cell_text(cell))
        for row in rows
        for column, (heading, cell) in enumerate(zip(headings, row.cells, strict=False))
        if column != index
    )


def _digest(values: Iterable[object]) -> str:
    return hashlib.sha256(_JSON.encode(list(values)).encode("utf-8", "surrogatepass")).hexdigest()


def _check_year(reader: RowReader, received: date | None) -> None:
    """Compare a year column with the day of receipt: calendar or fiscal year, either era."""
    year = count(reader.cell(Field.YEAR))
    if received and year:
        fiscal = fiscal_year_be(received)
        if year not in (received.year, be_year(received.year), fiscal, fiscal - be_year(0)):
            reader.doubt(FindingKind.YEAR_DIFFERS, Field.YEAR)
