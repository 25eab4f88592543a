"""Forms of the gate: who may send them, how large they may be, where they lead."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request

from pages.http.visitor import Visitor

MOST_BYTES: Final = 16 * 1024
SEAL_FIELD: Final = "seal"
NEXT_FIELD: Final = "next"
_LONGEST_PATH: Final = 2_000
_NEVER_NEXT: Final = ("/login", "/logout", "/setup", "/password", "/sessions", "/gate", "/_stcore", "/media", "/api")
_URL_SIGNS: Final = "/?&=#:@!$'()*+,;~-._%[]"


class FormTooLarge(Exception):
    """A form of the gate never needs this much."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent. ``is_genuine``: it comes from a page that we gave to this very browser."""

    fields: Mapping[str, str]
    is_genuine: bool

    def __getitem__(self, name: str) -> str:
        """A field's text, empty when it was not sent."""
        return self.fields.get(name, "")


def new_seed() -> str:
    """A seed for a browser that has none yet."""
    return secrets.token_urlsafe(24)


def form_seal(seed: str, purpose: str) -> str:
    """The hidden field of a form: only who holds the browser's cookie can make it."""
    return hmac.new(seed.encode(), f"form:{purpose}".encode(), hashlib.sha256).hexdigest()


async def read_form(request: Request, visitor: Visitor, purpose: str) -> Form:
    """Read a posted form and check its hidden field against the cookie: the session's, or before sign-in the form's.

    Raises:
        FormTooLarge: more than ``MOST_BYTES``.
    """
    fields = await _fields(request)
    seeds = [seed for seed in (visitor.token, visitor.form_seed) if seed]
    sent = fields.get(SEAL_FIELD, "").encode()
    genuine = any(hmac.compare_digest(sent, form_seal(seed, purpose).encode()) for seed in seeds)
    return Form(fields, genuine)


def local_path(typed: str) -> str:
    """Where to go after signing in: a path of our own pages with its query, or the start page.

    Browsers read ``//host``, ``/\\host`` and ``/<tab>/host`` as another site; anything of that kind is refused whole.
    """
    if not typed.startswith("/") or typed.startswith("//") or len(typed) > _LONGEST_PATH:
        return "/"
    if any(sign < " " or sign in "\\\x7f" for sign in typed):
        return "/"
    parts = urlsplit(typed)
    plain = unquote(parts.path)
    if parts.scheme or parts.netloc or plain.startswith(("//", "/\\")) or _is_ours(plain):
        return "/"
    return quote(typed, safe=_URL_SIGNS)


def login_path(wanted: str) -> str:
    """The sign-in page that leads on to ``wanted``."""
    path = local_path(wanted)
    return "/login" if path == "/" else f"/login?{NEXT_FIELD}={quote(path, safe='/')}"


def _is_ours(path: str) -> bool:
    return any(path == own or path.startswith(f"{own}/") for own in _NEVER_NEXT)


async def _fields(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise FormTooLarge
    return _parsed(body.decode("utf-8", errors="replace"))


def _parsed(body: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in body.split("&") if pair)
    return {_plain(name): _plain(value) for name, _, value in pairs}


def _plain(text: str) -> str:
    return unquote(text.replace("+", " "), errors="replace")
