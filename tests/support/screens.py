"""Pages run without a browser, seen by role; what our own drawings show is read from what is sent to them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from streamlit.testing.v1 import AppTest

from core.rules.access import Actor
from pages.ui.registry import PAGES as PAGE_ENTRIES

PAGES: Final = Path(__file__).resolve().parents[2] / "pages"
SECONDS: Final = 60


def sign_in_as(monkeypatch: pytest.MonkeyPatch, actor: Actor | None) -> None:
    """Let ``actor`` be behind every run; None is a session that has ended."""
    for module in ("page", "frame"):
        monkeypatch.setattr(f"pages.ui.{module}.actor_of_this_run", lambda: actor)
    monkeypatch.setattr("pages.ui.download.session_of_this_run", lambda: None)


def opened(script: str, **query: str) -> AppTest:
    """A page below ``pages/``, run once at an address."""
    app = AppTest.from_file(str(PAGES / "main.py"), default_timeout=SECONDS)
    if Path(script).stem not in {page.url for page in PAGE_ENTRIES}:
        rerun(app)  # a page whose address is not its file's name is known only once the frame has run
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(script)
    return rerun(app)


def rerun(app: AppTest) -> AppTest:
    """Run again; a page that raises is a failure of every test."""
    app.run()
    assert [each.message for each in app.exception] == []
    return app


def drawings(app: AppTest, name: str) -> list[dict[str, Any]]:
    """What was sent to the drawings of a sort: ``figures``, ``matrix`` or ``list``."""
    found = [each.proto for each in app.get("bidi_component")]
    return [json.loads(each.json) for each in found if each.component_name == f"damrong.{name}"]


def drawing(app: AppTest, name: str, place: int = 0) -> dict[str, Any]:
    """One of them."""
    return drawings(app, name)[place]


def shown_numbers(app: AppTest, place: int = 0) -> dict[str, str]:
    """The numbers of a row of numbers by their labels, with unit and what is said under them."""
    found = drawing(app, "figures", place)["figures"]
    return {each["label"]: " ".join(filter(None, (each["value"], each["unit"], each["note"]))) for each in found}


def matrix_rows(app: AppTest, place: int = 0) -> list[tuple[str, ...]]:
    """The rows of a matrix as texts: name, cells, and what is late."""
    data = drawing(app, "matrix", place)
    rows = [*data["rows"], *([data["total"]] if data["total"] else [])]
    return [_row(row) for row in rows]


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    late = (row["late"]["text"],) if row["late"] else ()
    return (row["name"], *(cell["text"] for cell in row["cells"]), *late)


def listed(app: AppTest, *columns: str) -> list[tuple[str, ...]]:
    """The rows of the open list, of some columns."""
    return [tuple(row["cells"][column] for column in columns) for row in drawing(app, "list")["rows"]]


def picks(data: Sequence[Mapping[str, Any]] | Mapping[str, Any]) -> list[str]:
    """Everything in a drawing that can be clicked."""
    if isinstance(data, Mapping):
        own = [str(data["pick"])] if data.get("pick") else []
        return own + [pick for value in data.values() if isinstance(value, list | dict) for pick in picks(value)]
    return [pick for each in data if isinstance(each, list | dict) for pick in picks(each)]
