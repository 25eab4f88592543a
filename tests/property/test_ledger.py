"""Laws of the ledger, whatever course cases take and in whatever portions their events are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Date, Integer, Table, and_, select
from sqlmodel import SQLModel

from core.model import payloads as p
from core.model.case import Case
from core.model.events import Event
from core.rules.fold import fold
from db.engine import alone, reading, writing
from db.ledger.seal import check_seals, seal_now
from db.projections.rows import TABLES
from db.projections.sums import AGG_DAY, AGG_MONTH
from db.projections.texts import TEXT
from db.types import UtcDateTime
from tests.support.office import Office
from tests.support.registers import ON_ONE_DATABASE, Register, Written, numbered, registers, telling, written

FOLLOWING = (*TABLES, TEXT, AGG_DAY, AGG_MONTH)
EVENT, NOTE, COUNTER = (SQLModel.metadata.tables[name] for name in ("ledger_event", "note", "number_counter"))


def tables(made: Written) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table that follows from the events; sums of nothing left out."""
    with reading(made.office.home.engine) as connection:
        found = {table: connection.execute(_mine(table, made.province)).all() for table in FOLLOWING}
    return {table.name: {tuple(row) for row in rows if _counts(table, row)} for table, rows in found.items()}


def _mine(table: Table, province: str) -> Any:  # noqa: ANN401  # a select of many columns
    return select(table).where(table.c.province_id == province)


def _counts(table: Table, row: Any) -> bool:  # noqa: ANN401
    return table not in (AGG_DAY, AGG_MONTH) or any(row[-8:])


def unnumbered(case: Case) -> Case:
    """The case without its number and id, which only the ledger gives."""
    return replace(case, id=0, facts=replace(case.facts, running=0))


def said(events: tuple[Event, ...]) -> list[Event]:
    """What events say, without when and by whom they were recorded; texts before an anonymising are gone."""
    erased = max((event.seq for event in events if isinstance(event.payload, p.Anonymised)), default=0)
    return [
        replace(
            numbered(event, 0),
            recorded_at=None,
            actor_id=None,
            texts={} if event.seq < erased else dict(event.texts),
        )
        for event in events
    ]


@ON_ONE_DATABASE
@given(register=registers())
def test_no_event_is_lost_or_changed(office: Office, register: Register) -> None:
    made = written(office, register)
    for n, course in enumerate(register.courses):
        stored = made.stored(n)
        assert said(stored) == said(course.events)
        assert unnumbered(fold(1, stored)) == unnumbered(course.case)


@ON_ONE_DATABASE
@given(register=registers())
def test_tables_are_what_a_rebuild_makes(office: Office, register: Register) -> None:
    made = written(office, register)
    before = tables(made)
    assert (made.faults(), made.rebuild()) == ([], len(register.courses))
    assert (tables(made), made.faults()) == (before, [])


@ON_ONE_DATABASE
@given(register=registers())
def test_writing_again_changes_nothing(office: Office, register: Register) -> None:
    made = written(office, register)
    before = tables(made)
    for portion in register.portions():
        n, events = portion
        again = made.ledger(events[0].source).act(f"{n}:{events[0].seq}", "told", telling(made.ids[n], events))
        assert again.repeated
    assert (tables(made), made.faults()) == (before, [])


@ON_ONE_DATABASE
@given(register=registers(), choice=st.data())
def test_whatever_single_value_is_changed_is_found(office: Office, register: Register, choice: st.DataObject) -> None:
    made = written(office, register)
    with alone(office.home.engine) as connection:
        seal_now(connection, office.home.ring, made.province)
    table = choice.draw(st.sampled_from((EVENT, COUNTER, *FOLLOWING)), label="table")
    with writing(office.home.engine) as connection:
        found = connection.execute(_mine(table, made.province)).all()
    rows = [row._mapping for row in found if _counts(table, row)]  # a sum of nothing says nothing, on whatever day
    if not rows:
        return
    row = dict(choice.draw(st.sampled_from(rows), label="row"))
    names = [column.name for column in table.columns if column.name != "province_id"]
    name = choice.draw(st.sampled_from(names), label="column")
    with writing(office.home.engine) as connection:
        _change(connection, table, row, name)
    assert made.faults() != []


def _change(connection: Connection, table: Table, row: dict[str, Any], name: str) -> None:
    """Give one value of one row another value of its type."""
    mine = and_(*(column == row[column.name] for column in table.primary_key.columns))
    connection.execute(table.update().where(mine).values({name: _other(table, name, row[name])}))


def _other(table: Table, name: str, value: Any) -> Any:  # noqa: ANN401  # of the column's type
    if value is None:
        made = {Date: date(2020, 2, 29), UtcDateTime: datetime(2020, 2, 29, tzinfo=UTC), Integer: 4711}
        return next((other for kind, other in made.items() if isinstance(table.c[name].type, kind)), "other")
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    return value + 1_000_003 if isinstance(value, int) else f"{value}x"


@ON_ONE_DATABASE
@given(register=registers(), cut=st.data())
def test_an_end_that_is_cut_off_after_a_seal_is_found(office: Office, register: Register, cut: st.DataObject) -> None:
    """Even when every table that follows is made anew, as if the end had never been."""
    made = written(office, register)
    with alone(office.home.engine) as connection:
        seal_now(connection, office.home.ring, made.province)
    n = cut.draw(st.integers(0, len(register.courses) - 1), label="case")
    first = cut.draw(st.integers(1, len(register.courses[n].events)), label="from")
    with writing(office.home.engine) as connection:
        mine = (EVENT.c.province_id == made.province, EVENT.c.stream_id == made.ids[n], EVENT.c.seq >= first)
        connection.execute(EVENT.delete().where(*mine))
    made.rebuild()
    with reading(office.home.engine) as connection:
        assert check_seals(connection, office.home.ring, made.province).broken == (1,)
