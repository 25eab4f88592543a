"""The server is killed while people submit: what was answered stands once, what was not is whole or absent.

A real server process on the program itself; clients that sign in through the gate, open the page of taking in and press
its button over the WebSocket, as a browser does. What they submit lies in an encrypted draft before, as it does for a
person who typed it: a restart leaves the draft, and with it the request that makes a repetition harmless.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import pytest
from sqlalchemy import text
from websockets.exceptions import WebSocketException

from core.ports import Context
from db.context import forget_homes, open_home
from db.engine import engine_for, reading
from db.ledger.verify import verify
from pages.ui.intake_form import IntakeForm
from tests.http.real_pages import Pages, context_in, pages, state
from tests.http.support import (
    PASSWORD,
    PROVINCE,
    ROOT,
    Server,
    environment_of,
    free_port,
    seal_of,
    set_up,
    settings_in,
    waited,
)

pytestmark = pytest.mark.timeout(1_800)

OFFICERS: Final = ("anong", "boonmee")
LONGEST_LIFE: Final = 1.0
"""Seconds between the first answer of a life and the kill, at most."""


@dataclass
class Clerk:
    """One person at a browser, who submits until the server is gone. ``answered`` holds numbers by request."""

    username: str
    client: httpx.Client
    answered: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, IntakeForm] = field(default_factory=dict)
    told: list[IntakeForm] = field(default_factory=list)

    def work(self, server: Server, ctx: Context, first: threading.Event) -> None:
        """Submit one matter after the other."""
        with suppress(WebSocketException, OSError, TimeoutError), pages(server, self.client) as browser:
            while True:
                form = IntakeForm(channel="walk_in", who="not_given", matter=f"น้ำไม่ไหล {len(self.told)}", amphoe="4501")
                self.unanswered[form.request_id] = form
                no = submit(browser, ctx, form)
                self.answered[form.request_id] = no
                self.told.append(self.unanswered.pop(form.request_id))
                first.set()


def submit(browser: Pages, ctx: Context, form: IntakeForm) -> str:
    """Open the draft of a matter and press the button; the number that the page led to."""
    which = form.request_id[-8:]
    ctx.drafts.save(f"intake/{which}", form.dump())
    drawn = browser.run("intake", query=f"draft={which}")
    pressed = state(drawn.widgets[f"intake_{which}_save"], "")
    receipt = browser.run("intake", query=f"draft={which}", states=[pressed])
    number: str = httpx.QueryParams(receipt.query).get("saved", "")
    assert number, receipt.alerts
    return number


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An office that was just set up."""
    set_up(tmp_path)
    yield tmp_path
    engine_for(settings_in(tmp_path).url).dispose()
    forget_homes()


def entered(server: Server, username: str) -> httpx.Client:
    """A browser of somebody; the session lives on in the database whatever happens to the server."""
    client = server.client()
    fields = {"username": username, "password": PASSWORD, "next": "/", "seal": seal_of(client.get("/login"))}
    assert client.post("/login", data=fields).status_code == 303
    return client


@dataclass
class Nursery:
    """Bears servers over an office, all on one port, and kills them."""

    folder: Path
    process: subprocess.Popen[bytes]
    output: Path
    port: int = field(default_factory=free_port)

    def tell(self, command: str) -> str:
        """Give a command and wait for its answer."""
        assert self.process.stdin
        assert self.process.stdout
        if command:
            self.process.stdin.write(f"{command}\n".encode())
            self.process.stdin.flush()
        said = self.process.stdout.readline().decode().strip()
        assert said, self.output.read_text(encoding="utf-8", errors="replace")
        return said

    @contextmanager
    def server(self) -> Iterator[Server]:
        """A server that is ready; killed at the end, whatever it is doing."""
        self.tell(str(self.port))
        try:
            yield waited(Server(f"http://127.0.0.1:{self.port}", self.folder, self.process, self.output))
        finally:
            self.kill()

    def kill(self) -> None:
        """End the server at once, if it lives."""
        self.tell("kill")


