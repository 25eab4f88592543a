"""Ages of pending cases in calendar days, and the buckets they are shown in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

AgeBasis = Literal["round", "first"]
"""Counted from the day the current round opened, or from the day the case was first received."""

LAST_DAYS: tuple[tuple[str, int], ...] = (("0-7", 7), ("8-15", 15), ("16-30", 30), ("31-60", 60), ("61-90", 90))
OLDEST = ">90"
BUCKETS: tuple[str, ...] = (*(name for name, _ in LAST_DAYS), OLDEST)
"""In order of age; the bounds are our decision."""


def age(since: date, as_of: date) -> int:
    """Calendar days from ``since`` to ``as_of``; 0 on the day itself."""
    return (as_of - since).days


def bucket(days: int) -> str:
    """The bucket of an age; both bounds of a bucket lie in it."""
    return next((name for name, last in LAST_DAYS if days <= last), OLDEST)


def by_bucket(ages: Iterable[int]) -> dict[str, int]:
    """How many ages lie in each bucket, youngest first, empty ones included."""
    found = Counter(bucket(days) for days in ages)
    return {name: found[name] for name in BUCKETS}
