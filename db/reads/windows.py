"""Backlog, new and returned cases of a fiscal year, and cohorts of any window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from core.figures.contributions import Sums
from core.figures.counts import Cohort, FiscalCounts, Flow, Window
from core.figures.fiscal import FiscalQuestion
from db.reads.live import LIVE
from db.reads.read import Read
from db.reads.sums import stock_of, stock_until
from db.reads.tables import CASE, KINDS, PERIOD, PROVINCE, day, no_index, predicate

EVE, CARRIED_AT, FIRST, LAST = day("eve"), day("carried_at"), day("first"), day("last")
ROUND = PERIOD.alias("other_round")


def _round_of_case(case_id: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(ROUND.c.province_id == PROVINCE, ROUND.c.case_id == case_id)


def _was_live(case_id: ColumnElement[Any], on: ColumnElement[Any]) -> ColumnElement[bool]:
    live = or_(predicate("other_round.is_open"), ROUND.c.closed_on > on)
    return exists().where(_round_of_case(case_id), no_index(ROUND.c.opened_on <= on), no_index(live))


def _reopened_in(case_id: ColumnElement[Any]) -> ColumnElement[bool]:
    return exists().where(_round_of_case(case_id), ROUND.c.round > 1, no_index(ROUND.c.opened_on.between(FIRST, LAST)))


LEFT = (
    select(
        CASE.c.received_on,
        _was_live(LIVE.c.case_id, EVE),
        _was_live(LIVE.c.case_id, CARRIED_AT),
        _reopened_in(LIVE.c.case_id),
    )
    .select_from(LIVE)
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == LIVE.c.case_id, CASE.c.received_on.is_not(None)))
)
"""Every case pending on the day, and what it was before."""

RETURNED = (
    select(func.count(PERIOD.c.case_id.distinct()))
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == PERIOD.c.case_id))
    .where(PERIOD.c.province_id == PROVINCE, PERIOD.c.round > 1, PERIOD.c.opened_on.between(FIRST, LAST))
    .where(predicate("NOT case_period.is_void"), PERIOD.c.contact_kind.in_(KINDS))
    .where(CASE.c.received_on < FIRST, ~_was_live(PERIOD.c.case_id, EVE))
)
CARRIED = (
    select(func.count())
    .select_from(LIVE)
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == LIVE.c.case_id))
    .where(CASE.c.received_on >= FIRST, CASE.c.received_on <= LAST)
)


@dataclass(frozen=True, slots=True)
class Left:
    """A case pending on the day in question: when it came, and whether it was pending before."""

    received_on: date
    on_eve: bool
    when_carried: bool
    reopened_in_year: bool


BEGINNING = date(1, 1, 1)


def cases_left(read: Read, asked: FiscalQuestion) -> tuple[Left, ...]:
    """The cases pending on the day, for every cohort of the question."""
    year = asked.year
    found = read.rows(
        LEFT, as_of=asked.as_of, eve=asked.eve, carried_at=asked.carried_at, first=year.first, last=asked.so_far.last
    )
    return tuple(Left(row[0], *map(bool, row[1:])) for row in found)


def fiscal_counts(read: Read, asked: FiscalQuestion, until: Sums, left: tuple[Left, ...]) -> FiscalCounts:
    """Opening, flow and closing of a fiscal year, and its three cohorts; ``until`` are the sums of the day."""
    year, so_far, eve = asked.year, asked.so_far, asked.eve
    before = stock_until(read, eve)
    end = until if so_far.last == asked.as_of else stock_until(read, so_far.last)
    inside = end + -before
    backlog = [each for each in left if each.when_carried and asked.received.holds(each.received_on)]
    returned = [each for each in left if _is_returned(each, year)]
    return FiscalCounts(
        year_be=asked.year_be,
        flow=Flow(stock_of(before), inside.received, inside.reopened, inside.closed, stock_of(end)),
        backlog=Cohort(asked.received, carried_cases(read, asked, before), len(backlog)),
        carried_at=asked.carried_at,
        new=Cohort(so_far, inside.received, sum(so_far.holds(each.received_on) for each in left)),
        returned_cases=read.number(RETURNED, as_of=asked.as_of, eve=eve, first=year.first, last=so_far.last),
        returned_left=len(returned),
    )


def _is_returned(left: Left, year: Window) -> bool:
    return left.reopened_in_year and not left.on_eve and year.first is not None and left.received_on < year.first


def carried_cases(read: Read, asked: FiscalQuestion, before: Sums) -> int:
    """How many cases of the backlog's window were pending at the end of its day."""
    window = asked.received
    if asked.carried_at == asked.eve and window == Window(None, asked.eve):
        return stock_of(before)
    return read.number(CARRIED, as_of=asked.carried_at, first=window.first or BEGINNING, last=window.last)


def cohort(read: Read, window: Window, as_of: date, left: tuple[Left, ...]) -> Cohort:
    """Everything received in a window and how much of it is pending on the day."""
    last = min(window.last, as_of)
    eve = None if window.first is None else min(window.first - timedelta(days=1), last)
    received = stock_until(read, last).received - (0 if eve is None else stock_until(read, eve).received)
    return Cohort(window, received, sum(window.holds(each.received_on) for each in left))
