"""Many commands in few transactions: decided one by one, written in chunks; one that fails leaves the others whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from core.errors import ClockWrong, StorageBusy
from core.model.case import Case, CaseNo
from core.model.events import Event
from core.ports import MasterChange, Recorded
from db.engine import reading
from db.ledger.act import Act, Decide
from db.ledger.records import StoredStream
from db.ledger.work import Loader

if TYPE_CHECKING:
    from db.ledger.ledger import CaseLedger


class _WaitsInThisBatch(Exception):
    """A decision asks for a case that a command of the same chunk has changed."""


@dataclass
class Batch:
    """A ledger that writes up to ``size`` commands in one transaction.

    The commands of a chunk are decided on one snapshot. A command that is refused while it is decided raises at once
    and leaves nothing of itself. One that is refused when its chunk is written (somebody else moved its case on) is
    decided anew, and if it is refused again it is listed in ``refused`` while the others are written. While the
    database is busy nothing is forgotten: the next command or the end of the batch tries the chunk again.
    """

    ledger: CaseLedger
    size: int
    waiting: dict[str, Act] = field(default_factory=dict)
    refused: dict[str, Exception] = field(default_factory=dict)
    opened: ExitStack = field(default_factory=ExitStack)
    snapshot: Connection | None = None

    def act(self, request_id: str, kind: str, work: Decide) -> Recorded:
        """Decide now, write with the chunk; numbers of new cases are known once the chunk is written."""
        if len(self.waiting) >= self.size:
            self.flush()
        if request_id in self.waiting:
            return replace(self.waiting[request_id].recorded, repeated=True)
        try:
            ready = self._decided(request_id, kind, work)
        except _WaitsInThisBatch:
            self.flush()
            ready = self._decided(request_id, kind, work)
        if isinstance(ready, Recorded):
            return ready
        self.waiting[request_id] = ready
        return ready.recorded

    def _decided(self, request_id: str, kind: str, work: Decide) -> Act | Recorded:
        if self.snapshot is None:
            self.snapshot = self.opened.enter_context(reading(self.ledger.engine))
        return self.ledger.decided(self.snapshot, request_id, kind, work, self._unless_waiting)

    def forget_snapshot(self) -> None:
        """End the snapshot on which this chunk was decided."""
        self.opened.close()
        self.snapshot = None

    def flush(self) -> None:
        """Write what waits.

        Raises:
            StorageBusy, ClockWrong: nothing of it could be written now; it goes on waiting.
        """
        self.forget_snapshot()
        if not self.waiting:
            return
        try:
            self.ledger.write([*self.waiting.values()])
        except (StorageBusy, ClockWrong):
            raise
        except Exception:  # whatever one command did wrong, the others are written
            self._one_by_one()
        self.waiting.clear()

    def _one_by_one(self) -> None:
        for request_id, act in [*self.waiting.items()]:
            try:
                self.ledger.act(request_id, act.kind, act.decide)
            except (StorageBusy, ClockWrong):
                raise
            except Exception as error:
                self.refused[request_id] = error
            del self.waiting[request_id]

    def take_refused(self) -> dict[str, Exception]:
        """Commands that were refused when they were written, by request id; the caller answers for them from now."""
        refused, self.refused = self.refused, {}
        return refused

    def finish(self) -> None:
        """Write the rest; a refusal that nobody took is raised."""
        self.flush()
        for error in self.refused.values():
            raise error

    @contextmanager
    def batch(self, size: int = 500) -> Iterator[Batch]:
        """Already one; chunks stay as large as they are."""
        yield self

    def _unless_waiting(self, load: Loader) -> Loader:
        """Loads cases for which nothing waits: what waits is not in the snapshot of a decision."""

        def loaded(which: CaseNo | int) -> StoredStream | None:
            stored = load(which)
            case_id = stored.id if stored else which
            if any(case_id in act.work.streams for act in self.waiting.values()):
                raise _WaitsInThisBatch
            return stored

        return loaded

    def change_masters(self, changes: Sequence[MasterChange]) -> None:
        """Record changed lines of the office's lists at once, after what waits."""
        self.flush()
        self.ledger.change_masters(changes)

    def case(self, no: CaseNo) -> Case:
        """The case as it stands with everything that waits."""
        self.flush()
        return self.ledger.case(no)

    def history(self, no: CaseNo) -> tuple[Event, ...]:
        """All events with their texts."""
        self.flush()
        return self.ledger.history(no)

    def new_id(self) -> int:
        """A fresh id."""
        return self.ledger.new_id()
