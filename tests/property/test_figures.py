"""Figures that must agree whatever the register: the identity, the cohorts, the sums and the recount."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.figures.ages import AgeBasis
from core.figures.board import Board, board
from core.figures.contributions import Cell, Sums, contributions, difference
from core.figures.counts import Window
from core.figures.fiscal import fiscal_question
from core.figures.recount import cases as truth
from core.figures.recount.board import recount_board
from core.figures.recount.stock import recount_flow, recount_statistics, stock
from core.figures.share import WHOLE, Share
from core.figures.standing import Day, LiveReferral, Unmet, standings
from core.model.case import Case, Referral
from core.model.masters import STOCK_KINDS
from tests.unit.figures.strategies import DAYS, WINDOWS, cases, registers

WHOLES = st.integers(1, 20_000)


@given(register=registers(), window=WINDOWS)
def test_opening_and_flow_make_the_closing_stock(register: list[Case], window: Window) -> None:
    assert recount_flow(register, window).holds


@given(register=registers(), as_of=DAYS)
def test_the_three_cohorts_of_a_year_add_to_the_stock(register: list[Case], as_of: date) -> None:
    counts = recount_statistics(register, fiscal_question(as_of))
    fiscal = counts.fiscal
    assert fiscal.backlog.left + fiscal.new.left + fiscal.returned_left == counts.stock.stock
    assert fiscal.backlog.cases == fiscal.flow.opening
    assert (fiscal.flow.closing, counts.months[-1].stock, counts.board.total_cases) == (counts.stock.stock,) * 3
    assert sum(counts.board.buckets.values()) == counts.stock.stock


@given(register=registers(), as_of=DAYS)
def test_keys_share_out_the_total(register: list[Case], as_of: date) -> None:
    counts = recount_statistics(register, fiscal_question(as_of))
    total, pending = counts.stock.opened + counts.stock.undated, counts.stock.stock + counts.stock.undated_pending
    for keys in (counts.by_channel, counts.by_topic, counts.by_amphoe):
        assert (sum(each.cases for each in keys), sum(each.pending for each in keys)) == (total, pending)
    assert sum(number for kind, number in counts.by_kind.items() if kind in STOCK_KINDS) == total


@given(register=registers(), as_of=DAYS)
def test_the_daily_sums_up_to_a_day_are_its_stock(register: list[Case], as_of: date) -> None:
    mine = truth.counted(register, STOCK_KINDS)
    days = [
        sums for case in mine for cell, sums in contributions(case).items() if cell[0] == "day" and cell[1] <= as_of
    ]
    total = sum(days, Sums())
    assert total.received + total.reopened - total.closed == stock(mine, as_of)


@given(one=cases(1), other=cases(1))
def test_a_difference_leads_from_one_view_to_the_other(one: Case, other: Case) -> None:
    old, new = contributions(one), contributions(other)
    reached: dict[Cell, Sums] = dict(old)
    for cell, sums in difference(new, old).items():
        reached[cell] = reached.get(cell, Sums()) + sums
    assert {cell: sums for cell, sums in reached.items() if sums != Sums()} == new


def live_referrals(register: Iterable[Case], on: date) -> Iterable[LiveReferral]:
    """What the database hands over: one row per live referral of each pending case, one for a case that is nowhere."""
    for case in truth.counted(register, STOCK_KINDS):
        period = truth.live_round(case, on)
        if case.received_on is None or period is None or period.opened_on is None:
            continue
        none: list[Referral | None] = [None]
        for referral in [*truth.live_referrals(case, on)] or none:
            place = (case.facts.channel_id, case.facts.topic_id, case.facts.amphoe_code)
            row = LiveReferral(case.id, case.received_on, period.opened_on, *place)
            yield row if referral is None else at_referral(row, referral, on)


def at_referral(row: LiveReferral, referral: Referral, on: date) -> LiveReferral:
    """The same row at a referral."""
    paused = next((pause.from_on for pause in referral.pauses if pause.holds(on)), None)
    facts = (row.case_id, row.received_on, row.opened_on, row.channel_id, row.topic_id, row.amphoe_code)
    where = (referral.no, referral.agency_id, referral.agency_name, referral.own)
    return LiveReferral(*facts, *where, truth.awaits_check(referral, on), paused)


def unmet(register: Iterable[Case], on: date) -> Iterable[Unmet]:
    """Promises live on the day."""
    for case in register:
        for row in case.obligations:
            if row in truth.unmet(case, on, row.referral_no):
                yield Unmet(case.id, row.referral_no, row.kind, row.due_on)


@given(register=registers(), as_of=DAYS, near=st.none() | DAYS, basis=st.sampled_from(["round", "first"]))
def test_the_board_of_live_rows_is_the_recounted_board(
    register: list[Case], as_of: date, near: date | None, basis: AgeBasis
) -> None:
    day = Day(as_of, near)
    found: Board = board(standings(live_referrals(register, as_of), unmet(register, as_of), day), as_of, basis)
    assert found == recount_board(register, day, basis)


@given(whole=WHOLES, data=st.data())
def test_two_shares_of_a_whole_make_a_hundred(whole: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, whole)), whole)
    assert (share.hundredths() or 0) + (share.rest_hundredths() or 0) == WHOLE


@given(whole=WHOLES, data=st.data())
def test_a_share_is_never_off_by_more_than_half_a_hundredth(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    rounded = Share(part, whole).hundredths() or 0
    assert -whole < 2 * (rounded * whole - part * WHOLE) <= whole
