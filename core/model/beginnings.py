"""What an office says once, before its first case here: where its numbers stand and what it brings along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

PRACTICE_PORT: Final = 8502
"""Where the practice server listens, so that it can run beside the office's own."""


class StartStep(StrEnum):
    """The steps between an empty office and its first case, in the order they are offered."""

    SHEET = "sheet"
    BACKUP = "backup"
    FACTS = "facts"
    CLOCKS = "clocks"
    NUMBER = "number"
    OPENING = "opening"
    IMPORT = "import"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """The running numbers of a year (BE): the first one, and the last one that was given."""

    year_be: int
    first_no: int
    last_no: int

    @property
    def is_used(self) -> bool:
        """Whether a case has such a number."""
        return self.last_no >= self.first_no

    @property
    def next_no(self) -> int:
        """The number of the next case."""
        return self.last_no + 1


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """Counts brought forward from before the system, of cases that are not in it one by one."""

    year_be: int
    received: int
    closed: int
    pending: int
    source: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A folder for back-ups as it was found.

    ``is_writable``: a file could be made in it, or, where it is missing, in the folder that would hold it.
    ``is_same_disk``: one broken disk would take the data and the back-ups.
    """

    folder: str
    is_writable: bool
    is_same_disk: bool
