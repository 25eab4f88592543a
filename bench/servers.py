"""Servers to measure: a stock Streamlit with an empty page, and this program on a register."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
EMPTY_PAGE = 'import streamlit as st\nst.text_input("q", key="q")\n'
READY_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    base: str
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time that the process has used, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, ready: str, env: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """Start a server and stop it at the end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **env}, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}{ready}", process)
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(READY_SECONDS * 5):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was ready")
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the server did not become ready")


@contextmanager
def stock_streamlit(folder: Path) -> Iterator[Server]:
    """An empty page on Streamlit as it comes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "empty.py").write_text(EMPTY_PAGE)
    port = free_port()
    options = ["--server.headless=true", "--browser.gatherUsageStats=false", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", "empty.py", *options]
    with running(command, port, "/_stcore/health", {}, folder) as server:
        yield server


@contextmanager
def this_program(env: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """This program on the register that ``env`` names."""
    port = free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    with running(command, port, "/healthz", env, folder) as server:
        yield server


def sign_in(server: Server, username: str, password: str) -> str:
    """Sign in through the form and return the Cookie header of a browser."""
    with httpx.Client(base_url=server.base, headers={"Origin": server.base}) as browser:
        form = browser.get("/login").text
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        answer = browser.post("/login", data={**hidden, "username": username, "password": password})
        if answer.status_code != 303:
            raise RuntimeError(f"sign-in answered {answer.status_code}")
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
