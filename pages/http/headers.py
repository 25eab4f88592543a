"""Headers that the gate adds to answers and takes from requests."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope

from core.model.account import SignedIn
from pages.http.cookies import without_ours
from pages.http.doors import Door

SESSION_HEADER: Final = "X-Damrong-Session"
USER_HEADER: Final = "X-Damrong-User"
_IDENTITY_PREFIX: Final = b"x-damrong-"
_STREAMLIT_CSP: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
_STRICT_CSP: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_MEDIA_CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""A file that somebody uploaded must never run as a page of ours."""
_STRICT_DOORS: Final = frozenset({Door.OPEN, Door.OWN, Door.PUBLIC_FILE, Door.CLOSED})
_STORED_DOORS: Final = frozenset({Door.PUBLIC_FILE, Door.MACHINERY, Door.COMPONENT})
"""Files of the program itself: browsers may keep them. Everything else may hold a person's data."""
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no-referrer would blank the Origin of our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_TLS_ONLY: Final = "max-age=31536000"
_CONDITIONAL: Final = frozenset({b"accept-encoding", b"if-modified-since", b"if-none-match", b"if-range", b"range"})


def policy(door: Door) -> str:
    """The content security policy of a door: Vega needs eval, Streamlit inline styles, our own pages neither."""
    if door in (Door.MEDIA, Door.EVIDENCE):
        return _MEDIA_CSP
    return _STRICT_CSP if door in _STRICT_DOORS else _STREAMLIT_CSP


def harden(message: Message, door: Door, *, is_secure: bool) -> None:
    """Add the security headers to the start of an answer."""
    headers = MutableHeaders(raw=list(message["headers"]))
    headers.update({**_ALWAYS, "Content-Security-Policy": policy(door)})
    if is_secure:
        headers["Strict-Transport-Security"] = _TLS_ONLY
    if door not in _STORED_DOORS:
        headers["Cache-Control"] = "no-store"
    del headers["server"]
    message["headers"] = headers.raw


def for_streamlit(scope: Scope, who: SignedIn | None, door: Door) -> Scope:
    """The request as Streamlit sees it: identity from us alone, no token, and a page whole and uncompressed."""
    dropped = _CONDITIONAL if door is Door.PAGE else frozenset()
    kept = [(name, value) for name, value in without_identity(scope) if name not in dropped]
    headers = [(name, _cookies(value) if name == b"cookie" else value) for name, value in kept]
    return {**scope, "headers": headers + (_identity(who) if who else [])}


def without_identity(scope: Scope) -> list[tuple[bytes, bytes]]:
    """A request's headers without those that only the gate may set, however they are spelt."""
    raw = Headers(scope=scope).raw
    return [(name, value) for name, value in raw if not name.lower().replace(b"_", b"-").startswith(_IDENTITY_PREFIX)]


def _identity(who: SignedIn) -> list[tuple[bytes, bytes]]:
    pairs = ((SESSION_HEADER, who.session_key), (USER_HEADER, str(who.account.id)))
    return [(name.lower().encode(), value.encode()) for name, value in pairs]


def _cookies(value: bytes) -> bytes:
    return without_ours(value.decode("latin-1")).encode("latin-1")
