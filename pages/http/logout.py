"""Sign out: a question first, for a link must never change anything; then also the way to change the user."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.text.catalogue import t
from pages.http import forms, markup
from pages.http.cookies import SESSION_COOKIE, drop
from pages.http.office import office_title
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import Wiring


def logout_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /logout``."""
    return [
        Route("/logout", partial(_ask, wiring=wiring), methods=["GET"]),
        Route("/logout", partial(_sign_out, wiring=wiring), methods=["POST"]),
    ]


async def _ask(request: Request, *, wiring: Wiring) -> Response:
    next_path = forms.local_path(request.query_params.get(forms.NEXT_FIELD, "/"))
    return await _page(visitor_of(request), wiring, next_path)


async def _sign_out(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    form = await forms.read_form(request, visitor, "logout")
    next_path = forms.local_path(form[forms.NEXT_FIELD] or "/")
    if not form.is_genuine:
        return await _page(visitor, wiring, next_path, problem=t("gate.form_expired"), status=403)
    if visitor.who:
        await run_sync(wiring.sign_in.end, visitor.who.session_key)
    response = RedirectResponse(forms.login_path(next_path), status_code=303)
    drop(response, SESSION_COOKIE, visitor.jar)
    return response


async def _page(visitor: Visitor, wiring: Wiring, next_path: str, *, problem: str = "", status: int = 200) -> Response:
    name = visitor.who.account.display_name if visitor.who else ""
    ask = markup.form(
        "/logout",
        [],
        button=t("gate.logout"),
        hidden={forms.SEAL_FIELD: forms.form_seal(visitor.token, "logout"), forms.NEXT_FIELD: next_path},
        after=markup.link(t("gate.cancel"), next_path, "second"),
    )
    return markup.page(
        t("gate.logout"),
        [
            markup.heading(t("gate.logout_question")),
            markup.problem(problem),
            markup.paragraph(t("gate.logout_who", name=name)),
            ask,
            markup.paragraph(t("gate.logout_draft"), "quiet"),
            markup.link(t("gate.sessions_see"), "/sessions"),
        ],
        office=await run_sync(office_title, wiring.sign_in),
        status=status,
    )
