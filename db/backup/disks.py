"""Folders and disks: work folders that clean up after a crash, and whether two places are lost together."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

WORK = ".damrong-work-"
STALE_SECONDS = 24 * 3600
BLOCK_DEVICES = Path("/sys/dev/block")


@contextmanager
def work_folder(beside: Path, *, now: datetime) -> Iterator[Path]:
    """A folder only we can read, removed afterwards; what a crash left there more than a day ago goes too."""
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(f"{WORK}*"):
        if now.timestamp() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=WORK, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_name(path: Path) -> Path:
    """``path``, or with -2, -3 ... behind it when that is taken."""
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}-{count}")
    return free


def is_same_disk(first: Path, second: Path) -> bool:
    """Whether one broken disk would take both places; folders that do not exist yet count as their parents.

    Partitions of one disk are one disk where the system tells (Linux); elsewhere one volume is one disk.
    """
    return bool(_disks(_device(first)) & _disks(_device(second)))


def _device(place: Path) -> int:
    existing = place.absolute()
    while not existing.exists():
        existing = existing.parent
    return existing.stat().st_dev


def _disks(device: int) -> frozenset[str]:
    """Names of the physical disks below a device; the device's own number where nothing is known."""
    with suppress(OSError, AttributeError):
        entry = (BLOCK_DEVICES / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True)
        return frozenset(_below(entry))
    return frozenset({str(device)})


def _below(entry: Path) -> set[str]:
    parts = [part.resolve() for part in (entry / "slaves").iterdir()] if (entry / "slaves").is_dir() else []
    if parts:
        return set().union(*(_below(part) for part in parts))
    return {entry.parent.name if (entry / "partition").exists() else entry.name}
