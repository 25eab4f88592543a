"""Cases like the one that is being taken in, and where such cases went lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.figures.lines import CaseLine
from core.text.fold import fold

LETTERS: Final = 3
"""Thai has no spaces between words: texts are compared by runs of three letters."""
FEWEST_RUNS: Final = 6
"""Shorter texts say too little to be alike."""
ALIKE_PCT: Final = 55
"""From here on a person would call two matters alike (our decision, tried on invented registers)."""


class Likeness(StrEnum):
    """Why a case is shown, the strongest reason first."""

    PHONE = "phone"
    PLACE = "place"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """What is known of a matter so far; what is empty is not asked. ``on`` is today."""

    on: date
    phone: str = field(default="", repr=False)
    matter: str = field(default="", repr=False)
    topic_id: str = ""
    amphoe_code: str = ""
    tambon_code: str = ""


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A case and why it is shown."""

    case: CaseLine
    why: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """How often cases of a topic went to an agency lately; ``in_place`` counts only those of the same amphoe."""

    agency_id: str
    times: int
    in_place: bool


@dataclass(frozen=True, slots=True)
class Similar:
    """What helps while a matter is being written down."""

    cases: tuple[SimilarCase, ...] = ()
    choices: tuple[AgencyChoice, ...] = ()


@lru_cache(maxsize=2 * 300)
def runs(text: str) -> frozenset[str]:
    """The runs of three letters of a text, folded and without spaces."""
    letters = fold(text).replace(" ", "")
    return frozenset(letters[at : at + LETTERS] for at in range(len(letters) - LETTERS + 1))


def alike_pct(one: frozenset[str], other: frozenset[str]) -> int:
    """How much of the shorter text stands in the longer one, in per cent; 0 where one of them says too little."""
    shorter = min(len(one), len(other))
    return 0 if shorter < FEWEST_RUNS else 100 * len(one & other) // shorter


def most_alike(matter: frozenset[str], texts: Iterable[str]) -> int:
    """The best of several comparisons: of a title and a public title."""
    return max((alike_pct(matter, runs(text)) for text in texts if text), default=0)
