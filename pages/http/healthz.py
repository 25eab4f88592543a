"""Is the server ready, and is my session alive? Both answer machines and tell nothing else."""

from __future__ import annotations

import logging
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pages.http.visitor import visitor_of
from pages.http.wiring import Wiring

_log = logging.getLogger("damrong.gate")


def health_routes(wiring: Wiring) -> list[Route]:
    """``GET /healthz`` and ``GET /gate/session``."""
    return [
        Route("/healthz", partial(_health, wiring=wiring), methods=["GET"]),
        Route("/gate/session", _session, methods=["GET"]),
    ]


async def _health(_request: Request, *, wiring: Wiring) -> Response:
    try:
        await run_sync(wiring.sign_in.check)
        is_set_up = await run_sync(wiring.sign_in.is_set_up)
    except Exception:
        _log.exception("the database does not answer")
        return JSONResponse({"status": "unavailable", "database": "no answer"}, status_code=503)
    return JSONResponse({"status": "ok", "database": "ok", "is_set_up": is_set_up})


async def _session(request: Request) -> Response:
    """204 while the session lives, else 401. Asking is no activity."""
    return Response(status_code=204 if visitor_of(request).who else 401)
