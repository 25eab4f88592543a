"""A running server with an office in it, and what tests speak to it with: HTTP and Streamlit's stream."""

from __future__ import annotations

import html
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import httpx
from sqlalchemy import Connection
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from core.model.account import NewAccount
from db import accounts
from db.engine import engine_for, reading, writing
from db.operations import NewInstallation, initialise
from db.settings import Settings
from pages.http.passwords import hash_password
from tests.support.people import EVERYBODY, Person

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PROVINCE: Final = "45"
PASSWORD: Final = "ฝนตกที่บ้านปู่เมื่อวาน"
ADMIN: Final = "somsri"
_SEAL: Final = re.compile(r'name="seal" value="([0-9a-f]{64})"')
_ANSWER_SECONDS: Final = 30


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of everybody's password; made once, for it is slow on purpose."""
    return hash_password(PASSWORD)


@dataclass(frozen=True)
class Server:
    """One running server and the folder it lives in."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def settings(self) -> Settings:
        """The settings that the server runs with."""
        return settings_in(self.folder)

    @property
    def host(self) -> str:
        """Name and port, as a Host header says them."""
        return self.url.removeprefix("http://")

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a session's token here."""
        return f"damrong_session_{self.host.rpartition(':')[2]}"

    def client(self) -> httpx.Client:
        """A browser without history."""
        return httpx.Client(base_url=self.url, timeout=_ANSWER_SECONDS)

    @contextmanager
    def signed_in(self, username: str) -> Iterator[httpx.Client]:
        """A browser in which somebody is signed in."""
        with self.client() as client:
            answer = sign_in(client, username)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            yield client

    def account_id(self, username: str) -> int:
        """The id of somebody's account."""
        with reading(engine_for(self.settings.url)) as connection:
            account = accounts.account_named(connection, PROVINCE, username)
        assert account
        return account.id

    @contextmanager
    def database(self) -> Iterator[Connection]:
        """A writing transaction on the server's database."""
        with writing(engine_for(self.settings.url)) as connection:
            yield connection

    def calls(self) -> str:
        """The trace that the script's callbacks left."""
        trace = self.folder / "calls"
        return trace.read_text(encoding="utf-8") if trace.exists() else ""


def settings_in(folder: Path) -> Settings:
    """Settings of a server that keeps everything in ``folder``."""
    return Settings(
        data_dir=folder / "data", database_url=None, secret_file=folder / "test.key", today=None, public_url=None
    )


def set_up(folder: Path) -> str:
    """Make an office with one person of each kind; return its recovery code."""
    settings = settings_in(folder)
    started = initialise(settings, NewInstallation(PROVINCE, ADMIN, "สมศรี ผู้ดูแลตัวอย่าง", password_hash()))
    for person in EVERYBODY:
        add_person(settings, person)
    return started.recovery_code


def add_person(settings: Settings, person: Person, *, must_change: bool = False) -> None:
    """Give a person an account with everybody's password."""
    new = NewAccount(person.username, person.name, person.role, person.agency_id, must_change)
    with writing(engine_for(settings.url)) as connection:
        accounts.add_account(connection, PROVINCE, new, password_hash=password_hash(), now=datetime.now(UTC))


@contextmanager
def running(folder: Path, app: str = "tests.http.fixtures.launcher:app", *, port: int = 0) -> Iterator[Server]:
    """Start a server, on a free port unless one is named, wait until it is ready, stop it."""
    port = port or free_port()
    output = folder / "output"
    start = f"from pages.http.serve import serve; serve('127.0.0.1', {port}, {app!r})"
    environment = {**os.environ, **environment_of(folder)}
    with output.open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, env=environment, stdout=log, stderr=log)
        server = Server(f"http://127.0.0.1:{port}", folder, process, output)
        try:
            yield waited(server)
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in(client: httpx.Client, username: str, password: str = PASSWORD, *, next_path: str = "/") -> httpx.Response:
    """Fill the sign-in page in and send it, as a browser does."""
    seal = seal_of(client.get("/login", params={"next": next_path}))
    fields = {"username": username, "password": password, "next": next_path, "seal": seal}
    return client.post("/login", data=fields)


