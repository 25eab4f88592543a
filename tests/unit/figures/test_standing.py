"""Where a case stands on a day, and its marks on the days around each due day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest

from core.figures.board import board
from core.figures.standing import Day, Flags, LiveReferral, Place, Standing, Unmet, flags_of, standings
from core.model.codes import ObligationKind
from tests.unit.figures.cases import day, maybe_day

Kind = ObligationKind
ON = day("2026-03-10")


def at(
    agency: str | None = "land", *, case_id: int = 1, no: int = 1, awaits: bool = False, paused: str | None = None
) -> LiveReferral:
    """A pending case at an agency, at the centre itself, or (None) nowhere."""
    place = (case_id, day("2026-02-02"), day("2026-02-02"), "walk_in", None, None)
    if agency is None:
        return LiveReferral(*place)
    return LiveReferral(*place, no, agency, agency.title(), agency == "centre", awaits, maybe_day(paused))


def due(kind: ObligationKind, on: str, *, case_id: int = 1, no: int | None = 1) -> Unmet:
    """A promise that is unmet."""
    return Unmet(case_id, no, kind, day(on))


@pytest.mark.parametrize(
    ("kind", "due_on", "flags"),
    [
        pytest.param(Kind.FINISH, "2026-03-09", Flags(overdue=True), id="finish-yesterday"),
        pytest.param(Kind.FINISH, "2026-03-10", Flags(), id="finish-today-is-on-time"),
        pytest.param(Kind.FINISH, "2026-03-11", Flags(near=True), id="finish-tomorrow-is-near"),
        pytest.param(Kind.FINISH, "2026-03-13", Flags(near=True), id="finish-on-the-last-near-day"),
        pytest.param(Kind.FINISH, "2026-03-14", Flags(), id="finish-after-the-last-near-day"),
        pytest.param(Kind.ACKNOWLEDGE, "2026-03-09", Flags(silent=True), id="acknowledge-yesterday"),
        pytest.param(Kind.ACKNOWLEDGE, "2026-03-10", Flags(), id="acknowledge-today"),
        pytest.param(Kind.ACKNOWLEDGE, "2026-03-11", Flags(), id="a-report-is-never-near"),
        pytest.param(Kind.FIRST_PROGRESS, "2026-03-09", Flags(silent=True), id="first-progress"),
        pytest.param(Kind.PERIODIC_PROGRESS, "2026-03-09", Flags(silent=True), id="periodic-settled-later"),
        pytest.param(Kind.PERIODIC_SERIES, "2026-03-09", Flags(silent=True), id="periodic-unsettled"),
        pytest.param(Kind.REPORT_BY_LETTER, "2026-03-09", Flags(silent=True), id="letter"),
        pytest.param(Kind.REVIEW, "2026-03-09", Flags(review_passed=True), id="complex-is-never-overdue"),
        pytest.param(Kind.REVIEW, "2026-03-10", Flags(), id="review-today"),
        pytest.param(Kind.FORWARD, "2026-03-09", Flags(), id="forward-of-a-sent-case"),
    ],
)
def test_marks_of_a_referral(kind: ObligationKind, due_on: str, flags: Flags) -> None:
    assert flags_of(at(), [due(kind, due_on)], Day(ON, day("2026-03-13"))) == flags


@pytest.mark.parametrize(
    ("due_on", "overdue"),
    [pytest.param("2026-03-09", True, id="passed"), pytest.param("2026-03-10", False, id="today")],
)
def test_a_case_that_is_nowhere_is_overdue_by_its_forwarding(due_on: str, overdue: bool) -> None:  # noqa: FBT001
    assert flags_of(at(None), [due(Kind.FORWARD, due_on, no=None)], Day(ON)).overdue is overdue


@pytest.mark.parametrize(
    ("paused", "overdue"),
    [
        pytest.param("2026-03-01", False, id="paused-before-the-due-day"),
        pytest.param("2026-03-05", False, id="paused-on-the-due-day"),
        pytest.param("2026-03-06", True, id="paused-when-it-had-passed"),
        pytest.param(None, True, id="not-paused"),
    ],
)
def test_a_pause_keeps_finish_from_becoming_overdue(paused: str | None, overdue: bool) -> None:  # noqa: FBT001
    assert flags_of(at(paused=paused), [due(Kind.FINISH, "2026-03-05")], Day(ON)).overdue is overdue


def test_reports_go_on_in_a_pause() -> None:
    assert flags_of(at(paused="2026-03-01"), [due(Kind.FIRST_PROGRESS, "2026-03-05")], Day(ON)).silent


def test_what_awaits_the_check_has_no_mark() -> None:
    owed = [due(Kind.FINISH, "2026-03-05"), due(Kind.FIRST_PROGRESS, "2026-03-05")]
    assert flags_of(at(awaits=True), owed, Day(ON)) == Flags()


def places(*referrals: LiveReferral) -> list[tuple[Place, str | None, bool]]:
    """Place, agency and whether it is done there."""
    return [(each.place, each.agency_id, each.awaits_check) for each in standings(referrals, (), Day(ON))]


@pytest.mark.parametrize(
    ("referrals", "stands"),
    [
        pytest.param([at(None)], [(Place.NOT_SENT, None, False)], id="nowhere"),
        pytest.param([at()], [(Place.AGENCY, "land", False)], id="one-agency"),
        pytest.param([at("centre")], [(Place.OWN, None, False)], id="the-centre-itself"),
        pytest.param([at(awaits=True)], [(Place.AWAITING_CHECK, None, True)], id="done"),
        pytest.param(
            [at(awaits=True), at("police", no=2, awaits=True)], [(Place.AWAITING_CHECK, None, True)], id="all-done"
        ),
        pytest.param(
            [at(awaits=True), at("police", no=2)],
            [(Place.AGENCY, "land", True), (Place.AGENCY, "police", False)],
            id="one-done-one-not",
        ),
        pytest.param([at(), at(no=2)], [(Place.AGENCY, "land", False)], id="twice-at-one-agency"),
        pytest.param(
            [at("centre"), at("police", no=2)],
            [(Place.OWN, None, False), (Place.AGENCY, "police", False)],
            id="the-centre-and-an-agency",
        ),
    ],
)
def test_where_a_case_stands(referrals: Sequence[LiveReferral], stands: list[tuple[Place, str | None, bool]]) -> None:
    assert places(*referrals) == stands


def of_agencies(*marks: tuple[str, bool], first_case: int = 1) -> list[Standing]:
    """One pending case at each agency named, overdue or not."""
    referrals = [at(agency, case_id=n) for n, (agency, _) in enumerate(marks, start=first_case)]
    owed = [due(Kind.FINISH, "2026-03-01", case_id=n) for n, (_, late) in enumerate(marks, start=first_case) if late]
    return [*standings(referrals, owed, Day(ON))]


def test_the_board_puts_overdue_before_pending_and_the_centre_last() -> None:
    found = board(
        of_agencies(("road", False), ("road", False), ("land", True), ("police", False), ("centre", True)), ON
    )
    assert [(row.agency_id, row.overdue, row.pending) for row in found.rows] == [
        ("land", 1, 1),
        ("road", 0, 2),
        ("police", 0, 1),
        (None, 1, 1),
    ]
    assert all(first.place is Place.AGENCY for first, _ in pairwise(found.rows))


def test_a_case_at_two_agencies_counts_once_in_the_total_and_the_board_says_so() -> None:
    found = board(standings([at(), at("police", no=2)], [due(Kind.FINISH, "2026-03-01", no=2)], Day(ON)), ON)
    assert (found.total_cases, found.total_case_agencies, found.overdue, found.differs) == (1, 2, 1, True)
    assert [(row.agency_id, row.overdue) for row in found.rows] == [("police", 1), ("land", 0)]
    assert sum(row.pending for row in found.rows) == found.total_case_agencies


@pytest.mark.parametrize(
    ("basis", "days"), [pytest.param("round", 8, id="round"), pytest.param("first", 36, id="first")]
)
def test_ages_by_round_or_by_first_receipt(basis: str, days: int) -> None:
    again = LiveReferral(1, day("2026-02-02"), day("2026-03-02"), "walk_in", None, None)
    found = board(standings([again], (), Day(ON)), ON, "first" if basis == "first" else "round")
    assert found.rows[0].oldest_days == days


def test_an_empty_board() -> None:
    found = board((), date(2026, 3, 10))
    assert (found.rows, found.total_cases, found.differs) == ((), 0, False)
    assert set(found.buckets.values()) == {0}
