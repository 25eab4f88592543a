"""The sign-in page: plain HTML, one message and one duration for every failure."""

from __future__ import annotations

import logging
from functools import partial
from typing import Final

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.text.catalogue import t
from pages.http import forms, markup
from pages.http.cookies import FORM_COOKIE, SESSION_COOKIE, keep
from pages.http.office import office_title
from pages.http.passwords import is_password
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import SignInStore, Wiring

FAILURE_SECONDS: Final = 1.0
"""No failure answers sooner: locked, unknown, shut out and wrong take the same time."""
HASHING: Final = CapacityLimiter(2)
"""Passwords hashed at a time; more would only slow each other and everybody's pages."""
_log = logging.getLogger("damrong.gate")


def login_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /login``."""
    return [
        Route("/login", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/login", partial(_sign_in, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    return await _page(request, wiring, next_path=forms.local_path(request.query_params.get(forms.NEXT_FIELD, "/")))


async def _sign_in(request: Request, *, wiring: Wiring) -> Response:
    began = anyio.current_time()
    visitor = visitor_of(request)
    form = await forms.read_form(request, visitor, "login")
    next_path = forms.local_path(form[forms.NEXT_FIELD] or "/")
    if not form.is_genuine:
        return await _page(request, wiring, next_path=next_path, problem=t("gate.form_expired"), status=403)
    token = None
    if wiring.sign_ins.allows(visitor.address):  # a flood must not keep everybody else waiting for a hash
        check = partial(checked_password, wiring.sign_in, form["username"], form["password"], visitor.address)
        token = await run_sync(check, limiter=HASHING)
    if token is None:
        await anyio.sleep(max(0.0, began + FAILURE_SECONDS - anyio.current_time()))
        _log.warning("sign-in failed from %s", visitor.address)
        return await _page(request, wiring, next_path=next_path, problem=t("gate.login_failed"), status=401)
    if visitor.who:
        await run_sync(wiring.sign_in.end, visitor.who.session_key)
    response = RedirectResponse(next_path, status_code=303)
    keep(response, SESSION_COOKIE, token, visitor.jar)
    return response


def checked_password(store: SignInStore, username: str, password: str, address: str) -> str | None:
    """Check a password and open a session; the same work is done whatever is wrong."""
    may_try = store.take_attempt(username, address)
    stored = store.password_hash(username)
    right = is_password(password[: markup.LONGEST_SECRET], stored if may_try else None)
    return store.open(username, address, stored) if right and stored else None


async def _page(request: Request, wiring: Wiring, *, next_path: str, problem: str = "", status: int = 200) -> Response:
    visitor = visitor_of(request)
    seed = visitor.token or visitor.form_seed or forms.new_seed()
    response = markup.page(
        t("gate.login"),
        [
            markup.problem(problem) or _notice(visitor),
            _form(seed, next_path),
            markup.paragraph(t("gate.login_forgotten"), "quiet"),
        ],
        office=await run_sync(office_title, wiring.sign_in),
        status=status,
    )
    return with_seed(response, visitor, seed)


def _notice(visitor: Visitor) -> str:
    """Why a person who was signed in is asked again, or who is signed in while another person takes over."""
    if visitor.who:
        return markup.paragraph(t("gate.logout_who", name=visitor.who.account.display_name), "notice")
    return markup.paragraph(t("gate.login_ended"), "notice") if visitor.token else ""


def with_seed(response: Response, visitor: Visitor, seed: str) -> Response:
    """Give a browser without a session the cookie that its next form is checked against."""
    if not visitor.token and seed != visitor.form_seed:
        keep(response, FORM_COOKIE, seed, visitor.jar)
    return response


def _form(seed: str, next_path: str) -> str:
    return markup.form(
        "/login",
        [
            markup.field("username", t("gate.username"), autocomplete="username", first=True),
            markup.secret("password", t("gate.password"), is_new=False),
        ],
        button=t("gate.login"),
        hidden={forms.SEAL_FIELD: forms.form_seal(seed, "login"), forms.NEXT_FIELD: next_path},
    )
