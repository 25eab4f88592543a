"""How agencies keep their promises in a window. Source: SK G1 (the annual evaluation); index and ranks are ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.figures.share import Share

LEAST = 5
"""A share of fewer promises says nothing and stays out of the index."""
FEWEST_SHARES = 2
UNKNOWN_GROUP = ""
NONE_DUE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class KpiCounts:
    """One agency in a window. A pair is (kept on time, due in the window and not void).

    ``finish_first`` judges the same promises by the day first given, before extensions. ``durations`` are calendar days
    from sending to done, of what was done in the window; ``open`` is what it still has. ``closed`` counts cases closed
    with this agency, ``reopened`` those of them taken up again.
    """

    agency_id: str
    agency: str
    acknowledged: Share = NONE_DUE
    first_progress: Share = NONE_DUE
    periodic: Share = NONE_DUE
    finish: Share = NONE_DUE
    finish_first: Share = NONE_DUE
    durations: tuple[int, ...] = ()
    open: int = 0
    reopened: Share = NONE_DUE
    ratings: int = 0
    rating_points: int = 0

    @property
    def shares(self) -> tuple[Share, ...]:
        """What the index is made of."""
        return self.acknowledged, self.first_progress, self.periodic, self.finish


@dataclass(frozen=True, slots=True)
class AgencyKpi:
    """One agency's line. ``index_hundredths`` is None when too little fell due; then there is no ``rank`` either.

    ``median`` and ``p90`` are calendar days by nearest rank, None when nothing was done.
    """

    counts: KpiCounts
    size_group: str
    median: int | None
    p90: int | None
    index_hundredths: int | None
    rank: int | None = None

    @property
    def satisfaction_hundredths(self) -> int | None:
        """The mean rating in hundredths of a point, rounded half up; None without ratings."""
        counts = self.counts
        return _mean(counts.rating_points * 100, counts.ratings) if counts.ratings else None


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """The smallest value that at least ``percent`` of the values do not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[-(-percent * len(values) // 100) - 1]


def index_hundredths(counts: KpiCounts) -> int | None:
    """The mean of the shares of at least five promises; None if there are fewer than two such shares."""
    shares = [share.hundredths() or 0 for share in counts.shares if share.whole >= LEAST]
    return _mean(sum(shares), len(shares)) if len(shares) >= FEWEST_SHARES else None


def kpi(counts: Iterable[KpiCounts], size_groups: Mapping[str, str]) -> tuple[AgencyKpi, ...]:
    """The agencies by size group, best index first; those without an index last and unranked.

    Agencies of one index share a rank, and the next rank counts them all.
    """
    lines = [_line(each, size_groups.get(each.agency_id, UNKNOWN_GROUP)) for each in counts]
    lines.sort(key=lambda line: (line.size_group, -_or_less(line.index_hundredths), line.counts.agency_id))
    return tuple(replace(line, rank=_rank(line, lines)) for line in lines)


def _line(counts: KpiCounts, size_group: str) -> AgencyKpi:
    return AgencyKpi(
        counts=counts,
        size_group=size_group,
        median=nearest_rank(counts.durations, 50),
        p90=nearest_rank(counts.durations, 90),
        index_hundredths=index_hundredths(counts),
    )


def _rank(line: AgencyKpi, lines: Iterable[AgencyKpi]) -> int | None:
    if line.index_hundredths is None:
        return None
    rivals = (each for each in lines if each.size_group == line.size_group)
    return 1 + sum(_or_less(each.index_hundredths) > line.index_hundredths for each in rivals)


def _or_less(index: int | None) -> int:
    return -1 if index is None else index


def _mean(total: int, count: int) -> int:
    """Rounded half up."""
    return (2 * total + count) // (2 * count)
