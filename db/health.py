"""The health of an installation in a few facts; nothing is changed."""

from __future__ import annotations

import shutil
import sqlite3
from typing import Any

from sqlalchemy import select, text
from sqlmodel import SQLModel

from core.model.codes import InstallationKind
from core.text.dates import bangkok_day
from db.backup.disks import is_same_disk
from db.backup.rotation import newest_backup
from db.context import Home, installation_of, open_home
from db.engine import reading
from db.evidence.proof import living_pieces, missing_files
from db.jobs import JobState, job_states
from db.masters import master_lists
from db.migrate import newest_revision, revision_of
from db.own_backups import backup_folder

SAFE_SQLITE = (3, 51, 3)
"""SQLite 3.7.0-3.51.2 can corrupt the WAL when two connections reset it at once; the writer lock keeps that away."""
LEAST_DISK_MB = 1_000
INSTALLATION = SQLModel.metadata.tables["installation"]


def check() -> dict[str, Any]:
    """Database, schema, disk, calendar years, back-up age, recovery sheet, jobs; ``check.<warning>`` says more."""
    home = open_home()
    facts = {**_database(home), **_evidence(home), **_disk(home), **_calendar(home), **_backup(home), **_jobs(home)}
    return {**facts, "warnings": _warnings(facts)}


def _database(home: Home) -> dict[str, Any]:
    url = home.settings.url
    query = select(INSTALLATION.c.recovery_confirmed_at).where(INSTALLATION.c.province_id == home.province_id)
    is_sqlite = home.engine.dialect.name == "sqlite"
    with reading(home.engine, patient=True) as connection:
        confirmed = connection.execute(query).scalar_one()
        sound = not is_sqlite or connection.execute(text("PRAGMA quick_check(1)")).scalar_one() == "ok"
    return {
        "engine": home.engine.dialect.name,
        "kind": home.kind.value,
        "sound": sound,
        "schema": revision_of(url),
        "schema_newest": newest_revision(),
        "sqlite": sqlite3.sqlite_version if is_sqlite else None,
        "sqlite_safe": not is_sqlite or sqlite3.sqlite_version_info >= SAFE_SQLITE,
        "recovery_confirmed": confirmed is not None,
    }


def _evidence(home: Home) -> dict[str, Any]:
    """Whether every file is there; ``verify`` also reads them."""
    with reading(home.engine, patient=True) as connection:
        pieces = living_pieces(connection, home.province_id)
    return {"evidence": len(pieces), "evidence_missing": sum(1 for _ in missing_files(pieces, home.files))}


def _disk(home: Home) -> dict[str, Any]:
    folder = home.settings.data_dir
    free = shutil.disk_usage(folder if folder.exists() else ".").free
    return {"disk_free_mb": free // 1_000_000}


def _calendar(home: Home) -> dict[str, Any]:
    calendar, this = master_lists(home.engine, home.province_id).calendar, home.clock.today().year
    return {"unconfirmed_years": [year for year in (this, this + 1) if year not in calendar.confirmed_years]}


def _backup(home: Home) -> dict[str, Any]:
    folder, now = backup_folder(home), home.clock.now()
    _, installation_id, _ = installation_of(home.settings)
    newest = newest_backup(folder, now=now, installation_id=installation_id)
    age = (bangkok_day(now) - bangkok_day(newest.made_at)).days if newest else None
    is_same = is_same_disk(folder, home.settings.data_dir)
    return {"backup_folder": str(folder), "backup_age_days": age, "backup_same_disk": is_same}


def _jobs(home: Home) -> dict[str, Any]:
    with reading(home.engine) as connection:
        states = job_states(connection, home.province_id)
    return {"jobs": [_job(each) for each in states]}


def _job(state: JobState) -> dict[str, Any]:
    last_ok = state.last_ok_at.isoformat() if state.last_ok_at else None
    return {"name": state.name, "due_at": state.due_at.isoformat(), "last_ok_at": last_ok, "error": state.last_error}


def _warnings(facts: dict[str, Any]) -> list[str]:
    is_office = facts["kind"] == InstallationKind.OFFICE
    found = {
        "database_damaged": not facts["sound"],
        "sqlite_old": not facts["sqlite_safe"],
        "evidence_missing": facts["evidence_missing"] > 0,
        "schema_old": facts["schema"] != facts["schema_newest"],
        "disk_nearly_full": facts["disk_free_mb"] < LEAST_DISK_MB,
        "years_unconfirmed": bool(facts["unconfirmed_years"]),
        "backup_late": is_office and (facts["backup_age_days"] is None or facts["backup_age_days"] > 1),
        "backup_same_disk": is_office and facts["backup_same_disk"],
        "recovery_unconfirmed": is_office and not facts["recovery_confirmed"],
        "job_failed": any(job["error"] for job in facts["jobs"]),
    }
    return [name for name, holds in found.items() if holds]
