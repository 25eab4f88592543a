"""All plain routes of the server. Streamlit's own come after them and get every other path."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pages.http.backup_place import backup_place_routes
from pages.http.change_password import password_routes
from pages.http.evidence import evidence_routes
from pages.http.files import file_routes
from pages.http.healthz import health_routes
from pages.http.login import login_routes
from pages.http.logout import logout_routes
from pages.http.own_sessions import session_routes
from pages.http.recovery import recovery_routes
from pages.http.refusals import not_found
from pages.http.restore import restore_routes
from pages.http.setup import setup_routes
from pages.http.wiring import Wiring

_NEVER_STREAMLITS: Final = ("/track", "/track/{rest:path}", "/api/v1/{rest:path}", "/evidence/{rest:path}")
_METHODS: Final = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def routes(wiring: Wiring) -> list[BaseRoute]:
    """The routes, first match first."""
    return [
        *health_routes(wiring),
        *login_routes(wiring),
        *logout_routes(wiring),
        *password_routes(wiring),
        *session_routes(wiring),
        *recovery_routes(wiring),
        *backup_place_routes(wiring),
        *setup_routes(wiring),
        *restore_routes(wiring),
        *file_routes(),
        *evidence_routes(wiring),
        *(Route(path, _absent, methods=_METHODS) for path in _NEVER_STREAMLITS),
    ]


async def _absent(_request: Request) -> Response:
    """An address of ours that no route above answers: Streamlit would send its shell."""
    return not_found()
