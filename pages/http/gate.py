"""The gate: one ASGI middleware before everything else. What it does not let through never reaches Streamlit."""

from __future__ import annotations

import logging
import re
from typing import Final
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.http import refusals
from pages.http.answer import Answer
from pages.http.doors import Door, door_of
from pages.http.forms import FormTooLarge
from pages.http.headers import for_streamlit
from pages.http.origins import is_known_host, is_own_origin
from pages.http.shell import ThaiShell
from pages.http.steps import first_step
from pages.http.stream import open_stream
from pages.http.uploads import UploadTooLarge, bounded, is_own_session
from pages.http.visitor import Visitor, introduce, recognised, stranger
from pages.http.wiring import Wiring

_FOR_ALL: Final = frozenset({Door.OPEN, Door.PUBLIC_FILE})
_OURS: Final = _FOR_ALL | {Door.OWN, Door.EVIDENCE}
_ADDRESS: Final = re.compile(r"/[A-Za-z0-9-]{0,40}/?")
"""What the address of a page can look like; the frame says of one that is none of ours that there is no such page."""
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_log = logging.getLogger("damrong.gate")


class Gate:
    """Lets anonymous people reach only what is for them, and tells Streamlit who everybody else is."""

    def __init__(self, app: ASGIApp, *, wiring: Wiring) -> None:
        self._app = app
        self._wiring = wiring

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await open_stream(self._app, self._wiring, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = door_of(scope["path"])
        answer = Answer(send, door, is_secure=scope["scheme"] == "https")
        try:
            await self._pass(door, scope, receive, answer)
        except (FormTooLarge, UploadTooLarge):
            await answer.instead(refusals.too_large(), scope, receive)
        except Exception:
            _log.exception("%s %s failed", scope["method"], door.name)
            await answer.instead(refusals.unavailable(is_page=_is_page(scope, door)), scope, receive)

    async def _pass(self, door: Door, scope: Scope, receive: Receive, answer: Answer) -> None:
        refusal = _refused_unseen(self._wiring, door, scope)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        visitor = stranger(scope)
        if door is not Door.PUBLIC_FILE:
            visitor = await recognised(visitor, self._wiring.sign_in)
        introduce(scope, visitor)
        refusal = await run_sync(_refused, self._wiring, door, scope, visitor)
        if refusal is not None:
            await refusal(scope, receive, answer)
        elif door in _OURS:
            await self._app(scope, receive, answer)
        else:
            await self._to_streamlit(door, scope, receive, answer, visitor)

    async def _to_streamlit(self, door: Door, scope: Scope, receive: Receive, answer: Answer, visitor: Visitor) -> None:
        if door is Door.PAGE and visitor.who:
            await run_sync(self._wiring.sign_in.note_activity, visitor.who)
        body = bounded(scope, receive, visitor) if door is Door.UPLOAD else receive
        send = ThaiShell(answer) if door is Door.PAGE else answer
        await self._app(for_streamlit(scope, visitor.who, door), body, send)


def _refused_unseen(wiring: Wiring, door: Door, scope: Scope) -> Response | None:
    """What is refused whoever asks."""
    if not is_known_host(scope, wiring.hosts):
        return refusals.host_refused()
    if scope["method"] not in _SAFE_METHODS and not is_own_origin(scope):
        return refusals.origin_refused()
    return refusals.not_found() if door in (Door.CLOSED, Door.STREAM) else None


def _refused(wiring: Wiring, door: Door, scope: Scope, visitor: Visitor) -> Response | None:
    """What this visitor is refused, or led to instead."""
    if door in _FOR_ALL:
        return refusals.set_up_first() if scope["path"] == "/login" and not wiring.sign_in.is_set_up() else None
    if visitor.who is None:
        is_page = _is_page(scope, door)
        if is_page and not wiring.sign_in.is_set_up():
            return refusals.set_up_first()
        return refusals.sign_in_first(_wanted(scope), is_page=is_page)
    step = first_step(visitor.who, wiring)
    if step and door is not Door.MACHINERY and scope["path"] not in (step, "/logout"):
        return refusals.led_to(step, is_page=_is_page(scope, door))
    if door is Door.PAGE and not _ADDRESS.fullmatch(scope["path"]):
        return refusals.no_page()  # of what lies deeper Streamlit serves an empty shell, of the rest it speaks English
    if door is Door.UPLOAD and not is_own_session(scope, visitor, wiring):
        return refusals.not_found()
    return None


def _is_page(scope: Scope, door: Door) -> bool:
    """Whether a person looks at the answer."""
    return door in (Door.PAGE, Door.OWN, Door.EVIDENCE, Door.OPEN) and scope["method"] == "GET"


def _wanted(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")
