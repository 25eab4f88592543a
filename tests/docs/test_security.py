"""What docs/security.md promises is shown by tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.support.sources import ROOT

DOCUMENT = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
REFERENCES = sorted(set(NAMED.findall(DOCUMENT.read_text(encoding="utf-8"))))


def test_references_are_found() -> None:
    assert len(REFERENCES) > 80


@pytest.mark.parametrize("file", sorted({file for file, _ in REFERENCES}))
def test_every_test_that_is_named_exists(file: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    assert [name for found, name in REFERENCES if found == file and f"def {name}(" not in source] == []


def test_every_line_of_a_promise_names_a_test() -> None:
    """In the tables of sections 1 to 5; the mapping of section 6 may point to these sections."""
    promises = DOCUMENT.read_text(encoding="utf-8").partition("## 6.")[0]
    rows = [
        line
        for line in promises.splitlines()
        if line.startswith("| ") and not line.startswith(("| Attack", "| Duty", "| Fault"))
    ]
    assert [row for row in rows if not NAMED.search(row)] == []