def seal_of(answer: httpx.Response) -> str:
    """The hidden field of the form on a page."""
    found = _SEAL.search(answer.text)
    assert found, answer.text
    return found.group(1)


def said(answer: httpx.Response) -> str:
    """A page's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


class Stream:
    """A browser's connection to Streamlit: sends what a browser sends, collects what is drawn."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = self._connection = connection
        self.session_id = ""
        self.page_hash = ""
        self.ids: dict[str, str] = {}

    def rerun(self, *, query: str = "", page: str = "", pressed: str = "", typed: dict[str, str] | None = None) -> str:
        """Ask for a run and return the texts it drew."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.page_name = page
        for key, text in (typed or {}).items():
            message.rerun_script.widget_states.widgets.append(WidgetState(id=self.ids[key], string_value=text))
        if pressed:
            message.rerun_script.widget_states.widgets.append(WidgetState(id=self.ids[pressed], trigger_value=True))
        self.send(message)
        return self.drawn()

    def send(self, message: BackMsg) -> None:
        """Send one message."""
        self.send_bytes(message.SerializeToString())

    def send_bytes(self, data: bytes) -> None:
        """Send whatever somebody might send instead of a message."""
        self._connection.send(data)

    def drawn(self) -> str:
        """The texts drawn until the run ends."""
        texts: list[str] = []
        while True:
            raw = self._connection.recv(timeout=_ANSWER_SECONDS)
            assert isinstance(raw, bytes)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                self.page_hash = message.new_session.page_script_hash or self.page_hash
            elif kind == "delta":
                texts.append(_text(message))
                for found in re.finditer(rb"\$\$ID-[0-9a-f]{32}-(\w+)", raw):
                    self.ids[found.group(1).decode()] = found.group(0).decode()
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return "\n".join(text for text in texts if text)

    def media_path(self) -> str:
        """Where the page's download lies."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page_hash
        self.send(message)
        while True:
            raw = self._connection.recv(timeout=_ANSWER_SECONDS)
            assert isinstance(raw, bytes)
            found = re.search(rb"/media/[0-9a-f]+\.txt", raw)
            if found:
                self.drawn()
                return found.group(0).decode()


@contextmanager
def stream(
    server: Server, client: httpx.Client | None, *, session_id: str = "", headers: dict[str, str] | None = None
) -> Iterator[Stream]:
    """Open the WebSocket as a browser with ``client``'s cookies would."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items()) if client else ""
    sent = {"Origin": server.url, **({"Cookie": cookies} if cookies else {}), **(headers or {})}
    origin = sent.pop("Origin")
    protocols = ["streamlit", "none", session_id] if session_id else ["streamlit", "none"]
    with connect(
        f"ws://{server.host}/_stcore/stream",
        subprotocols=protocols,  # type: ignore[arg-type]  # plain texts are what goes over the wire
        additional_headers=sent,
        origin=origin or None,  # type: ignore[arg-type]
        max_size=None,
        proxy=None,
    ) as connection:
        yield Stream(connection)


def _text(message: ForwardMsg) -> str:
    element = message.delta.new_element
    if element.WhichOneof("type") == "markdown":
        return element.markdown.body
    return element.alert.body if element.WhichOneof("type") == "alert" else ""


def environment_of(folder: Path) -> dict[str, str]:
    """What a server that lives in a folder reads from its environment."""
    return {
        "DAMRONG_DATA_DIR": str(folder / "data"),
        "DAMRONG_SECRET_FILE": str(folder / "test.key"),
        "GATE_TEST_CALLS": str(folder / "calls"),
        "PYTHONPATH": str(ROOT),
    }


def waited(server: Server) -> Server:
    """The server, once it is ready."""
    until = time.monotonic() + 150
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.url}/healthz").status_code == 200:
                return server
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(server.output.read_text(encoding="utf-8", errors="replace"))
