"""Every path of the server and who may pass: one table, read by the gate."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Door(Enum):
    """What stands behind a path, and so how the gate treats it."""

    OPEN = auto()  # our own light pages: strict headers, nobody needs to be known
    PUBLIC_FILE = auto()  # fonts, style sheet, icon
    OWN = auto()  # our own pages for who is signed in
    EVIDENCE = auto()  # files that people brought, for who is signed in
    PAGE = auto()  # a Streamlit page: the shell that any unknown path gets
    MACHINERY = auto()  # what the shell loads
    COMPONENT = auto()
    MEDIA = auto()
    UPLOAD = auto()
    STREAM = auto()  # the WebSocket
    CLOSED = auto()  # for nobody


_EXACT: Final = {
    "/login": Door.OPEN,
    "/setup": Door.OPEN,
    "/track": Door.OPEN,
    "/healthz": Door.OPEN,
    "/logout": Door.OWN,
    "/password": Door.OWN,
    "/sessions": Door.OWN,
    "/setup/restore": Door.OPEN,
    "/setup/recovery": Door.OWN,
    "/setup/backup": Door.OWN,
    "/gate/session": Door.OPEN,
    "/favicon.png": Door.MACHINERY,
    "/favicon.ico": Door.MACHINERY,
    "/manifest.json": Door.MACHINERY,
    "/_stcore/health": Door.MACHINERY,
    "/_stcore/host-config": Door.MACHINERY,
    "/_stcore/stream": Door.STREAM,
    "/oauth2callback": Door.CLOSED,
}
_BELOW: Final = (
    ("/gate/", Door.PUBLIC_FILE),
    ("/app/static/", Door.PUBLIC_FILE),
    ("/api/v1/", Door.OPEN),
    ("/track/", Door.OPEN),
    ("/evidence/", Door.EVIDENCE),
    ("/static/", Door.MACHINERY),
    ("/component/", Door.COMPONENT),
    ("/_stcore/bidi-components/", Door.COMPONENT),
    ("/media/", Door.MEDIA),
    ("/_stcore/upload_file/", Door.UPLOAD),
    ("/_stcore/", Door.CLOSED),  # metrics, script health, agent: nobody of the office asks for them
    ("/auth/", Door.CLOSED),  # Streamlit's own sign-in is not used
)


def door_of(path: str) -> Door:
    """The door of a path; what no line names is a page, and pages are for who is signed in."""
    exact = _EXACT.get(path)
    if exact is not None:
        return exact
    return next((door for prefix, door in _BELOW if path.startswith(prefix)), Door.PAGE)
