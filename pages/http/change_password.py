"""Change one's own password; whoever got one from somebody else must do so before anything else."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import DomainError
from core.model.account import SignedIn
from core.text.catalogue import t
from pages.http import forms, markup
from pages.http.cookies import SESSION_COOKIE, keep
from pages.http.login import HASHING
from pages.http.office import office_title, office_words
from pages.http.passwords import LEAST, MOST, hash_password, is_password, refuse_weak
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import Wiring


def password_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /password``."""
    return [
        Route("/password", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/password", partial(_change, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    return await _page(visitor_of(request), wiring, is_done="done" in request.query_params)


async def _change(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    form = await forms.read_form(request, visitor, "password")
    if not form.is_genuine:
        return await _page(visitor, wiring, problem=t("gate.form_expired"), status=403)
    try:
        token = await run_sync(partial(_changed, form, visitor, wiring), limiter=HASHING)
    except DomainError as refusal:
        return await _page(visitor, wiring, problem=t(refusal.key, **refusal.facts), status=422)
    response = RedirectResponse("/password?done", status_code=303)
    keep(response, SESSION_COOKIE, token, visitor.jar)
    return response


def _changed(form: forms.Form, visitor: Visitor, wiring: Wiring) -> str:
    """Check and store; return the token of the session that goes on.

    Raises:
        DomainError: why the new password was not taken.
    """
    account = _who(visitor).account
    current, new = form["current"], form["new"]
    if new != form["again"]:
        raise DomainError("gate.password_differs")
    if new == current:
        raise DomainError("gate.password_same")
    refuse_weak(new, (account.username, account.display_name, *office_words(wiring.sign_in)))
    may_try = wiring.sign_in.take_attempt(account.username, visitor.address)
    stored = wiring.sign_in.password_hash(account.username)
    if not is_password(current, stored if may_try else None):
        raise DomainError("gate.change_wrong")
    return wiring.sign_in.change_password(account, hash_password(new), visitor.address)


def _who(visitor: Visitor) -> SignedIn:
    if visitor.who is None:
        raise DomainError("gate.sign_in_first")
    return visitor.who


async def _page(
    visitor: Visitor, wiring: Wiring, *, problem: str = "", status: int = 200, is_done: bool = False
) -> Response:
    must = visitor.who is not None and visitor.who.account.must_change_password
    done = [markup.paragraph(t("gate.change_done"), "done"), markup.link(t("gate.continue"), "/", "button")]
    ask = [
        await run_sync(_given_by, visitor, wiring) if must else "",
        markup.problem(problem),
        _form(visitor, must=must),
        "" if must else markup.link(t("gate.sessions_see"), "/sessions"),
    ]
    return markup.page(
        t("gate.change"),
        [markup.heading(t("gate.change")), *(done if is_done else ask)],
        office=await run_sync(office_title, wiring.sign_in),
        status=status,
    )


def _given_by(visitor: Visitor, wiring: Wiring) -> str:
    """That a password must be changed, and who chose it: nobody's password is replaced behind their back."""
    given = wiring.sign_in.password_from(_who(visitor).account)
    if given is None:
        return markup.paragraph(t("gate.change_must"), "notice")
    name, at = given
    said = t("gate.change_given", who=name or t("users.who.terminal"), at=at)
    return markup.paragraph(f"{t('gate.change_must')} {said}", "notice")


def _form(visitor: Visitor, *, must: bool) -> str:
    rule = t("gate.password_rule", least=LEAST, most=MOST)
    return markup.form(
        "/password",
        [
            markup.secret("current", t("gate.change_current"), is_new=False, first=True),
            markup.secret("new", t("gate.change_new"), hint=rule),
            markup.secret("again", t("gate.change_again")),
        ],
        button=t("gate.change"),
        hidden={forms.SEAL_FIELD: forms.form_seal(visitor.token, "password")},
        after="" if must else markup.link(t("gate.cancel"), "/", "second"),
    )
