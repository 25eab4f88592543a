"""The decisions: numbered without gaps, all of one shape, half a page, listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT

FOLDER = ROOT / "docs" / "adr"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
SHAPE = ["Context", "Decision", "Consequences"]
HALF_A_PAGE = 350  # words


def test_numbers_run_without_gaps() -> None:
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: str(file.stem))
def test_a_decision_has_its_number_its_parts_and_half_a_page(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(file.name[:4])}. ")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == SHAPE
    assert len(text.split()) <= HALF_A_PAGE


def test_the_list_names_every_decision_by_its_title() -> None:
    titles = [file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in DECISIONS]
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", (FOLDER / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert listed == [(title, file.name) for title, file in zip(titles, DECISIONS, strict=True)]
