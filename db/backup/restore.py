"""The way back: open, prove, verify, and only then put the old content aside and the restored content in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import make_url

from core.errors import DomainError
from db.backup import postgres, sqlite
from db.backup.archive import ATTACHMENTS, DATABASE, Manifest, digest_of, files_below, unpack
from db.backup.container import ChunkReader
from db.backup.disks import free_name, work_folder
from db.backup.header import Header, open_file_key, read_header
from db.backup.make import as_refusal
from db.backup.rotation import BANGKOK, STAMP
from db.backup.snapshot import COUNT_SQL, Amend, CountSql, Verify, nothing_to_do, require_same
from db.engine import engine_for, reading, sqlite_file
from db.evidence.folder import is_damaged
from db.keys.file import fsync_folder, keep_aside, load_ring, save_ring
from db.keys.ring import KeyRing


@dataclass(frozen=True)
class RestoreReport:
    """What was restored; ``kept`` holds the content from before, None when there was none. ``ring`` opens the data.
    ``damaged`` counts files of the evidence that are not what they were when they were added.
    """

    file: Path
    sha256: str
    made_at: datetime
    cases: int
    kept: Path | None
    ring: KeyRing
    damaged: int = 0


@dataclass(frozen=True)
class Checks:
    """What the caller asks of a restored database before it goes into use."""

    verify: Verify = nothing_to_do
    amend: Amend = nothing_to_do
    count_sql: CountSql = COUNT_SQL


@dataclass(frozen=True)
class _Opened:
    """A back-up in a work folder, proved whole."""

    header: Header
    manifest: Manifest
    ring: KeyRing
    folder: Path


NO_CHECKS = Checks()


def restore(
    file: Path,
    url: str,
    unlock: KeyRing | str,
    *,
    now: datetime,
    data_dir: Path,
    place_of_key: Callable[[str], Path],
    checks: Checks = NO_CHECKS,
) -> RestoreReport:
    """Give the database the content of a back-up; ``unlock`` is the machine's ring or the recovery sheet's code.

    With a code the key file is made first, where ``place_of_key`` puts it for the back-up's installation id, so an
    empty machine needs only the file and the sheet. The old content stays in ``kept``. Attachments are added, none is
    removed.

    Raises:
        DomainError: ``error.backup_foreign``, ``error.backup_damaged``, ``error.backup_engine`` (``engine`` made it),
            ``error.key_missing``, ``error.key_wrong``, ``error.recovery_code_mistyped``,
            ``error.recovery_code_wrong``, ``error.database_damaged``, what ``verify`` raises,
            ``error.backup_unreadable``, ``error.restore_failed``. The database is as before then.
    """
    with _opened(file, url, unlock, beside=_home(url, data_dir), now=now) as opened:
        _require_whole(opened, checks)
        _amend_copy(opened, checks)
        if isinstance(unlock, str):
            _save_key(opened.ring, place_of_key(opened.header.installation_id), now)
        damaged = _damaged(opened)
        _place_attachments(opened.folder / ATTACHMENTS, data_dir / ATTACHMENTS)
        kept = _exchange(opened, url, _kept_name(url, data_dir, now), checks)
        return _report(file, opened, kept, damaged)


def rehearse(
    file: Path, url: str, unlock: KeyRing | str, *, now: datetime, data_dir: Path, checks: Checks = NO_CHECKS
) -> RestoreReport:
    """Do all that :func:`restore` does short of touching the database, the key file or the attachments.

    Raises:
        DomainError: as :func:`restore`.
    """
    with _opened(file, url, unlock, beside=_home(url, data_dir), now=now) as opened:
        _require_whole(opened, checks)
        return _report(file, opened, None, _damaged(opened))


@contextmanager
def _opened(file: Path, url: str, unlock: KeyRing | str, *, beside: Path, now: datetime) -> Iterator[_Opened]:
    with as_refusal("error.restore_failed"), work_folder(beside, now=now) as work, _reading(file) as source:
        header, preamble = read_header(source)
        if header.engine != make_url(url).get_backend_name():
            raise DomainError("error.backup_engine", engine=header.engine)
        key, ring = open_file_key(header, unlock)
        manifest = unpack(ChunkReader(source, key, preamble), work)
        yield _Opened(header, manifest, ring, work)


def _reading(file: Path) -> BinaryIO:
    with as_refusal("error.backup_unreadable"):
        return file.open("rb")


def _require_whole(opened: _Opened, checks: Checks) -> None:
    copy = opened.folder / DATABASE
    if opened.header.engine != "sqlite":
        postgres.script_of(copy, opened.folder)
        return
    with sqlite.opened(copy) as connection:
        sqlite.require_sound(connection)
        require_same(connection, opened.manifest, checks.count_sql)
        checks.verify(connection, opened.ring)


def _amend_copy(opened: _Opened, checks: Checks) -> None:
    if opened.header.engine == "sqlite":
        with sqlite.opened(opened.folder / DATABASE, writes=True) as connection:
            checks.amend(connection, opened.ring)


def _exchange(opened: _Opened, url: str, kept: Path, checks: Checks) -> Path | None:
    if opened.header.engine != "sqlite":
        return _replay(opened, url, kept, checks)
    return sqlite.put_in_place(opened.folder / DATABASE, sqlite_file(url), kept)


def _replay(opened: _Opened, url: str, kept: Path, checks: Checks) -> Path | None:
    """PostgreSQL can be verified only in place: when that fails, the old content is played back."""
    engine = engine_for(url)
    with postgres.writers_out(engine):
        before = _keep_dump(url, free_name(kept), opened.folder)
        postgres.replay(url, opened.folder / f"{DATABASE}.sql", work=opened.folder)
        try:
            with engine.begin() as connection:
                require_same(connection, opened.manifest, checks.count_sql)
                checks.verify(connection, opened.ring)
                checks.amend(connection, opened.ring)
        except BaseException:
            postgres.replay(url, before and postgres.script_of(before, opened.folder), work=opened.folder)
            raise
    return before


def _keep_dump(url: str, kept: Path, work: Path) -> Path | None:
    with reading(engine_for(url)) as connection:
        if postgres.is_empty(connection):
            return None
    part = work / kept.name
    postgres.dump(url, part)
    part.chmod(0o600)
    part.replace(kept)
    fsync_folder(kept.parent)
    return kept


def _save_key(ring: KeyRing, file: Path, now: datetime) -> None:
    """Make the key file; another one that lies there is kept aside and its further keys are kept in the new one."""
    held: dict[int, bytes] = {}
    if file.exists():
        keep_aside(file, now)
        held = _masters_in(file)
    save_ring(KeyRing(current=ring.current, masters=held | dict(ring.masters)), file)


def _masters_in(file: Path) -> dict[int, bytes]:
    try:
        return dict(load_ring(file).masters)
    except DomainError:
        return {}


def _place_attachments(restored: Path, folder: Path) -> None:
    for file in files_below(restored):
        target = folder / file.relative_to(restored)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
        fsync_folder(target.parent)


def _home(url: str, data_dir: Path) -> Path:
    """The folder whose disk the restored copy must lie on, so that it can be moved into place."""
    return sqlite_file(url).parent if make_url(url).get_backend_name() == "sqlite" else data_dir


def _kept_name(url: str, data_dir: Path, now: datetime) -> Path:
    stamp = f"before-restore-{now.astimezone(BANGKOK):{STAMP}}"
    if make_url(url).get_backend_name() == "sqlite":
        return sqlite_file(url).with_name(f"{sqlite_file(url).name}.{stamp}")
    return data_dir / f"{make_url(url).database}.{stamp}.dump"


def _damaged(opened: _Opened) -> int:
    """Restored files of the evidence that do not prove themselves: they were damaged before the back-up was made."""
    return sum(is_damaged(file, opened.ring) for file in files_below(opened.folder / ATTACHMENTS))


def _report(file: Path, opened: _Opened, kept: Path | None, damaged: int) -> RestoreReport:
    made_at = opened.header.made_at
    return RestoreReport(file, digest_of(file), made_at, opened.manifest.cases, kept, opened.ring, damaged)
