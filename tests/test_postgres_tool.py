"""tools/postgres.py: a cluster that outlives its command would pile up on every developer's machine."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

from tools.postgres import URL_VARIABLE

TOOL = Path(__file__).resolve().parent.parent / "tools" / "postgres.py"

pytestmark = pytest.mark.postgres


@contextmanager
def _running(script: str) -> Iterator[tuple[subprocess.Popen[str], URL]]:
    """Run ``script`` under the tool; yield the process and the URL that the script was given."""
    command = [sys.executable, str(TOOL), "run", "--", "sh", "-c", f'echo "${URL_VARIABLE}"; {script}']
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, make_url(process.stdout.readline().strip())


def _is_listening(url: URL) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((url.host or "", url.port or 0)) == 0


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP], ids=["terminated", "terminal-closed"])
def test_a_signal_ends_command_and_cluster(sign: signal.Signals) -> None:
    with _running("exec sleep 60") as (process, url):
        assert _is_listening(url)
        process.send_signal(sign)
        assert process.wait(30) == 128 + sign
    assert not _is_listening(url)


def test_the_exit_code_is_the_commands(cluster_url: str) -> None:
    with _running("exit 7") as (process, url):
        assert process.wait(30) == 7
    assert not _is_listening(url)
    assert url.port != make_url(cluster_url).port
