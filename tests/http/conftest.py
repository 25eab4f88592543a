"""One running server per module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from db.engine import engine_for
from tests.http.support import Server, running, set_up


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose office is set up, with everybody's account."""
    folder = tmp_path_factory.mktemp("server")
    set_up(folder)
    with running(folder) as started:
        yield started
    engine_for(started.settings.url).dispose()


@pytest.fixture
def nobody(server: Server) -> Iterator[httpx.Client]:
    """A browser in which nobody is signed in."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def anong(server: Server) -> Iterator[httpx.Client]:
    """A browser in which Anong is signed in, shared by a module's tests."""
    with server.signed_in("anong") as client:
        yield client
