"""The recovery sheet: printed once after the set-up, and confirmed from paper before anything else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.rules.access import Permission, actor_of
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day, thai_time
from pages.http import forms, markup
from pages.http.office import office_title
from pages.http.refusals import not_found
from pages.http.setup_state import plain_code
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import Wiring

_SIGNS = 6


def recovery_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /setup/recovery``."""
    return [
        Route("/setup/recovery", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/setup/recovery", partial(_confirm, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    return await _page(visitor, wiring) if _may(visitor) else not_found()


async def _confirm(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    if not _may(visitor):
        return not_found()
    form = await forms.read_form(request, visitor, "recovery")
    if not form.is_genuine:
        return await _page(visitor, wiring, problem=t("gate.form_expired"), status=403)
    if not wiring.setup_state.attempts.allows(f"sheet {visitor.address}"):
        return await _page(visitor, wiring, problem=t("gate.recovery_locked"), status=429)
    if not await run_sync(wiring.setup.confirm_recovery, plain_code(form["last6"])):
        return await _page(visitor, wiring, problem=t("gate.recovery_wrong"), status=422)
    wiring.setup_state.drop_sheet()
    return RedirectResponse("/", status_code=303)


def _may(visitor: Visitor) -> bool:
    return visitor.who is not None and actor_of(visitor.who.account).may(Permission.BACKUP_RUN)


async def _page(visitor: Visitor, wiring: Wiring, *, problem: str = "", status: int = 200) -> Response:
    office = await run_sync(office_title, wiring.sign_in)
    held = visitor.who is not None and wiring.setup_state.holds_sheet_for(visitor.who.account.id)
    sheet = _sheet(office, wiring.setup_state.recovery_code) if held else _no_sheet()
    body = [
        markup.paragraph(t("gate.setup_steps", step=2), "step screen-only") if held else "",
        markup.heading(t("gate.recovery")),
        sheet,
        markup.problem(problem),
        _form(visitor),
    ]
    return markup.page(t("gate.recovery"), body, office=office, status=status, wide=True)


def _sheet(office: str, code: str) -> str:
    now = datetime.now(UTC)
    rows = (
        (t("gate.recovery_office"), office or t("gate.office")),
        (t("gate.recovery_made"), f"{thai_day(bangkok_day(now))} {thai_time(now)}"),
    )
    return (
        markup.paragraph(t("gate.recovery_lead"))
        + markup.sheet(
            rows,
            code_label=t("gate.recovery_code"),
            groups=code.split("-"),
            lines=(t("gate.recovery_keeper"), t("gate.recovery_place")),
        )
        + markup.paragraph(t("gate.recovery_print"), "notice screen-only")
    )


def _no_sheet() -> str:
    return markup.paragraph(t("gate.recovery_gone"), "notice") + markup.paragraph(t("gate.recovery_lost"), "quiet")


def _form(visitor: Visitor) -> str:
    last = markup.field("last6", t("gate.recovery_last"), hint=t("gate.recovery_last_hint"), most=2 * _SIGNS)
    return markup.form(
        "/setup/recovery",
        [last],
        button=t("gate.recovery_confirm"),
        hidden={forms.SEAL_FIELD: forms.form_seal(visitor.token, "recovery")},
    )
