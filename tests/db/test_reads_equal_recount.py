"""What the tables say equals what a recount of whole cases says, for any register and any day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import SQLModel

from core.figures.ages import AgeBasis
from core.figures.counts import Window
from core.figures.fiscal import fiscal_question
from core.figures.headline import headline
from core.figures.recount.board import recount_board
from core.figures.recount.stock import recount_statistics
from core.figures.standing import Day
from core.model.case import Case
from core.model.codes import Role
from db.engine import engine_for, writing
from db.projections.write import project
from db.reads import Reads, Scope
from tests.unit.figures.strategies import DAYS, changes

SHARED_DATABASE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""Every example is a province of its own in one database: the others are what must not be counted."""

WINDOWS = DAYS.flatmap(lambda last: st.builds(Window, st.none() | st.dates(date(2016, 1, 1), last), st.just(last)))
PROVINCES = (f"{number:02x}" for number in count())


@pytest.fixture
def engine(database_url: str) -> Engine:
    """A database with all tables."""
    engine = engine_for(database_url)
    SQLModel.metadata.create_all(engine)
    return engine


def written(engine: Engine, changed: list[tuple[Case, Case]]) -> tuple[Reads, list[Case]]:
    """Write a register and its corrections as a new province."""
    province = next(PROVINCES)
    with writing(engine) as connection:
        project(connection, province, [(None, before) for before, _ in changed])
        project(connection, province, [(before, after) for before, after in changed])
    return Reads(engine, province, Scope(Role.DIRECTOR)), [after for _, after in changed]


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS)
def test_statistics(engine: Engine, changed: list[tuple[Case, Case]], as_of: date) -> None:
    reads, cases = written(engine, changed)
    assert reads.statistics_counts(as_of) == recount_statistics(cases, fiscal_question(as_of))


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, earlier=st.integers(0, 3), window=WINDOWS, at=DAYS)
def test_statistics_of_another_year_and_window(
    engine: Engine,
    changed: list[tuple[Case, Case]],
    as_of: date,
    earlier: int,
    window: Window,
    at: date,
) -> None:
    year = fiscal_question(as_of).year_be - earlier
    asked = fiscal_question(as_of, year, window, min(at, as_of))
    reads, cases = written(engine, changed)
    assert reads.statistics_counts(as_of, asked) == recount_statistics(cases, asked)


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, near=st.none() | st.integers(1, 10), basis=st.sampled_from(get_args(AgeBasis)))
def test_board_headline_and_trend(
    engine: Engine, changed: list[tuple[Case, Case]], as_of: date, near: int | None, basis: AgeBasis
) -> None:
    day = Day(as_of, None if near is None else as_of + timedelta(days=near))
    reads, cases = written(engine, changed)
    truth = recount_statistics(cases, fiscal_question(as_of))
    board = recount_board(cases, day, basis)
    assert reads.board(as_of, by=basis, near_until=day.near_until) == board
    assert reads.headline(as_of, near_until=day.near_until) == headline(as_of, truth.stock, board)
    assert reads.trend(as_of) == truth.months
