"""Start and stop of the server: load what pages need before the first visitor, and say how to set up."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from typing import Final

from anyio.to_thread import run_sync

from core.text.catalogue import t
from pages.http.jobs import RunDueJobs, standing_jobs
from pages.http.passwords import is_password
from pages.http.wiring import Wiring

_HEAVY: Final = ("pandas", "pyarrow", "altair", "streamlit.elements.arrow", "streamlit.elements.vega_charts")
_log = logging.getLogger("damrong.gate")


def lifespan(
    wiring: Wiring, run_due_jobs: RunDueJobs | None = None
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """The server's lifespan for ``st.App``; ``run_due_jobs`` is looked for every half minute."""

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        # Paths hold session ids and case numbers; the gate logs what matters without them.
        logging.getLogger("uvicorn.access").disabled = True
        await run_sync(_warm)
        await run_sync(_announce, wiring)
        async with standing_jobs(run_due_jobs):
            yield

    return running


def _warm() -> None:
    """Import what the first page would import, then let the collector pass over all of it from now on."""
    for name in _HEAVY:
        import_module(name)
    is_password("", None)
    gc.collect()
    gc.freeze()


def _announce(wiring: Wiring) -> None:
    """Print the set-up code where the person who started the program sees it; nobody else can."""
    try:
        if not wiring.sign_in.is_set_up():
            _log.warning(t("gate.setup_announce", code=wiring.setup_state.code))
    except Exception:
        _log.exception("the database does not answer")
