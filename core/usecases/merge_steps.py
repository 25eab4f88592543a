"""The steps in which two exports of one case differ, as events: corrected, taken out or added where that is legal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.errors import DomainError
from core.model import payloads as p
from core.model.codes import DateBasis, Source
from core.model.course import Course, Step, Verb
from core.model.events import Event
from core.ports import Context, Stream
from core.rules.decide import correct
from core.rules.decide.common import Said, When
from core.rules.fold import effective, fold
from core.rules.obligations import Office
from core.text.catalogue import t
from core.usecases.record_course import step_event

_PAYLOADS: dict[Verb, type] = {
    Verb.FORWARD: p.Forwarded,
    Verb.PROGRESS: p.ProgressReported,
    Verb.CHASE: p.Chased,
    Verb.CLOSE: p.Closed,
}
_REPORTS = (p.ProgressReported, p.DoneReported)
_FACTS_OF_A_LETTER = ("on", "basis", "sent_via", "letter_no", "letter_on", "due_on")


@dataclass(frozen=True, slots=True)
class Merging:
    """A case, what its source said before and what it says now."""

    stream: Stream
    base: Course
    course: Course
    ctx: Context
    office: Office


@dataclass(frozen=True, slots=True)
class Left:
    """A difference that could not be taken over: its name, and the days or states of both sides."""

    name: str
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """One event to append; ``decide`` is asked again while the others move the case on."""

    left: Left
    decide: Callable[[], Event]


_Key = tuple[Verb, str, date | None]


def merge_steps(m: Merging) -> list[Left]:
    """Append what can be appended, in whatever order is legal, and return what is left."""
    waiting = list(_changes(m))
    while waiting:
        refused = [change for change in waiting if not _appended(m, change)]
        if len(refused) == len(waiting):
            break
        waiting = refused
    return [change.left for change in waiting]


def _appended(m: Merging, change: _Change) -> bool:
    try:
        event = change.decide()
    except DomainError:
        return False
    m.stream.append(replace(event, source=Source.IMPORT))
    return True


def _changes(m: Merging) -> Iterator[_Change]:
    """What differs; a closing that stands is taken out and said again where something has to go in before it."""
    old, new = _by_key(m.base), _by_key(m.course)
    added = [step for key, step in new.items() if _is_to_add(m, old.get(key), step)]
    closings = old.get(_CLOSING), new.get(_CLOSING)
    is_in_the_way = bool(added) and closings[0] is not None and _is_closed_by_the_source(m)
    if is_in_the_way and closings[0] is not None:
        yield _taken_out(m, closings[0])
    yield from _received(m)
    for key, step in old.items():
        if key != _CLOSING and key not in new:
            yield from _gone(m, step)
    for key, step in new.items():
        if key != _CLOSING and key in old and step not in added:
            yield from _moved(m, old[key], step)
    yield from (_added(m, step) for step in added)
    yield from _closed(m, *closings, again=is_in_the_way)
    yield from _labelled(m)


_CLOSING: _Key = (Verb.CLOSE, "", None)


def _by_key(course: Course) -> dict[_Key, Step]:
    """Steps by what makes them the same in another export; the label of a delay is compared for itself."""
    return {_key(step): step for step in course.steps if step.verb in _PAYLOADS}


def _key(step: Step) -> _Key:
    return step.verb, step.agency_id or "", step.on if step.verb is Verb.CHASE else None


# --------------------------------------------------------------------------- what was recorded


def _recorded(m: Merging, step: Step) -> Event | None:
    """The event by which an import recorded a step, as imports have told it; None where there is none."""
    told = effective([event for event in m.stream.events if event.source is Source.IMPORT])
    fitting = (event for event in told if _tells(m, event, step))
    return next(fitting, None)


def _tells(m: Merging, event: Event, step: Step) -> bool:
    same_agency = step.agency_id is None or _agency_of(m, event) == step.agency_id
    return type(event.payload) is _PAYLOADS[step.verb] and event.happened_on == step.on and same_agency


def _agency_of(m: Merging, event: Event) -> str | None:
    if isinstance(event.payload, p.Forwarded):
        return event.payload.agency_id
    sent = (each.payload for each in m.stream.events if each.referral_no == event.referral_no)
    return next((said.agency_id for said in sent if isinstance(said, p.Forwarded)), None)


def _is_touched(m: Merging, event: Event) -> bool:
    """Whether a person corrected an event or took it out."""
    fixes = (each for each in m.stream.events if each.corrects_seq == event.seq)
    return any(fix.source is not Source.IMPORT for fix in fixes)


def _now(m: Merging, event: Event) -> Event | None:
    """An event with everything that anybody corrected; None when it was taken out."""
    return next((each for each in effective(m.stream.events) if each.seq == event.seq), None)


def _is_closed_by_the_source(m: Merging) -> bool:
    step = _by_key(m.base)[_CLOSING]
    event = _recorded(m, step)
    return not m.stream.case.is_open and event is not None and not _is_touched(m, event)


# --------------------------------------------------------------------------- what differs


def _is_to_add(m: Merging, old: Step | None, step: Step) -> bool:
    if step.verb is Verb.CLOSE:
        return False
    if step.verb is Verb.PROGRESS:
        return (old is None or _is_further(old, step)) and not _was_reported(m, step)
    if step.verb is Verb.FORWARD:
        return old is None and all(referral.agency_id != step.agency_id for referral in m.stream.case.referrals)
    return old is None


def _is_further(old: Step, step: Step) -> bool:
    """Whether a report is another one, later than an exact one, and not the same on a better known day."""
    return old.basis is DateBasis.EXACT and old.on is not None and step.on is not None and step.on > old.on


def _was_reported(m: Merging, step: Step) -> bool:
    """Whether anybody has recorded that this agency reported on this day."""
    reports = (each for each in effective(m.stream.events) if isinstance(each.payload, _REPORTS))
    return any(each.happened_on == step.on and _agency_of(m, each) == step.agency_id for each in reports)


def _received(m: Merging) -> Iterator[_Change]:
    """The day of receipt; what hangs on it is counted anew."""
    on, basis = m.course.received_on, m.course.received_basis
    if (on, basis) == (m.base.received_on, m.base.received_basis) or on == m.stream.case.received_on:
        return
    left = Left("received_on", _iso(m.stream.case.received_on), _iso(on))
    yield _Change(left, lambda: _corrected(m, m.stream.events[0], When(on, basis)))


def _gone(m: Merging, step: Step) -> Iterator[_Change]:
    event = _recorded(m, step)
    if event is not None and _now(m, event) is not None:
        yield _taken_out(m, step)


def _moved(m: Merging, old: Step, step: Step) -> Iterator[_Change]:
    """The same step with another day, or a letter with other facts."""
    if old.due_on is not None and step.due_on is None:
        yield _never("due_on", _iso(old.due_on))
    if all(getattr(old, name) == getattr(step, name) for name in _FACTS_OF_A_LETTER):
        return
    event = _recorded(m, old)
    now = _now(m, event) if event is not None else None
    if step.verb is not Verb.FORWARD and now is not None and now.happened_on == step.on:
        return
    left = Left(step.verb.value, _iso(now.happened_on if now else None), _iso(step.on))
    yield _Change(left, lambda: _said_again(m, old, step))


def _closed(m: Merging, old: Step | None, step: Step | None, *, again: bool) -> Iterator[_Change]:
    if step is None:
        if old is not None and not m.stream.case.is_open and not again:
            yield _taken_out(m, old)
    elif old is None or again:
        if again or m.stream.case.is_open or m.stream.case.periods[-1].closed_on != step.on:
            yield _added(m, step)
    elif (old.on, old.basis) != (step.on, step.basis):
        yield from _moved(m, old, step)


def _labelled(m: Merging) -> Iterator[_Change]:
    if _CLOSING in _by_key(m.course):
        return
    old, new = (next((s for s in course.steps if s.verb is Verb.DELAY), None) for course in (m.base, m.course))
    before, after = (step.delay if step else None for step in (old, new))
    if after in (before, m.stream.case.delay):
        return
    step = new or Step(Verb.DELAY, m.office.today)
    left = Left(Verb.DELAY.value, m.stream.case.delay or "", after or "")
    is_free = m.stream.case.delay == before
    yield _Change(left, lambda: _unless(not is_free, lambda: step_event(m.stream.case, step, m.office, m.ctx)))


# --------------------------------------------------------------------------- the events


def _never(name: str, ours: str) -> _Change:
    """A difference that no event can tell: an agreed day was promised, and a promise is not unmade by silence."""

    def refuse() -> Event:
        raise DomainError

    return _Change(Left(name, ours), refuse)


def _added(m: Merging, step: Step) -> _Change:
    left = Left(step.verb.value, m.stream.case.state.value, _iso(step.on))
    return _Change(left, lambda: step_event(m.stream.case, step, m.office, m.ctx))


def _taken_out(m: Merging, step: Step) -> _Change:
    left = Left(step.verb.value, m.stream.case.state.value, "")

    def decide() -> Event:
        event = _untouched(m, step)
        return correct.retract(m.stream.id, m.stream.events, event.seq, _why(m, None), m.office)

    return _Change(left, decide)


def _said_again(m: Merging, old: Step, step: Step) -> Event:
    event, payload = _untouched(m, old), None
    if isinstance(event.payload, p.Forwarded):
        new = step_event(fold(m.stream.id, _first(m)), step, m.office, m.ctx).payload
        if isinstance(new, p.Forwarded):
            payload = replace(new, agency_name=event.payload.agency_name, moves_on=event.payload.moves_on)
    return _corrected(m, event, When(step.on, step.basis), payload)


def _first(m: Merging) -> Sequence[Event]:
    """The registration as corrected: what a letter is sent after."""
    return effective(m.stream.events)[:1]


def _corrected(m: Merging, event: Event, when: When, payload: p.CasePayload | None = None) -> Event:
    _unless(_is_touched(m, event), lambda: event)
    return correct.correct(m.stream.id, m.stream.events, event.seq, _why(m, when), m.office, payload=payload)


def _untouched(m: Merging, step: Step) -> Event:
    """The event of a step that nobody here has corrected.

    Raises:
        DomainError: there is none.
    """
    event = _recorded(m, step)
    if event is None or _is_touched(m, event):
        raise DomainError
    return event


def _unless(forbidden: bool, decide: Callable[[], Event]) -> Event:  # noqa: FBT001  # a condition, not a switch
    if forbidden:
        raise DomainError
    return decide()


def _why(m: Merging, when: When | None) -> Said:
    return Said(when or When(m.office.today), {"text": t("import.corrected")})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
