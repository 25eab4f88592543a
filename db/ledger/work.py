"""What one command touches, kept in memory until the whole is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from core.errors import NotFound, StaleCase
from core.model.case import Case, CaseNo
from core.model.events import Event
from core.model.facts import Registered
from core.ports import NewPerson, NewSourceRow
from core.rules.fold import applied, begun, fold
from db.ledger.records import StoredStream

Loader = Callable[[int], StoredStream | None]
Finder = Callable[[CaseNo], int | None]


@dataclass
class CaseStream:
    """One case of a unit of work: ``before`` is the stored view, None for a new case."""

    id: int
    stored: list[Event]
    last_mac: bytes
    before: Case | None
    now: Case
    fresh: list[Event] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """The case after everything appended."""
        return self.now

    @property
    def events(self) -> Sequence[Event]:
        """Stored and fresh events."""
        return [*self.stored, *self.fresh]

    @property
    def stored_version(self) -> int:
        """The sequence of the last stored event; 0 for a new case."""
        return self.stored[-1].seq if self.stored else 0

    def append(self, event: Event) -> None:
        """Add an event; a correction folds the whole stream anew."""
        event = replace(event, seq=self.now.version + 1)
        self.fresh.append(event)
        if event.corrects_seq is None:
            self.now = applied(self.now, event)
        else:
            self.now = fold(self.id, self.events)

    def numbered(self, running: int, year_be: int) -> None:
        """Put the number into the registration of a new case."""
        first = self.fresh[0]
        if isinstance(first.payload, Registered):
            self.fresh[0] = replace(first, payload=replace(first.payload, running=running, year_be=year_be))
        self.now = replace(self.now, facts=replace(self.now.facts, running=running, year_be=year_be))


@dataclass
class CaseWork:
    """One command: the streams it loaded, and everything it adds."""

    load: Loader
    find: Finder
    may_see: Callable[[Case], bool]
    streams: dict[int, CaseStream] = field(default_factory=dict)
    persons: list[NewPerson] = field(default_factory=list)
    sources: list[NewSourceRow] = field(default_factory=list)

    def case(self, no: CaseNo, *, expected: int | None = None) -> CaseStream:
        """An existing case by number."""
        case_id = self.find(no)
        if case_id is None:
            raise NotFound(no=str(no))
        return self.case_by_id(case_id, expected=expected)

    def case_by_id(self, case_id: int, *, expected: int | None = None) -> CaseStream:
        """An existing case by id."""
        stream = self.streams.get(case_id) or self._loaded(case_id)
        if not self.may_see(stream.now):
            raise NotFound(no=str(stream.now.no))
        if expected is not None and stream.stored_version != expected:
            raise StaleCase(no=str(stream.now.no), expected=expected, version=stream.stored_version)
        self.streams[case_id] = stream
        return stream

    def _loaded(self, case_id: int) -> CaseStream:
        stored = self.load(case_id)
        if stored is None:
            raise NotFound(no="")
        view = fold(case_id, stored.events)
        return CaseStream(case_id, stored.events, stored.last_mac, view, view)

    def new_case(self, case_id: int, registered: Event) -> CaseStream:
        """A case that begins now."""
        first = replace(registered, seq=1)
        stream = CaseStream(case_id, [], b"", None, begun(case_id, first), [first])
        self.streams[case_id] = stream
        return stream

    def keep_person(self, person: NewPerson) -> None:
        """Store a person with this command."""
        self.persons.append(person)

    def keep_source(self, row: NewSourceRow) -> None:
        """Store an imported row with this command."""
        self.sources.append(row)
