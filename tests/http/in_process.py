"""The gate and its own pages in this process, without Streamlit: for refusals that need no server."""

from __future__ import annotations

from asyncio import run

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware

from db.context import open_home
from db.engine import engine_for
from db.settings import Settings
from db.sign_in import SignIn
from pages.http.gate import Gate
from pages.http.office_evidence import OfficeEvidence
from pages.http.office_setup import OfficeSetup
from pages.http.rates import Rate
from pages.http.routes import routes
from pages.http.wiring import Wiring


class InProcess(httpx.BaseTransport):
    """Answers requests of this machine from an ASGI app in this process, each in a loop of its own."""

    def __init__(self, app: Starlette) -> None:
        self._transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request."""
        return run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


def wiring_of(settings: Settings, *, sign_ins: int = 60) -> Wiring:
    """The gate on the installation of some settings; ``sign_ins`` may be sent a minute."""
    store = SignIn(engine_for(settings.url), home=lambda: open_home(settings))
    rate = Rate(most=sign_ins, seconds=60)
    desks = OfficeSetup(settings), OfficeEvidence(settings)
    return Wiring(store, *desks, ("localhost",), owner_of=lambda _: None, sign_ins=rate)


def in_process(wiring: Wiring) -> httpx.Client:
    """A browser on the machine itself."""
    app = Starlette(routes=routes(wiring), middleware=[Middleware(Gate, wiring=wiring)])
    return httpx.Client(transport=InProcess(app), base_url="http://localhost")
