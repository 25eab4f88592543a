"""Links between the project's documents lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT, name_of

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OUTSIDE = ("http://", "https://", "mailto:", "#")
FOLDERS = ("docs", "LICENSES")
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *(file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.md"))),
]


def _targets(document: Path) -> list[str]:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    return [link.partition("#")[0] for link in links if not link.startswith(OUTSIDE)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_resolves(document: Path) -> None:
    assert [link for link in _targets(document) if not (document.parent / link).exists()] == []


def test_no_link_is_absolute() -> None:
    assert [f"{name_of(each)}: {link}" for each in DOCUMENTS for link in _targets(each) if link.startswith("/")] == []
