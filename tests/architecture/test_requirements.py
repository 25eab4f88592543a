"""The pinned files: everything pinned and hashed, inside the ranges, from no named host, the same in both."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pins(name: str) -> dict[str, set[Version]]:
    """Return the versions of each package; a package may have several, for different Pythons."""
    pins: dict[str, set[Version]] = {}
    for package, version in PIN.findall(_text(name)):
        pins.setdefault(canonicalize_name(package), set()).add(Version(version))
    return pins


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes_and_no_host_is_named(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", _text(name), flags=re.MULTILINE).strip())
    assert [block.splitlines()[0] for block in blocks if not (PIN.match(block) and "--hash=sha256:" in block)] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", _text(name)) == []


@pytest.mark.parametrize(
    ("name", "ranges"),
    [
        pytest.param("requirements.txt", RUNTIME, id="runtime"),
        pytest.param("requirements-dev.txt", RUNTIME + DEVELOPMENT, id="development"),
    ],
)
def test_the_pins_lie_inside_the_ranges(name: str, ranges: list[Requirement]) -> None:
    pins = _pins(name)
    outside = [
        f"{wanted}: {version}"
        for wanted in ranges
        for version in pins.get(canonicalize_name(wanted.name), {Version("0")})
        if version not in wanted.specifier
    ]
    assert outside == []


def test_tests_run_on_the_versions_an_office_gets() -> None:
    development = _pins("requirements-dev.txt")
    assert {name: development.get(name) for name in _pins("requirements.txt")} == _pins("requirements.txt")
