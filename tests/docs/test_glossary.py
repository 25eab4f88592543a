"""The glossary says what the code and the screens say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest

from core.text.catalogue import label
from core.text.labels import PREFIXES

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<thai>[^|]+) \| (?P<identifier>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)


class Row(NamedTuple):
    """A line of one of the tables."""

    thai: str
    identifier: str
    meaning: str


def sections() -> Mapping[str, list[Row]]:
    """Rows by heading, without the head of each table."""
    _, *parts = re.split(r"^##+ (.+)$", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = zip(parts[::2], parts[1::2], strict=True)
    return {heading: [Row(*row.groups()) for row in ROW.finditer(body)][1:] for heading, body in found}


@pytest.mark.parametrize("enum", PREFIXES, ids=lambda enum: enum.__name__)
def test_every_code_stands_in_the_glossary_under_its_word_on_screen(enum: type[StrEnum]) -> None:
    written = [(row.thai, row.identifier) for row in sections()[enum.__name__]]
    assert written == [(label(member), f"`{member.value}`") for member in enum]


def test_the_glossary_lists_no_code_that_does_not_exist() -> None:
    assert set(sections()) - {enum.__name__ for enum in PREFIXES} == {"Words", "Codes"}


def test_every_row_has_a_meaning_in_english() -> None:
    rows = [row for section in sections().values() for row in section]
    assert [row for row in rows if not re.match(r"[A-Z0-9].*[.a-z)]$", row.meaning)] == []


def test_a_word_is_explained_once() -> None:
    identifiers = [row.identifier for row in sections()["Words"]]
    assert (len(identifiers), len(set(identifiers))) == (47, 47)
