"""What a search finds: each case once, with the strongest reason for which it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.figures.lines import CaseLine
from core.model.codes import CaseState


class FoundBy(StrEnum):
    """Why a case is shown, the strongest reason first."""

    NUMBER = "number"
    REFERENCE = "reference"
    PHONE = "phone"
    NAME = "name"
    TEXT = "text"
    FILTER = "filter"


MOST_LOOKED: Final = 20_000
"""So many candidates are looked at; of a word that more cases hold, the latest."""
ABOUT_PEOPLE = frozenset({FoundBy.PHONE, FoundBy.NAME})
"""Reasons that tell something of a person: who was told so is written down."""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which of the cases found; None is not asked. Days are those of receipt, both included.

    ``agency_id`` is an agency to which the case was ever sent.
    """

    state: CaseState | None = None
    agency_id: str | None = None
    topic_id: str | None = None
    amphoe_code: str | None = None
    received_from: date | None = None
    received_to: date | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is asked."""
        return self != SearchFilter()


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One case found. ``agency`` names who has it, or had it last."""

    case: CaseLine
    by: FoundBy
    agency: str = ""
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The lines shown. ``more``: there are further ones; ``partly``: only the latest cases were looked at."""

    lines: tuple[FoundLine, ...] = ()
    more: bool = False
    partly: bool = False
