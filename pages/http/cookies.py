"""The two cookies: the session's token, and what forms are checked against. Behind TLS they carry ``__Host-``."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

SESSION_COOKIE: Final = "damrong_session"
FORM_COOKIE: Final = "damrong_form"
_HOST_PREFIX: Final = "__Host-"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,100}")


def read_cookie(headers: Headers, name: str, *, is_secure: bool) -> str:
    """The token in a cookie of ours; empty when it is absent or no token."""
    cookies = cookie_parser("; ".join(headers.getlist("cookie")))
    token = cookies.get(_full_name(name, is_secure=is_secure), "")
    return token if _TOKEN.fullmatch(token) else ""


def keep(response: Response, name: str, token: str, *, is_secure: bool) -> None:
    """Give the browser a token until it closes: unreadable for scripts, not sent along by other sites' forms."""
    full = _full_name(name, is_secure=is_secure)
    response.set_cookie(full, token, path="/", secure=is_secure, httponly=True, samesite="lax")


def drop(response: Response, name: str, *, is_secure: bool) -> None:
    """Take a cookie back."""
    full = _full_name(name, is_secure=is_secure)
    response.delete_cookie(full, path="/", secure=is_secure, httponly=True, samesite="lax")


def without_ours(header: str) -> str:
    """A Cookie header as Streamlit may see it: no page, log or component ever holds a token."""
    parts = (part.strip() for part in header.split(";"))
    return "; ".join(part for part in parts if part and not _is_ours(part.partition("=")[0]))


def _full_name(name: str, *, is_secure: bool) -> str:
    return f"{_HOST_PREFIX}{name}" if is_secure else name


def _is_ours(name: str) -> bool:
    return name.strip().removeprefix(_HOST_PREFIX) in (SESSION_COOKIE, FORM_COOKIE)
