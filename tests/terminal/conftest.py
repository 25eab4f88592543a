"""A terminal on a machine of its own, and the demonstration province, built once per run and engine."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from core.errors import DomainError
from core.model.facts import Registered
from core.usecases.register_case import RegisterCase, register_case
from db.context import Settings, forget_homes, terminal_context
from db.engine import engine_for
from db.migrate import upgrade
from pages.terminal.program import app
from tests.support.databases import BuiltOnce, Databases

TODAY = "2020-07-31"
"""The day of the demonstration: two days after its figures."""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Machine:
    """A computer with one installation on it, empty at first."""

    url: str
    folder: Path
    key: Path
    today: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def environment(self) -> Mapping[str, str]:
        """What its terminal is started with."""
        given = {
            "DATABASE_URL": self.url,
            "DAMRONG_DATA_DIR": str(self.folder / "data"),
            "DAMRONG_SECRET_FILE": str(self.key),
            "COLUMNS": "200",
        }
        return {**given, "DAMRONG_TODAY": self.today} if self.today else given

    def type(self, *command: str, stdin: str = "") -> Said:
        """Type a command; a failure that is no answer is raised."""
        before = time.process_time()
        try:
            result = CliRunner().invoke(app, command, input=stdin, env=dict(self.environment))
        finally:
            self.close()
        self.seconds[command[0]] = time.process_time() - before
        if result.exception and not isinstance(result.exception, SystemExit | DomainError):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def close(self) -> None:
        """Let go of the database, as the end of a process does."""
        forget_homes()
        engine_for(self.url).dispose()

    def ask(self, *command: str, stdin: str = "") -> dict[str, Any]:
        """Type a command that must be done; its JSON."""
        said = self.type(*command, "--json", stdin=stdin)
        assert (said.code, said.err) == (0, "")
        return said.json


PASSWORD = "ต้นไม้ใหญ่ริมแม่น้ำชี"
INIT = ("init", "--province", "ร้อยเอ็ด", "--admin", "Somsri", "--password-stdin")


@dataclass(frozen=True)
class Office:
    """An office, and the code on its recovery sheet."""

    machine: Machine
    code: str

    def register(self, monkeypatch: pytest.MonkeyPatch, title: str = "ขอให้ซ่อมถนนหน้าตลาด") -> str:
        """Take a matter in, as the program itself would; returns its number."""
        with self.as_program(monkeypatch):
            command = RegisterCase(request_id=title, facts=Registered("walk_in"), title=title)
            return str(register_case(command, terminal_context()).no)

    @contextmanager
    def as_program(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """What is done inside is done by the program of this machine."""
        with monkeypatch.context() as patched:
            for name, value in self.machine.environment.items():
                patched.setenv(name, value)
            yield
        self.machine.close()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the developer's environment reaches a command."""
    for setting in Settings.model_fields.values():
        monkeypatch.delenv(str(setting.validation_alias), raising=False)
    forget_homes()


@pytest.fixture
def machine(database_url: str, tmp_path: Path) -> Machine:
    """A machine with a database of the newest schema and nothing in it."""
    return Machine(database_url, tmp_path, tmp_path / "home" / "office.key")


@pytest.fixture
def blank_machine(blank_database_url: str, tmp_path: Path) -> Machine:
    """A machine that knows nothing of us yet."""
    return Machine(blank_database_url, tmp_path, tmp_path / "home" / "office.key")


@pytest.fixture
def other_machine(databases: Databases, tmp_path: Path) -> Iterator[Machine]:
    """Another computer that knows nothing of us: no database, no key."""
    folder = tmp_path / "other"
    folder.mkdir()
    with databases.copy(None, folder) as url:
        yield Machine(url, folder, folder / "home" / "office.key")


@pytest.fixture(scope="session")
def office_build(databases: Databases, built_once: BuiltOnce) -> dict[str, str]:
    """A new office of Roi Et: template of its database, its key file and the code of its sheet."""

    def build(folder: Path) -> dict[str, str]:
        key, built = folder / "office.key", {}

        def fill(url: str) -> None:
            upgrade(url)
            built["code"] = Machine(url, folder, key).ask(*INIT, stdin=f"{PASSWORD}\n")["recovery_code"]

        return {"template": databases.template(fill), "key": str(key), **built}

    return built_once("terminal-office", build)


@pytest.fixture
def office(databases: Databases, office_build: dict[str, str], tmp_path: Path) -> Iterator[Office]:
    """A new office of Roi Et."""
    key = tmp_path / "home" / "office.key"
    key.parent.mkdir()
    shutil.copy2(office_build["key"], key)
    with databases.copy(office_build["template"], tmp_path) as url:
        yield Office(Machine(url, tmp_path, key), office_build["code"])


@dataclass(frozen=True)
class DemoBuild:
    """The demonstration as ``manage.py demo`` made it; ``seconds`` are of the processor, whatever else it did."""

    template: str
    key: Path
    answer: dict[str, Any]
    seconds: float


@pytest.fixture(scope="session")
def demo_build(databases: Databases, built_once: BuiltOnce) -> DemoBuild:
    """The demonstration province."""

    def build(folder: Path) -> dict[str, Any]:
        built: dict[str, Any] = {"key": str(folder / "demo.key")}

        def fill(url: str) -> None:
            machine = Machine(url, folder, folder / "demo.key", TODAY)
            built.update(answer=machine.ask("demo"), seconds=machine.seconds["demo"])

        return {"template": databases.template(fill), **built}

    found = built_once("demo", build)
    return DemoBuild(found["template"], Path(found["key"]), found["answer"], found["seconds"])


@pytest.fixture(scope="session")
def demo_to_read(
    databases: Databases, demo_build: DemoBuild, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """The demonstration for tests that only read."""
    folder = tmp_path_factory.mktemp("demo")
    with databases.copy(demo_build.template, folder) as url:
        yield Machine(url, folder, demo_build.key, TODAY)


@pytest.fixture
def demo(databases: Databases, demo_build: DemoBuild, tmp_path: Path) -> Iterator[Machine]:
    """The demonstration for a test that writes."""
    with databases.copy(demo_build.template, tmp_path) as url:
        yield Machine(url, tmp_path, demo_build.key, TODAY)
