"""Papers and photographs leave the program by this route alone: looked up for who asks, written down, sent to be saved.

A file that somebody brought never runs as a page of ours: it is sent as a download of a fixed type, that no browser
guesses about, keeps or shows in a frame (``pages.http.headers``).
"""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.errors import DomainError, NotAllowed, NotFound, StorageBusy
from core.model.account import Account
from core.model.case import CaseNo
from core.model.evidence import OpenedEvidence, kind_of_media
from core.text.catalogue import t
from pages.http.refusals import not_found
from pages.http.visitor import visitor_of
from pages.http.wiring import Wiring

_UNKNOWN = "application/octet-stream"
_LONGEST_ID = 19


def evidence_routes(wiring: Wiring) -> list[Route]:
    """``GET /evidence/412-2569/17``."""
    return [Route("/evidence/{no}/{attachment}", partial(_piece, wiring=wiring), methods=["GET"])]


async def _piece(request: Request, *, wiring: Wiring) -> Response:
    who, asked = visitor_of(request).who, _asked(request)
    if who is None or asked is None or request.method != "GET":
        return not_found()
    return await run_sync(_answer, wiring, who.account, *asked)


def _asked(request: Request) -> tuple[CaseNo, int] | None:
    """Case and piece of an address in the one form that we write."""
    attachment = request.path_params["attachment"]
    try:
        no = CaseNo.parse(request.path_params["no"])
    except ValueError:
        return None
    is_plain = attachment.isascii() and attachment.isdigit() and len(attachment) <= _LONGEST_ID
    return (no, int(attachment)) if is_plain and no.url == request.path_params["no"] else None


def _answer(wiring: Wiring, account: Account, no: CaseNo, attachment_id: int) -> Response:
    try:
        found = wiring.evidence.open(account, no, attachment_id)
    except (NotAllowed, NotFound):
        return not_found()
    except DomainError as refusal:
        busy = isinstance(refusal, StorageBusy)
        return PlainTextResponse(t(refusal.key, **refusal.facts), status_code=503 if busy else 410)
    return _download(found, no)


def _download(found: OpenedEvidence, no: CaseNo) -> Response:
    kind = kind_of_media(found.line.media_type)
    ending = f".{kind.value}" if kind else ""
    name = found.line.name or t("evidence.file_name", n=found.line.n, no=no.url) + ending
    saved_as = f"attachment; filename=\"evidence{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    media_type = found.line.media_type if kind else _UNKNOWN
    return Response(found.content, media_type=media_type, headers={"Content-Disposition": saved_as})
