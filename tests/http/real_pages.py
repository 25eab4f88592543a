"""A client of the real pages: opens them by address or by the id that a browser sends, fills in and presses whatever.

A browser of ours sends only what it was drawn. This one sends what somebody else was drawn, too: that is its use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection

from core.model.codes import Role
from core.ports import Context
from core.rules.access import actor_of
from db.accounts import account_named
from db.context import context_for, open_home
from db.engine import reading
from tests.http.support import ADMIN, PROVINCE, Server, add_person, running, set_up, settings_in, stream
from tests.support.people import Person

AUDITOR: Final = "audit"
LANDMAN: Final = "landman"
OTHERS: Final = (
    Person(AUDITOR, "อุดม ผู้ตรวจสอบตัวอย่าง", Role.AUDITOR),
    Person(LANDMAN, "เล็ก หน่วยงานตัวอย่าง", Role.AGENCY, "land"),
)
EVERY_NAME: Final = (ADMIN, "anong", "boonmee", "chai", "dao", AUDITOR, LANDMAN)
_ID: Final = re.compile(rb"\$\$ID-[0-9a-f]{32}-([\w.]+)")
_PRESSED: Final = frozenset({"button", "download_button"})
_TYPED: Final = frozenset({"text_input", "text_area", "selectbox"})


@dataclass
class Drawn:
    """What one run drew: its texts, its widgets by key with their kind, its fragments, and where it led to."""

    texts: list[str] = field(default_factory=list)
    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    query: str = ""
    alerts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its texts."""
        return "\n".join(filter(None, self.texts))


class Pages:
    """One browser's connection to the real pages."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.hashes: dict[str, str] = {}
        self.session_id = ""

    def run(self, url: str, *, query: str = "", states: Iterable[WidgetState] = ()) -> Drawn:
        """Ask for a run of a page; ``url`` is the page's address without its slash."""
        self._connection.send(self._message(url, query, states).SerializeToString())
        return self._drawn()

    def run_fragment(self, fragment: str, url: str, *, query: str = "", states: Iterable[WidgetState] = ()) -> Drawn:
        """Ask for a run of a fragment, then for the page: a fragment that a session does not have is not answered."""
        message = self._message(url, query, states)
        message.rerun_script.fragment_id = fragment
        self._connection.send(message.SerializeToString())
        return self.run(url, query=query)

    def _message(self, url: str, query: str, states: Iterable[WidgetState]) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.hashes.get(url, "")
        message.rerun_script.page_name = "" if url in self.hashes else url
        message.rerun_script.widget_states.widgets.extend(states)
        return message

    def answer_to(self, message: BackMsg, kind: str) -> ForwardMsg:
        """Send a message that is no run, and wait for its answer."""
        self._connection.send(message.SerializeToString())
        while True:
            raw = self._connection.recv(timeout=60)
            assert isinstance(raw, bytes)
            told: ForwardMsg = ForwardMsg.FromString(raw)
            if told.WhichOneof("type") == kind:
                return told

    def _drawn(self) -> Drawn:
        drawn = Drawn()
        while True:
            raw = self._connection.recv(timeout=60)
            assert isinstance(raw, bytes)
            told = ForwardMsg.FromString(raw)
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return drawn
                continue
            self._notice(drawn, told, raw)

    def _notice(self, drawn: Drawn, told: ForwardMsg, raw: bytes) -> None:
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.session_id = told.new_session.initialize.session_id or self.session_id
            drawn.alerts.clear()  # of a run that this one cuts short a browser keeps nothing
        elif kind == "navigation":
            self.hashes = {page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
        elif kind == "page_info_changed":
            drawn.query = told.page_info_changed.query_string
        elif kind == "delta":
            element = told.delta.new_element
            sort = element.WhichOneof("type") or ""
            drawn.texts.append(_words(element, sort))
            if sort == "alert":
                drawn.alerts.append(element.alert.body)
            if told.delta.fragment_id:
                drawn.fragments.append(told.delta.fragment_id)
            for found in _ID.finditer(raw) if sort else ():
                drawn.widgets[found.group(1).decode()] = (found.group(0).decode(), sort)


def _words(element: object, sort: str) -> str:
    """The words of an element, whatever sort it is; of drawings of ours what is sent to them."""
    if sort in ("markdown", "alert", "html", "heading"):
        return str(getattr(getattr(element, sort), "body", ""))
    return str(getattr(element, sort).json) if sort == "bidi_component" else ""


def state(widget: tuple[str, str], said: str) -> WidgetState:
    """A widget as a browser would send it, used: pressed, filled in with ``said``, ticked, counted up."""
    name, sort = widget
    if sort in _PRESSED:
        return WidgetState(id=name, trigger_value=True)
    if sort in _TYPED:
        return WidgetState(id=name, string_value=said)
    if sort == "checkbox":
        return WidgetState(id=name, bool_value=True)
    if sort == "pagination":
        return WidgetState(id=name, int_value=2)
    if sort == "number_input":
        return WidgetState(id=name, double_value=7)
    if sort == "button_group":
        made = WidgetState(id=name)
        made.string_array_value.data.append(said)
        return made
    return WidgetState(id=name, json_trigger_value=f'{{"picked": "{said}"}}')


def states(widgets: Mapping[str, tuple[str, str]], said: str) -> list[WidgetState]:
    """Every widget of a page, used; but the one that would only end the sender's own session, and uploads."""
    return [state(each, said) for key, each in widgets.items() if key != "lock" and each[1] != "file_uploader"]


@contextmanager
def pages(server: Server, client: httpx.Client) -> Iterator[Pages]:
    """A browser's connection."""
    with stream(server, client) as plain:
        yield Pages(plain.connection)


@contextmanager
def real_office(folder: Path) -> Iterator[Server]:
    """A running server of the program itself, with an account of each role."""
    set_up(folder)
    for person in OTHERS:
        add_person(settings_in(folder), person)
    with running(folder, app="app:app") as server:
        yield server


def context_of(server: Server, username: str) -> Context:
    """Somebody's context, as a page of the server would build it."""
    return context_in(server.folder, username)


def context_in(folder: Path, username: str) -> Context:
    """Somebody's context over the office of a folder."""
    home = open_home(settings_in(folder))
    with reading(home.engine) as connection:
        account = account_named(connection, PROVINCE, username)
    assert account
    return context_for(actor_of(account), home=home)
