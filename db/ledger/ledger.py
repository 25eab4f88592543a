"""The ledger of one province for one actor: ``act`` decides outside the lock and writes inside one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from core.errors import DomainError, NotFound, StaleCase
from core.model.case import Case, CaseNo
from core.model.codes import Source
from core.model.events import Event
from core.ports import Clock, MasterChange, Recorded
from core.rules.access import Actor
from core.rules.fold import fold
from core.rules.sight import may_open
from db.engine import reading, writing
from db.evidence.sweep import require_files, sweep_erased
from db.keys.ring import KeyRing
from db.ledger.act import Act, Decide, first_answer
from db.ledger.batch import Batch
from db.ledger.erase import anonymises
from db.ledger.flush import write_acts
from db.ledger.ids import new_id
from db.ledger.persons import known_persons, readable_persons, source_told
from db.ledger.records import StoredStream, stream_by_id, stream_by_no, stream_with_texts
from db.ledger.stamp import Recorder, Stamp, stamped
from db.ledger.work import CaseWork, Loader
from db.masters import change_masters
from db.projections.texts import told_texts

_log = logging.getLogger("damrong.evidence")


@dataclass(frozen=True, slots=True)
class CaseLedger:
    """Implements ``core.ports.Ledger``. ``readonly`` is set where the day is pinned on an office database; ``files`` is
    the folder of the evidence.
    """

    engine: Engine
    ring: KeyRing
    actor: Actor
    clock: Clock
    province_id: str
    source: Source = Source.SCREEN
    readonly: bool = False
    files: Path | None = None

    def act(self, request_id: str, kind: str, work: Decide) -> Recorded:
        """Decide now, on one snapshot, and write now, in one durable transaction."""
        with reading(self.engine) as snapshot:
            ready = self.decided(snapshot, request_id, kind, work)
        return ready if isinstance(ready, Recorded) else self._written(ready)

    @contextmanager
    def batch(self, size: int = 500) -> Iterator[Batch]:
        """Write up to ``size`` commands in one transaction; see ``Batch``."""
        batch = Batch(self, size)
        try:
            yield batch
            batch.finish()
        finally:
            batch.forget_snapshot()

    def decided(
        self,
        snapshot: Connection,
        request_id: str,
        kind: str,
        work: Decide,
        around: Callable[[Loader], Loader] = lambda load: load,
    ) -> Act | Recorded:
        """Decide a command on a snapshot, or give the first answer to one that was recorded before.

        ``around`` may step in when a case is loaded.
        """
        done = first_answer(snapshot, self.province_id, self.actor.account_id, request_id, kind)
        if done is not None:
            return done
        told = partial(told_texts, snapshot, self.ring, self.province_id)
        source = partial(source_told, snapshot, self.ring, self.province_id)
        people = partial(known_persons, snapshot, self.ring, self.province_id)
        kept = partial(readable_persons, snapshot, self.ring, self.province_id)
        unit = CaseWork(around(self._loader(snapshot)), self._may_see, told, source, people, kept)
        work(unit)
        return Act(request_id, kind, work, unit)

    def _written(self, act: Act) -> Recorded:
        try:
            self.write([act])
        except (StaleCase, IntegrityError):
            # The same submit may have come twice, and the other one was first.
            with reading(self.engine) as connection:
                done = first_answer(connection, self.province_id, self.actor.account_id, act.request_id, act.kind)
            if done is None:
                raise
            return done
        return act.recorded

    def write(self, acts: Sequence[Act]) -> None:
        """Write decided commands in one durable transaction: all of them or none.

        A piece of evidence is written only while its file is there; files of anonymised cases go afterwards.
        """
        with writing(self.engine) as connection:
            if self.files is not None:
                require_files(self.files, [added for act in acts for added in act.work.attachments])
            write_acts(connection, self.ring, self._stamp(connection), acts)
        blanked = [stream.id for act in acts for stream in act.touched if anonymises(stream.fresh)]
        if self.files is not None and blanked:
            self._sweep(self.files, blanked)

    def _sweep(self, files: Path, case_ids: Sequence[int]) -> None:
        """What cannot be removed now goes with the daily sweep; the command itself is written for good."""
        try:
            sweep_erased(self.engine, self.province_id, files, case_ids, self.clock.now())
        except (DomainError, OSError) as error:
            _log.warning("files of an anonymised case wait for the daily sweep: %s", type(error).__name__)

    def change_masters(self, changes: Sequence[MasterChange]) -> None:
        """Record changed lines of the office's lists, all or none."""
        with writing(self.engine) as connection:
            change_masters(connection, self.ring, self._stamp(connection), changes, self.clock.today())

    def _stamp(self, connection: Connection) -> Stamp:
        who = Recorder(self.province_id, self.actor.account_id, self.source, self.readonly)
        return stamped(connection, who, self.clock.now())

    def _loader(self, connection: Connection) -> Loader:
        """Loads cases by number or id on ``connection``."""

        def load(which: CaseNo | int) -> StoredStream | None:
            by = stream_by_no if isinstance(which, CaseNo) else stream_by_id
            return by(connection, self.province_id, which)  # type: ignore[arg-type]  # chosen by its type

        return load

    def _may_see(self, case: Case, events: Sequence[Event]) -> bool:
        return may_open(self.actor.role, self.actor.agency_id, self.actor.account_id, case, events)

    def case(self, no: CaseNo) -> Case:
        """The case as it stands; absent and not yours look alike."""
        with reading(self.engine) as connection:
            return self._visible(no, stream_by_no(connection, self.province_id, no))

    def history(self, no: CaseNo) -> tuple[Event, ...]:
        """All events with their texts."""
        with reading(self.engine) as connection:
            stored = stream_with_texts(connection, self.ring, self.province_id, no)
        self._visible(no, stored)
        return tuple(stored.events) if stored else ()

    def _visible(self, no: CaseNo, stored: StoredStream | None) -> Case:
        case = fold(stored.id, stored.events) if stored else None
        if case is None or stored is None or not self._may_see(case, stored.events):
            raise NotFound(no=str(no))
        return case

    def new_id(self) -> int:
        """A fresh id."""
        return new_id()
