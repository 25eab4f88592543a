"""An office comes back on an empty machine: its back-up file and the recovery sheet are all it takes.

Open like the set-up: only until there is an administrator, only on the machine itself, only with the printed code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import DomainError
from core.model.upkeep import LyingBackup, RestoredOffice
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day, thai_time
from pages.http import forms, markup
from pages.http.login import with_seed
from pages.http.setup import check_code, not_now
from pages.http.visitor import Visitor, visitor_of
from pages.http.wiring import Wiring

_LONGEST = 400
_FORM = "restore"


@dataclass(frozen=True, slots=True)
class _Shown:
    """The form as it stands: files to choose from, what was typed, and what is wrong with it."""

    files: tuple[LyingBackup, ...]
    file: str = ""
    place: str = ""
    code: str = ""
    recovery: str = ""
    problem: str = ""
    status: int = 200


def restore_routes(wiring: Wiring) -> list[Route]:
    """``GET`` and ``POST /setup/restore``."""
    return [
        Route("/setup/restore", partial(_show, wiring=wiring), methods=["GET"]),
        Route("/setup/restore", partial(_restore, wiring=wiring), methods=["POST"]),
    ]


async def _show(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    refused = await run_sync(not_now, visitor, wiring)
    return refused or _page(visitor, _Shown(await run_sync(wiring.setup.backups, "")))


async def _restore(request: Request, *, wiring: Wiring) -> Response:
    visitor = visitor_of(request)
    refused = await run_sync(not_now, visitor, wiring)
    if refused:
        return refused
    form = await forms.read_form(request, visitor, _FORM)
    try:
        return await run_sync(_answered, form, visitor, wiring)
    except DomainError as refusal:
        files = await run_sync(wiring.setup.backups, "")
        typed = {name: form[name] for name in ("file", "place", "code", "recovery")}
        problem = t(refusal.key, **refusal.facts)
        return _page(visitor, _Shown(files, **typed, problem=problem, status=422 if form.is_genuine else 403))


def _answered(form: forms.Form, visitor: Visitor, wiring: Wiring) -> Response:
    """Look for files where the person said, or restore the one that is chosen.

    Raises:
        DomainError: what is wrong; nothing has changed.
    """
    if not form.is_genuine:
        raise DomainError("gate.form_expired")
    check_code(form["code"], visitor, wiring)
    place, file = form["place"].strip(), form["file"]
    if place and Path(place).is_file():
        place, file = "", place
    if place or form["look"]:
        return _page(visitor, _found(place, form, wiring))
    if not file:
        raise DomainError("gate.restore_which")
    return _done(wiring.setup.restore(file, form["recovery"].strip()))


def _found(place: str, form: forms.Form, wiring: Wiring) -> _Shown:
    files = wiring.setup.backups(place)
    if not files:
        raise DomainError("gate.restore_none", place=place or t("gate.restore_anywhere"))
    return _Shown(files, file=files[0].file, code=form["code"], recovery=form["recovery"])


def _done(office: RestoredOffice) -> Response:
    made = {"day": thai_day(bangkok_day(office.made_at)), "time": thai_time(office.made_at)}
    body = [
        markup.heading(t("gate.restored")),
        markup.paragraph(t("gate.restored_cases", cases=office.cases, **made), "notice"),
        markup.problem(t("gate.restored_damaged", files=office.damaged) if office.damaged else ""),
        markup.paragraph(t("gate.restored_next")),
        markup.link(t("gate.login"), "/login", "button"),
    ]
    return markup.page(t("gate.restored"), body, office="")


def _page(visitor: Visitor, shown: _Shown) -> Response:
    seed = visitor.token or visitor.form_seed or forms.new_seed()
    body = [
        markup.heading(t("gate.restore")),
        markup.paragraph(t("gate.restore_lead")),
        markup.problem(shown.problem),
        _form(seed, shown),
        markup.paragraph(t("gate.restore_wait"), "quiet"),
        markup.link(t("gate.setup"), "/setup", "beside"),
    ]
    return with_seed(markup.page(t("gate.restore"), body, office="", status=shown.status), visitor, seed)


def _form(seed: str, shown: _Shown) -> str:
    chosen = shown.file or (shown.files[0].file if shown.files else "")
    files = markup.choice(
        "file",
        t("gate.restore_file"),
        [(each.file, _line(each)) for each in shown.files],
        chosen=chosen,
        empty=t("gate.restore_choose"),
        optional=True,
    )
    hint, code_hint = t("gate.restore_place_hint"), t("gate.setup_code_hint")
    return markup.form(
        "/setup/restore",
        [
            markup.field("code", t("gate.setup_code"), value=shown.code, hint=code_hint, first=True, most=20),
            files,
            markup.field("place", t("gate.restore_place"), value=shown.place, hint=hint, most=_LONGEST, optional=True),
            markup.field(
                "recovery",
                t("gate.recovery_code"),
                value=shown.recovery,
                hint=t("gate.restore_code_hint"),
                most=100,
                optional=True,
            ),
        ],
        button=t("gate.restore_start"),
        hidden={forms.SEAL_FIELD: forms.form_seal(seed, _FORM)},
        after=markup.other_button("look", t("gate.restore_look")),
    )


def _line(found: LyingBackup) -> str:
    day, time = thai_day(bangkok_day(found.made_at)), thai_time(found.made_at)
    return t("gate.restore_line", day=day, time=time, file=found.file)
