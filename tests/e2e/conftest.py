"""A running program with the small province in it, and Chromium in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import httpx
import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect, sync_playwright

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


def sign_in_at(page: Page, username: str) -> None:
    """Sign in at the page that asks for it."""
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_selector("[data-testid=stMain] h1", timeout=WAIT_MS)


@pytest.fixture(scope="session")
def signed_in(program: Program, browser: Browser) -> Callable[[str], StorageState]:
    """Signs somebody in through the sign-in page; once per person, for checking a password is slow on purpose."""

    @cache
    def session_of(username: str) -> StorageState:
        context = browser.new_context(locale="th-TH")
        page = context.new_page()
        page.goto(program.url + "/login")
        sign_in_at(page, username)
        state = context.storage_state()
        context.close()
        return state

    return session_of


@pytest.fixture
def sees_as(
    program: Program, browser: Browser, signed_in: Callable[[str], StorageState]
) -> Iterator[Callable[..., Page]]:
    """Opens an address as somebody, on a screen of a size."""
    contexts = []

    def seen(username: str, address: str, size: tuple[int, int] = DESK) -> Page:
        viewport = ViewportSize(width=size[0], height=size[1])
        context = browser.new_context(locale="th-TH", viewport=viewport, storage_state=signed_in(username))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(program.url + address)
        page.wait_for_selector("h1")
        return page

    yield seen
    for context in contexts:
        context.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the clicks that each journey counted, also of journeys that passed on another worker."""
    told = [line for report in terminalreporter.stats.get("passed", []) for line in _clicks_told(report)]
    for line in sorted(told):
        terminalreporter.write_line(line)


def _clicks_told(report: pytest.TestReport) -> list[str]:
    counted = [f"{name}: {value}" for name, value in report.user_properties if "clicks" in name]
    return counted + [line for line in report.capstdout.splitlines() if "clicks" in line]
