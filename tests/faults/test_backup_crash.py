"""Crashes: a restore is done or has not happened, a back-up is whole or not there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import engine_for
from db.keys import recovery
from tests.support.backup_office import Office, open_office

SLOW = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
OLD = ["เดิม"]
DEAD = 77


@pytest.fixture(autouse=True)
def cheap_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch the code less than in an office, so that the tests are quick."""
    monkeypatch.setattr(recovery, "COST", (1 << 10, 8, 1))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with one matter."""
    url = f"sqlite:///{tmp_path / 'data' / 'damrong.db'}"
    office = open_office(url, tmp_path)
    office.record(*OLD)
    yield office
    engine_for(url).dispose()


@pytest.fixture
def backup(office: Office) -> Path:
    """A back-up from before the office's last matter."""
    office.attach("ab12", b"picture")
    file = office.back_up().file
    office.record("หลังสำรอง")
    engine_for(office.url).dispose()
    return file


CHILD = """
import os, sys
from pathlib import Path
from db.backup import make, restore, sqlite
from db.keys.file import load_ring
from tests.support.backup_office import LATER, empty_machine
url, folder, key, action, file, code, step, when = sys.argv[1:]
office = empty_machine(url, Path(folder), load_ring(Path(key)))
if step:
    module, name = step.split(".")
    real = getattr(globals()[module], name)
    def fatal(*arguments, **named):
        if when == "before":
            os._exit(77)
        real(*arguments, **named)
        os._exit(77)
    setattr(globals()[module], name, fatal)
sqlite.PAGES_PER_STEP = 1
print("ready", flush=True)
if action == "restore":
    office.restore(Path(file), code)
else:
    office.back_up(now=LATER)
"""


def _child(office: Office, action: str, file: Path, step: str = "", when: str = "") -> subprocess.Popen[str]:
    arguments = (office.url, office.data_dir.parent, office.key, action, file, office.code, step, when)
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("step", "when", "left"),
    [
        pytest.param("restore.unpack", "before", [*OLD, "หลังสำรอง"], id="before-unpacking"),
        pytest.param("restore._require_whole", "before", [*OLD, "หลังสำรอง"], id="before-verifying", marks=SLOW),
        pytest.param("restore.save_ring", "before", [*OLD, "หลังสำรอง"], id="before-the-key-file"),
        pytest.param("restore._place_attachments", "before", [*OLD, "หลังสำรอง"], id="before-attachments", marks=SLOW),
        pytest.param("sqlite._keep", "before", [*OLD, "หลังสำรอง"], id="before-keeping-the-old", marks=SLOW),
        pytest.param("sqlite._pour", "after", [*OLD, "หลังสำรอง"], id="while-keeping-the-old", marks=SLOW),
        pytest.param("sqlite._keep", "after", [*OLD, "หลังสำรอง"], id="before-the-exchange"),
        pytest.param("sqlite.put_in_place", "after", OLD, id="after-the-exchange"),
    ],
)
def test_a_restore_that_dies_at_a_step_has_not_happened(
    office: Office, backup: Path, step: str, when: str, left: list[str]
) -> None:
    with _child(office, "restore", backup, step, when) as child:
        assert child.wait() == DEAD
    assert office.titles() == left
    assert office.restore(backup).cases == 1
    assert office.titles() == OLD


@pytest.mark.parametrize(
    ("step", "when", "left"),
    [
        pytest.param("make._copy", "after", 0, id="after-the-copy", marks=SLOW),
        pytest.param("make._seal", "after", 0, id="before-reading-back"),
        pytest.param("make._prove", "after", 0, id="before-its-name"),
        pytest.param("make.prune", "before", 1, id="before-old-ones-go"),
    ],
)
def test_a_back_up_that_dies_at_a_step_leaves_a_whole_file_or_none(
    office: Office, step: str, when: str, left: int
) -> None:
    with _child(office, "back_up", Path("none"), step, when) as child:
        assert child.wait() == DEAD
    files = list(office.stick.glob("*.backup"))
    assert [office.rehearse(file).cases for file in files] == [1] * left
    assert office.titles() == OLD


@pytest.mark.parametrize("written", [pytest.param(1, marks=SLOW), 1 << 20, pytest.param(3 << 20, marks=SLOW)])
def test_a_restore_killed_while_it_writes_leaves_one_office_or_the_other(office: Office, written: int) -> None:
    office.record(*("ก" * 500 for _ in range(3000)))
    backup = office.back_up().file
    office.record("หลังสำรอง")
    engine_for(office.url).dispose()
    with _child(office, "restore", backup) as child:
        _wait_for_wal(office, written)
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(_database(office))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(office.titles()) in {3001, 3002}
    office.restore(backup)
    assert len(office.titles()) == 3001


def _wait_for_wal(office: Office, size: int) -> None:
    """Wait until the restored content is on its way into the database: its WAL has grown to ``size`` bytes."""
    wal = _database(office).with_name("damrong.db-wal")
    deadline = time.monotonic() + 60
    while not (wal.exists() and wal.stat().st_size >= size):
        assert time.monotonic() < deadline
        time.sleep(0.0005)


def _database(office: Office) -> Path:
    return office.data_dir / "damrong.db"
