""".streamlit/config.toml: an option that is misspelt or whose file is missing is dropped without a word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from streamlit import config

from tests.support.sources import ROOT

FILE = ROOT / ".streamlit" / "config.toml"
FACE_KEYS = {"family", "url", "weight", "style", "unicodeRange"}
SERVED_AT = "app/static/"
MUST_STAY = {
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 50,
}


def _written() -> dict[str, Any]:
    sections = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {f"{section}.{key}": value for section, options in sections.items() for key, value in options.items()}


def _faces() -> Iterator[dict[str, Any]]:
    yield from _written()["theme.fontFaces"]


def test_streamlit_knows_every_option() -> None:
    assert set(_written()) - set(config.get_config_options()) == set()


@pytest.mark.parametrize("option", MUST_STAY)
def test_what_protects_people_stays_set(option: str) -> None:
    assert _written()[option] == MUST_STAY[option]


def test_the_gate_names_who_is_signed_in() -> None:
    assert _written()["server.trustedUserHeaders"] == '{"X-Damrong-Session": "session", "X-Damrong-User": "user"}'


def test_every_font_face_has_its_file_and_a_known_shape() -> None:
    files = sorted(face["url"].removeprefix(SERVED_AT) for face in _faces())
    assert files == sorted(f"fonts/{file.name}" for file in (ROOT / "static" / "fonts").glob("*.woff2"))
    assert [set(face) for face in _faces()] == [FACE_KEYS] * len(files)


def test_every_option_has_its_reason() -> None:
    """Each run of settings stands under a comment; colours and fonts share theirs."""
    lines = FILE.read_text(encoding="utf-8").partition("# -----")[0].splitlines()
    bare = [
        line
        for before, line in pairwise(lines)
        if "=" in line and not line.startswith("#") and not before.startswith("#") and "=" not in before
    ]
    assert bare == []