@pytest.fixture
def nursery(folder: Path) -> Iterator[Nursery]:
    """A nursery over the office."""
    output = folder / "output"
    command = [sys.executable, "-m", "tests.faults.nursery"]
    environment = {**os.environ, **environment_of(folder)}
    with (
        output.open("wb") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        ) as process,
    ):
        made = Nursery(folder, process, output)
        assert made.tell("") == "ready"
        yield made


def submitted_until_killed(
    nursery: Nursery, server: Server, clerks: list[Clerk], contexts: Mapping[str, Context], seconds: float
) -> None:
    """Let everybody submit, and kill the server some time after its first answer."""
    first = threading.Event()
    hands = [threading.Thread(target=each.work, args=(server, contexts[each.username], first)) for each in clerks]
    for each in hands:
        each.start()
    assert first.wait(timeout=120)
    time.sleep(seconds)
    nursery.kill()
    for each in hands:
        each.join(timeout=90)
    assert [each.is_alive() for each in hands] == [False] * len(hands)


@pytest.mark.parametrize("kills", [pytest.param(2, id="few"), pytest.param(200, id="many", marks=pytest.mark.slow)])
def test_no_answered_case_is_lost_and_none_is_there_twice(nursery: Nursery, folder: Path, kills: int) -> None:
    chance = random.Random(kills)  # noqa: S311  # instants, not secrets
    contexts = {name: context_in(folder, name) for name in OFFICERS}
    clerks: list[Clerk] = []
    for _ in range(kills):
        with nursery.server() as server:
            clerks = clerks or [Clerk(name, entered(server, name)) for name in OFFICERS]
            submitted_until_killed(nursery, server, clerks, contexts, chance.uniform(0.0, LONGEST_LIFE))
        assert_sound(folder, clerks)
    with nursery.server() as server:
        for clerk in clerks:
            repeat(server, clerk, contexts[clerk.username])
            clerk.client.close()
    assert_sound(folder, clerks)


def repeat(server: Server, clerk: Clerk, ctx: Context) -> None:
    """Submit again what got no answer, and a few that got one: the number is the one that stands in the books."""
    before = by_request(server.folder)
    with pages(server, clerk.client) as browser:
        for form in clerk.told[-2:]:
            assert submit(browser, ctx, form) == clerk.answered[form.request_id]
        for request, form in list(clerk.unanswered.items()):
            no = submit(browser, ctx, form)
            assert no == before.get(request, no)
            assert submit(browser, ctx, form) == no
            clerk.answered[request] = no
            clerk.told.append(clerk.unanswered.pop(request))


def by_request(folder: Path) -> dict[str, str]:
    """The number that each request led to, from the books."""
    with reading(engine_for(settings_in(folder).url)) as connection:
        rows = connection.execute(
            text(
                "SELECT command.request_id, case_.running, case_.year_be FROM command JOIN ledger_event ON"
                " ledger_event.province_id = command.province_id AND ledger_event.command_id = command.id"
                " AND ledger_event.kind = 'registered' JOIN case_ ON case_.province_id = command.province_id"
                " AND case_.id = ledger_event.stream_id WHERE command.kind = 'register_case'"
            )
        ).all()
    found = {row.request_id: f"{row.running}-{row.year_be}" for row in rows}
    assert len(found) == len(rows)
    return found


def assert_sound(folder: Path, clerks: list[Clerk]) -> None:
    """Every answered number exists once, numbers have no gap, nothing half-written stands, and the chain holds."""
    books = by_request(folder)
    answered = {request: no for clerk in clerks for request, no in clerk.answered.items()}
    assert {request: books.get(request) for request in answered} == answered
    unanswered = {request for clerk in clerks for request in clerk.unanswered}
    assert set(books) - set(answered) <= unanswered
    running_numbers = sorted(int(no.partition("-")[0]) for no in books.values())
    assert running_numbers == [*range(1, len(books) + 1)]
    home = open_home(settings_in(folder))
    with reading(home.engine) as connection:
        persons = connection.execute(text("SELECT count(*) FROM person")).scalar_one()
        assert (persons, verify(connection, home.ring, PROVINCE).differences) == (len(books), [])
