"""What lies inside a back-up: a manifest, the database and the attachments, as one tar stream."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import IO, cast

from core.errors import DomainError
from db.backup.container import ChunkReader, ChunkWriter
from db.evidence.folder import FOLDER

MANIFEST = "manifest.json"
DATABASE = "database"
ATTACHMENTS = FOLDER
PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What the back-up holds, counted when it was made; the digest is SHA-256 of the database's copy."""

    cases: int
    events: int
    database_sha256: str
    attachments: int


def pack(out: ChunkWriter, manifest: Manifest, database: Path, attachments: tuple[Path, ...], *, folder: Path) -> None:
    """Write all into ``out``; ``attachments`` lie below ``folder`` and are named from there."""
    with tarfile.open(fileobj=cast(IO[bytes], out), mode="w|", format=tarfile.PAX_FORMAT) as tar:
        text = json.dumps(asdict(manifest)).encode()
        _add(tar, MANIFEST, io.BytesIO(text), len(text))
        for file, name in ((database, DATABASE), *((each, _name(each, folder)) for each in attachments)):
            with file.open("rb") as content:
                _add(tar, name, content, os.fstat(content.fileno()).st_size)
    out.finish()


def unpack(source: ChunkReader, into: Path | None) -> Manifest:
    """Read a whole archive, into the folder ``into`` or only to prove it; nothing counts before this has returned.

    Raises:
        DomainError: ``error.backup_damaged``.
    """
    manifest, digests = None, {}
    try:
        with tarfile.open(fileobj=cast(IO[bytes], source), mode="r|") as tar:
            for name, content in _members(tar):
                if name == MANIFEST:
                    manifest = Manifest(**json.load(content))
                else:
                    digests[name] = _receive(content, into / name if into else None)
        source.drain()
    except (tarfile.TarError, ValueError, TypeError) as error:
        raise DomainError("error.backup_damaged") from error
    if (
        manifest is None
        or digests.pop(DATABASE, "") != manifest.database_sha256
        or len(digests) != manifest.attachments
    ):
        raise DomainError("error.backup_damaged")
    return manifest


def files_below(folder: Path) -> tuple[Path, ...]:
    """Regular files below a folder, in order; hidden ones are half-written uploads and stay out."""
    if not folder.is_dir():
        return ()
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return tuple(sorted(each for each in files if not any(p.startswith(".") for p in each.relative_to(folder).parts)))


def digest_of(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, content)


def _name(file: Path, folder: Path) -> str:
    return str(PurePosixPath(ATTACHMENTS, *file.relative_to(folder).parts))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for entry in tar:
        parts = PurePosixPath(entry.name).parts
        content = tar.extractfile(entry) if entry.isreg() else None
        known = parts in {(MANIFEST,), (DATABASE,)} or (parts[:1] == (ATTACHMENTS,) and len(parts) > 1)
        if content is None or not known or ".." in parts or any("\\" in part or ":" in part for part in parts):
            raise ValueError("a name that no back-up of ours holds")
        yield entry.name, content


def _receive(content: IO[bytes], target: Path | None) -> str:
    digest = sha256()
    if target is None:
        while piece := content.read(PIECE):
            digest.update(piece)
        return digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        while piece := content.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
