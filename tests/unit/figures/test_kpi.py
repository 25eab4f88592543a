"""Nearest ranks, the index and the places inside a size group."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.figures.kpi import KpiCounts, index_hundredths, kpi, nearest_rank
from core.figures.share import Share


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [
        pytest.param([], 50, None, id="nothing"),
        pytest.param([7], 50, 7, id="one"),
        pytest.param([7], 90, 7, id="one-at-90"),
        pytest.param([3, 1], 50, 1, id="the-lower-of-two"),
        pytest.param([3, 1, 2], 50, 2, id="the-middle"),
        pytest.param(range(1, 11), 50, 5, id="ten-at-50"),
        pytest.param(range(1, 11), 90, 9, id="ten-at-90"),
        pytest.param(range(1, 12), 90, 10, id="eleven-at-90"),
        pytest.param(range(1, 101), 90, 90, id="hundred-at-90"),
    ],
)
def test_nearest_rank(values: Sequence[int], percent: int, found: int | None) -> None:
    assert nearest_rank(values, percent) == found


def agency(name: str, *shares: tuple[int, int]) -> KpiCounts:
    """An agency with the given shares: acknowledged, first progress, periodic, finish."""
    acknowledged, first_progress, periodic, finish = [Share(*share) for share in (*shares, *[(0, 0)] * 4)][:4]
    return KpiCounts(name, name, acknowledged, first_progress, periodic, finish)


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        pytest.param(agency("a", (5, 5), (0, 5)), 50_00, id="mean-of-two"),
        pytest.param(agency("a", (5, 5), (4, 4)), None, id="four-promises-say-nothing"),
        pytest.param(agency("a", (5, 5)), None, id="one-share-is-too-few"),
        pytest.param(agency("a", (1, 8), (1, 8), (1, 7)), 13_10, id="mean-of-three"),
        pytest.param(agency("a", (1, 6), (1, 7)), 15_48, id="half-goes-up"),
        pytest.param(agency("a"), None, id="nothing-due"),
    ],
)
def test_index(counts: KpiCounts, index: int | None) -> None:
    assert index_hundredths(counts) == index


def test_ranks_are_inside_a_size_group_and_shared_by_equals() -> None:
    counts = [
        agency("big", (1, 5), (1, 5)),
        agency("best", (5, 5), (5, 5)),
        agency("same", (5, 5), (5, 5)),
        agency("less", (4, 5), (5, 5)),
        agency("few", (1, 1), (1, 1)),
    ]
    groups = {"big": "A", **dict.fromkeys(("best", "same", "less", "few"), "B")}
    found = [(line.size_group, line.counts.agency_id, line.rank) for line in kpi(counts, groups)]
    assert found == [("A", "big", 1), ("B", "best", 1), ("B", "same", 1), ("B", "less", 3), ("B", "few", None)]


@pytest.mark.parametrize(
    ("ratings", "points", "mean"),
    [
        pytest.param(0, 0, None, id="nobody"),
        pytest.param(3, 14, 467, id="three"),
        pytest.param(8, 37, 463, id="half-up"),
    ],
)
def test_satisfaction(ratings: int, points: int, mean: int | None) -> None:
    line = kpi([KpiCounts("a", "a", ratings=ratings, rating_points=points)], {})[0]
    assert line.satisfaction_hundredths == mean
