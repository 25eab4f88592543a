"""The work that the server does by itself, in a worker thread beside the visitors."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from anyio import create_task_group, sleep
from anyio.to_thread import run_sync

from core.errors import DomainError

RunDueJobs = Callable[[datetime], object]
"""Does what is due; ``db.operations.run_due_jobs``. Its argument is when the server started."""
EVERY_SECONDS: Final = 30.0
_QUIET: Final = frozenset({"error.not_set_up", "error.storage_busy"})
_log = logging.getLogger("damrong.jobs")


@asynccontextmanager
async def standing_jobs(run: RunDueJobs | None, every: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Look for due work every ``every`` seconds. At shutdown a job that runs is waited for, none is begun."""
    async with create_task_group() as group:
        if run is not None:
            group.start_soon(_again_and_again, run, datetime.now(UTC), every)
        yield
        group.cancel_scope.cancel()


async def _again_and_again(run: RunDueJobs, started_at: datetime, every: float) -> None:
    while True:
        await sleep(every)
        await run_sync(_once, run, started_at)


def _once(run: RunDueJobs, started_at: datetime) -> None:
    """One look; whatever goes wrong, the next one comes."""
    try:
        run(started_at)
    except DomainError as error:
        if error.key not in _QUIET:
            _log.exception("jobs cannot run: %s", error.key)
    except Exception:
        _log.exception("jobs cannot run")
