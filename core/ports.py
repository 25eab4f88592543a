"""What the core asks of the outside world. Built per run by ``db.context``; tests replace it in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from core.model.case import Case, CaseNo
from core.model.codes import Source
from core.model.drafts import Drafts
from core.model.events import Event
from core.model.evidence import NewAttachment
from core.model.geography import Amphoe, Tambon
from core.model.holidays import Holiday, WorkCalendar
from core.model.masters import Agency, Channel, ClockSet, Programme, Topic
from core.office_ports import NOT_GIVEN, Accounts, Beginnings, EvidenceFiles, Identities, Upkeep
from core.rules.access import Actor
from core.rules.obligations import Office
from core.rules.privacy import KnownPerson


class Clock(Protocol):
    """The machine's clock; ``today`` may be pinned for demonstrations, ``now`` never is."""

    def now(self) -> datetime:
        """The aware UTC instant."""
        ...

    def today(self) -> date:
        """The Bangkok day."""
        ...


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Personal data on its way into encryption; never part of an event."""

    id: int
    case_id: int
    name: str = ""
    national_id: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class NewSourceRow:
    """An imported row as it stood in the source, on its way into encryption; ``told`` is what was understood of it."""

    case_id: int
    system: str
    fingerprint: str
    cells: Mapping[str, str]
    source_no: str = ""
    told: str = field(default="", repr=False)


class Stream(Protocol):
    """One case being worked on."""

    @property
    def id(self) -> int:
        """The case's id."""
        ...

    @property
    def case(self) -> Case:
        """The case after everything appended so far."""
        ...

    @property
    def events(self) -> Sequence[Event]:
        """All events so far, without their texts."""
        ...

    def append(self, event: Event) -> None:
        """Add what a decision returned."""
        ...


class Work(Protocol):
    """What one command may touch; written as a whole or not at all."""

    def case(self, no: CaseNo, *, expected: int | None = None) -> Stream:
        """An existing case.

        Raises:
            NotFound: there is none, or it is not the actor's.
            StaleCase: its version is not ``expected``.
        """
        ...

    def case_by_id(self, case_id: int, *, expected: int | None = None) -> Stream:
        """As ``case``, by id."""
        ...

    def new_case(self, case_id: int, registered: Event) -> Stream:
        """A case that begins with ``registered``; its running number is given when it is written."""
        ...

    def texts(self, case_id: int, *, imported_only: bool = False) -> Mapping[str, str]:
        """Title, public title and details of a case as stored; on request only what imports said."""
        ...

    def known_persons(self, case: Case) -> tuple[KnownPerson, ...]:
        """The persons of a case with the values that must not stand in its texts."""
        ...

    def person(self, case_id: int, person_id: int) -> Mapping[str, str]:
        """What is kept of one person of a case, in clear, for a row that takes its place; nothing of it is shown.

        No field at all where something cannot be read any more, or there is no such person.
        """
        ...

    def source_told(self, case_id: int) -> str:
        """What ``keep_source`` was told last of a case; empty where nothing was, or where it cannot be read."""
        ...

    def keep_person(self, person: NewPerson) -> None:
        """Store a person's data encrypted."""

    def keep_source(self, row: NewSourceRow) -> None:
        """Store an imported row encrypted."""

    def keep_attachment(self, added: NewAttachment) -> None:
        """Store the row of a piece of evidence whose content is kept already."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a command led to: the cases it touched, in order, and whether it had been recorded before."""

    nos: tuple[CaseNo, ...] = ()
    versions: tuple[int, ...] = ()
    repeated: bool = False

    @property
    def no(self) -> CaseNo:
        """The number of the (first) case."""
        return self.nos[0]


@dataclass(frozen=True, slots=True)
class MasterChange:
    """One line of a list changed: ``body`` is the whole new line as plain JSON values, None takes it out.

    ``table`` is channel, topic, agency, programme, clock_set, setting, holiday, confirmed_year, opening_balance,
    programme_contact or import_mapping.
    """

    table: str
    id: str
    body: Mapping[str, Any] | None


