"""What a person waits for: from the click to the last change of the page, in Chromium."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from bench.servers import Server
from tools.engines import chromium

__all__ = ["Waiting", "chromium", "desk", "opened", "waited"]

ROUNDS = 10
QUIET_MS = 500
"""A page that has not changed for so long is drawn."""
WATCH = """
() => {
  window.clicked = 0; window.changed = 0;
  document.addEventListener("click", () => { window.clicked = performance.now(); window.changed = 0; }, true);
  new MutationObserver(() => { window.changed = performance.now(); })
    .observe(document.body, {childList: true, subtree: true, characterData: true, attributes: true});
}
"""
DRAWN = f"() => window.changed > window.clicked && performance.now() - window.changed > {QUIET_MS}"
WAITED = "() => window.changed - window.clicked"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Milliseconds from the click to the last change of the page: the median and the slowest."""

    median: float
    worst: float


@contextmanager
def desk(server: Server, username: str, password: str) -> Iterator[Page]:
    """A signed-in person's browser window of a small office."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(locale="th-TH", viewport={"width": 1366, "height": 768}).new_page()
        page.goto(f"{server.base}/login")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_selector("[data-testid=stMain] h1")
        page.evaluate(WATCH)
        yield page
        browser.close()


def waited(page: Page, address: str, away: str) -> Waiting:
    """Go back and forth between two pages of the menu and time the way to ``address``."""
    found = []
    for _ in range(ROUNDS + 1):
        _follow(page, away)
        found.append(_follow(page, address))
    return Waiting(statistics.median(found[1:]), max(found[1:]))


def _follow(page: Page, address: str) -> float:
    page.locator(f"[data-testid=stSidebarNav] a[href*='/{address}']").first.click()
    page.wait_for_function(DRAWN, polling=50)
    return float(page.evaluate(WAITED))


def opened(page: Page, no: str, away: str) -> Waiting:
    """Type a case's number where the menu's page of cases asks for it, and time what follows."""
    found = []
    for _ in range(ROUNDS + 1):
        _follow(page, away)
        _follow(page, "case")
        page.locator("[data-testid=stMain] input").first.fill(no)
        page.evaluate("() => { window.clicked = performance.now(); window.changed = 0; }")
        page.keyboard.press("Enter")
        page.wait_for_function(DRAWN, polling=50)
        found.append(float(page.evaluate(WAITED)))
    return Waiting(statistics.median(found[1:]), max(found[1:]))
