"""Names of back-up files, and which of them are kept: 7 days, 4 weeks, 12 months."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
STAMP = "%Y%m%d-%H%M%S"
NAME = re.compile(r"damrong-([0-9a-z]+)-(\d{8}-\d{6})\.backup")
PARTIAL = ".partial"
OWNER_SIGNS = 8
PARTIAL_KEPT = timedelta(days=1)
PERIODS: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
    (lambda made: made.date(), 7),
    (lambda made: made.isocalendar()[:2], 4),
    (lambda made: (made.year, made.month), 12),
)


@dataclass(frozen=True, order=True)
class FoundBackup:
    """A finished back-up in a folder; ``made_at`` comes from its name, in Bangkok time."""

    made_at: datetime
    file: Path


def free_file(folder: Path, installation_id: str, now: datetime) -> Path:
    """The file of a new back-up: named by installation (two offices may share a stick) and the first free second."""
    second = now.astimezone(BANGKOK)
    while (file := folder / f"damrong-{owner_of(installation_id)}-{second:{STAMP}}.backup").exists():
        second += timedelta(seconds=1)
    return file


def owner_of(installation_id: str) -> str:
    """The part of an installation's id that stands in file names."""
    signs = "".join(sign for sign in installation_id.lower() if sign.isascii() and sign.isalnum())
    return signs[:OWNER_SIGNS] or "0"


def backups_in(folder: Path, *, installation_id: str | None = None) -> list[FoundBackup]:
    """Finished back-ups of one installation, or of all, newest first; an absent folder holds none."""
    files = folder.iterdir() if folder.is_dir() else ()
    named = ((NAME.fullmatch(file.name), file) for file in files)
    mine = None if installation_id is None else owner_of(installation_id)
    stamped = ((_made_at(m[2]), file) for m, file in named if m and mine in {None, m[1]})
    return sorted((FoundBackup(made_at, file) for made_at, file in stamped if made_at), reverse=True)


def newest_backup(folder: Path, *, now: datetime, installation_id: str | None = None) -> FoundBackup | None:
    """The last back-up, for its age; one from the future (a clock that was wrong) does not count."""
    past = (found for found in backups_in(folder, installation_id=installation_id) if found.made_at <= now)
    return next(past, None)


def outdated(made: Iterable[datetime], *, now: datetime) -> set[datetime]:
    """Which back-ups may go: all but the newest of the last 7 days, 4 weeks and 12 months that have any.

    Days, weeks (from Monday) and months are Bangkok's. Every back-up of the newest day stays, and so does one from the
    future [our decision]. Periods are counted by what is there, not by the calendar: nothing goes because time passed.
    """
    past = sorted((each.astimezone(BANGKOK) for each in made if each <= now), reverse=True)
    kept = {each for each in past if each.date() == past[0].date()}
    for period, count in PERIODS:
        newest: dict[Hashable, datetime] = {}
        for each in past:
            newest.setdefault(period(each), each)
        kept.update(list(newest.values())[:count])
    return set(past) - kept


def prune(folder: Path, *, installation_id: str, now: datetime) -> list[Path]:
    """Remove outdated back-ups of one installation and what cut-off back-ups left; gives what was removed."""
    found = backups_in(folder, installation_id=installation_id)
    old = outdated((each.made_at for each in found), now=now)
    left = folder.glob(f"damrong-{owner_of(installation_id)}-*{PARTIAL}")
    stale = [file for file in left if now.timestamp() - file.stat().st_mtime > PARTIAL_KEPT.total_seconds()]
    removed = [*(each.file for each in found if each.made_at in old), *stale]
    for file in removed:
        file.unlink(missing_ok=True)
    return removed


def _made_at(stamp: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(stamp, STAMP).replace(tzinfo=BANGKOK)
    return None
