"""The work that an installation does by itself: seal hourly; verify, back up, sweep and tidy at the close of day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import partial

from sqlalchemy import text

from core.model.codes import InstallationKind
from core.office_ports import RegisterWriter
from db.context import Home
from db.engine import writing
from db.evidence.sweep import sweep_orphans
from db.evidence.verify import verify_home
from db.jobs import CLOSE_OF_DAY, JobPlan, daily, hourly
from db.ledger.seal import make_seal
from db.masters import master_lists
from db.mirror import mirror_folder, write_mirror
from db.own_backups import make_backup

CLOSE_SETTING = "close_of_day"


def standing_jobs(home: Home, write: RegisterWriter | None = None) -> Mapping[str, JobPlan]:
    """The jobs of an installation; demonstrations hold nothing that must be verified, backed up or mirrored.

    ``write`` makes the spreadsheets of the register, where the office chose a folder for them.
    """
    at_close = daily(close_of_day(home))
    jobs = {
        "optimize": JobPlan(optimize, at_close),
        "seal": JobPlan(seal, hourly),
        "sweep": JobPlan(sweep, at_close),
    }
    if home.kind is InstallationKind.OFFICE:
        jobs |= {"backup": JobPlan(back_up, at_close), "verify": JobPlan(verify_all, at_close)}
        if write is not None and mirror_folder(home) is not None:
            jobs["mirror"] = JobPlan(partial(mirror, write=write), at_close)
    return jobs


def close_of_day(home: Home) -> time:
    """The time, in Bangkok, that the office chose for its daily work (``HH:MM``)."""
    chosen = master_lists(home.engine, home.province_id).settings.get(CLOSE_SETTING)
    try:
        return time.fromisoformat(chosen) if chosen else CLOSE_OF_DAY
    except ValueError:
        return CLOSE_OF_DAY


def seal(home: Home) -> None:
    """Seal what moved since the last seal."""
    make_seal(home.engine, home.ring, home.province_id)


def verify_all(home: Home) -> str | None:
    """Prove the ledger, everything that follows from it and the evidence; says so when something does not match."""
    return verify_home(home).fault


def sweep(home: Home) -> None:
    """Remove files of the evidence that no case needs, as a submit that failed leaves them."""
    sweep_orphans(home.engine, home.province_id, home.settings.data_dir, home.files, home.clock.now())


def back_up(home: Home) -> None:
    """Write the day's back-up."""
    make_backup(home)


def mirror(home: Home, write: RegisterWriter) -> None:
    """Write the spreadsheets of the register into the folder of the office's choice."""
    write_mirror(home, write)


def optimize(home: Home) -> None:
    """Let the database look at its tables again, so that it goes on choosing the right index."""
    with writing(home.engine) as connection:
        connection.execute(text("ANALYZE" if home.engine.dialect.name == "postgresql" else "PRAGMA optimize"))
