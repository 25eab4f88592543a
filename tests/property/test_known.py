"""What was known of a day at any earlier instant is what the screens said at that instant."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from core.model.codes import Role
from db.reads.reads import Reads
from db.reads.scope import Scope
from tests.support.office import Office
from tests.support.registers import ON_ONE_DATABASE, Register, registers, telling, unwritten

DAYS = st.dates(date(2025, 9, 1), date(2026, 7, 31))
Figures = tuple[int, int, int]


@ON_ONE_DATABASE
@given(register=registers(), as_of=DAYS)
def test_what_was_known_is_what_was_said(office: Office, register: Register, as_of: date) -> None:
    made = unwritten(office, register)
    reads = Reads(office.home.engine, made.province, Scope(Role.DIRECTOR))
    said: list[tuple[datetime, Figures]] = []
    for n, events in register.portions():
        made.ledger(events[0].source).act(f"{n}:{events[0].seq}", "told", telling(made.ids[n], events))
        headline = reads.headline(as_of)
        said.append((office.clock.now(), (headline.total, headline.closed, headline.pending)))
        office.clock.move(minutes=1)
    known = [reads.headline_known(as_of, at) for at, _ in said]
    assert [(each.total, each.closed, each.pending) for each in known] == [figures for _, figures in said]
    assert known[-1].shifts == ()
