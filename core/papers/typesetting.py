"""Papers set by Typst: a template that lies beside this module, letters of ours, and facts that travel as JSON.

Nothing that a person typed is ever part of a template, so it cannot become one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import typst

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
FONTS: Final = HERE / "fonts"
LIBRARY: Final = "office.typ"
WORD_JOINER: Final = "\u2060"
PREVIEW_PPI: Final = 96
_CLUSTER = re.compile("[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*")
_compile: Callable[..., Any] = typst.compile
"""Takes the files of a paper as a mapping and gives its pages as a list, which its own types do not say."""
_turn = Lock()
"""Threads bring no speed: one paper at a time."""

Facts = Mapping[str, Any]
Format = Literal["pdf", "png"]


def pdf(template: str, facts: Facts) -> bytes:
    """A paper as PDF."""
    return _set(template, _said(facts), "pdf")[0]


def pictures(template: str, facts: Facts) -> tuple[bytes, ...]:
    """Its pages as PNG."""
    return _set(template, _said(facts), "png")


def _said(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=16)
def _set(template: str, said: str, form: Format) -> tuple[bytes, ...]:
    files = {"main.typ": _read(template), LIBRARY: _read(LIBRARY), "facts.json": said.encode()}
    with _turn:
        made: bytes | list[bytes] = _compile(files, font_paths=_fonts(), format=form, ppi=PREVIEW_PPI)
    return tuple(made) if isinstance(made, list) else (made,)


@lru_cache
def _read(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def whole(text: str, words: Iterable[str]) -> str:
    """Keep words in one piece: the segmenter would break some names of places and offices in two."""
    for word in sorted({word for word in words if len(word) > 1}, key=len, reverse=True):
        if word in text:
            text = text.replace(word, WORD_JOINER.join(_CLUSTER.findall(word)))
    return text
