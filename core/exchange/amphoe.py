"""Which amphoe a cell names: several in one cell, short forms, other provinces'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from core.exchange.findings import FindingKind
from core.exchange.wording import says_nothing, squash
from core.text import source_words as words

_BETWEEN: Final = re.compile(rf"[/,;+\n]|\s{words.AND}\s?|(?<=\S){words.AND}\s")
_COUNT: Final = re.compile(rf"\d+\s*{words.AMPHOE_WORD}")
_ALL: Final = frozenset(squash(text) for text in words.ALL_AMPHOE)


@dataclass(frozen=True)
class Places:
    """The province whose register is read, its amphoe, and the names of everybody else's: official names."""

    province: str
    amphoe: frozenset[str]
    elsewhere: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Own amphoe by squashed name, the town also by its short form."""
        names = {squash(without_prefix(name, words.AMPHOE_PREFIXES)): name for name in self.amphoe}
        town = next((name for name in (words.TOWN + self.province, self.province) if name in self.amphoe), None)
        return names | {squash(words.TOWN): town} if town else names

    @cached_property
    def elsewhere_by_key(self) -> dict[str, str]:
        """Other provinces and their amphoe by squashed name."""
        others = (self.elsewhere | self.provinces) - self.amphoe - {self.province}
        return {squash(without_prefix(name, words.AMPHOE_PREFIXES)): name for name in others}


@dataclass(frozen=True, slots=True)
class AmphoeReading:
    """Own amphoe, others', and what is doubtful about the cell (at most one doubt: the gravest)."""

    own: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    doubt: FindingKind | None = None


_GRAVITY: Final = (
    FindingKind.UNKNOWN_AMPHOE,
    FindingKind.AMPHOE_NOT_NAMED,
    FindingKind.AMPHOE_ELSEWHERE,
    FindingKind.AMPHOE_SHORTENED,
)


@lru_cache(maxsize=4096)
def read_amphoe(text: str, places: Places | None) -> AmphoeReading:
    """Read a cell of the amphoe column. Without ``places`` the names are only split and freed of their prefix."""
    if says_nothing(text):
        return AmphoeReading()
    own: dict[str, None] = {}
    elsewhere: dict[str, None] = {}
    doubts: set[FindingKind] = set()
    for name in _names(text, places):
        found, doubt = _found(name, places)
        if found:
            (elsewhere if doubt is FindingKind.AMPHOE_ELSEWHERE else own)[found] = None
        if doubt:
            doubts.add(doubt)
    return AmphoeReading(tuple(own), tuple(elsewhere), next((kind for kind in _GRAVITY if kind in doubts), None))


def without_prefix(text: str, prefixes: tuple[str, ...]) -> str:
    """Drop the word for the kind of place in front of a name."""
    name = text.strip()
    prefix = next((prefix for prefix in prefixes if name.startswith(prefix) and name != prefix), "")
    return name.removeprefix(prefix).strip()


def _names(text: str, places: Places | None) -> list[str]:
    """Split at separators, and at spaces where every part is a name that we know."""
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        words_in = piece.split()
        known = places is not None and len(words_in) > 1 and all(_found(word, places)[0] for word in words_in)
        names.extend(words_in if known else [piece.strip()])
    return [name for name in names if not says_nothing(name)]


def _found(name: str, places: Places | None) -> tuple[str, FindingKind | None]:
    if _COUNT.fullmatch(name) or squash(name) in _ALL:
        return "", FindingKind.AMPHOE_NOT_NAMED
    bare = without_prefix(without_prefix(name, words.AMPHOE_PREFIXES), words.PROVINCE_PREFIXES)
    return (bare, None) if places is None else _placed(squash(bare), places)


def _placed(key: str, places: Places) -> tuple[str, FindingKind | None]:
    if own := places.by_key.get(key):
        return own, None
    if other := places.elsewhere_by_key.get(key):
        return other, FindingKind.AMPHOE_ELSEWHERE
    longer = [name for full, name in places.by_key.items() if len(key) > 2 and full.startswith(key)]
    if len(longer) == 1:
        return longer[0], FindingKind.AMPHOE_SHORTENED
    return "", FindingKind.UNKNOWN_AMPHOE
