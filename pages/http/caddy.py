"""Caddy before the server: started with it, watched while it runs, ended with it."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Final

from core.errors import DomainError
from core.text.catalogue import t
from pages.http.caddyfile import Front, caddyfile

_READY_SECONDS: Final = 20
_STOP_SECONDS: Final = 6
_AGAIN_SECONDS: Final = 5
_log = logging.getLogger("damrong.lan")


def installed_caddy() -> str:
    """The program.

    Raises:
        DomainError: ``error.caddy_missing``.
    """
    found = shutil.which("caddy")
    if found is None:
        raise DomainError("error.caddy_missing")
    return found


@contextmanager
def caddy_before(front: Front, program: str) -> Iterator[None]:
    """Let Caddy stand before the server inside; should it end by itself, it is started again and the log says so.

    Raises:
        DomainError: ``gate.port_taken``, or ``error.caddy_failed`` with what Caddy said.
    """
    _refuse_taken(front)
    _write(front)
    process, stopping = _started(front, program), Event()
    keeper = Thread(target=_keep, args=(front, program, [process], stopping), daemon=True)
    try:
        _wait_until_ready(front, process)
        with _ended_by_signal():
            keeper.start()
            yield
    finally:
        stopping.set()
        if keeper.is_alive():
            keeper.join(_STOP_SECONDS + 1)
        _end(process)


def _refuse_taken(front: Front) -> None:
    for address in front.addresses:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
            if os.name != "nt":
                trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trying.bind((address, front.port))
            except OSError as error:
                raise DomainError("gate.port_taken", host=address, port=front.port) from error


def _write(front: Front) -> None:
    """Only who started the program may look into the folder: the key of the certificates lies there."""
    front.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    front.folder.chmod(0o700)
    front.file.write_text(caddyfile(front), encoding="utf-8")


def _started(front: Front, program: str) -> subprocess.Popen[bytes]:
    own = {"HOME": str(front.folder), "XDG_CONFIG_HOME": str(front.folder), "XDG_DATA_HOME": str(front.folder)}
    with _said(front).open("wb") as said:
        return subprocess.Popen(  # noqa: S603  # no shell, our own arguments
            [*_dies_with_us(), program, "run", "--config", str(front.file), "--adapter", "caddyfile"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env={**os.environ, **own},
            start_new_session=os.name != "nt",  # Ctrl+C reaches us alone
            creationflags=0x200 if os.name == "nt" else 0,  # the same on Windows
        )


def _said(front: Front) -> Path:
    return front.folder / f"caddy-{front.port}.log"


def _dies_with_us() -> list[str]:
    """Linux: even when this process is killed outright, Caddy does not stay behind on its port."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _wait_until_ready(front: Front, process: subprocess.Popen[bytes]) -> None:
    """Until every name is answered with a certificate: Caddy listens before it has made them."""
    until = time.monotonic() + _READY_SECONDS
    waiting = list(front.hosts)
    while process.poll() is None and time.monotonic() < until:
        waiting = [host for host in waiting if not _answers(front, host)]
        if not waiting:
            return
        time.sleep(0.1)
    raise DomainError("error.caddy_failed", said=_last_words(front))


def _answers(front: Front, host: str) -> bool:
    """Whether an encrypted connection comes about; whose certificate it is does not matter on our own machine."""
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    address = host if host in front.addresses else front.addresses[0]
    try:
        with (
            socket.create_connection((address, front.port), timeout=1) as plain,
            anyone.wrap_socket(plain, server_hostname=host),
        ):
            return True
    except OSError:
        return False


def _last_words(front: Front) -> str:
    lines = _said(front).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in reversed(lines) if line.strip()), "")[:500]


def _keep(front: Front, program: str, running: list[subprocess.Popen[bytes]], stopping: Event) -> None:
    """Start Caddy again whenever it ended; a list holds the one that runs, so that it is ended with us."""
    while not stopping.wait(1):
        if running[0].poll() is not None:
            _log.error(t("lan.ended", said=_last_words(front)))
            if stopping.wait(_AGAIN_SECONDS):
                break
            running[0] = _started(front, program)
    _end(running[0])


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Let the ending signal of a service manager pass through ``finally`` as Ctrl+C does."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
