"""The order of day and month in a file: decided by its own values, or asked. Never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.text.dates import DateOrder


class OrderBasis(StrEnum):
    """What the order of day and month rests on."""

    GIVEN = "given"  # a person said so
    EVIDENCE = "evidence"  # a value of the file can be read in one order only (25/12/2558)
    NOT_NEEDED = "not_needed"  # no value depends on it
    AMBIGUOUS = "ambiguous"  # every doubtful value fits both orders: must be asked
    CONTRADICTORY = "contradictory"  # values speak for different orders: must be asked


@dataclass(frozen=True, slots=True)
class FileOrder:
    """The order of a file, None where it is not known or not needed."""

    order: DateOrder | None
    basis: OrderBasis

    @property
    def must_be_asked(self) -> bool:
        """Say whether values stay unread until a person names the order."""
        return self.basis in (OrderBasis.AMBIGUOUS, OrderBasis.CONTRADICTORY)


@dataclass(slots=True)
class OrderEvidence:
    """Counts, over all values of all date columns, how many can be read in each order."""

    values: int = 0
    doubtful: int = 0
    fits: Counter[DateOrder] = field(default_factory=Counter)

    def add(self, meanings: Mapping[DateOrder, date]) -> None:
        """Count one value by what it means in each order; a value that means nothing in any order says nothing."""
        if not meanings:
            return
        self.values += 1
        self.doubtful += len(set(meanings.values())) > 1
        self.fits.update(meanings.keys())  # the orders, not their days

    def decide(self, given: DateOrder | None) -> FileOrder:
        """Return the file's order: as given, as the values prove, not needed, or to be asked."""
        if given:
            return FileOrder(given, OrderBasis.GIVEN)
        if not self.doubtful:
            return FileOrder(None, OrderBasis.NOT_NEEDED)
        fitting = [order for order, count in self.fits.items() if count == self.values]
        if len(fitting) == 1:
            return FileOrder(fitting[0], OrderBasis.EVIDENCE)
        return FileOrder(None, OrderBasis.AMBIGUOUS if fitting else OrderBasis.CONTRADICTORY)
