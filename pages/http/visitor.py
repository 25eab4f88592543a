"""Who a request comes from: address, cookies and, when the session lives, the account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from core.model.account import SignedIn
from pages.http.cookies import FORM_COOKIE, SESSION_COOKIE, Jar, jar_of, read_cookie
from pages.http.origins import host_name, is_loopback, plain_address
from pages.http.wiring import SignInStore

_SCOPE_KEY: Final = "damrong.visitor"
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One request's sender. ``token`` and ``form_seed`` are what the cookies hold, empty when absent or misshapen."""

    address: str
    jar: Jar
    is_local: bool
    token: str
    form_seed: str
    who: SignedIn | None = None


def stranger(scope: Scope) -> Visitor:
    """Read a request without looking anything up.

    ``is_local``: sent on this machine to a name of this machine, and not handed on by a proxy.
    """
    headers = Headers(scope=scope)
    jar = jar_of(scope)
    address = plain_address(str(scope["client"][0]) if scope.get("client") else "")
    return Visitor(
        address=address,
        jar=jar,
        is_local=is_loopback(address) and is_loopback(host_name(scope)) and not any(map(headers.get, _FORWARDED)),
        token=read_cookie(headers, SESSION_COOKIE, jar),
        form_seed=read_cookie(headers, FORM_COOKIE, jar),
    )


async def recognised(visitor: Visitor, store: SignInStore) -> Visitor:
    """Look the session up, if the visitor brought a token."""
    if not visitor.token:
        return visitor
    return replace(visitor, who=await run_sync(store.session_of, visitor.token))


def introduce(scope: Scope, visitor: Visitor) -> None:
    """Leave the visitor for the routes behind the gate."""
    scope[_SCOPE_KEY] = visitor


def visitor_of(request: Request) -> Visitor:
    """The visitor that the gate let through."""
    found: Visitor = request.scope[_SCOPE_KEY]
    return found
