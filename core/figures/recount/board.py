"""The board recounted, row by row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from core.figures.ages import BUCKETS, AgeBasis, age, bucket
from core.figures.board import Board, BoardRow
from core.figures.recount import cases as truth
from core.figures.standing import Day, Place
from core.model.case import Case, Referral
from core.model.codes import ContactKind, ObligationKind
from core.model.masters import STOCK_KINDS

Spot = tuple[Place, str | None]
Mark = Callable[[Case, Referral | None], bool]


def recount_board(
    cases: Iterable[Case],
    day: Day,
    age_basis: AgeBasis = "round",
    kinds: Collection[ContactKind] = STOCK_KINDS,
) -> Board:
    """The board of a day."""
    on = day.as_of
    pending = sorted((case for case in truth.counted(cases, kinds) if truth.is_pending(case, on)), key=lambda c: c.id)
    marks = _marks(day)
    spots = {
        spot: [case for case in pending if spot in _spots(case, on)] for case in pending for spot in _spots(case, on)
    }
    rows = [_row(spot, held, marks, on, age_basis) for spot, held in spots.items()]
    ages = [_age(case, on, age_basis) for case in pending]
    return Board(
        as_of=on,
        age_basis=age_basis,
        rows=tuple(sorted(rows, key=_order)),
        total_cases=len(pending),
        total_case_agencies=sum(len(held) for held in spots.values()),
        buckets=_buckets(ages),
        **{name: sum(_anywhere(case, mark, on) for case in pending) for name, mark in marks.items()},
    )


def _marks(day: Day) -> dict[str, Mark]:
    on = day.as_of
    return {
        "overdue": lambda case, referral: truth.is_overdue(case, referral, on),
        "near": lambda case, referral: truth.is_near(case, referral, on, day.near_until),
        "silent": lambda case, referral: truth.owes(case, referral, on, truth.REPORTS),
        "review_passed": lambda case, referral: truth.owes(case, referral, on, (ObligationKind.REVIEW,)),
    }


def _anywhere(case: Case, mark: Mark, on: date) -> bool:
    held: list[Referral | None] = [*truth.live_referrals(case, on)] or [None]
    return any(mark(case, referral) for referral in held)


def _spots(case: Case, on: date) -> list[Spot]:
    live = truth.live_referrals(case, on)
    if not live:
        return [(Place.NOT_SENT, None)]
    if all(truth.awaits_check(referral, on) for referral in live):
        return [(Place.AWAITING_CHECK, None)]
    return list(dict.fromkeys((Place.OWN, None) if r.own else (Place.AGENCY, r.agency_id) for r in live))


def _held(case: Case, spot: Spot, on: date) -> list[Referral | None]:
    """The referrals because of which a case stands in a row."""
    live = truth.live_referrals(case, on)
    place, agency_id = spot
    if place is Place.NOT_SENT:
        return [None]
    if place is Place.AWAITING_CHECK:
        return [*live]
    return [r for r in live if r.own is (place is Place.OWN) and (r.own or r.agency_id == agency_id)]


def _row(spot: Spot, held: list[Case], marks: dict[str, Mark], on: date, age_basis: AgeBasis) -> BoardRow:
    ages = [_age(case, on, age_basis) for case in held]
    last = _held(held[-1], spot, on)[0]
    done = [case for case in held if all(r is not None and truth.awaits_check(r, on) for r in _held(case, spot, on))]
    return BoardRow(
        place=spot[0],
        agency_id=spot[1],
        agency=last.agency_name if last is not None and spot[0] is Place.AGENCY else "",
        pending=len(held),
        awaiting_check=len(done),
        buckets=_buckets(ages),
        oldest_days=max(ages),
        **{
            name: sum(any(mark(case, r) for r in _held(case, spot, on)) for case in held)
            for name, mark in marks.items()
        },
    )


def _age(case: Case, on: date, age_basis: AgeBasis) -> int:
    period = truth.live_round(case, on)
    since = period.opened_on if period is not None and age_basis == "round" else case.received_on
    return age(since or on, on)


def _buckets(ages: list[int]) -> dict[str, int]:
    return {name: sum(bucket(days) == name for days in ages) for name in BUCKETS}


def _order(row: BoardRow) -> tuple[int, int, int, str]:
    places = [Place.AGENCY, Place.NOT_SENT, Place.AWAITING_CHECK, Place.OWN]
    return places.index(row.place), -row.overdue, -row.pending, row.agency_id or ""
