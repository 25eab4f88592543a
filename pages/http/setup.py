"""The first run in the browser: province and administrator, then the recovery sheet.

Open only until an administrator exists, only on the machine itself, and only with the code that the program printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import DomainError
from core.model.account import NewAccount
from core.model.codes import Role
from core.rules.accounts import checked
from core.text.catalogue import t
from db.operations import NewInstallation
from pages.http import forms, markup
from pages.http.cookies import SESSION_COOKIE, keep
from pages.http.login import HASHING, with_seed
from pages.http.office import provinces
from pages.http.passwords import LEAST, MOST, hash_password, refuse_weak
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the set-up was not done, and the status that says so."""

    text: str
    status: int


def setup_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /setup``."""
    return [
        Route("/setup", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/setup", partial(_save, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    refused = await run_sync(not_now, visitor, wiring)
    return refused or _page(visitor, {})


async def _save(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    refused = await run_sync(not_now, visitor, wiring)
    if refused:
        return refused
    form = await forms.read_form(request, visitor, "setup")
    if not form.is_genuine:
        return _page(visitor, form.fields, Refused(t("gate.form_expired"), 403))
    try:
        token = await run_sync(partial(_set_up, form, visitor, wiring), limiter=HASHING)
    except DomainError as refusal:
        return _page(visitor, form.fields, Refused(t(refusal.key, **refusal.facts), 422))
    response = RedirectResponse("/setup/recovery", status_code=303)
    keep(response, SESSION_COOKIE, token, visitor.jar)
    return response


def not_now(visitor: Visitor, wiring: Wiring) -> Response | None:
    """The answer where the set-up is not open to this visitor."""
    if wiring.sign_in.is_set_up():
        return RedirectResponse("/", status_code=303)
    if not visitor.is_local:
        body = [markup.heading(t("gate.setup")), markup.problem(t("gate.setup_elsewhere"))]
        return markup.page(t("gate.setup"), body, office="", status=403)
    return None


def _set_up(form: forms.Form, visitor: Visitor, wiring: Wiring) -> str:
    """Check everything, create the office, sign its administrator in; return the session's token.

    Raises:
        DomainError: what is wrong; nothing was created.
    """
    check_code(form["code"], visitor, wiring)
    province = provinces().get(form["province"])
    if province is None:
        raise DomainError("gate.setup_province_missing")
    account = checked(NewAccount(form["username"], form["name"], Role.ADMIN))
    password = form["password"]
    if password != form["again"]:
        raise DomainError("gate.password_differs")
    refuse_weak(password, (account.username, account.display_name, province))
    hashed = hash_password(password)
    recovery = wiring.setup.initialise(
        NewInstallation(form["province"], account.username, account.display_name, hashed)
    )
    if (
        not wiring.sign_in.is_set_up()
        or (token := wiring.sign_in.open(account.username, visitor.address, hashed)) is None
    ):
        raise DomainError("gate.unavailable")
    who = wiring.sign_in.session_of(token)
    wiring.setup_state.hold_sheet(recovery, who.account.id if who else 0)
    return token


def check_code(typed: str, visitor: Visitor, wiring: Wiring) -> None:
    """Let go on whoever typed the code that the program printed.

    Raises:
        DomainError: it is another one, or too many were tried.
    """
    if not wiring.setup_state.attempts.allows(f"code {visitor.address}"):
        raise DomainError("gate.setup_code_locked")
    if not wiring.setup_state.is_code(typed):
        raise DomainError("gate.setup_code_wrong")
    wiring.setup_state.attempts.forget(f"code {visitor.address}")


def _page(visitor: Visitor, typed: Mapping[str, str], refused: Refused | None = None) -> Response:
    seed = visitor.token or visitor.form_seed or forms.new_seed()
    refused = refused or Refused("", 200)
    body = [
        markup.paragraph(t("gate.setup_steps", step=1), "step"),
        markup.heading(t("gate.setup")),
        markup.paragraph(t("gate.setup_lead")),
        markup.problem(refused.text),
        _form(seed, typed),
        markup.link(t("gate.restore_instead"), "/setup/restore", "beside"),
    ]
    return with_seed(markup.page(t("gate.setup"), body, office="", status=refused.status), visitor, seed)


def _form(seed: str, typed: Mapping[str, str]) -> str:
    value = {name: typed.get(name, "") for name in ("code", "province", "name", "username")}
    rule = t("gate.password_rule", least=LEAST, most=MOST)
    return markup.form(
        "/setup",
        [
            markup.field(
                "code", t("gate.setup_code"), value=value["code"], hint=t("gate.setup_code_hint"), first=True, most=20
            ),
            markup.choice(
                "province",
                t("gate.setup_province"),
                provinces().items(),
                chosen=value["province"],
                empty=t("gate.setup_province_choose"),
            ),
            markup.field("name", t("gate.setup_name"), value=value["name"], autocomplete="name", most=100),
            markup.field(
                "username",
                t("gate.username"),
                value=value["username"],
                hint=t("gate.setup_username_hint"),
                autocomplete="username",
                most=32,
            ),
            markup.secret("password", t("gate.password"), hint=rule),
            markup.secret("again", t("gate.setup_again")),
        ],
        button=t("gate.setup_save"),
        hidden={forms.SEAL_FIELD: forms.form_seal(seed, "setup")},
    )
