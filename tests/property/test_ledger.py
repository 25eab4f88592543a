"""Laws of the ledger, whatever course cases take and in whatever portions their events are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, groupby, product
from string import ascii_letters
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Date, Integer, Table, and_, select
from sqlmodel import SQLModel

from core.model import payloads as p
from core.model.case import Case
from core.model.codes import Source
from core.model.events import Event
from core.model.facts import Registered
from core.ports import Work
from core.rules.fold import fold
from db.engine import alone, reading, writing
from db.ledger.ledger import CaseLedger
from db.ledger.records import stream_by_id, stream_with_texts
from db.ledger.seal import check_seals, seal_now
from db.ledger.verify import verify
from db.projections.rebuild import rebuild
from db.projections.rows import TABLES
from db.projections.sums import AGG_DAY, AGG_MONTH
from db.projections.texts import TEXT
from db.types import UtcDateTime
from tests.support.office import BOONMEE, Office
from tests.support.play import Course, course_of

PROVINCES = map("".join, cycle(product(ascii_letters, repeat=2)))
"""A province of its own for each example of a test: nothing of another example is in its way."""
FOLLOWING = (*TABLES, TEXT, AGG_DAY, AGG_MONTH)
EVENT, NOTE, COUNTER = (SQLModel.metadata.tables[name] for name in ("ledger_event", "note", "number_counter"))
ON_ONE_DATABASE = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
Portion = tuple[int, tuple[Event, ...]]


@dataclass(frozen=True, repr=False)
class Register:
    """Courses of cases, the turns in which their events are written, and how many commands make a chunk."""

    courses: tuple[Course, ...]
    turns: tuple[tuple[int, int], ...]
    chunk: int

    def __repr__(self) -> str:
        return f"{len(self.courses)} cases in turns {self.turns} and chunks of {self.chunk}"

    def portions(self) -> Iterator[Portion]:
        """What each command writes: a registration, or some later events of one case, all of one source."""
        at = [0] * len(self.courses)
        for n, count in self.turns:
            events = self.courses[n].events[at[n] : at[n] + count]
            at[n] += count
            for _, same in groupby(events, key=lambda event: (event.seq == 1, event.source)):
                yield n, tuple(same)


COURSES = st.builds(course_of, st.integers(0, 2**32 - 1), st.integers(0, 16), imported=st.booleans())
"""Cases after up to 16 attempts to move, some dated back, corrected or taken out; some are void, some anonymised."""


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """One to four cases, written in turns."""
    told = tuple(draw(st.lists(COURSES, min_size=1, max_size=4)))
    turns = draw(st.lists(st.tuples(st.integers(0, len(told) - 1), st.integers(1, 4)), max_size=10))
    rest = ((n, len(course.events)) for n, course in enumerate(told))
    return Register(told, (*turns, *rest), draw(st.sampled_from([1, 3, 500])))


@dataclass(frozen=True)
class Written:
    """A register as it was written, in a province of its own."""

    office: Office
    province: str
    ids: tuple[int, ...]

    def ledger(self, source: Source = Source.SCREEN) -> CaseLedger:
        """The director's ledger."""
        home = self.office.home
        return CaseLedger(home.engine, home.ring, BOONMEE, self.office.clock, self.province, source)

    def faults(self) -> list[str]:
        """What a verification finds."""
        with reading(self.office.home.engine) as connection:
            return verify(connection, self.office.home.ring, self.province).differences

    def rebuild(self) -> int:
        """Make the tables anew."""
        with alone(self.office.home.engine) as connection:
            return rebuild(connection, self.office.home.ring, self.province)

    def tables(self) -> dict[str, set[tuple[Any, ...]]]:
        """Every row of every table that follows from the events; sums of nothing left out."""
        with reading(self.office.home.engine) as connection:
            found = {table: connection.execute(_mine(table, self.province)).all() for table in FOLLOWING}
        return {table.name: {tuple(row) for row in rows if _counts(table, row)} for table, rows in found.items()}

    def stored(self, n: int) -> tuple[Event, ...]:
        """The events of a case as they are stored."""
        with reading(self.office.home.engine) as connection:
            stream = stream_by_id(connection, self.province, self.ids[n])
            assert stream is not None
            no = fold(stream.id, stream.events).no
            told = stream_with_texts(connection, self.office.home.ring, self.province, no)
        return tuple(told.events) if told else ()


def _mine(table: Table, province: str) -> Any:  # noqa: ANN401  # a select of many columns
    return select(table).where(table.c.province_id == province)


def _counts(table: Table, row: Any) -> bool:  # noqa: ANN401
    return table not in (AGG_DAY, AGG_MONTH) or any(row[-8:])


def written(office: Office, register: Register) -> Written:
    """Write a register."""
    ids = tuple(office.ledger().new_id() for _ in register.courses)
    made = Written(office, next(PROVINCES), ids)
    for source, portions in groupby(register.portions(), key=lambda portion: portion[1][0].source):
        with made.ledger(source).batch(register.chunk) as batch:
            for n, events in portions:
                batch.act(f"{n}:{events[0].seq}", "told", _telling(ids[n], events))
    return made


def _telling(case_id: int, events: tuple[Event, ...]) -> Any:  # noqa: ANN401  # a decision
    def work(unit: Work) -> None:
        first, *_ = events
        if first.seq == 1:
            unit.new_case(case_id, first)
            return
        stream = unit.case_by_id(case_id)
        for event in events:
            stream.append(numbered(event, stream.case.facts.running))

    return work


def numbered(event: Event, running: int) -> Event:
    """A registration, or a correction of one, with the running number that the ledger gave."""
    payload = event.payload
    if isinstance(payload, Registered):
        return replace(event, payload=replace(payload, running=running))
    if not isinstance(payload, p.Corrected) or event.corrects_seq != 1 or payload.payload is None:
        return event
    told = re.sub(r'"running":\d+', f'"running":{running}', payload.payload)
    return replace(event, payload=replace(payload, payload=told))


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
    before = made.tables()
    assert (made.faults(), made.rebuild()) == ([], len(register.courses))
    assert (made.tables(), made.faults()) == (before, [])


@ON_ONE_DATABASE
@given(register=registers())
def test_writing_again_changes_nothing(office: Office, register: Register) -> None:
    made = written(office, register)
    before = made.tables()
    for portion in register.portions():
        n, events = portion
        again = made.ledger(events[0].source).act(f"{n}:{events[0].seq}", "told", _telling(made.ids[n], events))
        assert again.repeated
    assert (made.tables(), made.faults()) == (before, [])


@ON_ONE_DATABASE
@given(register=registers(), choice=st.data())
def test_whatever_single_value_is_changed_is_found(office: Office, register: Register, choice: st.DataObject) -> None:
    made = written(office, register)
    with alone(office.home.engine) as connection:
        seal_now(connection, office.home.ring, made.province)
    table = choice.draw(st.sampled_from((EVENT, COUNTER, *FOLLOWING)), label="table")
    with writing(office.home.engine) as connection:
        rows = [row for row in connection.execute(_mine(table, made.province)).mappings().all() if row]
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
