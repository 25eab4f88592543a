"""Where a person is signed in, and the way to end it elsewhere: for every role, without script."""

from __future__ import annotations

from functools import partial
from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import DomainError
from core.model.account import OpenSession, SignedIn
from core.text.catalogue import t
from pages.http import forms, markup
from pages.http.office import office_title
from pages.http.refusals import not_found
from pages.http.visitor import visitor_of
from pages.http.wiring import Wiring

PURPOSE = "sessions"


def session_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /sessions``."""
    return [
        Route("/sessions", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/sessions", partial(_end, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    return await _page(visitor.who, visitor.token, wiring) if visitor.who else not_found()


async def _end(request: Request, *, wiring: Wiring) -> Response:
    """End what the form names; a key of somebody else, or of a session that has ended, names nothing."""
    visitor = visitor_of(request)
    if visitor.who is None:
        return not_found()
    form = await forms.read_form(request, visitor, PURPOSE)
    if not form.is_genuine:
        return await _page(visitor.who, visitor.token, wiring, problem=t("gate.form_expired"), status=403)
    try:
        ended = await run_sync(wiring.sign_in.end_others, visitor.who, form["session"] or None)
    except DomainError as refusal:
        told = t(refusal.key, **refusal.facts)
        return await _page(visitor.who, visitor.token, wiring, problem=told, status=422)
    if not ended:
        return await _page(visitor.who, visitor.token, wiring, problem=t("gate.sessions_gone"), status=422)
    return await _page(visitor.who, visitor.token, wiring, done=t("gate.sessions_ended", n=ended))


async def _page(
    who: SignedIn, token: str, wiring: Wiring, *, problem: str = "", done: str = "", status: int = 200
) -> Response:
    found = await run_sync(wiring.sign_in.sessions_of, who.account)
    seal = {forms.SEAL_FIELD: forms.form_seal(token, PURPOSE)}
    others = [each for each in found if each.session_key != who.session_key]
    here = [each for each in found if each.session_key == who.session_key]
    said = t("gate.sessions_many", n=len(found)) if others else t("gate.sessions_one")
    everywhere = markup.form("/sessions", [], button=t("gate.session_end_all"), hidden=seal)
    body = [
        markup.heading(t("gate.sessions")),
        markup.problem(problem),
        markup.paragraph(done, "done") if done else "",
        markup.paragraph(said),
        *(_session(each, who, seal) for each in (*here, *others)),
        everywhere if len(others) > 1 else "",
        markup.link(t("gate.continue"), "/", "button"),
        f'<p class="quiet">{markup.link(t("gate.change"), "/password")}</p>',
    ]
    office = await run_sync(office_title, wiring.sign_in)
    return markup.page(t("gate.sessions"), body, office=office, status=status)


def _session(session: OpenSession, who: SignedIn, seal: dict[str, str]) -> str:
    """One place; the key in the form is a digest that opens nothing."""
    is_here = session.session_key == who.session_key
    address = t("gate.session_here", address=session.address) if is_here else session.address
    opened, seen = t("gate.session_opened", at=session.created_at), t("gate.session_seen", at=session.last_seen_at)
    end = {**seal, "session": session.session_key}
    button = "" if is_here else markup.form("/sessions", [], button=t("gate.session_end"), hidden=end)
    lines = "".join(f"<p>{escape(line)}</p>" for line in (address, opened, seen))
    return f'<section class="session">{lines}{button}</section>'
