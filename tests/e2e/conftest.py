"""A running program with the small province in it, and Chromium in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, expect, sync_playwright

from tests.http.support import PASSWORD
from tests.support.province import TODAY, small_province
from tools.engines import chromium

ROOT: Final = Path(__file__).resolve().parents[2]
DESK: Final = (1366, 768)
SIZES: Final = (
    pytest.param(DESK, id="desk", marks=pytest.mark.slow),
    pytest.param((390, 844), id="phone"),
    pytest.param((1920, 1080), id="wall", marks=pytest.mark.slow),
)
"""Screens that every page has to fit; the narrowest, where most goes wrong, in each run, all with ``make slow``."""
START_SECONDS: Final = 90
WAIT_MS: Final = 30_000

SeesAs = Callable[..., Page]


@dataclass(frozen=True)
class Program:
    """The program as it runs for the office: its address."""

    url: str


@contextmanager
def running(folder: Path, today: date | str = TODAY) -> Iterator[Program]:
    """The real server over an installation that lies in a folder, on a free port; without ``today`` on the real day."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = folder / "output"
    own = {"DAMRONG_DATA_DIR": folder / "data", "DAMRONG_SECRET_FILE": folder / "test.key", "DAMRONG_TODAY": today}
    if not today:
        del own["DAMRONG_TODAY"]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DAMRONG_TODAY")}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment, **{name: str(value) for name, value in own.items()}},
            stdout=output,
            stderr=output,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield Program(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program over a small province, until the tests are done; they look and change nothing."""
    folder = tmp_path_factory.mktemp("program")
    small_province(folder)
    with running(folder) as program:
        yield program


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the machine, or the one that Playwright brought."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


def seldom(address: str) -> object:
    """Another view of a page that each run looks at; seen with ``make slow``."""
    return pytest.param(address, id=address, marks=pytest.mark.slow)


def sign_in_at(page: Page, username: str) -> None:
    """Sign in at the page that asks for it."""
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_selector("[data-testid=stMain] h1", timeout=WAIT_MS)


@dataclass
class Windows:
    """Browsers of the people in front of a program.

    Somebody's browser is kept from test to test, for a new one loads and compiles the whole front end again; it is
    given up when it is not signed in any more as it was.
    """

    program: Program
    browser: Browser
    _states: dict[str, StorageState] = field(default_factory=dict)
    _kept: dict[str, BrowserContext] = field(default_factory=dict)
    _in_use: list[tuple[str, BrowserContext]] = field(default_factory=list)

    def seen(self, username: str, address: str, size: tuple[int, int] = DESK) -> Page:
        """Open an address as somebody, on a screen of a size; a second time in a test, in a second browser."""
        state = self._signed_in(username)
        context = self._kept.pop(username, None) or self.browser.new_context(locale="th-TH", storage_state=state)
        self._in_use.append((username, context))
        page = context.new_page()
        page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
        page.set_default_timeout(WAIT_MS)
        page.goto(self.program.url + address)
        page.wait_for_selector("h1")
        return page

    def tidy(self) -> None:
        """Close what a test opened."""
        for username, context in self._in_use:
            if not self._is_as_it_was(username, context):
                self._states.pop(username, None)
                context.close()
                continue
            if username in self._kept:
                context.close()
                continue
            for page in context.pages:
                page.close()
            self._kept[username] = context
        self._in_use.clear()

    def close(self) -> None:
        """Close everything."""
        for context in (*self._kept.values(), *(context for _, context in self._in_use)):
            context.close()

    def _signed_in(self, username: str) -> StorageState:
        """Sign somebody in through the page for it; once per person, for checking a password is slow on purpose."""
        if username not in self._states:
            context = self.browser.new_context(locale="th-TH")
            page = context.new_page()
            page.goto(self.program.url + "/login")
            sign_in_at(page, username)
            self._states[username] = context.storage_state()
            context.close()
        return self._states[username]

    def _is_as_it_was(self, username: str, context: BrowserContext) -> bool:
        def sessions(cookies: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
            return {(each["name"], each["value"]) for each in cookies if "session" in each["name"]}

        return sessions(context.cookies()) == sessions(self._states.get(username, {}).get("cookies", ()))


@pytest.fixture(scope="session")
def windows(program: Program, browser: Browser) -> Iterator[Windows]:
    """Browsers in front of the program that all tests share."""
    opened = Windows(program, browser)
    yield opened
    opened.close()


@pytest.fixture
def sees_as(windows: Windows) -> Iterator[SeesAs]:
    """Opens an address as somebody, on a screen of a size."""
    yield windows.seen
    windows.tidy()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the clicks that each journey counted, also of journeys that passed on another worker."""
    told = [line for report in terminalreporter.stats.get("passed", []) for line in _clicks_told(report)]
    for line in sorted(told):
        terminalreporter.write_line(line)


def _clicks_told(report: pytest.TestReport) -> list[str]:
    counted = [f"{name}: {value}" for name, value in report.user_properties if "clicks" in name]
    return counted + [line for line in report.capstdout.splitlines() if "clicks" in line]
