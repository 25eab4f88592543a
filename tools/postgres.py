"""A private PostgreSQL that lives as long as one command or one ``with`` block.

    python tools/postgres.py run -- pytest --engine=postgres tests/db
    python tools/postgres.py url          # serves until Ctrl+C; prints its URL

The cluster lies in a temporary folder, listens on one free loopback port, has no Unix socket and one superuser with a
random password. It runs as the account ``postgres`` when we are root (PostgreSQL refuses root), else as ourselves. It
is stopped and removed on every way out, also on SIGTERM and SIGHUP.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

URL_VARIABLE = "DATABASE_URL_TEST"
ACCOUNT = "postgres"
SUPERUSER = "damrong"
START_SECONDS = 30
STOP_SECONDS = 20
READY = "ready   "  # eighth line of postmaster.pid, as pg_ctl reads it
ATTEMPTS = 3  # the free port may be taken between looking and listening
KNOWN_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin")
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "fsync": "off",  # nobody keeps what lies here; copies of databases would cost more than the tests
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "log_min_messages": "error",
    "log_timezone": "UTC",
}


class PostgresMissing(RuntimeError):
    """No PostgreSQL server programs are installed here."""


def programs() -> Path:
    """Return the folder that holds ``initdb`` and ``postgres``; the newest version where several are installed.

    Raises:
        PostgresMissing: there is none.
    """
    on_path = shutil.which("initdb")
    if on_path and Path(on_path).with_name("postgres").exists():
        return Path(on_path).parent
    found = [
        folder for pattern in KNOWN_FOLDERS for folder in Path("/").glob(pattern[1:]) if (folder / "initdb").exists()
    ]
    if not found:
        raise PostgresMissing("PostgreSQL is not installed: no initdb on PATH or under /usr/lib/postgresql")
    return max(found, key=_version)


def _version(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in folder.parent.name)
    return tuple(int(part) for part in digits.split())


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yield the URL (``postgresql+psycopg://...``) of a fresh, empty cluster; stop and remove it afterwards.

    Raises:
        PostgresMissing: PostgreSQL is not installed.
        RuntimeError: it did not start; the message ends with its own words.
    """
    binaries = programs()
    with _signals_end_the_block(), _temporary_folder() as folder:
        password = secrets.token_hex(16)
        _create(binaries, folder, password)
        server, port = _start(binaries, folder)
        try:
            yield f"postgresql+psycopg://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="damrong-pg-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _signals_end_the_block() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit meanwhile, so that what is open is closed; in the main thread only."""
    numbers = (signal.SIGTERM, signal.SIGHUP) if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.signal(number, _leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _account() -> str | None:
    """Return the account that must own the server; None when it may be ourselves."""
    return ACCOUNT if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _popen(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    """Start a server program as the right account, its words going to ``folder``/log."""
    account = _account()
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            user=account,
            group=account,
            extra_groups=None if account is None else [],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl+C in the terminal is for the command; we stop the server ourselves
        )


def _create(binaries: Path, folder: Path, password: str) -> None:
    """Run initdb in ``folder``/data with UTF-8 text, C.UTF-8 rules (Thai trigrams need them) and one superuser."""
    password_file = folder / "password"
    password_file.write_text(password)
    if account := _account():
        for path in (folder, password_file):
            shutil.chown(path, account, account)
    command: list[str | Path] = [
        *(binaries / "initdb", "-D", folder / "data", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
        *("--username", SUPERUSER, "--auth=scram-sha-256", "--pwfile", password_file),
    ]
    if _popen(command, folder).wait() != 0:
        raise RuntimeError("initdb failed: " + _last_words(folder))
    password_file.unlink()


def _start(binaries: Path, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server and wait until it accepts connections."""
    for _ in range(ATTEMPTS):
        port = _free_port()
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        server = _popen([binaries / "postgres", "-D", folder / "data", "-p", str(port), *settings], folder)
        if _is_ready(server, folder):
            return server, port
        _stop(server)
    raise RuntimeError("PostgreSQL did not start: " + _last_words(folder))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_ready(server: subprocess.Popen[bytes], folder: Path) -> bool:
    """Wait until the server says in its pid file that it accepts connections; False when it gives up or takes long."""
    status = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if status.read_text().splitlines()[7:8] == [READY]:
                return True
        time.sleep(0.05)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server: fast (SIGINT, open transactions are rolled back), and by force if that takes too long."""
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_SECONDS)


def _last_words(folder: Path) -> str:
    return " / ".join((folder / "log").read_text(errors="replace").splitlines()[-5:])


def _run(command: Sequence[str]) -> int:
    """Run ``command`` with the cluster's URL in its environment; return its exit code."""
    with cluster() as url, subprocess.Popen(command, env={**os.environ, URL_VARIABLE: url}) as child:
        try:
            return child.wait()
        except BaseException:
            child.terminate()
            raise


def main() -> int:
    """Read the command line; see the top of this file."""
    parser = argparse.ArgumentParser(description="A private PostgreSQL for one command.")
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help=f"run a command with {URL_VARIABLE} set to an empty cluster")
    run.add_argument("command", nargs=argparse.REMAINDER, help="-- and the command")
    actions.add_parser("url", help="serve until interrupted")
    chosen = parser.parse_args()
    if chosen.action == "run":
        return _run(chosen.command[1:] if chosen.command[:1] == ["--"] else chosen.command)
    with cluster() as url, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(url + "\n")
        sys.stdout.flush()
        signal.pause()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PostgresMissing as missing:
        sys.exit(f"{missing}\n  Debian, Ubuntu: apt-get install postgresql")
