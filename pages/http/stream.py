"""The WebSocket: opened only for who is signed in, and every message of it looked at again."""

from __future__ import annotations

import logging
from typing import Final

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.model.account import SignedIn
from pages.http.doors import Door, door_of
from pages.http.frames import UnreadableFrame, admitted, locked
from pages.http.headers import for_streamlit
from pages.http.origins import is_known_host, is_own_origin
from pages.http.steps import first_step
from pages.http.visitor import recognised, stranger
from pages.http.wiring import Wiring

_REFUSED: Final = 1008
_log = logging.getLogger("damrong.gate")


async def open_stream(app: ASGIApp, wiring: Wiring, scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a WebSocket on to Streamlit, or refuse the handshake."""
    who = await _admitted(wiring, scope)
    if who is None:
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED, "reason": ""})
        return
    watched = _Watch(wiring, who.session_key, receive)
    await app(for_streamlit(scope, who, Door.STREAM), watched, send)


async def _admitted(wiring: Wiring, scope: Scope) -> SignedIn | None:
    """Who opens the stream; None when nobody may: wrong path, name, site or rate, or not signed in."""
    named = is_known_host(scope, wiring.hosts) and is_own_origin(scope) and _has_origin(scope)
    if door_of(scope["path"]) is not Door.STREAM or not named:
        return None
    visitor = stranger(scope)
    if not visitor.token or not wiring.handshakes.allows(visitor.address):
        return None
    try:
        visitor = await recognised(visitor, wiring.sign_in)
    except Exception:
        _log.exception("no session could be looked up")
        return None
    return visitor.who if visitor.who and not first_step(visitor.who, wiring) else None


def _has_origin(scope: Scope) -> bool:
    """Browsers always name the site that opens a WebSocket; whoever does not is no browser of ours."""
    return any(name == b"origin" for name, _ in scope["headers"])


class _Watch:
    """Reads what the browser sends and looks the session up before each message, callbacks and fragments included."""

    def __init__(self, wiring: Wiring, key: str, receive: Receive) -> None:
        self._wiring = wiring
        self._key = key
        self._receive = receive

    async def __call__(self) -> Message:
        """The next message that Streamlit may have."""
        while True:
            message = await self._receive()
            data = message.get("bytes")
            if message["type"] != "websocket.receive" or not data:
                return message
            try:
                passed = await self._passed(data)
            except UnreadableFrame:
                return {"type": "websocket.disconnect", "code": _REFUSED}
            if passed is not None:
                return {**message, "bytes": passed}

    async def _passed(self, data: bytes) -> bytes | None:
        """The message itself while the session lives; a plain rerun, which locks the screen, once it has ended."""
        who = await self._who()
        if who is None:
            return locked(data)
        frame = admitted(data)
        if frame is None:
            return None
        if frame.is_activity:
            await run_sync(self._wiring.sign_in.note_activity, who)
        return frame.data

    async def _who(self) -> SignedIn | None:
        """Who is signed in now; nobody when the database does not answer, for then nobody can be recognised."""
        try:
            return await run_sync(self._wiring.sign_in.session, self._key)
        except Exception:
            _log.exception("no session could be looked up")
            return None
