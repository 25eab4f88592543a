"""Work that is due by itself. A row per job is leased by one process at a time, so replicas never do it twice.

A job that was missed while the machine was off runs two minutes after the next start. One that fails is tried again
after a quarter of an hour and stops neither the others nor the server.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, or_, select, update
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.errors import DomainError
from db.context import Home
from db.engine import alone, reading, writing

JOB = SQLModel.metadata.tables["job"]
BANGKOK = ZoneInfo("Asia/Bangkok")
LEASE = timedelta(hours=1)
"""How long a process may hold a job; what crashed in the middle is free again after this."""
AFTER_START = timedelta(minutes=2)
AGAIN = timedelta(minutes=15)
FURTHEST = timedelta(hours=25)
"""No job is due later than this; a day further off was written while the machine's clock was wrong."""
CLOSE_OF_DAY = time(16, 30)
"""When daily work is done unless the office chose another time (our decision)."""
_log = logging.getLogger("damrong.jobs")

Run = Callable[[Home], str | None]
"""Does the work; returns the key of what it found wrong, None when all is well."""
Next = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What is done, and when it is due next after it was done at a given instant."""

    run: Run
    next_after: Next


def hourly(done_at: datetime) -> datetime:
    """One hour later."""
    return done_at + timedelta(hours=1)


def daily(close_of_day: time = CLOSE_OF_DAY) -> Next:
    """The next close of day, Bangkok time."""

    def next_after(done_at: datetime) -> datetime:
        local = done_at.astimezone(BANGKOK)
        today = datetime.combine(local.date(), close_of_day, BANGKOK)
        return today if local < today else today + timedelta(days=1)

    return next_after


def run_due(
    home: Home, jobs: Mapping[str, JobPlan], started_at: datetime, now: Callable[[], datetime]
) -> tuple[str, ...]:
    """Run what is due and not leased by another process; returns the names of the jobs that were done, in order.

    ``started_at`` is when this process started: what was due before waits until two minutes after.
    """
    _plan(home, sorted(jobs), started_at + AFTER_START, now())
    done = []
    for name in sorted(jobs):
        lease = _lease(home, name, now())
        if lease is not None and _run(home, name, jobs[name], lease, now):
            done.append(name)
    return tuple(done)


def _plan(home: Home, names: Iterable[str], first: datetime, now: datetime) -> None:
    """Give every job its row, and another day to those that were missed or lie impossibly far ahead."""
    with reading(home.engine) as connection:
        due = _due_days(connection, home)
    if not any(_is_misplaced(due.get(name), first, now) for name in names):
        return
    with alone(home.engine) as connection:
        due = _due_days(connection, home)
        for name in names:
            if name not in due:
                connection.execute(JOB.insert().values(province_id=home.province_id, name=name, due_at=first))
            elif _is_misplaced(due[name], first, now):
                connection.execute(update(JOB).where(*_one(home, name)).values(due_at=first))


def _due_days(connection: Connection, home: Home) -> dict[str, datetime]:
    query = select(JOB.c.name, JOB.c.due_at).where(JOB.c.province_id == home.province_id)
    return {name: due_at for name, due_at in connection.execute(query)}


def _is_misplaced(due_at: datetime | None, first: datetime, now: datetime) -> bool:
    return due_at is None or (now < first and due_at < first) or due_at > now + FURTHEST


def _one(home: Home, name: str) -> tuple[ColumnElement[bool], ...]:
    return JOB.c.province_id == home.province_id, JOB.c.name == name


def _lease(home: Home, name: str, now: datetime) -> datetime | None:
    """Take a job that is due and that nobody holds; the end of the lease, None where there is nothing to take."""
    held = JOB.c.leased_until
    free = or_(held.is_(None), held < now, held > now + LEASE)
    takeable = (*_one(home, name), JOB.c.due_at <= now, free)
    with reading(home.engine) as connection:
        if connection.execute(select(JOB.c.name).where(*takeable)).first() is None:
            return None
    until = now + LEASE
    with writing(home.engine) as connection:
        taken = connection.execute(update(JOB).where(*takeable).values(leased_until=until))
        return until if taken.rowcount else None


def _run(home: Home, name: str, job: JobPlan, lease: datetime, now: Callable[[], datetime]) -> bool:
    try:
        found = job.run(home)
    except Exception as error:  # a failing job must not stop the others, nor the server
        key = error.key if isinstance(error, DomainError) else type(error).__name__
        _log.error("job %s failed: %s", name, key, exc_info=error)
        _note(home, name, lease, due_at=now() + AGAIN, last_error=key)
        return False
    at = now()
    if found is None:
        _note(home, name, lease, due_at=job.next_after(at), last_error=None, last_ok_at=at)
    else:
        _log.error("job %s found: %s", name, found)
        _note(home, name, lease, due_at=job.next_after(at), last_error=found)
    return True


def _note(home: Home, name: str, lease: datetime, **values: object) -> None:
    """Write down how it went, unless the lease ran out meanwhile and the job is somebody else's."""
    mine = (*_one(home, name), JOB.c.leased_until == lease)
    with writing(home.engine) as connection:
        connection.execute(update(JOB).where(*mine).values(leased_until=None, **values))


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job stands: when it is due, when it last went well, and the key of what went wrong since."""

    name: str
    due_at: datetime
    last_ok_at: datetime | None
    last_error: str | None


def job_states(connection: Connection, province_id: str) -> tuple[JobState, ...]:
    """Every job, by name."""
    columns = JOB.c.name, JOB.c.due_at, JOB.c.last_ok_at, JOB.c.last_error
    query = select(*columns).where(JOB.c.province_id == province_id).order_by(JOB.c.name)
    return tuple(JobState(*row) for row in connection.execute(query))
