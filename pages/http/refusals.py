"""The gate's short answers when it does not let something through."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from core.text.catalogue import t
from pages.http import markup
from pages.http.forms import login_path


def not_found() -> Response:
    """Nothing is here, for whoever asks."""
    return PlainTextResponse(t("gate.not_found"), status_code=404)


def no_page() -> Response:
    """A person asked for a page that there cannot be."""
    back = markup.link(t("gate.no_page_back"), "/", "button")
    return markup.page(t("gate.system"), [markup.problem(t("gate.no_page")), back], office="", status=404)


def sign_in_first(wanted: str, *, is_page: bool) -> Response:
    """A person is led to the sign-in page and back; anything else is told."""
    if is_page:
        return RedirectResponse(login_path(wanted), status_code=303)
    return PlainTextResponse(t("gate.sign_in_first"), status_code=401)


def set_up_first() -> Response:
    """Nobody can sign in before there is an administrator."""
    return RedirectResponse("/setup", status_code=303)


def led_to(step: str, *, is_page: bool) -> Response:
    """Something must be done first."""
    return RedirectResponse(step, status_code=303) if is_page else sign_in_first("/", is_page=False)


def unavailable(*, is_page: bool) -> Response:
    """The database does not answer: nothing is lost, trying again helps."""
    if not is_page:
        return PlainTextResponse(t("gate.unavailable"), status_code=503)
    return markup.page(t("gate.system"), [markup.problem(t("gate.unavailable"))], office="", status=503)


def host_refused() -> Response:
    """We were called by a name that is not ours."""
    return PlainTextResponse(t("gate.host_refused"), status_code=400)


def origin_refused() -> Response:
    """Another site sent this."""
    return PlainTextResponse(t("gate.origin_refused"), status_code=403)


def too_large() -> Response:
    """More than this account may send."""
    return PlainTextResponse(t("gate.too_large"), status_code=413)