class Ledger(Protocol):
    """The write side. Every use case goes through ``act``."""

    def act(self, request_id: str, kind: str, work: Callable[[Work], None]) -> Recorded:
        """Run ``work`` and write what it did in one durable transaction; a known ``request_id`` returns the first
        result.

        Raises:
            DomainError: refused; nothing has changed.
        """
        ...

    def batch(self, size: int = 500) -> AbstractContextManager[Batch]:
        """A ledger that writes up to ``size`` commands in one transaction; numbers are known after the chunk is
        written.
        """
        ...

    def change_masters(self, changes: Sequence[MasterChange]) -> None:
        """Record changed lines of the office's lists, all or none."""
        ...

    def history(self, no: CaseNo) -> tuple[Event, ...]:
        """All events of a case with their texts, as recorded."""
        ...

    def case(self, no: CaseNo) -> Case:
        """The case as it stands."""
        ...

    def new_id(self) -> int:
        """A fresh id for a case or a person."""
        ...


class Batch(Ledger, Protocol):
    """A ledger that keeps commands until a chunk of them is written."""

    def flush(self) -> None:
        """Write what waits now.

        Raises:
            DomainError: nothing of it could be written; it goes on waiting.
        """
        ...

    def take_refused(self) -> dict[str, Exception]:
        """Commands refused when they were written, by request id; nobody else will raise them."""
        ...


class Masters(Protocol):
    """The office's lists, read once per version."""

    @property
    def channels(self) -> tuple[Channel, ...]: ...
    @property
    def topics(self) -> tuple[Topic, ...]: ...
    @property
    def agencies(self) -> tuple[Agency, ...]: ...
    @property
    def amphoe(self) -> tuple[Amphoe, ...]:
        """The amphoe of the province, by name."""
        ...

    def amphoe_name(self, code: str | None) -> str:
        """The name of an amphoe of any province; empty when the code is not known."""
        ...

    def tambon_of(self, amphoe_code: str) -> tuple[Tambon, ...]:
        """The tambon of an amphoe, by code; none where the code is not known."""
        ...

    @property
    def programmes(self) -> tuple[Programme, ...]: ...
    @property
    def calendar(self) -> WorkCalendar: ...
    @property
    def clock_set(self) -> ClockSet: ...
    @property
    def clock_sets(self) -> tuple[ClockSet, ...]:
        """Every set of clocks the office may choose from."""
        ...

    @property
    def settings(self) -> Mapping[str, str]:
        """What the office chose or said of itself, by ``core.model.office_facts.OfficeSetting``."""
        ...

    def proposed_holidays(self, year_be: int) -> tuple[Holiday, ...]:
        """Holidays of a later year as far as anybody can know them; a person must confirm them before they count."""
        ...

    def agency(self, agency_id: str) -> Agency:
        """The agency of an id.

        Raises:
            NotFound: there is none.
        """
        ...

    def topic(self, topic_id: str | None) -> Topic | None:
        """The topic of an id; None stays None."""
        ...

    def import_mapping(self, headings_digest: str) -> Mapping[str, tuple[str, ...]] | None:
        """What a person said of the columns of a file with these headings: fields to headings; None if nobody did."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything one run of a page, command or job needs."""

    actor: Actor
    clock: Clock
    ledger: Ledger
    masters: Masters
    reads: Any
    province_id: str
    source: Source = Source.SCREEN
    extras: Mapping[str, object] = field(default_factory=dict)
    accounts: Accounts = NOT_GIVEN
    beginnings: Beginnings = NOT_GIVEN
    upkeep: Upkeep = NOT_GIVEN
    drafts: Drafts = NOT_GIVEN
    identities: Identities = NOT_GIVEN
    evidence: EvidenceFiles = NOT_GIVEN

    def office(self, *, may_backdate: bool = False) -> Office:
        """What decisions need besides the case."""
        return Office(
            today=self.clock.today(),
            calendar=self.masters.calendar,
            clocks=self.masters.clock_set,
            may_backdate=may_backdate or self.source is Source.IMPORT,
            is_import=self.source is Source.IMPORT,
        )
