"""Where back-ups could lie: what a folder is like, and which one to propose."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.model.beginnings import BackupPlace
from db.backup.disks import is_same_disk

MOUNTS: Final = ("/media/*/*", "/run/media/*/*", "/mnt/*", "/Volumes/*")
"""Where sticks and second disks appear; on Windows every other drive letter."""
DRIVES: Final = "DEFGHIJKLMNOPQRSTUVWXYZ"


def looked_at(folder: Path, data_dir: Path) -> BackupPlace:
    """A folder as it is found; nothing is made. Writable is tried with a file that is gone again at once."""
    place = folder if folder.is_dir() else folder.parent
    is_there = folder.is_absolute() and place.is_dir()
    return BackupPlace(
        folder=str(folder),
        is_writable=is_there and _is_writable(place),
        is_same_disk=is_same_disk(folder, data_dir),
    )


def proposed(data_dir: Path, name: str) -> Path:
    """A folder ``name`` on another disk that can be written to; without one, the folder beside the data."""
    for root in other_roots():
        with suppress(OSError):
            if root.is_dir() and not is_same_disk(root, data_dir) and _is_writable(root):
                return root / name
    return data_dir.absolute() / "backups"


def other_roots() -> Iterator[Path]:
    """Where other disks and sticks hang in this machine."""
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in DRIVES)
        return
    for pattern in MOUNTS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")))


def _is_writable(folder: Path) -> bool:
    try:
        number, name = tempfile.mkstemp(prefix=".damrong-", dir=folder)
    except OSError:
        return False
    os.close(number)
    Path(name).unlink(missing_ok=True)
    return True
