"""The ledger of one province for one actor: ``act`` decides outside the lock and writes inside one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import SQLModel

from core.errors import ClockWrong, NotFound, StorageBusy
from core.model.case import Case, CaseNo
from core.model.codes import Role, Source
from core.model.events import Event
from core.ports import Clock, MasterChange, Recorded, Work
from core.rules.access import Actor
from core.rules.fold import fold
from db.engine import reading, writing
from db.keys.ring import KeyRing
from db.ledger.flush import COMMAND, INSTALLATION, SEAL, Act, Stamp, write_acts
from db.ledger.ids import new_id
from db.ledger.records import EVENTS, StoredStream, history, stored_streams
from db.ledger.work import CaseWork
from db.masters import change_masters

CASE = SQLModel.metadata.tables["case_"]
BEHIND = timedelta(minutes=5)
AHEAD = timedelta(days=40)


@dataclass
class CaseLedger:
    """Implements ``core.ports.Ledger``. ``readonly`` is set where the day is pinned on an office database."""

    engine: Engine
    ring: KeyRing
    actor: Actor
    clock: Clock
    province_id: str
    source: Source = Source.SCREEN
    readonly: bool = False
    waiting: list[Act] = field(default_factory=list)
    chunk: int = 1

    def act(self, request_id: str, kind: str, work: Callable[[Work], None]) -> Recorded:
        """Decide now; write now, or with the chunk inside ``batch`` (repeated commands fall out when it is written)."""
        done = self._repeated(request_id) if self.chunk == 1 else None
        if done is not None:
            return done
        unit = CaseWork(self._load, self._find, self._may_see)
        work(unit)
        act = Act(request_id, kind, unit)
        self.waiting.append(act)
        if len(self.waiting) >= self.chunk:
            return self._flush(act)
        return act.recorded

    @contextmanager
    def batch(self, size: int = 500) -> Iterator[CaseLedger]:
        """Write up to ``size`` commands in one transaction; what was written stays written if a later chunk fails."""
        ledger = CaseLedger(
            self.engine, self.ring, self.actor, self.clock, self.province_id, self.source, self.readonly, [], size
        )
        yield ledger
        ledger.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self.waiting:
            self._flush(self.waiting[-1])

    def _flush(self, last: Act) -> Recorded:
        acts, self.waiting = self.waiting, []
        try:
            with writing(self.engine) as connection:
                stamp = self._stamp(connection)
                fresh = acts if self.chunk == 1 else self._unknown(connection, acts)
                if fresh:
                    write_acts(connection, self.ring, stamp, fresh)
        except IntegrityError:
            done = self._repeated(last.request_id)
            if done is None:
                raise
            return done
        except OperationalError as error:
            if "locked" in str(error):
                raise StorageBusy from error
            raise
        return last.recorded

    def _stamp(self, connection: Connection) -> Stamp:
        if self.readonly:
            raise ClockWrong("error.readonly")
        newest, sealed, confirmed = newest_times(connection, self.province_id)
        at = checked_time(self.clock.now(), newest, confirmed)
        if sealed is not None:
            at = max(at, sealed + timedelta(microseconds=1))
        return Stamp(self.province_id, self.actor.account_id, self.source, at)

    def _unknown(self, connection: Connection, acts: Sequence[Act]) -> list[Act]:
        query = select(COMMAND.c.request_id).where(
            COMMAND.c.province_id == self.province_id,
            COMMAND.c.actor_id == self.actor.account_id,
            COMMAND.c.request_id.in_([act.request_id for act in acts]),
        )
        known = set(connection.execute(query).scalars())
        return [act for act in acts if act.request_id not in known]

    def _repeated(self, request_id: str) -> Recorded | None:
        query = select(COMMAND.c.result).where(
            COMMAND.c.province_id == self.province_id,
            COMMAND.c.actor_id == self.actor.account_id,
            COMMAND.c.request_id == request_id,
        )
        with reading(self.engine) as connection:
            found = connection.execute(query).scalar_one_or_none()
        if found is None:
            return None
        said = json.loads(found)
        return Recorded(tuple(CaseNo(*no) for no in said["nos"]), tuple(said["versions"]), repeated=True)

    def _load(self, case_id: int) -> StoredStream | None:
        if any(case_id in act.work.streams for act in self.waiting):
            self.flush()
        with reading(self.engine) as connection:
            return stored_streams(connection, self.province_id, [case_id]).get(case_id)

    def _find(self, no: CaseNo) -> int | None:
        with reading(self.engine) as connection:
            return find_case(connection, self.province_id, no)

    def _may_see(self, case: Case) -> bool:
        if self.actor.role is not Role.AGENCY:
            return True
        return any(referral.agency_id == self.actor.agency_id for referral in case.referrals)

    def change_masters(self, changes: Sequence[MasterChange]) -> None:
        """Record changed lines of the office's lists, all or none."""
        with writing(self.engine) as connection:
            change_masters(connection, self.ring, self._stamp(connection), changes, self.clock.today())

    def case(self, no: CaseNo) -> Case:
        """The case as it stands; absent and not yours look alike."""
        case_id = self._find(no)
        stored = self._load(case_id) if case_id is not None else None
        case = fold(case_id, stored.events) if case_id is not None and stored else None
        if case is None or not self._may_see(case):
            raise NotFound(no=str(no))
        return case

    def history(self, no: CaseNo) -> tuple[Event, ...]:
        """All events with their texts."""
        case = self.case(no)
        with reading(self.engine) as connection:
            return history(connection, self.ring, self.province_id, case.id)

    def new_id(self) -> int:
        """A fresh id."""
        return new_id()


def find_case(connection: Connection, province_id: str, no: CaseNo) -> int | None:
    """The id of a case number."""
    query = select(CASE.c.id).where(
        CASE.c.province_id == province_id, CASE.c.year_be == no.year_be, CASE.c.running == no.running
    )
    return connection.execute(query).scalar_one_or_none()


def newest_times(connection: Connection, province_id: str) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Newest recorded instant, newest seal, and when an administrator last confirmed the machine's date."""
    newest = select(func.max(EVENTS.c.recorded_at)).where(EVENTS.c.province_id == province_id)
    sealed = select(func.max(SEAL.c.at)).where(SEAL.c.province_id == province_id)
    confirmed = select(INSTALLATION.c.date_confirmed_at).where(INSTALLATION.c.province_id == province_id)
    return (
        connection.execute(newest).scalar(),
        connection.execute(sealed).scalar(),
        connection.execute(confirmed).scalar_one_or_none(),
    )


def checked_time(now: datetime, newest: datetime | None, confirmed: datetime | None) -> datetime:
    """``now``, unless the machine's clock stands behind, or far ahead of, what has been recorded.

    Raises:
        ClockWrong: more than 5 minutes behind, or more than 40 days ahead without an administrator's confirmation.
    """
    if newest is None:
        return now
    if now < newest - BEHIND:
        raise ClockWrong(now=now)
    vouched = confirmed is not None and now <= confirmed + AHEAD
    if now > newest + AHEAD and not vouched:
        raise ClockWrong("error.clock_ahead", now=now)
    return now
