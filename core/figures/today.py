"""What must be done today, in queues: each line is a case at one agency, or at the centre, and what is owed there.

Source: BK (whatever misses its clock is chased at once); flags are those of the board.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.figures.due import REPORT_DUE_KINDS
from core.figures.lines import CaseLine
from core.figures.standing import Day, LiveReferral, Unmet, flags_of
from core.model.codes import ObligationKind

Kind = ObligationKind
PERIODIC = frozenset({Kind.PERIODIC_SERIES, Kind.PERIODIC_PROGRESS})
REPORTS = REPORT_DUE_KINDS | PERIODIC


class Queue(StrEnum):
    """The queues in the order in which they stand; a line may stand in several."""

    URGENT = "urgent"
    NOT_SENT = "not_sent"
    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    PERIODIC = "periodic"
    NEAR = "near"
    OVERDUE = "overdue"
    CHECK = "check"
    TELL = "tell"
    UPSTREAM = "upstream"
    OBJECTION = "objection"


AGENCY_QUEUES = (Queue.URGENT, Queue.ACKNOWLEDGE, Queue.REPORT, Queue.PERIODIC, Queue.NEAR, Queue.OVERDUE)
"""What an agency sees of its own referrals; the rest is work of the centre."""
ANSWERED_BY_AGENCY = frozenset(AGENCY_QUEUES)
"""Queues of which a line can be an agency's referral that has not answered."""


@dataclass(frozen=True, slots=True)
class LiveWork:
    """A pending case at one live referral, or nowhere. ``checked_from`` is the day since which it awaits the check."""

    at: LiveReferral
    urgent: bool = False
    checked_from: date | None = None


@dataclass(frozen=True, slots=True)
class OwnPromise:
    """What the centre itself owes on a case, pending or not; ``objected`` when an objection waits for its answer."""

    case_id: int
    kind: ObligationKind
    due_on: date
    objected: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """A word is owed to who asked for one and has heard nothing after ``until``.

    ``due`` tells from the day of the last word on which day it is due, None where nothing is.
    """

    until: date
    due: Callable[[date], date | None]


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a queue. ``since`` is the day from which it waits where nothing is due."""

    case_id: int
    referral_no: int | None = None
    agency_id: str | None = None
    agency: str = ""
    owed: ObligationKind | None = None
    due_on: date | None = None
    since: date | None = None
    awaits_check: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How long a queue is: each case once, and its lines."""

    cases: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A line as it is shown. ``reminders`` are those since the agency's last report."""

    task: Task
    case: CaseLine
    reminders: int = 0
    last_chased_on: date | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The queues of a day and a page of one of them; ``queue`` is None when nothing is to be done."""

    on: date
    counts: Mapping[Queue, QueueCount]
    queue: Queue | None = None
    lines: tuple[TodayLine, ...] = field(default=())


def queues(
    work: Iterable[LiveWork], unmet: Iterable[Unmet], own: Iterable[OwnPromise], day: Day
) -> dict[Queue, list[Task]]:
    """Every queue of a day, longest late first; what has no due day stands last, by the day since which it waits."""
    owed: dict[tuple[int, int | None], list[Unmet]] = {}
    for promise in unmet:
        owed.setdefault((promise.case_id, promise.referral_no), []).append(promise)
    cases: dict[int, list[LiveWork]] = {}
    for each in work:
        cases.setdefault(each.at.case_id, []).append(each)
    found: dict[Queue, list[Task]] = {queue: [] for queue in Queue}
    for held in cases.values():
        for queue, task in _of_case(held, owed, day):
            found[queue].append(task)
    for queue, task in _of_centre(own, day):
        found[queue].append(task)
    return {queue: sorted(tasks, key=order_of) for queue, tasks in found.items()}


def order_of(task: Task) -> tuple[date, int, int]:
    """Longest late first, then by case and referral."""
    return task.due_on or task.since or date.max, task.case_id, task.referral_no or 0


def seen_by(found: Mapping[Queue, Sequence[Task]], agency_id: str | None) -> dict[Queue, list[Task]]:
    """All of it, or what an agency still has to do itself."""
    if agency_id is None:
        return {queue: list(tasks) for queue, tasks in found.items()}
    return {
        queue: [task for task in found[queue] if task.agency_id == agency_id and not task.awaits_check]
        for queue in AGENCY_QUEUES
    }


def counted(tasks: Collection[Task]) -> QueueCount:
    """A queue's length."""
    return QueueCount(len({task.case_id for task in tasks}), len(tasks))


