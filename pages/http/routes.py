"""All plain routes of the server. Streamlit's own come after them and get every other path."""

from __future__ import annotations

from starlette.routing import BaseRoute

from pages.http.change_password import password_routes
from pages.http.files import file_routes
from pages.http.healthz import health_routes
from pages.http.login import login_routes
from pages.http.logout import logout_routes
from pages.http.recovery import recovery_routes
from pages.http.setup import setup_routes
from pages.http.wiring import Wiring


def routes(wiring: Wiring) -> list[BaseRoute]:
    """The routes, first match first."""
    return [
        *health_routes(wiring),
        *login_routes(wiring),
        *logout_routes(wiring),
        *password_routes(wiring),
        *recovery_routes(wiring),
        *setup_routes(wiring),
        *file_routes(),
    ]
