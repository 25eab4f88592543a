"""Uploads: only into one's own session, and only people who may import send large files."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from core.rules.access import Permission, actor_of
from pages.http.visitor import Visitor
from pages.http.wiring import Wiring

MOST_BYTES: Final = 11 * 1024 * 1024
"""Attachments end at 10 MB; the rest is the form around them. Imports are bounded by ``server.maxUploadSize``."""


class UploadTooLarge(Exception):
    """The body grew past what this account may send."""


def is_own_session(scope: Scope, visitor: Visitor, wiring: Wiring) -> bool:
    """Whether the Streamlit session named in an upload's path is the visitor's."""
    session_id = scope["path"].removeprefix("/_stcore/upload_file/").partition("/")[0]
    owner = wiring.owner_of(session_id)
    return visitor.who is not None and owner == visitor.who.session_key


def bounded(scope: Scope, receive: Receive, visitor: Visitor) -> Receive:
    """Count what an upload brings; whatever length it announces, it ends at the account's limit.

    Raises:
        UploadTooLarge: at once when it announces too much, otherwise while it is read.
    """
    if visitor.who and actor_of(visitor.who.account).may(Permission.IMPORT_RUN):
        return receive
    announced = Headers(scope=scope).get("content-length", "0")
    if not announced.isdigit() or int(announced) > MOST_BYTES:
        raise UploadTooLarge
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > MOST_BYTES:
            raise UploadTooLarge
        return message

    return counted
