"""What a case adds to the daily and monthly sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.figures.contributions import Cell, Sums, contributions, difference
from core.model.case import Case
from core.model.codes import ContactKind, DateBasis
from tests.unit.figures.cases import case, period, referral

GRIEVANCE = ContactKind.GRIEVANCE
YEAR, MARCH, APRIL = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)


def of_day(view: Case) -> dict[date, Sums]:
    """The daily cells of a case alone."""
    return {cell[1]: sums for cell, sums in contributions(view).items() if cell[0] == "day"}


def test_a_case_counts_on_its_day_and_in_its_month_under_every_dimension() -> None:
    view = case(("2026-03-06", None), channel="phone", topic="debt", amphoe="4501", persons=(3, 7))
    sums = Sums(received=1, persons_contacting=3, persons_subject=7)
    assert contributions(view) == {
        ("day", date(2026, 3, 6), GRIEVANCE): sums,
        ("month", MARCH, "all", "", GRIEVANCE): sums,
        ("month", MARCH, "amphoe", "4501", GRIEVANCE): sums,
        ("month", MARCH, "channel", "phone", GRIEVANCE): sums,
        ("month", MARCH, "topic", "debt", GRIEVANCE): sums,
        ("month", YEAR, "amphoe_year", "4501", GRIEVANCE): sums,
        ("month", YEAR, "channel_year", "phone", GRIEVANCE): sums,
        ("month", YEAR, "topic_year", "debt", GRIEVANCE): sums,
    }


def test_what_is_not_known_has_an_empty_key() -> None:
    cells = contributions(case(("2026-03-06", None)))
    assert ("month", MARCH, "topic", "", GRIEVANCE) in cells
    assert ("month", MARCH, "amphoe", "", GRIEVANCE) in cells


def test_closing_and_reopening_count_on_their_own_days() -> None:
    view = case(("2026-03-06", "2026-03-31"), ("2026-04-02", "2026-04-02"))
    assert of_day(view) == {
        date(2026, 3, 6): Sums(received=1, persons_contacting=1),
        date(2026, 3, 31): Sums(closed=1),
        date(2026, 4, 2): Sums(reopened=1, closed=1),
    }


def test_received_and_closed_on_one_day_count_both() -> None:
    assert of_day(case(("2026-03-06", "2026-03-06"))) == {
        date(2026, 3, 6): Sums(received=1, closed=1, persons_contacting=1)
    }


def test_estimated_days_are_counted_where_they_stand() -> None:
    view = case(
        ("2026-03-06", "2026-04-20"),
        referrals=[replace(referral("land", "2026-03-09"), sent_basis=DateBasis.ESTIMATED)],
    )
    guessed = replace(view.periods[0], opened_basis=DateBasis.ESTIMATED, closed_basis=DateBasis.ESTIMATED)
    assert of_day(replace(view, periods=(guessed,))) == {
        date(2026, 3, 6): Sums(received=1, opened_estimated=1, persons_contacting=1),
        date(2026, 3, 9): Sums(sent_estimated=1),
        date(2026, 4, 20): Sums(closed=1, closed_estimated=1),
    }


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(replace(case(("2026-03-06", None)), is_void=True), id="void"),
        pytest.param(case((None, None)), id="undated"),
        pytest.param(case((None, "2026-03-06"), ("2026-03-09", None)), id="undated-closed-and-reopened"),
    ],
)
def test_void_and_undated_cases_add_nothing(view: Case) -> None:
    assert contributions(view) == {}


def test_the_difference_of_equal_views_is_empty() -> None:
    view = contributions(case(("2026-03-06", "2026-04-01")))
    assert difference(view, view) == {}


def test_closing_changes_one_day_and_one_month() -> None:
    before = case(("2026-03-06", None), case_id=7)
    after = replace(before, periods=(period("2026-03-06", "2026-04-09"),))
    assert difference(contributions(after), contributions(before)) == {
        ("day", date(2026, 4, 9), GRIEVANCE): Sums(closed=1),
        ("month", APRIL, "all", "", GRIEVANCE): Sums(closed=1),
        ("month", APRIL, "amphoe", "", GRIEVANCE): Sums(closed=1),
        ("month", APRIL, "channel", "walk_in", GRIEVANCE): Sums(closed=1),
        ("month", APRIL, "topic", "", GRIEVANCE): Sums(closed=1),
        ("month", YEAR, "amphoe_year", "", GRIEVANCE): Sums(closed=1),
        ("month", YEAR, "channel_year", "walk_in", GRIEVANCE): Sums(closed=1),
        ("month", YEAR, "topic_year", "", GRIEVANCE): Sums(closed=1),
    }


def test_a_corrected_channel_moves_what_was_counted() -> None:
    before, after = (contributions(case(("2026-03-06", None), channel=name)) for name in ("phone", "letter"))
    one = Sums(received=1, persons_contacting=1)
    assert difference(after, before) == {
        ("month", MARCH, "channel", "letter", GRIEVANCE): one,
        ("month", MARCH, "channel", "phone", GRIEVANCE): -one,
        ("month", YEAR, "channel_year", "letter", GRIEVANCE): one,
        ("month", YEAR, "channel_year", "phone", GRIEVANCE): -one,
    }


def test_voiding_takes_everything_back() -> None:
    view = case(("2026-03-06", None), persons=(2, 1))
    added = contributions(view)
    assert difference({}, added) == {cell: -sums for cell, sums in added.items()}


def test_cells_come_in_key_order() -> None:
    views = [case(("2026-04-06", None), channel="walk_in"), case(("2026-03-06", "2026-04-01"), channel="letter")]
    new: dict[Cell, Sums] = {}
    for view in views:
        new |= contributions(view)
    cells = list(difference(new, {}))
    assert cells == sorted(cells)
