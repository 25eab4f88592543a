"""app.py and manage.py are single modules, which import-linter cannot hold to their row of the table; this can."""

from __future__ import annotations

import pytest

from tests.support.sources import ROOT, imports_of, is_below

DATABASE_DOORS = ("db.context", "db.operations")
SQL = ("alembic", "psycopg", "sqlalchemy", "sqlmodel")


@pytest.mark.parametrize("entry", ["app.py", "manage.py"])
def test_an_entry_point_reaches_the_database_through_its_two_doors(entry: str) -> None:
    used = {name for name in imports_of(ROOT / entry) if is_below(name, "db", *SQL)}
    assert {name for name in used if not is_below(name, *DATABASE_DOORS)} == set()


@pytest.mark.parametrize(
    ("entry", "pages"),
    [
        pytest.param("app.py", ("pages.http",), id="server"),
        pytest.param("manage.py", ("pages.terminal",), id="terminal"),
    ],
)
def test_an_entry_point_knows_no_screen(entry: str, pages: tuple[str, ...]) -> None:
    used = {name for name in imports_of(ROOT / entry) if is_below(name, "pages")}
    assert {name for name in used if not is_below(name, *pages)} == set()


def test_only_the_launcher_imports_streamlit() -> None:
    assert {name for name in imports_of(ROOT / "manage.py") if is_below(name, "streamlit")} == set()
