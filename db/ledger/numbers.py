"""Running numbers: a counter row taken in the transaction that uses it, so a failed one leaves no gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from db.ledger.work import CaseStream

COUNTER = SQLModel.metadata.tables["number_counter"]


def give_numbers(connection: Connection, province_id: str, new: Sequence[CaseStream]) -> None:
    """Number new cases by year, in their order."""
    years = Counter(stream.now.facts.year_be for stream in new)
    taken = {year: take_numbers(connection, province_id, year, count) for year, count in sorted(years.items())}
    for stream in new:
        year = stream.now.facts.year_be
        stream.numbered(taken[year], year)
        taken[year] += 1


def take_numbers(connection: Connection, province_id: str, year_be: int, count: int) -> int:
    """Take ``count`` running numbers of a year and return the first; they go back if the transaction fails."""
    row = {"province_id": province_id, "year_be": year_be, "first_no": 1, "last_no": count}
    last: int = connection.execute(_TAKE[connection.dialect.name], row).scalar_one()
    return last - count + 1


def set_first_number(connection: Connection, province_id: str, year_be: int, first_no: int) -> None:
    """Let the numbers of a year begin with ``first_no``: an office that counted on paper goes on where it stood.

    Raises:
        DomainError: ``error.numbers_taken``; the year has numbers already. ``error.number_impossible``.
    """
    if first_no < 1:
        raise DomainError("error.number_impossible", no=first_no)
    row = {"province_id": province_id, "year_be": year_be, "first_no": first_no, "last_no": first_no - 1}
    if connection.execute(_SET[connection.dialect.name], row).scalar_one_or_none() is None:
        raise DomainError("error.numbers_taken", year=year_be)


def _take(insert: Any) -> Any:  # noqa: ANN401  # two dialects, no common type
    statement = insert(COUNTER)
    raised = COUNTER.c.last_no + statement.excluded.last_no
    return statement.on_conflict_do_update(
        index_elements=list(COUNTER.primary_key.columns), set_={"last_no": raised}
    ).returning(COUNTER.c.last_no)


def _set(insert: Any) -> Any:  # noqa: ANN401
    statement = insert(COUNTER)
    return statement.on_conflict_do_update(
        index_elements=list(COUNTER.primary_key.columns),
        set_={"first_no": statement.excluded.first_no, "last_no": statement.excluded.last_no},
        where=COUNTER.c.last_no < COUNTER.c.first_no,
    ).returning(COUNTER.c.last_no)


_INSERTS = {"sqlite": sqlite_insert, "postgresql": postgres_insert}
_TAKE = {name: _take(insert) for name, insert in _INSERTS.items()}
_SET = {name: _set(insert) for name, insert in _INSERTS.items()}
