"""Files of the evidence that belong to no piece any more: of a submit that failed, or of a case that was anonymised.

A file is written before its row. One that no row knows is an orphan, but perhaps of a submit that is on its way: only
what nobody has asked for in a while goes, no writer is inside a transaction meanwhile, and a row is written only while
its file is there. So a row never loses its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, select

from core.errors import DomainError
from core.model.evidence import NewAttachment
from db.engine import alone, reading, sqlite_file
from db.evidence.folder import place_of, stored_files
from db.evidence.rows import ATTACHMENT
from db.keys.file import fsync_folder

ORPHANED: Final = timedelta(days=1)
SETTLING: Final = timedelta(minutes=10)
"""How long the same content may be on its way into another case: longer than any submit takes."""
CHUNK: Final = 400
_MINE = ATTACHMENT.c.province_id == bindparam("province")
STILL_NEEDED = (
    select(ATTACHMENT.c.digest)
    .where(_MINE, ATTACHMENT.c.digest.in_(bindparam("digests", expanding=True)), ATTACHMENT.c.erased_at.is_(None))
    .distinct()
)
OF_ERASED = (
    select(ATTACHMENT.c.digest)
    .where(_MINE, ATTACHMENT.c.case_id.in_(bindparam("cases", expanding=True)), ATTACHMENT.c.erased_at.is_not(None))
    .distinct()
    .order_by(ATTACHMENT.c.digest)
)


def sweep_orphans(engine: Engine, province_id: str, data_dir: Path, folder: Path, now: datetime) -> int:
    """Remove files that no living piece needs and nobody has asked for in a day; returns how many.

    While the database of before a restore is kept, nothing goes: it may need files that the restored one does not.
    """
    if _keeps_an_older_database(engine, data_dir):
        return 0
    old = (file for file in stored_files(folder) if _untouched(file, now - ORPHANED))
    removed = 0
    while chunk := list(islice(old, CHUNK)):
        with reading(engine) as connection:
            live = _live(connection, province_id, (file.name for file in chunk))
        removed += _remove_unneeded(
            engine, province_id, [file for file in chunk if file.name not in live], now - ORPHANED
        )
    return removed


def sweep_erased(engine: Engine, province_id: str, folder: Path, case_ids: Sequence[int], now: datetime) -> int:
    """Remove the files of anonymised cases that no other piece needs; returns how many."""
    with reading(engine) as connection:
        digests = connection.scalars(OF_ERASED, {"province": province_id, "cases": list(case_ids)}).all()
    files = [file for file in (place_of(folder, digest) for digest in digests) if file.exists()]
    return _remove_unneeded(engine, province_id, files, now - SETTLING)


def require_files(folder: Path, added: Iterable[NewAttachment]) -> None:
    """Refuse pieces whose file has gone meanwhile; the caller is inside ``writing``.

    Raises:
        DomainError: ``error.evidence_missing``.
    """
    if any(not place_of(folder, each.kept.digest).is_file() for each in added):
        raise DomainError("error.evidence_missing")


def _remove_unneeded(engine: Engine, province_id: str, files: Sequence[Path], before: datetime) -> int:
    if not files:
        return 0
    with alone(engine) as connection:
        live = _live(connection, province_id, (file.name for file in files))
        gone = [file for file in files if file.name not in live and _untouched(file, before)]
        for file in gone:
            file.unlink(missing_ok=True)
    for folder in {file.parent for file in gone}:
        fsync_folder(folder)
    return len(gone)


def _live(connection: Connection, province_id: str, digests: Iterable[str]) -> set[str]:
    return set(connection.scalars(STILL_NEEDED, {"province": province_id, "digests": list(digests)}))


def _untouched(file: Path, since: datetime) -> bool:
    try:
        return file.stat().st_mtime < since.timestamp()
    except FileNotFoundError:
        return False


def _keeps_an_older_database(engine: Engine, data_dir: Path) -> bool:
    places = {data_dir}
    if engine.dialect.name == "sqlite":
        places.add(sqlite_file(str(engine.url)).parent)
    return any(True for place in places for _ in place.glob("*.before-restore-*"))
