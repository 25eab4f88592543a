"""README: what it tells people to type and to set exists, and nothing that exists is left untold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from db.settings import Settings
from tests.support.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z0-9-]+):", MAKEFILE, flags=re.MULTILINE))
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_make_command_exists(document: Path) -> None:
    named = set(
        re.findall(r"`make ([a-z0-9-]+)|^    make ([a-z0-9-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {word for pair in named for word in pair if word} - TARGETS == set()


def test_the_two_commands_of_the_first_screen_are_there() -> None:
    assert {"run", "test", "demo"} <= TARGETS


def test_every_target_says_what_it_does() -> None:
    described = set(re.findall(r"^([a-z0-9-]+):.*## ", MAKEFILE, flags=re.MULTILINE))
    assert TARGETS - described == set()


def test_the_configuration_table_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", README, flags=re.MULTILINE)
    assert sorted(listed) == sorted(str(field.validation_alias) for field in Settings.model_fields.values())


def test_ci_runs_what_readme_promises() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert commands[0] == "set -euo pipefail"
    assert commands[-1] == "make test"


def test_the_python_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert "3.11, 3.12 or 3.13" in README
    assert re.findall(r"^CANDIDATES := (.*)", MAKEFILE, flags=re.MULTILINE)[0].startswith(
        "python3.13 python3.12 python3.11 "
    )
