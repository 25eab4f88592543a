"""The text catalogue: one key, one Thai sentence, whatever module of ``core.text.th`` it stands in."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from string import Formatter
from types import MappingProxyType, ModuleType

from core.text import th
from core.text.dates import bangkok_day, thai_day, thai_time
from core.text.labels import PREFIXES


class DuplicateText(Exception):
    """Two modules hold the same key."""


def collected(package: ModuleType) -> Mapping[str, str]:
    """Return the texts of every module of ``package``.

    Raises:
        DuplicateText: a key stands in two of them.
    """
    texts: dict[str, str] = {}
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        own: Mapping[str, str] = import_module(found.name).TEXTS
        if twice := texts.keys() & own.keys():
            raise DuplicateText(f"{found.name}: {', '.join(sorted(twice))}")
        texts.update(own)
    return MappingProxyType(texts)


TEXTS: Mapping[str, str] = collected(th)
"""Every key and its text, as written; for tests and lists of keys."""


def t(key: str, /, **facts: object) -> str:
    """Return the sentence of ``key`` with its placeholders filled.

    Days, instants and codes of the field are written in Thai (``2 มี.ค. 2569``, ``ยุติเรื่อง``); everything else as
    ``str`` does it or in the format that the text names (``{total:,}``). Facts that the text does not use are left out:
    an error carries the same facts whatever its wording.

    Raises:
        KeyError: no such key, or a placeholder without a fact.
    """
    return TEXTS[key].format_map({name: _worded(fact) for name, fact in facts.items()})


def placeholders(key: str) -> frozenset[str]:
    """Return the names of the facts that the text of ``key`` needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(TEXTS[key]) if name is not None)


def label(code: StrEnum) -> str:
    """Return the Thai word for a code of the field.

    Raises:
        KeyError: its enum is never shown.
    """
    return TEXTS[text_key(code)]


def definition(code: StrEnum) -> str:
    """Return the sentence that explains a code, shown on request.

    Raises:
        KeyError: the code needs no explanation.
    """
    return TEXTS[f"{text_key(code)}.definition"]


def text_key(code: StrEnum) -> str:
    """Return the key of a code: ``state.registered``, ``kind.grievance``."""
    return f"{PREFIXES[type(code)]}.{code.value}"


def _worded(fact: object) -> object:
    if isinstance(fact, datetime):
        return f"{thai_day(bangkok_day(fact))} {thai_time(fact)}"
    if isinstance(fact, date):
        return thai_day(fact)
    if isinstance(fact, StrEnum) and type(fact) in PREFIXES:
        return label(fact)
    return fact
