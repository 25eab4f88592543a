"""Make a back-up: copy, check, verify, count, seal, read back, put in place, let outdated ones go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from core.errors import DomainError
from db.backup import postgres, sqlite
from db.backup.archive import ATTACHMENTS, DATABASE, Manifest, digest_of, files_below, pack, unpack
from db.backup.container import ChunkReader, ChunkWriter
from db.backup.disks import work_folder
from db.backup.header import new_header, read_header
from db.backup.rotation import PARTIAL, free_file, prune
from db.backup.snapshot import COUNT_SQL, CountSql, Snapshot, Verify, look_at, nothing_to_do
from db.engine import engine_for, reading, sqlite_file
from db.keys.file import fsync_folder
from db.keys.ring import KeyRing


@dataclass(frozen=True)
class BackupReport:
    """A finished back-up; ``sha256`` is of the file as it lies there. ``damaged`` counts files of the evidence that
    were missing or damaged before: they cannot be brought back from it, and hinder nothing else.
    """

    file: Path
    sha256: str
    cases: int
    events: int
    attachments: int
    removed: tuple[Path, ...]
    damaged: int = 0


def back_up(
    url: str,
    ring: KeyRing,
    to: Path,
    *,
    now: datetime,
    data_dir: Path,
    installation_id: str,
    verify: Verify = nothing_to_do,
    count_sql: CountSql = COUNT_SQL,
) -> BackupReport:
    """Write one encrypted file into ``to`` with the database, the attachments of ``data_dir`` and the closed keys.

    The office goes on working meanwhile. ``verify`` runs on the very copy that is stored. The file gets its name only
    after it was read back from the disk and proved; then outdated back-ups of this installation are removed.

    Raises:
        DomainError: ``error.backup_place_missing`` when the folder of ``to`` is not there (a stick that is not plugged
            in must not become a folder of the same disk), ``error.database_damaged``, what ``verify`` raises,
            ``error.backup_tool_missing``, or ``error.backup_failed`` (place not writable, disk full, database
            unreachable). No file is left then.
    """
    with as_refusal("error.backup_failed"), work_folder(data_dir, now=now) as work:
        if not to.parent.is_dir():
            raise DomainError("error.backup_place_missing")
        copy = work / DATABASE
        snapshot = _copy(url, copy, ring, verify, count_sql)
        folder = data_dir / ATTACHMENTS
        attachments = files_below(folder)
        manifest = Manifest(snapshot.cases, snapshot.events, digest_of(copy), len(attachments))
        header, key = new_header(
            ring,
            made_at=now,
            installation_id=installation_id,
            engine=make_url(url).get_backend_name(),
            recovery=snapshot.recovery,
        )
        to.mkdir(exist_ok=True)
        file = free_file(to, installation_id, now)
        with _appearing(file) as part:
            with part.open("xb") as out:
                _seal(out, header.pack(), key, manifest, copy, attachments, folder)
            digest = _prove(part, key, manifest)
        removed = prune(to, installation_id=installation_id, now=now)
    return BackupReport(file, digest, manifest.cases, manifest.events, manifest.attachments, tuple(removed))


@contextmanager
def as_refusal(key: str) -> Iterator[None]:
    """Turn trouble of disk, database or tool into a refusal with this text; its cause stays attached for the log."""
    try:
        yield
    except (OSError, SQLAlchemyError, sqlite.Error) as error:
        raise DomainError(key) from error


def _copy(url: str, to: Path, ring: KeyRing, verify: Verify, count_sql: CountSql) -> Snapshot:
    if make_url(url).get_backend_name() == "sqlite":
        sqlite.copy_out(sqlite_file(url), to)
        with sqlite.opened(to) as connection:
            sqlite.require_sound(connection)
            verify(connection, ring)
            return look_at(connection, count_sql)
    with reading(engine_for(url)) as connection:
        name = postgres.exported_snapshot(connection)
        postgres.dump(url, to, snapshot=name)
        verify(connection, ring)
        return look_at(connection, count_sql)


@contextmanager
def _appearing(file: Path) -> Iterator[Path]:
    """A file that gets its name only if all went well, and then for good."""
    part = file.with_name(file.name + PARTIAL)
    try:
        yield part
        part.replace(file)
        fsync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def _seal(
    out: BinaryIO,
    preamble: bytes,
    key: bytes,
    manifest: Manifest,
    copy: Path,
    attachments: tuple[Path, ...],
    folder: Path,
) -> None:
    out.write(preamble)
    pack(ChunkWriter(out, key, preamble), manifest, copy, attachments, folder=folder)
    out.flush()
    os.fsync(out.fileno())
    if hasattr(os, "posix_fadvise"):  # so that reading back asks the disk, not the memory
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _prove(part: Path, key: bytes, manifest: Manifest) -> str:
    """Read the file as a restore would; return its SHA-256."""
    with part.open("rb") as raw:
        source = _Hashing(raw)
        _, preamble = read_header(source)
        if unpack(ChunkReader(source, key, preamble), None) != manifest:
            raise DomainError("error.backup_damaged")
        return source.digest.hexdigest()


class _Hashing:
    """Reads on and computes SHA-256 of all that passed."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.digest = sha256()

    def read(self, size: int, /) -> bytes:
        data = self._raw.read(size)
        self.digest.update(data)
        return data
