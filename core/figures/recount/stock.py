"""Stock, windows, cohorts, keys and months recounted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta

from core.figures.counts import (
    BroughtForward,
    Cohort,
    Estimated,
    FiscalCounts,
    Flow,
    KeyCount,
    MonthCount,
    StatisticsCounts,
    StockCounts,
    Window,
)
from core.figures.fiscal import FiscalQuestion
from core.figures.recount import cases as truth
from core.figures.recount.board import recount_board
from core.figures.standing import Day
from core.figures.trend import trend_months
from core.model.case import Case
from core.model.codes import ContactKind, DateBasis
from core.model.masters import STOCK_KINDS

BEGINNING = date(1, 1, 2)


def recount_statistics(
    cases: Sequence[Case],
    asked: FiscalQuestion,
    kinds: Collection[ContactKind] = STOCK_KINDS,
    brought: BroughtForward | None = None,
) -> StatisticsCounts:
    """All statistics of a day but programmes, whose contacts are no cases."""
    on = asked.as_of
    mine = truth.counted(cases, kinds)
    return StatisticsCounts(
        as_of=on,
        stock=_stock_counts(cases, mine, on, brought),
        fiscal=_fiscal(mine, asked),
        cohorts=tuple(recount_cohort(mine, window, on) for window in (asked.received, asked.so_far)),
        by_kind={kind: len(_total(truth.counted(cases, [kind]), on)) for kind in ContactKind},
        by_channel=_keys(mine, on, lambda case: case.facts.channel_id),
        by_topic=_keys(mine, on, lambda case: case.facts.topic_id or ""),
        by_amphoe=_keys(mine, on, lambda case: case.facts.amphoe_code or ""),
        board=recount_board(cases, Day(on), kinds=kinds),
        months=_months(mine, on),
        programmes=(),
    )


def opened_by(cases: Iterable[Case], on: date) -> list[Case]:
    """Dated cases received by the end of the day."""
    return [case for case in cases if case.received_on is not None and case.received_on <= on]


def stock(cases: Iterable[Case], on: date) -> int:
    """Dated cases pending at the end of the day."""
    return sum(truth.is_pending(case, on) for case in cases)


def _total(cases: Iterable[Case], on: date) -> list[Case]:
    return [case for case in cases if case.received_on is None or case.received_on <= on]


def _stock_counts(
    everything: Iterable[Case], mine: Sequence[Case], on: date, brought: BroughtForward | None
) -> StockCounts:
    return StockCounts(
        opened=len(opened_by(mine, on)),
        stock=stock(mine, on),
        undated=sum(case.received_on is None for case in mine),
        undated_pending=sum(truth.is_undated_pending(case, on) for case in mine),
        followers=sum(case.lead_id is not None for case in _total(mine, on)),
        void=len(_total([case for case in everything if case.is_void], on)),
        estimated=_estimated([case for case in mine if case.received_on is not None], on),
        brought=brought,
    )


def _estimated(cases: Iterable[Case], on: date) -> Estimated:
    def guessed(day: date | None, basis: DateBasis | None) -> bool:
        return day is not None and day <= on and basis is DateBasis.ESTIMATED

    opened = sent = closed = 0
    for case in cases:
        opened += sum(guessed(period.opened_on, period.opened_basis) for period in case.periods)
        closed += sum(guessed(period.closed_on, period.closed_basis) for period in case.periods)
        sent += sum(guessed(referral.sent_on, referral.sent_basis) for referral in case.referrals)
    return Estimated(opened, sent, closed)


def recount_flow(cases: Iterable[Case], window: Window) -> Flow:
    """Opening, flow and closing of a window with a first day; the identity is not assumed but counted."""
    mine = [case for case in cases if case.received_on is not None and not case.is_void]
    rounds = [(period, period.opened_on) for case in mine for period in case.periods]
    eve = (window.first or BEGINNING) - timedelta(days=1)
    return Flow(
        opening=stock(mine, eve),
        new=sum(period.round == 1 and _inside(opened, window) for period, opened in rounds),
        reopened=sum(period.round > 1 and _inside(opened, window) for period, opened in rounds),
        closed=sum(_inside(period.closed_on, window) for period, _ in rounds),
        closing=stock(mine, window.last),
    )


def _inside(day: date | None, window: Window) -> bool:
    return day is not None and window.holds(day)


def recount_carried(cases: Iterable[Case], window: Window, carried_at: date, on: date) -> Cohort:
    """Received in the window and pending at the end of ``carried_at``; how many are still pending on the day."""
    held = [case for case in _received(cases, window) if truth.is_pending(case, carried_at)]
    return Cohort(window, len(held), stock(held, on))


def recount_cohort(cases: Iterable[Case], window: Window, on: date) -> Cohort:
    """Received in the window by the day; how many are still pending on it."""
    held = opened_by(_received(cases, window), on)
    return Cohort(window, len(held), stock(held, on))


def _received(cases: Iterable[Case], window: Window) -> list[Case]:
    return [case for case in cases if not case.is_void and _inside(case.received_on, window)]


def _fiscal(cases: Sequence[Case], asked: FiscalQuestion) -> FiscalCounts:
    year, on = asked.so_far, asked.as_of
    returned = [
        case
        for case in opened_by(cases, asked.eve)
        if not truth.is_pending(case, asked.eve)
        and any(period.round > 1 and _inside(period.opened_on, year) for period in case.periods)
    ]
    return FiscalCounts(
        year_be=asked.year_be,
        flow=recount_flow(cases, year),
        backlog=recount_carried(cases, asked.received, asked.carried_at, on),
        carried_at=asked.carried_at,
        new=recount_cohort(cases, year, on),
        returned_cases=len(returned),
        returned_left=stock(returned, on),
    )


def _keys(cases: Sequence[Case], on: date, key_of: Callable[[Case], str]) -> tuple[KeyCount, ...]:
    total = _total(cases, on)
    counts = []
    for key in {key_of(case) for case in total}:
        held = [case for case in total if key_of(case) == key]
        counts.append(
            KeyCount(
                key=key,
                cases=len(held),
                pending=stock(held, on) + sum(truth.is_undated_pending(case, on) for case in held),
                persons_contacting=sum(case.facts.persons_contacting for case in held),
                persons_subject=sum(case.facts.persons_subject for case in held),
            )
        )
    return tuple(sorted(counts, key=lambda count: (-count.cases, count.key)))


def _months(cases: Sequence[Case], on: date) -> tuple[MonthCount, ...]:
    months = trend_months(on)
    ends = (*(later - timedelta(days=1) for later in months[1:]), on)
    flows = [recount_flow(cases, Window(first, last)) for first, last in zip(months, ends, strict=True)]
    return tuple(
        MonthCount(month, flow.new, flow.closed, flow.reopened, flow.closing)
        for month, flow in zip(months, flows, strict=True)
    )
