"""Random registers, played into an office: whatever course cases take, in whatever portions they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, groupby, product
from string import ascii_letters

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from core.model import payloads as p
from core.model.codes import Source
from core.model.events import Event
from core.model.evidence import KeptContent, NewAttachment
from core.model.facts import Registered
from core.ports import Work
from core.rules.fold import fold
from db.engine import alone, reading
from db.ledger.ledger import CaseLedger
from db.ledger.records import stream_by_id, stream_with_texts
from db.ledger.verify import verify
from db.projections.rebuild import rebuild
from tests.support.office import BOONMEE, Office
from tests.support.play import Course, course_of

PROVINCES = map("".join, cycle(product(ascii_letters, repeat=2)))
"""A province of its own for each example of a test: nothing of another example is in its way."""
ON_ONE_DATABASE = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
Portion = tuple[int, tuple[Event, ...]]


@dataclass(frozen=True, repr=False)
class Register:
    """Courses of cases, the turns in which their events are written, and how many commands make a chunk."""

    courses: tuple[Course, ...]
    turns: tuple[tuple[int, int], ...]
    chunk: int

    def __repr__(self) -> str:
        return f"{len(self.courses)} cases in turns {self.turns} and chunks of {self.chunk}"

    def portions(self) -> Iterator[Portion]:
        """What each command writes: a registration, or some later events of one case, all of one source."""
        at = [0] * len(self.courses)
        for n, count in self.turns:
            events = self.courses[n].events[at[n] : at[n] + count]
            at[n] += count
            for _, same in groupby(events, key=lambda event: (event.seq == 1, event.source)):
                yield n, tuple(same)


COURSES = st.builds(course_of, st.integers(0, 2**32 - 1), st.integers(0, 16), imported=st.booleans())
"""Cases after up to 16 attempts to move, some dated back, corrected or taken out; some are void, some anonymised."""


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """One to four cases, written in turns."""
    told = tuple(
        _with_own_pieces(course, n) for n, course in enumerate(draw(st.lists(COURSES, min_size=1, max_size=4)))
    )
    turns = draw(st.lists(st.tuples(st.integers(0, len(told) - 1), st.integers(1, 4)), max_size=10))
    rest = ((n, len(course.events)) for n, course in enumerate(told))
    return Register(told, (*turns, *rest), draw(st.sampled_from([1, 3, 500])))


def _with_own_pieces(course: Course, n: int) -> Course:
    """The course with ids of evidence that no other of the register has, not even an equal one."""
    events = tuple(
        replace(event, payload=replace(said, attachment_id=said.attachment_id + n))
        if isinstance(said := event.payload, p.EvidenceAdded | p.EvidenceWithdrawn)
        else event
        for event in course.events
    )
    return replace(course, events=events, now=None)


@dataclass(frozen=True)
class Written:
    """A register as it was written, in a province of its own."""

    office: Office
    province: str
    ids: tuple[int, ...]

    def ledger(self, source: Source = Source.SCREEN) -> CaseLedger:
        """The director's ledger."""
        home = self.office.home
        return CaseLedger(home.engine, home.ring, BOONMEE, self.office.clock, self.province, source)

    def faults(self) -> list[str]:
        """What a verification finds."""
        with reading(self.office.home.engine) as connection:
            return verify(connection, self.office.home.ring, self.province).differences

    def rebuild(self) -> int:
        """Make the tables anew."""
        with alone(self.office.home.engine) as connection:
            return rebuild(connection, self.office.home.ring, self.province)

    def stored(self, n: int) -> tuple[Event, ...]:
        """The events of a case as they are stored."""
        with reading(self.office.home.engine) as connection:
            stream = stream_by_id(connection, self.province, self.ids[n])
            assert stream is not None
            no = fold(stream.id, stream.events).no
            told = stream_with_texts(connection, self.office.home.ring, self.province, no)
        return tuple(told.events) if told else ()


def unwritten(office: Office, register: Register) -> Written:
    """A province of its own in which nothing is written yet."""
    return Written(office, next(PROVINCES), tuple(office.ledger().new_id() for _ in register.courses))


def written(office: Office, register: Register) -> Written:
    """Write a register."""
    made = unwritten(office, register)
    for source, portions in groupby(register.portions(), key=lambda portion: portion[1][0].source):
        with made.ledger(source).batch(register.chunk) as batch:
            for n, events in portions:
                batch.act(f"{n}:{events[0].seq}", "told", telling(made.ids[n], events))
    return made


def telling(case_id: int, events: tuple[Event, ...]) -> Callable[[Work], None]:
    """A command that writes some events of a case."""

    def work(unit: Work) -> None:
        first, *_ = events
        if first.seq == 1:
            unit.new_case(case_id, first)
            return
        stream = unit.case_by_id(case_id)
        for event in events:
            stream.append(numbered(event, stream.case.facts.running))
            if isinstance(said := event.payload, p.EvidenceAdded):
                kept = KeptContent(said.digest, 1, said.size)
                unit.keep_attachment(NewAttachment(said.attachment_id, case_id, kept, said.media_type, "ภาพ.jpg"))

    return work


def numbered(event: Event, running: int) -> Event:
    """A registration, or a correction of one, with the running number that the ledger gave."""
    payload = event.payload
    if isinstance(payload, Registered):
        return replace(event, payload=replace(payload, running=running))
    if not isinstance(payload, p.Corrected) or event.corrects_seq != 1 or payload.payload is None:
        return event
    told = re.sub(r'"running":\d+', f'"running":{running}', payload.payload)
    return replace(event, payload=replace(payload, payload=told))
