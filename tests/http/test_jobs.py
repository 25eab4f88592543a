"""The server's own work: looked for again and again, whatever goes wrong, and ended cleanly."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

import anyio
import pytest

from core.errors import DomainError
from pages.http.jobs import standing_jobs

QUICK = 0.01


class Work:
    """Counts its runs and wakes who waits for the n-th."""

    def __init__(self, *errors: Exception, wanted: int = 3) -> None:
        self.errors = list(errors)
        self.starts: list[datetime] = []
        self.threads: set[int] = set()
        self.wanted = wanted
        self.enough = threading.Event()

    def __call__(self, started_at: datetime) -> None:
        self.starts.append(started_at)
        self.threads.add(threading.get_ident())
        if len(self.starts) >= self.wanted:
            self.enough.set()
        if self.errors:
            raise self.errors.pop(0)


def serve_until_enough(work: Work) -> None:
    async def serving() -> None:
        async with standing_jobs(work, every=QUICK):
            await anyio.to_thread.run_sync(work.enough.wait, 20)

    anyio.run(serving)


def test_work_is_looked_for_again_and_again_in_another_thread() -> None:
    work = Work()
    serve_until_enough(work)
    assert (len(work.starts) >= 3, len(set(work.starts)), threading.get_ident() in work.threads) == (True, 1, False)


def test_nothing_is_looked_for_after_the_end() -> None:
    work = Work(wanted=1)
    serve_until_enough(work)
    runs = len(work.starts)
    anyio.run(anyio.sleep, 5 * QUICK)
    assert len(work.starts) == runs


def test_a_run_that_has_begun_is_waited_for() -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_started_at: datetime) -> None:
        begun.set()
        threading.Event().wait(0.2)
        ended.set()

    async def serving() -> None:
        async with standing_jobs(slow, every=QUICK):
            await anyio.to_thread.run_sync(begun.wait, 20)

    anyio.run(serving)
    assert (begun.is_set(), ended.is_set()) == (True, True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(DomainError("error.not_set_up"), [], id="an-empty-database-is-no-news"),
        pytest.param(DomainError("error.key_wrong"), ["jobs cannot run: error.key_wrong"], id="a-refusal"),
        pytest.param(RuntimeError("x"), ["jobs cannot run"], id="anything-else"),
    ],
)
def test_what_goes_wrong_is_told_and_does_not_end_the_work(
    error: Exception, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    work = Work(error)
    with caplog.at_level(logging.ERROR, "damrong.jobs"):
        serve_until_enough(work)
    assert ([record.getMessage() for record in caplog.records], len(work.starts) >= 3) == (said, True)


def test_a_server_without_jobs_just_serves() -> None:
    async def serving() -> str:
        async with standing_jobs(None):
            return "served"

    assert anyio.run(serving) == "served"
