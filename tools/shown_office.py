"""A demonstration province for scripts that look at it: built or copied into a folder, and served on a free port."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
START_SECONDS: Final = 120


@dataclass(frozen=True)
class Given:
    """A demonstration province that is there: its data folder, its secret file, a file with its accounts' password."""

    data: Path
    key: Path
    password: Path


@dataclass(frozen=True)
class Office:
    """A demonstration province: the environment that names it, and the password of its accounts."""

    environment: Mapping[str, str]
    password: str


def office_in(folder: Path, given: Given | None) -> Office:
    """The province the pictures are of: a copy of the given one, or a new one."""
    data, key = folder / "data", folder / "key"
    own = {"DAMRONG_DATA_DIR": str(data), "DAMRONG_SECRET_FILE": str(key), "DAMRONG_TODAY": "2020-07-31"}
    environment = {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **own}
    if given:
        shutil.copytree(given.data, data)
        shutil.copy2(given.key, key)
        return Office(environment, given.password.read_text(encoding="utf-8").strip())
    command = [sys.executable, "manage.py", "demo", "--json"]
    built = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return Office(environment, str(json.loads(built.stdout)["password"]))


@contextmanager
def running(office: Office, log: Path) -> Iterator[str]:
    """The program on a free port, until the pictures are taken; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=office.environment, stdout=out, stderr=out)
        try:
            _wait(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(log.read_text(encoding="utf-8", errors="replace"))
