"""The two cookies: the session's token, and what forms are checked against. Behind TLS they carry ``__Host-``.

Browsers give a machine's cookies to every port of it, so a name ends with the port that the server listens on: the
register and the practice beside it sign nobody out of each other. Behind a proxy it is still the server's own port,
which stays the same from start to start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

SESSION_COOKIE: Final = "damrong_session"
FORM_COOKIE: Final = "damrong_form"
_HOST_PREFIX: Final = "__Host-"
_OURS: Final = re.compile(rf"(?:{_HOST_PREFIX})?(?:{SESSION_COOKIE}|{FORM_COOKIE})(?:_\d+)?")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,100}")


@dataclass(frozen=True, slots=True)
class Jar:
    """Which names the cookies of one server carry: ``port`` None where it listens on none."""

    is_secure: bool
    port: int | None = None

    def full_name(self, name: str) -> str:
        """A cookie's name as the browser knows it."""
        own = name if self.port is None else f"{name}_{self.port}"
        return f"{_HOST_PREFIX}{own}" if self.is_secure else own


def jar_of(scope: Scope) -> Jar:
    """The jar of the server at which a request arrived."""
    server = scope.get("server")
    port = server[1] if server else None
    return Jar(scope["scheme"] in ("https", "wss"), port if isinstance(port, int) else None)


def read_cookie(headers: Headers, name: str, jar: Jar) -> str:
    """The token in a cookie of ours; empty when it is absent or no token."""
    cookies = cookie_parser("; ".join(headers.getlist("cookie")))
    token = cookies.get(jar.full_name(name), "")
    return token if _TOKEN.fullmatch(token) else ""


def keep(response: Response, name: str, token: str, jar: Jar) -> None:
    """Give the browser a token until it closes: unreadable for scripts, not sent along by other sites' forms."""
    response.set_cookie(jar.full_name(name), token, path="/", secure=jar.is_secure, httponly=True, samesite="lax")


def drop(response: Response, name: str, jar: Jar) -> None:
    """Take a cookie back."""
    response.delete_cookie(jar.full_name(name), path="/", secure=jar.is_secure, httponly=True, samesite="lax")


def without_ours(header: str) -> str:
    """A Cookie header as Streamlit may see it: no page, log or component ever holds a token, of whichever server."""
    parts = (part.strip() for part in header.split(";"))
    return "; ".join(part for part in parts if part and not _OURS.fullmatch(part.partition("=")[0].strip()))
