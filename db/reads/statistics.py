"""All statistics of a day, in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.figures.board import board
from core.figures.contributions import Sums
from core.figures.counts import StatisticsCounts
from core.figures.fiscal import FiscalQuestion
from core.figures.headline import Headline, headline
from core.figures.standing import Day
from core.model.codes import ContactKind
from db.reads.keys import key_counts
from db.reads.live import live_standings
from db.reads.read import Read
from db.reads.stock import programme_counts, stock_counts, undated_cases
from db.reads.sums import in_stock, month_counts, sums_until
from db.reads.windows import cases_left, cohort, fiscal_counts


def statistics_counts(read: Read, asked: FiscalQuestion) -> StatisticsCounts:
    """Everything the statistics of a day are made of."""
    read.scope.require_province()
    as_of = asked.as_of
    sums, undated = sums_until(read, as_of), undated_cases(read, as_of)
    until = in_stock(sums, read.kinds)
    live, left = live_standings(read, Day(as_of)), cases_left(read, asked)
    keys = key_counts(read, as_of, live, undated)
    return StatisticsCounts(
        as_of=as_of,
        stock=stock_counts(read, as_of, sums, undated),
        fiscal=fiscal_counts(read, asked, until, left),
        cohorts=tuple(cohort(read, window, as_of, left) for window in (asked.received, asked.so_far)),
        by_kind=_by_kind(sums, undated),
        by_channel=keys["channel"],
        by_topic=keys["topic"],
        by_amphoe=keys["amphoe"],
        board=board(live, as_of),
        months=month_counts(read, as_of, until),
        programmes=programme_counts(read, as_of),
    )


def _by_kind(sums: Mapping[ContactKind, Sums], undated: Sequence[Any]) -> dict[ContactKind, int]:
    counts = {kind: sums[kind].received if kind in sums else 0 for kind in ContactKind}
    for row in undated:
        counts[ContactKind(row.contact_kind)] += 1
    return counts


def headline_of(read: Read, asked: Day) -> Headline:
    """The headline of a day."""
    read.scope.require_province()
    as_of = asked.as_of
    counts = stock_counts(read, as_of, sums_until(read, as_of), undated_cases(read, as_of))
    return headline(as_of, counts, board(live_standings(read, asked), as_of))
