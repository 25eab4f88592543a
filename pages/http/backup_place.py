"""The last page of the set-up: where back-ups go. A place on the data's own disk is said in red and may stay."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import DomainError
from core.model.account import SignedIn
from core.model.beginnings import BackupPlace
from core.rules.access import Permission, actor_of
from core.text.catalogue import t
from pages.http import forms, markup
from pages.http.office import office_title
from pages.http.refusals import not_found
from pages.http.visitor import visitor_of
from pages.http.wiring import Wiring

_LONGEST: int = 300


def backup_place_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /setup/backup``."""
    return [
        Route("/setup/backup", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/setup/backup", partial(_choose, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    if visitor.who is None or not _may(visitor.who):
        return not_found()
    place = await run_sync(wiring.setup.proposed_place, visitor.who.account)
    return await _page(visitor.token, wiring, place)


async def _choose(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    if visitor.who is None or not _may(visitor.who):
        return not_found()
    form = await forms.read_form(request, visitor, "backup-place")
    folder = " ".join(form["folder"].split())
    place = await run_sync(wiring.setup.place, visitor.who.account, folder)
    if not form.is_genuine:
        return await _page(visitor.token, wiring, place, problem=t("gate.form_expired"), status=403)
    if form["later"]:
        return _onwards(wiring)
    if place.is_writable and place.is_same_disk and form["warned"] != folder:
        return await _page(visitor.token, wiring, place)
    try:
        if not folder:
            raise DomainError("error.setting_folder")
        await run_sync(wiring.setup.choose_place, visitor.who.account, folder)
    except DomainError as refusal:
        return await _page(visitor.token, wiring, place, problem=t(refusal.key, **refusal.facts), status=422)
    return _onwards(wiring)


def _may(who: SignedIn) -> bool:
    return actor_of(who.account).may(Permission.BACKUP_RUN) and actor_of(who.account).may(Permission.MASTERS_EDIT)


def _onwards(wiring: Wiring) -> Response:
    wiring.setup_state.drop_place()
    return RedirectResponse("/", status_code=303)


async def _page(seed: str, wiring: Wiring, place: BackupPlace, *, problem: str = "", status: int = 200) -> Response:
    office = await run_sync(office_title, wiring.sign_in)
    is_unsafe = place.is_writable and place.is_same_disk
    body = [
        markup.paragraph(t("gate.setup_steps", step=3), "step"),
        markup.heading(t("gate.place")),
        markup.paragraph(t("gate.place_lead")),
        markup.problem(problem or (t("backup.unsafe") if is_unsafe else "")),
        _form(seed, place, is_warned=is_unsafe and not problem),
        markup.paragraph(t("gate.place_later_why"), "quiet"),
    ]
    return markup.page(t("gate.place"), body, office=office, status=status)


def _form(seed: str, place: BackupPlace, *, is_warned: bool) -> str:
    """``warned`` is the folder that stood on the page when it said in red that it is not safe."""
    hint = t("gate.place_hint")
    folder = markup.field("folder", t("gate.place_folder"), value=place.folder, hint=hint, first=True, most=_LONGEST)
    return markup.form(
        "/setup/backup",
        [folder],
        button=t("gate.place_keep" if is_warned else "gate.place_save"),
        hidden={
            forms.SEAL_FIELD: forms.form_seal(seed, "backup-place"),
            "warned": place.folder if is_warned else "",
        },
        after=markup.other_button("later", t("gate.place_later")),
    )
