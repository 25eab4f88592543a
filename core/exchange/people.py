"""Names in registers: who they stand for, and whether they are hidden or were never given."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.exchange.source_case import PersonKind, SourcePerson
from core.exchange.wording import squash
from core.model.codes import Anonymity
from core.text import source_words as words

_ANONYMITIES: Final = (
    (words.UNSIGNED_LETTERS, Anonymity.UNSIGNED_LETTER),
    (words.NAMES_NOT_GIVEN, Anonymity.NOT_GIVEN),
    (words.HIDDEN_NAMES, Anonymity.HIDDEN),
)
_KINDS: Final = (
    (words.GROUP_HINTS, PersonKind.GROUP),
    (words.ORGANISATION_HINTS, PersonKind.ORGANISATION),
    (words.PERSON_HINTS, PersonKind.PERSON),
)
_HIDING: Final = tuple(
    squash(word)
    for word in (
        *(*words.UNSIGNED_LETTERS, *words.NAMES_NOT_GIVEN, *words.HIDDEN_NAMES),
        *words.WORDS_AROUND_HIDDEN_NAMES,
    )
)


def source_person(name: str, kind: str, phone: str) -> SourcePerson:
    """Read a name and the kind column beside it ("" when there is none).

    A name that only says that it is hidden or not given is no name and is dropped; a name with a hidden part is kept.
    A kind that no column tells is suggested by the name's own words.
    """
    if not name:
        return SourcePerson("", phone, PersonKind.UNKNOWN, _said_by_kind(kind)[1] or Anonymity.NOT_GIVEN)
    hidden = _anonymity(name)
    anonymity = hidden or _said_by_kind(kind)[1] or Anonymity.OPEN
    return SourcePerson("" if hidden and _only_says_so(name) else name, phone, _kind(kind, name), anonymity)


def _anonymity(text: str) -> Anonymity | None:
    return next((meaning for hints, meaning in _ANONYMITIES if _has(text, hints)), None)


@lru_cache(maxsize=512)
def _said_by_kind(kind: str) -> tuple[PersonKind, Anonymity | None]:
    return next((meaning for hints, meaning in _KINDS if _has(kind, hints)), PersonKind.UNKNOWN), _anonymity(kind)


def _only_says_so(name: str) -> bool:
    """A hidden name may say so in several words and brackets ("[hidden]"); in a partly hidden one something is left."""
    rest = squash(name)
    for word in _HIDING:
        rest = rest.replace(word, "")
    return not rest


def _kind(kind: str, name: str) -> PersonKind:
    if kind:
        return _said_by_kind(kind)[0]
    if not name or (_anonymity(name) and _only_says_so(name)):
        return PersonKind.UNKNOWN
    return next((meaning for hints, meaning in _KINDS[:2] if _has(name, hints)), PersonKind.PERSON)


def _has(text: str, hints: Iterable[str]) -> bool:
    return any(map(text.__contains__, hints))
