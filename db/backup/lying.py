"""Back-up files on this machine: on sticks and second disks, beside the data, or where a person says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.backup.places import other_roots
from db.backup.rotation import FoundBackup, backups_in

FOLDERS: Final = 200
"""How many folders of a stick are looked into; whoever has more says which one it is."""
SHOWN: Final = 20


def lying_around(data_dir: Path) -> tuple[FoundBackup, ...]:
    """Finished back-ups of any office in the likely places, newest first, at most ``SHOWN``."""
    folders = [data_dir / "backups", *(folder for root in other_roots() for folder in _below(root))]
    return _newest(found for folder in folders for found in _in(folder))


def lying_at(place: Path) -> tuple[FoundBackup, ...]:
    """Finished back-ups in a folder and in those directly below it, newest first, at most ``SHOWN``."""
    return _newest(found for folder in _below(place) for found in _in(folder))


def _newest(found: Iterator[FoundBackup]) -> tuple[FoundBackup, ...]:
    return tuple(sorted(found, reverse=True)[:SHOWN])


def _below(root: Path) -> list[Path]:
    with suppress(OSError):
        return [root, *sorted(folder for folder in root.iterdir() if folder.is_dir())[:FOLDERS]]
    return []


def _in(folder: Path) -> list[FoundBackup]:
    with suppress(OSError):
        return backups_in(folder)
    return []
