"""Shares of a whole: integers of hundredths of a per cent, so that every place prints the same digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 100_00
"""100.00 % in hundredths."""


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion that remembers what it is a proportion of."""

    part: int
    whole: int

    def hundredths(self) -> int | None:
        """9827 for 98.27 %, rounded half up; None when there is nothing to measure."""
        return None if self.whole == 0 else (2 * WHOLE * self.part + self.whole) // (2 * self.whole)

    def rest_hundredths(self) -> int | None:
        """The other share when a whole has two: 100.00 less this one, so that the two always add up."""
        first = self.hundredths()
        return None if first is None else WHOLE - first


def percent(hundredths: int | None) -> float | None:
    """The number with two decimals that files and answers carry: 98.27."""
    return None if hundredths is None else hundredths / 100


def percent_text(hundredths: int | None) -> str:
    """``98.27``; a dash when there is nothing to measure."""
    return "–" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def needs_rounding_remark(hundredths: Iterable[int | None]) -> bool:
    """Whether shares of one whole, each rounded half up, do not add to 100.00 and the table must say why."""
    given = [each for each in hundredths if each is not None]
    return bool(given) and sum(given) != WHOLE
