"""Chance that repeats: the same throw gives the same result on every machine and Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """The throws of one case, each by name."""

    case: int

    def _throw(self, name: str) -> int:
        return int.from_bytes(blake2b(f"{self.case}|{name}".encode(), digest_size=8).digest())

    def between(self, name: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self._throw(name) % (high - low + 1)

    def one_of(self, name: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._throw(name) % len(options)]

    def weighed(self, name: str, weights: Mapping[T, int]) -> T:
        """One key; the weights are shares of their sum."""
        left = self._throw(name) % sum(weights.values())
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        raise AssertionError("weights are positive")
