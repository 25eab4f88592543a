"""The queues of the day, from live rows: pending cases, unmet promises, and the last chase of the lines shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, false, func, select

from core.errors import NotAllowed
from core.figures.standing import Day, LiveReferral
from core.figures.today import LiveWork, OwnPromise, Queue, Silence, Task, Today, TodayLine, counted, queues, seen_by
from core.model.codes import ContactKind, ObligationKind, StreamKind
from core.model.events import Event
from core.model.payloads import Chased, Corrected, Told
from core.rules.access import PERMISSIONS, Permission
from core.rules.codec import kind_name
from core.rules.fold import effective
from db.ledger.records import EVENTS, TOLD, event_of
from db.reads.lists import FAR_AHEAD, lines_of
from db.reads.live import LIVE, REFERRAL_LIVE, of_case, of_referral, unmet_until
from db.reads.read import Read
from db.reads.tables import AS_OF, AWAITING, CASE, OBLIGATION, PAUSE, PROVINCE, REFERRAL, day, no_index, predicate

Kind = ObligationKind
MOST_OWN = 5_000
"""More than the centre can owe itself; the longest late are read first."""
WORK = (
    select(
        LIVE.c.case_id,
        CASE.c.received_on,
        LIVE.c.opened_on,
        CASE.c.channel_id,
        CASE.c.topic_id,
        CASE.c.amphoe_code,
        REFERRAL.c.no,
        REFERRAL.c.agency_id,
        func.coalesce(REFERRAL.c.agency_name, ""),
        func.coalesce(REFERRAL.c.own, false()),
        AWAITING.c.from_on.is_not(None),
        PAUSE.c.from_on,
        CASE.c.urgent,
        AWAITING.c.from_on,
    )
    .select_from(LIVE)
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == LIVE.c.case_id, CASE.c.received_on.is_not(None)))
    .outerjoin(REFERRAL, and_(of_case(REFERRAL), REFERRAL_LIVE))
    .outerjoin(AWAITING, of_referral(AWAITING))
    .outerjoin(PAUSE, of_referral(PAUSE))
)
OWED = OBLIGATION.c
OWN = (
    select(OWED.case_id, OWED.kind, OWED.due_on, and_(~CASE.c.is_open, CASE.c.objected_on.is_not(None)))
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == OWED.case_id))
    .where(OWED.province_id == PROVINCE, predicate("obligation.done_on IS NULL AND obligation.void_on IS NULL"))
    .where(no_index(OWED.arises_on <= AS_OF), OWED.due_on <= FAR_AHEAD)
    .where(no_index(OWED.kind.in_([Kind.TELL_COMPLAINANT, Kind.ANSWER_UPSTREAM, Kind.FORWARD])))
    .where(predicate("NOT case_.is_void"))
    .order_by(OWED.due_on, OWED.kind, OWED.agency_id, OWED.case_id, OWED.no)
    .limit(MOST_OWN)
)
WAITING = (
    select(LIVE.c.case_id, LIVE.c.opened_on, CASE.c.round)
    .select_from(LIVE)
    .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == LIVE.c.case_id, CASE.c.received_on.is_not(None)))
    .where(no_index(LIVE.c.opened_on <= day("silent_since")), predicate("case_.wants_reply"))
    .order_by(LIVE.c.opened_on, LIVE.c.case_id)
    .limit(MOST_OWN)
)
IDS: BindParameter[int] = bindparam("ids", expanding=True)
REMINDERS = select(REFERRAL.c.case_id, REFERRAL.c.no, REFERRAL.c.reminders).where(
    REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id.in_(IDS)
)
HAPPENED = (
    select(*TOLD, EVENTS.c.stream_id)
    .where(EVENTS.c.province_id == PROVINCE, EVENTS.c.stream_kind == StreamKind.CASE.value)
    .where(EVENTS.c.stream_id.in_(IDS), no_index(EVENTS.c.kind.in_(bindparam("event_kinds", expanding=True))))
    .order_by(EVENTS.c.stream_id, EVENTS.c.seq)
)
CHUNK = 500


def today(
    read: Read, asked: Day, queue: Queue | None, limit: int, offset: int, silence: Silence | None = None
) -> Today:
    """Every queue counted, and a page of ``queue``, or of the first that is not empty.

    Cases of every kind of contact are work, also those that enter no stock.

    Raises:
        NotAllowed: the reads belong to somebody who reads no cases.
    """
    if Permission.CASE_READ not in PERMISSIONS[read.scope.role]:
        raise NotAllowed
    read = replace(read, kinds=tuple(ContactKind), live={}, unmet={}, known={})
    found = seen_by(_queues(read, asked, silence), read.scope.only_agency)
    counts = {each: counted(tasks) for each, tasks in found.items()}
    chosen = queue if queue in found else next((each for each, tasks in found.items() if tasks), None)
    if chosen is None:
        return Today(asked.as_of, counts)
    lines = _lines(read, found[chosen][offset : offset + limit])
    return Today(asked.as_of, counts, chosen, lines)


def _queues(read: Read, asked: Day, silence: Silence | None) -> Mapping[Queue, Sequence[Task]]:
    on = asked.as_of
    work = [LiveWork(LiveReferral(*row[:12]), bool(row[12]), row[13]) for row in read.rows(WORK, as_of=on)]
    own: list[OwnPromise] = []
    if read.scope.only_agency is None:
        own = [OwnPromise(row[0], Kind(row[1]), row[2], bool(row[3])) for row in read.rows(OWN, as_of=on)]
        own += _words_owed(read, on, silence) if silence else ()
    return queues(work, unmet_until(read, on, FAR_AHEAD), own, asked)


def _words_owed(read: Read, on: date, silence: Silence) -> Iterator[OwnPromise]:
    """A word is owed where the complainant asked for one and heard nothing for long: no row of the tables says so."""
    waiting = read.rows(WAITING, as_of=on, silent_since=silence.until)
    for start in range(0, len(waiting), CHUNK):
        some = waiting[start : start + CHUNK]
        told = {
            (case_id, event.round): event.happened_on
            for case_id, event in _happened(read, [row.case_id for row in some], Told)
        }
        for row in some:
            last_word_on = told.get((row.case_id, row.round)) or row.opened_on
            due_on = silence.due(last_word_on) if last_word_on <= silence.until else None
            if due_on is not None:
                yield OwnPromise(row.case_id, Kind.TELL_COMPLAINANT, due_on)


def _lines(read: Read, tasks: Sequence[Task]) -> tuple[TodayLine, ...]:
    ids = sorted({task.case_id for task in tasks})
    if not ids:
        return ()
    cases = {line.case_id: line for line in lines_of(read, ids)}
    reminders = {(row.case_id, row.no): row.reminders for row in read.rows(REMINDERS, ids=ids)}
    chased = _last_chases(read, ids)
    return tuple(
        TodayLine(task, cases[task.case_id], reminders.get(key, 0), chased.get(key))
        for task in tasks
        for key in [(task.case_id, task.referral_no)]
    )


def _last_chases(read: Read, ids: Sequence[int]) -> dict[tuple[int, int | None], date]:
    """The day of the last reminder of each referral."""
    return {
        (case_id, event.referral_no): event.happened_on
        for case_id, event in _happened(read, ids, Chased)
        if event.happened_on
    }


def _happened(read: Read, ids: Sequence[int], kind: type) -> list[tuple[int, Event]]:
    """Events of a kind by day, as corrected; what was taken out again is left out."""
    streams: dict[int, list[Event]] = {}
    for row in read.rows(HAPPENED, ids=ids, event_kinds=[kind_name(kind), kind_name(Corrected)]):
        streams.setdefault(row.stream_id, []).append(event_of(row[: len(TOLD)]))
    found = [
        (case_id, event)
        for case_id, events in streams.items()
        for event in effective(events)
        if isinstance(event.payload, kind)
    ]
    return sorted(found, key=lambda each: each[1].happened_on or date.min)
