"""Which agency a spelling means. Suggestions only: a person confirms the table before anything is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.text import agency_words as words
from core.text.fold import fold

_EQUAL: Final = 100
_EQUAL_BUT_FOR_GENERIC_WORDS: Final = 90
_CLOSE: Final = 70
_LEAD: Final = 10  # how much nearer the nearest must be than the next
_SIMILAR: Final = 45
_MOST_SIMILAR: Final = 3


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency on our list: its id and every name, short name and confirmed spelling of it."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarAgency:
    """An agency whose name is near; ``confidence`` is 0 to 100."""

    id: str
    confidence: int


@dataclass(frozen=True, slots=True)
class AgencySpelling:
    """One spelling of the file, how often it stands there and what it probably means.

    ``agency_id`` is None when nothing is near enough or two agencies are about equally near. ``same_as`` are other
    spellings of the file that read as the same name, for a person who has to enter a new agency.
    """

    spelling: str
    count: int
    agency_id: str | None
    confidence: int
    similar: tuple[SimilarAgency, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A normal name, the same without words that people leave out, and the pairs of letters of its own part."""

    full: str
    loose: str
    kind: str
    pairs: frozenset[str]


def match_agencies(
    counts: Mapping[str, int], agencies: Sequence[KnownAgency], province: str = ""
) -> tuple[AgencySpelling, ...]:
    """Match the spellings of a file with the agencies we know, the most frequent spelling first.

    Args:
        counts: spellings and how often each occurs.
        agencies: our list.
        province: the home province; its name and letters say nothing more about an agency and are left out.
    """
    known = [(agency.id, _name(normal_name(name, province))) for agency in agencies for name in agency.names]
    groups: dict[str, list[str]] = defaultdict(list)
    for spelling in counts:
        groups[normal_name(spelling, province)].append(spelling)
    table = [
        _matched(spelling, count, known, groups[normal_name(spelling, province)], province)
        for spelling, count in counts.items()
    ]
    return tuple(sorted(table, key=lambda line: (-line.count, line.spelling)))


@lru_cache(maxsize=8_192)
def normal_name(spelling: str, province: str = "") -> str:
    """Return a key under which spellings of one agency are equal: abbreviations written out, home province left out."""
    text = _LETTERS.sub(lambda found: f"{words.PROVINCE_LETTERS[found[1]]} ", fold(spelling))
    text = _AT_A_WORD.sub(lambda found: f"{_LONG[found[1] or found[2]]} ", text)
    text = _WITH_DOT.sub(lambda found: f"{_LONG[found[1]]} ", text)
    text = text.replace(words.PROVINCE_SHORT, words.PROVINCE_WORD).replace(words.AND_SO_ON, "")
    text = _NOISE.sub("", text)
    for name, office in words.SAME_OFFICE:
        text = text.replace(name, office)
    return text.replace(province, "").replace(words.PROVINCE_WORD, "") if province else text


def _either(abbreviations: Iterable[str]) -> str:
    return "|".join(map(re.escape, abbreviations))


_THAI: Final = "\u0e00-\u0e7f"
_WORD_START: Final = f"(?<![{_THAI}A-Za-z])"
_WORD_END: Final = r"(?=[\s(/]|$)"
_NOISE: Final = re.compile(r"[\s.,()\[\]\"']+|(?<!\d)-|-(?!\d)")
_DIGITS: Final = re.compile(r"\d+")
_LONG: Final = dict((*words.AT_A_WORD, *words.WITH_DOT))
_TWO_LETTERS: Final = _either(short for short, _ in words.AT_A_WORD if len(short) == 2)
_MORE_LETTERS: Final = _either(short for short, _ in words.AT_A_WORD if len(short) > 2)
_AT_A_WORD: Final = re.compile(rf"{_WORD_START}(?:({_TWO_LETTERS})(?:\.|{_WORD_END})|({_MORE_LETTERS})\.?)")
_WITH_DOT: Final = re.compile(f"{_WORD_START}({_either(short for short, _ in words.WITH_DOT)})")
_LETTERS: Final = re.compile(
    rf"(?:(?<=\.)|(?<=\s)|(?<={words.PROVINCE_WORD})|^)({_either(words.PROVINCE_LETTERS)})(?:\.|(?=[\s()/\d]|$))"
)


def _matched(
    spelling: str, count: int, known: Iterable[tuple[str, _Name]], group: Sequence[str], province: str
) -> AgencySpelling:
    name = _name(normal_name(spelling, province))
    best: dict[str, int] = {}
    for agency_id, other in known:
        best[agency_id] = max(_score(name, other), best.get(agency_id, 0))
    near = sorted((-score, agency_id) for agency_id, score in best.items() if score >= _SIMILAR)
    similar = tuple(SimilarAgency(agency_id, -score) for score, agency_id in near[:_MOST_SIMILAR])
    return AgencySpelling(
        spelling=spelling,
        count=count,
        agency_id=similar[0].id if _is_clear([agency.confidence for agency in similar]) else None,
        confidence=similar[0].confidence if similar else 0,
        similar=similar,
        same_as=tuple(other for other in group if other != spelling),
    )


def _is_clear(scores: Sequence[int]) -> bool:
    """Say whether the nearest is near enough, and either equal where no other is or well ahead of the next."""
    if not scores or scores[0] < _CLOSE:
        return False
    ahead = scores[0] - (scores[1] if len(scores) > 1 else 0)
    return ahead >= (1 if scores[0] >= _EQUAL_BUT_FOR_GENERIC_WORDS else _LEAD)


def _score(name: _Name, other: _Name) -> int:
    """100 equal; 90 equal but for words that people leave out; else nearness by pairs of letters, below 90.

    Names with different numbers, or of different sorts of body, are never near.
    """
    if name.full == other.full:
        return _EQUAL
    if name.loose and name.loose == other.loose:
        return _EQUAL_BUT_FOR_GENERIC_WORDS
    if name.kind != other.kind or _DIGITS.findall(name.full) != _DIGITS.findall(other.full):
        return 0
    total = len(name.pairs) + len(other.pairs)
    return round(2 * len(name.pairs & other.pairs) / total * (_EQUAL_BUT_FOR_GENERIC_WORDS - 1)) if total else 0


@lru_cache(maxsize=8_192)
def _name(full: str) -> _Name:
    """Take a normal name apart; its pairs leave out the word for the kind, which many names share."""
    loose = full
    for word in words.GENERIC_WORDS:
        loose = loose.replace(word, "")
    kind = next((word for word in words.KIND_WORDS if loose.startswith(word)), "")
    own = loose.removeprefix(kind) or loose
    return _Name(full, loose, kind, frozenset(own[at : at + 2] for at in range(len(own) - 1)))
