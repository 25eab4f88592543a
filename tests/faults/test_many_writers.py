"""Twenty writers of several processes, failing and killed ones among them: nothing lost, nothing twice, no gap.

Source: the office's first promise (security: nothing lost).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.office import Office
from tests.support.sources import ROOT

pytestmark = pytest.mark.timeout(300)
PROCESSES, THREADS, CASES = 4, 5, 5


def start(office: Office, name: str, cases: int, said: Path) -> subprocess.Popen[bytes]:
    """Start one process of writers; what it says goes to a file."""
    settings = office.settings
    command = ["-m", "tests.support.busy_counter", settings.url, str(settings.secret_file), name, str(THREADS)]
    with said.open("wb") as output:
        return subprocess.Popen([sys.executable, *command, str(cases)], cwd=ROOT, stdout=output, env={**os.environ})


def acknowledged(*files: Path) -> dict[str, str]:
    """Numbers by request id, of every answer that reached somebody; a line cut off by a kill reached nobody."""
    lines = [line for file in files for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return dict(line.split() for line in lines)


def recorded(office: Office) -> dict[str, str]:
    """Numbers by request id as the database has them."""
    rows = office.rows(
        "SELECT c.request_id, k.running, k.year_be FROM command c JOIN ledger_event e ON e.command_id = c.id "
        "AND e.province_id = c.province_id AND e.seq = 1 AND e.stream_kind = 'case' "
        "JOIN case_ k ON k.id = e.stream_id AND k.province_id = e.province_id"
    )
    return {str(request_id): f"{running}/{year_be}" for request_id, running, year_be in rows}


def test_numbers_have_no_gap_and_nothing_is_lost(office: Office, tmp_path: Path) -> None:
    said = [tmp_path / f"said-{n}" for n in range(PROCESSES)]
    started = [start(office, f"p{n}", CASES, file) for n, file in enumerate(said)]
    assert [process.wait(timeout=240) for process in started] == [0] * PROCESSES
    found = recorded(office)
    assert len(found) == PROCESSES * THREADS * CASES
    assert acknowledged(*said) == found
    assert sorted(int(no.partition("/")[0]) for no in found.values()) == [*range(1, len(found) + 1)]
    assert office.faults() == []


def test_what_a_killed_process_had_acknowledged_is_there(office: Office, tmp_path: Path) -> None:
    said = [tmp_path / f"said-{n}" for n in range(2)]
    started = [start(office, f"p{n}", 10_000, file) for n, file in enumerate(said)]
    until = time.monotonic() + 120
    while time.monotonic() < until and not all(len(acknowledged(file)) >= THREADS for file in said):
        time.sleep(0.05)
    for process in started:
        process.kill()
        process.wait(timeout=30)
    found = recorded(office)
    told = acknowledged(*said)
    assert (len(told) >= 2 * THREADS, {key: found.get(key) for key in told}) == (True, told)
    assert Counter(found.values()) == Counter(f"{n}/2569" for n in range(1, len(found) + 1))
    assert office.faults() == []
    assert office.register("after").no.running == len(found) + 1
