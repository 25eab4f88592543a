"""Files that anybody may fetch: the fonts, and the style sheet, icon and script of the gate."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pages.http.markup import ASSETS
from pages.http.refusals import not_found

_FONTS: Final = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
_ASSET_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


def file_routes() -> list[Route]:
    """``/app/static/fonts/...`` and ``/gate/...``."""
    return [
        Route("/app/static/fonts/{name}", _font, methods=["GET"]),
        Route("/gate/{name}", _asset, methods=["GET"]),
    ]


async def _font(request: Request) -> Response:
    return _file(_FONTS, request.path_params["name"], {".woff2": "font/woff2", ".txt": "text/plain"})


async def _asset(request: Request) -> Response:
    return _file(ASSETS, request.path_params["name"], _ASSET_TYPES)


def _file(folder: Path, name: str, types: dict[str, str]) -> Response:
    """A file directly in ``folder``; a name that leads elsewhere, or of another kind, is not found."""
    path = folder / name
    if path.parent != folder or path.suffix not in types or not path.is_file():
        return not_found()
    return FileResponse(path, media_type=types[path.suffix], headers={"Cache-Control": _FOR_GOOD})
