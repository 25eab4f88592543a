"""An answer on its way out: hardened by the gate, and replaceable until it has begun."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from pages.http.doors import Door
from pages.http.headers import harden


class Answer:
    """Adds the security headers of a door to whatever is sent through it."""

    def __init__(self, send: Send, door: Door, *, is_secure: bool) -> None:
        self._send = send
        self._door = door
        self._is_secure = is_secure
        self._has_begun = False

    async def __call__(self, message: Message) -> None:
        """Send one message."""
        if message["type"] == "http.response.start":
            self._has_begun = True
            harden(message, self._door, is_secure=self._is_secure)
        await self._send(message)

    async def instead(self, response: Response, scope: Scope, receive: Receive) -> None:
        """Send another answer after something went wrong; a half-sent one can only be cut off."""
        if not self._has_begun:
            await response(scope, receive, self)
