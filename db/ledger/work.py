"""What one command touches, kept in memory until the whole is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.errors import NotFound, StaleCase
from core.model.case import Case, CaseNo
from core.model.events import Event
from core.model.evidence import NewAttachment
from core.model.facts import Registered
from core.ports import NewPerson, NewSourceRow
from core.rules.fold import applied, begun, fold
from core.rules.privacy import KnownPerson
from db.ledger.records import StoredStream

Loader = Callable[[CaseNo | int], StoredStream | None]
"""Loads a case by number or by id."""


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
        """Add an event; a correction folds the whole stream anew.

        Raises:
            ValueError: a correction would give the case another number.
        """
        event = replace(event, seq=self.now.version + 1)
        now = applied(self.now, event) if event.corrects_seq is None else fold(self.id, [*self.events, event])
        if now.no != self.now.no:
            raise ValueError(f"case {self.now.no} keeps its number for ever")
        self.fresh.append(event)
        self.now = now

    def numbered(self, running: int, year_be: int) -> None:
        """Put the number into the registration of a new case.

        Raises:
            ValueError: the registration was corrected in the same command, under another number.
        """
        first = self.fresh[0]
        if isinstance(first.payload, Registered):
            self.fresh[0] = replace(first, payload=replace(first.payload, running=running, year_be=year_be))
        self.now = replace(self.now, facts=replace(self.now.facts, running=running, year_be=year_be))
        if any(event.corrects_seq for event in self.fresh) and fold(self.id, self.fresh).no != self.now.no:
            raise ValueError(f"case {self.now.no} keeps its number for ever")


@dataclass
class CaseWork:
    """One command: the streams it loaded, and everything it adds."""

    load: Loader
    may_see: Callable[[Case, Sequence[Event]], bool]
    told: Callable[[int, bool], Mapping[str, str]]
    source: Callable[[int], str]
    people: Callable[[Case], tuple[KnownPerson, ...]]
    kept: Callable[[int], Mapping[int, Mapping[str, str]]]
    streams: dict[int, CaseStream] = field(default_factory=dict)
    persons: list[NewPerson] = field(default_factory=list)
    sources: list[NewSourceRow] = field(default_factory=list)
    attachments: list[NewAttachment] = field(default_factory=list)

    def case(self, no: CaseNo, *, expected: int | None = None) -> CaseStream:
        """An existing case by number."""
        known = (each for each in self.streams.values() if each.before is not None and each.now.no == no)
        return self._seen(next(known, None) or self._loaded(no), expected, NotFound(no=str(no)))

    def case_by_id(self, case_id: int, *, expected: int | None = None) -> CaseStream:
        """An existing case by id."""
        return self._seen(self.streams.get(case_id) or self._loaded(case_id), expected, NotFound())

    def _seen(self, stream: CaseStream | None, expected: int | None, absent: NotFound) -> CaseStream:
        """The stream, if it exists and is the actor's: both give the same answer."""
        if stream is None or not self.may_see(stream.now, stream.events):
            raise absent
        if expected is not None and stream.stored_version != expected:
            raise StaleCase(no=str(stream.now.no), expected=expected, version=stream.stored_version)
        return self.streams.setdefault(stream.id, stream)

    def _loaded(self, which: CaseNo | int) -> CaseStream | None:
        stored = self.load(which)
        if stored is None:
            return None
        view = fold(stored.id, stored.events)
        return CaseStream(stored.id, stored.events, stored.last_mac, view, view)

    def new_case(self, case_id: int, registered: Event) -> CaseStream:
        """A case that begins now."""
        first = replace(registered, seq=1)
        stream = CaseStream(case_id, [], b"", None, begun(case_id, first), [first])
        self.streams[case_id] = stream
        return stream

    def texts(self, case_id: int, *, imported_only: bool = False) -> Mapping[str, str]:
        """Title, public title and details as stored; on request only what imports said."""
        return self.told(case_id, imported_only)

    def known_persons(self, case: Case) -> tuple[KnownPerson, ...]:
        """The persons of a case with the values that must not stand in its texts, as stored before this command."""
        return self.people(case)

    def person(self, case_id: int, person_id: int) -> Mapping[str, str]:
        """What is kept of one person of a case, as stored before this command."""
        return self.kept(case_id).get(person_id, {})

    def source_told(self, case_id: int) -> str:
        """What was understood of the row that was kept last of a case."""
        return self.source(case_id)

    def keep_person(self, person: NewPerson) -> None:
        """Store a person with this command."""
        self.persons.append(person)

    def keep_source(self, row: NewSourceRow) -> None:
        """Store an imported row with this command."""
        self.sources.append(row)

    def keep_attachment(self, added: NewAttachment) -> None:
        """Store the row of a piece of evidence with this command."""
        self.attachments.append(added)