def _of_case(
    held: Sequence[LiveWork], owed: Mapping[tuple[int, int | None], Sequence[Unmet]], day: Day
) -> Iterator[tuple[Queue, Task]]:
    for each in held:
        promises = owed.get((each.at.case_id, each.at.referral_no), ())
        for queue, promise in _of_referral(each, promises, day):
            yield queue, _task(each, promise)
    if all(each.at.awaits_check for each in held):
        names = ", ".join(dict.fromkeys(each.at.agency for each in held))
        since = max((each.checked_from for each in held if each.checked_from), default=None)
        yield Queue.CHECK, Task(held[0].at.case_id, agency=names, since=since, awaits_check=True)


def _of_referral(each: LiveWork, owed: Sequence[Unmet], day: Day) -> Iterator[tuple[Queue, Unmet | None]]:
    at, nowhere = each.at, each.at.referral_no is None
    deadlines = [promise for promise in owed if promise.kind == (Kind.FORWARD if nowhere else Kind.FINISH)]
    if each.urgent:
        yield Queue.URGENT, None if at.awaits_check else _earliest(owed)
    if nowhere:
        yield Queue.NOT_SENT, _earliest(deadlines)
    flags = flags_of(at, owed, day)
    if flags.near:
        yield Queue.NEAR, _earliest(promise for promise in deadlines if promise.due_on > day.as_of)
    if flags.overdue:
        yield Queue.OVERDUE, _earliest(deadlines)
    if not (nowhere or at.own or at.awaits_check):
        yield from _owed_by_agency(at, owed, day.as_of)


def _owed_by_agency(at: LiveReferral, owed: Sequence[Unmet], on: date) -> Iterator[tuple[Queue, Unmet]]:
    due = [promise for promise in owed if promise.due_on <= on and not _stands(promise, at)]
    of_queue = {
        Queue.ACKNOWLEDGE: [promise for promise in owed if promise.kind == Kind.ACKNOWLEDGE],
        Queue.REPORT: [promise for promise in due if promise.kind in REPORTS],
        Queue.PERIODIC: [promise for promise in due if promise.kind in PERIODIC],
    }
    for queue, promises in of_queue.items():
        first = _earliest(promises)
        if first is not None:
            yield queue, first


def _stands(promise: Unmet, at: LiveReferral) -> bool:
    """The finish clock is paused, and this due day had not passed before."""
    return promise.kind == Kind.FINISH and at.paused_from is not None and promise.due_on >= at.paused_from


def _earliest(promises: Iterable[Unmet]) -> Unmet | None:
    return min(promises, key=lambda promise: (promise.due_on, promise.kind), default=None)


def _task(each: LiveWork, promise: Unmet | None) -> Task:
    at = each.at
    return Task(
        case_id=at.case_id,
        referral_no=at.referral_no,
        agency_id=at.agency_id,
        agency=at.agency,
        owed=_shown(promise.kind) if promise else None,
        due_on=promise.due_on if promise else None,
        since=each.checked_from or at.opened_on,
        awaits_check=at.awaits_check,
        own=at.own,
    )


def _shown(kind: ObligationKind) -> ObligationKind:
    return Kind.PERIODIC_PROGRESS if kind == Kind.PERIODIC_SERIES else Kind(kind)


def _of_centre(own: Iterable[OwnPromise], day: Day) -> Iterator[tuple[Queue, Task]]:
    """The earliest promise of each case in each queue."""
    first: dict[tuple[Queue, int], OwnPromise] = {}
    for promise in own:
        queue = _centre_queue(promise, day)
        if queue is not None:
            known = first.get((queue, promise.case_id), promise)
            first[queue, promise.case_id] = min(known, promise, key=lambda each: each.due_on)
    for (queue, case_id), promise in first.items():
        yield queue, Task(case_id, owed=promise.kind, due_on=promise.due_on)


def _centre_queue(promise: OwnPromise, day: Day) -> Queue | None:
    if promise.kind == Kind.TELL_COMPLAINANT:
        return Queue.TELL
    if promise.kind == Kind.ANSWER_UPSTREAM:
        return Queue.UPSTREAM if promise.due_on <= (day.near_until or day.as_of) else None
    return Queue.OBJECTION if promise.objected else None
