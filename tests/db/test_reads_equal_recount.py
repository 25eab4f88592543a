"""What the tables say equals what a recount of whole cases says, for any register and any day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from core.figures.ages import AgeBasis
from core.figures.counts import Window
from core.figures.fiscal import fiscal_question
from core.figures.headline import headline
from core.figures.recount.board import recount_board
from core.figures.recount.stock import recount_statistics
from core.figures.standing import Day
from core.model.case import Case
from core.model.codes import ContactKind
from core.model.masters import STOCK_KINDS
from tests.unit.figures.registers import SHARED_DATABASE, written
from tests.unit.figures.strategies import DAYS, WINDOWS, changes

KINDS = st.just(STOCK_KINDS) | st.frozensets(st.sampled_from(ContactKind), min_size=1)
"""The kinds that an office counts: the usual ones, or any of its own choice."""


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, kinds=KINDS)
def test_statistics(
    database_url: str, changed: list[tuple[Case, Case]], as_of: date, kinds: frozenset[ContactKind]
) -> None:
    reads, cases = written(database_url, changed, kinds)
    assert reads.statistics_counts(as_of) == recount_statistics(cases, fiscal_question(as_of), kinds)


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, earlier=st.integers(0, 3), window=WINDOWS, at=DAYS)
def test_statistics_of_another_year_and_window(
    database_url: str,
    changed: list[tuple[Case, Case]],
    as_of: date,
    earlier: int,
    window: Window,
    at: date,
) -> None:
    year = fiscal_question(as_of).year_be - earlier
    asked = fiscal_question(as_of, year, window, min(at, as_of))
    reads, cases = written(database_url, changed)
    assert reads.statistics_counts(as_of, asked) == recount_statistics(cases, asked)


@SHARED_DATABASE
@given(changed=changes(), as_of=DAYS, near=st.none() | st.integers(1, 10), basis=st.sampled_from(get_args(AgeBasis)))
def test_board_headline_and_trend(
    database_url: str, changed: list[tuple[Case, Case]], as_of: date, near: int | None, basis: AgeBasis
) -> None:
    day = Day(as_of, None if near is None else as_of + timedelta(days=near))
    reads, cases = written(database_url, changed)
    truth = recount_statistics(cases, fiscal_question(as_of))
    board = recount_board(cases, day, basis)
    assert reads.board(as_of, by=basis, near_until=day.near_until) == board
    assert reads.headline(as_of, near_until=day.near_until) == headline(as_of, truth.stock, board)
    assert reads.trend(as_of) == truth.months
