"""Comparing the words of a file with the words we know, whatever their spaces, dots, case and way of typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.model.codes import ChannelGroup, ContactKind
from core.text import source_words as words
from core.text.fold import fold

_IGNORED: Final = re.compile(r"[\s._:;*\"'\-\u2010-\u2015()\[\]/?]+")


@lru_cache(maxsize=8_192)
def squash(text: str) -> str:
    """Return the form in which two ways of writing one word are equal."""
    return _IGNORED.sub("", fold(text))


def squashed(texts: Iterable[str]) -> frozenset[str]:
    """Squash a vocabulary."""
    return frozenset(squash(text) for text in texts)


_NOTHING: Final = frozenset(fold(text) for text in words.NOTHING) | {""}
_LONGEST_NOTHING: Final = max(map(len, _NOTHING))
_CHANNELS: Final = tuple((fold(hint), ChannelGroup(group)) for hint, group in words.CHANNEL_HINTS)
_KINDS: Final = tuple((fold(hint), ContactKind(kind)) for hint, kind in words.KIND_HINTS)


def says_nothing(text: str) -> bool:
    """Say whether a cell is blank or one of the usual signs for it ("-", "null" and their Thai kin)."""
    bare = text.strip()
    return len(bare) <= _LONGEST_NOTHING and fold(bare) in _NOTHING


@lru_cache(maxsize=4096)
def channel_name(text: str) -> str:
    """Return the name under which a channel is counted: any web address is one channel, a blank one is "not given"."""
    if says_nothing(text):
        return words.NO_CHANNEL
    folded = fold(text)
    return words.WEB_CHANNEL if folded.startswith(words.WEB_ADDRESSES) else text.strip()


@lru_cache(maxsize=4096)
def channel_group(text: str) -> ChannelGroup | None:
    """Suggest how a matter reached us, by the first hint in its channel's name; None when no hint fits."""
    folded = fold(text)
    return next((group for hint, group in _CHANNELS if hint in folded), None)


@lru_cache(maxsize=4096)
def contact_kind(text: str) -> ContactKind | None:
    """Suggest the kind of contact; None when no hint fits."""
    folded = fold(text)
    return next((kind for hint, kind in _KINDS if hint in folded), None)
