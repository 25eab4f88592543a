"""app.py itself, started in the ways that people start it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from pages.http import serve
from tests.http.support import ADMIN, ROOT, Server, environment_of, free_port, set_up, stream, waited

STREAMLIT = ("-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port")
UVICORN = ("-m", "uvicorn", "--app-dir", str(ROOT), "app:app", "--port")

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(STREAMLIT, id="streamlit-run", marks=pytest.mark.slow),
        pytest.param(UVICORN, id="uvicorn", marks=pytest.mark.slow),
    ],
)
def test_it_starts_from_any_folder_behind_the_gate(tmp_path: Path, command: tuple[str, ...]) -> None:
    set_up(tmp_path)
    port = free_port()
    environment = {**os.environ, **environment_of(tmp_path)}
    with (
        (tmp_path / "output").open("wb") as log,
        subprocess.Popen(
            [sys.executable, *command, str(port)], cwd=tmp_path, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}", tmp_path, process, tmp_path / "output")
        try:
            check(waited(server))
            process.terminate()
            process.wait(timeout=20)
        finally:
            process.kill()


def check(server: Server) -> None:
    with server.client() as client:
        for path in ("/", "/today", "/board"):
            assert (client.get(path).status_code, client.get(path).headers["location"][:6]) == (303, "/login")
        assert client.get("/_stcore/metrics").status_code == 404
    with server.signed_in(ADMIN) as client, stream(server, client) as browser:
        browser.rerun()
        assert (client.get("/_stcore/metrics").status_code, font(client), browser.session_id[8:9]) == (404, 200, "-")
    assert "412-2569" not in server.output.read_text(encoding="utf-8")


def font(client: httpx.Client) -> int:
    """The theme's fonts lie where the settings say, whatever the folder: so the settings were found."""
    return client.get("/app/static/fonts/sarabun-thai-400-normal.woff2").status_code


def test_it_stops_when_told(tmp_path: Path) -> None:
    """A stop closes what is open and ends within seconds, also with a browser connected."""
    set_up(tmp_path)
    port = free_port()
    start = f"from pages.http.serve import serve; serve('127.0.0.1', {port})"
    environment = {**os.environ, **environment_of(tmp_path)}
    with (
        (tmp_path / "output").open("wb") as log,
        subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        server = waited(Server(f"http://127.0.0.1:{port}", tmp_path, process, tmp_path / "output"))
        with server.signed_in(ADMIN) as client, stream(server, client) as browser:
            browser.rerun()
            began = time.monotonic()
            process.terminate()
            process.wait(timeout=20)
        assert time.monotonic() - began < 10


def test_pages_are_told_where_this_process_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, str | int] = {}
    serve.tell_where(told.__setitem__)
    assert told == {}
    monkeypatch.setattr(serve, "_heard", [("0.0.0.0", 8777)])  # noqa: S104  # told, not bound
    serve.tell_where(told.__setitem__)
    assert told == {"server.address": "0.0.0.0", "server.port": 8777}  # noqa: S104
