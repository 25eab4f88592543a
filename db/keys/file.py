"""The key file: all master keys of one installation, readable by its owner only, outside the data folder."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from core.errors import DomainError
from db.keys.ring import KeyRing

FORMAT = 1
OWNER_ONLY = 0o600
OTHERS = 0o077


def key_file(installation_id: str, *, secret_file: Path | None, data_dir: Path) -> Path:
    """Where the key file of an installation lies: ``secret_file`` when set, else the configuration folder of the
    account.

    Raises:
        DomainError: ``error.key_beside_data`` when that is inside the data folder; whoever copies the data must not
        get
            the key with it.
    """
    path = (secret_file or _configuration_folder() / "damrong" / f"{installation_id}.key").expanduser().absolute()
    if path.resolve().is_relative_to(data_dir.resolve()):
        raise DomainError("error.key_beside_data")
    return path


def load_ring(path: Path) -> KeyRing:
    """Read a key file.

    Raises:
        DomainError: ``error.key_missing`` when there is none, ``error.key_wrong`` when it is no key file or
        unreadable.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        masters = {int(key_id): bytes.fromhex(master) for key_id, master in raw["masters"].items()}
        return KeyRing(current=int(raw["current"]), masters=masters)
    except FileNotFoundError as error:
        raise DomainError("error.key_missing") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError("error.key_wrong") from error


def save_ring(ring: KeyRing, path: Path) -> None:
    """Write the key file durably, or leave the old one: temporary file, fsync, rename, fsync of the folder.

    Raises:
        DomainError: ``error.key_file_unwritable``.
    """
    masters = {str(key_id): master.hex() for key_id, master in sorted(ring.masters.items())}
    text = json.dumps({"format": FORMAT, "current": ring.current, "masters": masters}, indent=1)
    temporary = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(temporary, text)
        temporary.replace(path)
        fsync_folder(path.parent)
    except OSError as error:
        raise DomainError("error.key_file_unwritable") from error
    finally:
        temporary.unlink(missing_ok=True)


def keep_aside(file: Path, now: datetime) -> None:
    """Copy a key file that does not fit, in case its data turns up one day.

    Raises:
        DomainError: ``error.key_file_unwritable``.
    """
    try:
        if file.exists():
            shutil.copy2(file, file.with_name(f"{file.name}.before-{now.astimezone(UTC):%Y%m%d-%H%M%S}"))
    except OSError as error:
        raise DomainError("error.key_file_unwritable") from error


def is_private(path: Path) -> bool:
    """Whether only the owner can read the file; always true where files have no such bits (Windows)."""
    return os.name == "nt" or not path.stat().st_mode & OTHERS


def fsync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    with open(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _configuration_folder() -> Path:
    return Path(os.path.expandvars("%APPDATA%")) if sys.platform == "win32" else Path.home() / ".config"
