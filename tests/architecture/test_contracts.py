"""The import contracts themselves: each cell of the table is tried once with an import it must allow or refuse."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT

PACKAGES = (
    *("core", "core/model", "core/rules", "core/figures", "core/text", "core/usecases", "core/papers", "core/exchange"),
    *("db", "db/reads", "pages/ui", "pages/http", "pages/terminal"),
)
MODULES = (
    *("core/errors", "core/ports", "core/model/case", "core/rules/calendar", "core/figures/share", "core/text/dates"),
    *(
        "core/usecases/close_case",
        "core/papers/charts",
        "core/exchange/readers",
        "db/context",
        "db/operations",
        "db/tables",
    ),
    *(
        "pages/main",
        "pages/ui/frame",
        "pages/http/gate",
        "pages/http/passwords",
        "pages/terminal/office",
        "pages/today/intake",
        "pages/cases/board",
    ),
    *("pages/meetings/meeting", "pages/reports/dashboard", "pages/service/duty", "pages/settings/users"),
)
ALLOWED = {
    "core/model/case": ["core.rules.calendar", "core.text.dates", "core.errors"],
    "core/usecases/close_case": ["core.rules.calendar", "core.ports"],
    "core/papers/charts": ["core.figures.share", "core.ports", "altair"],
    "core/exchange/readers": ["core.model.case", "core.ports", "python_calamine"],
    "db/tables": ["core.model.case", "core.ports", "sqlmodel", "sqlalchemy"],
    "db/context": ["db.tables"],
    "pages/ui/frame": ["core.usecases.close_case", "core.papers.charts", "db.context", "streamlit"],
    "pages/today/intake": ["core.usecases.close_case", "core.papers.charts", "pages.ui.frame", "streamlit"],
    "pages/settings/users": ["pages.http.passwords", "pages.ui.frame"],
    "pages/main": ["pages.ui.frame", "streamlit"],
    "pages/http/gate": ["core.usecases.close_case", "core.exchange.readers", "db.context", "db.operations"],
    "pages/http/passwords": ["streamlit_authenticator"],
    "pages/terminal/office": ["db.context", "db.operations", "pages.http.passwords", "core.exchange.readers"],
}
REFUSED = {
    "core/model/case": ["core.usecases.close_case"],
    "core/rules/calendar": ["core.ports"],
    "core/figures/share": ["core.papers.charts"],
    "core/text/dates": ["core.exchange.readers", "streamlit"],
    "core/usecases/close_case": ["core.papers.charts", "core.exchange.readers", "db.context", "sqlmodel"],
    "core/papers/charts": ["core.usecases.close_case", "core.exchange.readers", "sqlalchemy"],
    "core/exchange/readers": ["core.papers.charts", "pages.ui.frame"],
    "core/ports": ["core.usecases.close_case"],
    "db/tables": ["core.usecases.close_case"],
    "db/context": ["core.papers.charts", "streamlit"],
    "db/operations": ["core.exchange.readers", "pages.http.passwords"],
    "pages/ui/frame": ["db.operations", "db.tables", "sqlmodel", "pages.today.intake", "pages.http.gate"],
    "pages/today/intake": ["db.context", "sqlalchemy", "pages.cases.board"],
    "pages/cases/board": ["pages.meetings.meeting"],
    "pages/reports/dashboard": ["pages.service.duty"],
    "pages/service/duty": ["pages.http.passwords"],
    "pages/settings/users": ["pages.http.gate", "streamlit_authenticator"],
    "pages/main": ["db.context"],
    "pages/terminal/office": ["db.tables", "sqlalchemy"],
    "pages/http/gate": [
        "db.tables",
        "sqlalchemy",
        "streamlit",
        "streamlit_authenticator",
        "pages.ui.frame",
        "pages.settings.users",
    ],
}


def _lint(folder: Path, imports: dict[str, list[str]]) -> str:
    """Lay out a miniature of the program with ``imports`` and return what the contracts say of it."""
    for package in PACKAGES:
        (folder / package).mkdir(parents=True, exist_ok=True)
        (folder / package / "__init__.py").touch()
    for module in MODULES:
        file = folder / f"{module}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"import {name}\n" for name in imports.get(module, [])))
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_what_the_table_allows_is_kept(tmp_path: Path) -> None:
    said = _lint(tmp_path, ALLOWED)
    assert re.findall(r"^(.+) BROKEN", said, flags=re.MULTILINE) == []
    assert re.findall(r"Contracts: (\d+) kept, 0 broken", said) == ["10"]


@pytest.mark.parametrize("module", REFUSED)
def test_what_the_table_refuses_is_reported(tmp_path: Path, module: str) -> None:
    """One module at a time: with several, a chain through another culprit would hide a missing contract."""
    said = _lint(tmp_path, {module: REFUSED[module]})
    importer = module.replace("/", ".")
    assert [name for name in REFUSED[module] if not re.search(rf"{re.escape(f'{importer} -> {name}')}\b", said)] == []
