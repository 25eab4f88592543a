"""Promises due by a day, from live rows: unmet today, met or void only later, or due on the very day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, Table, and_, bindparam, or_, select, union_all

from core.figures.due import REPORT_DUE_KINDS, DueReport, due_report, is_owed, spread
from core.figures.lines import DueLine
from core.model.case import CaseNo
from core.model.codes import DueRule, ObligationKind
from db.reads.read import Read
from db.reads.tables import AS_OF, AWAITING, CASE, OBLIGATION, PAUSE, PROVINCE, REFERRAL, TEXT, day, holds_day, no_index

Kind = ObligationKind
STORED_AS = {Kind.PERIODIC_PROGRESS: (Kind.PERIODIC_PROGRESS, Kind.PERIODIC_SERIES)}
SERIES = Kind.PERIODIC_SERIES.value
OWED = OBLIGATION.c
ARISEN = OWED.province_id == PROVINCE, no_index(OWED.arises_on <= AS_OF)
NOT_VOID_THEN = no_index(or_(OWED.void_on.is_(None), OWED.void_on > AS_OF))
DUE_THEN = no_index(OWED.due_on <= AS_OF)
UNMET = and_(*ARISEN, OWED.due_on <= AS_OF, OWED.done_on.is_(None), OWED.void_on.is_(None))
ENDED_LATER = (
    and_(*ARISEN, OWED.done_on > AS_OF, DUE_THEN, NOT_VOID_THEN),
    and_(*ARISEN, OWED.void_on > AS_OF, DUE_THEN, no_index(OWED.done_on.is_(None))),
    and_(*ARISEN, OWED.due_on == AS_OF, no_index(OWED.done_on <= AS_OF), NOT_VOID_THEN, OWED.kind != SERIES),
)
"""Met later; void later; due on the day and met by its end. They do not overlap, and all are empty of unmet rows.

A series that has ended owes nothing more: its settled days are rows of their own.
"""
ORDER = OWED.due_on, OWED.kind, OWED.agency_id, OWED.case_id, OWED.no
"""As the index of unmet promises: without statistics SQLite would take the index of all of them."""


def _narrowed(filters: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    if "agency" in filters:
        yield no_index(OWED.agency_id == bindparam("agency"))
    if "owed_kinds" in filters:
        yield no_index(OWED.kind.in_(bindparam("owed_kinds", expanding=True)))


@lru_cache(maxsize=8)
def _unmet(filters: tuple[str, ...]) -> Select[Any]:
    return with_cases(select(OBLIGATION).where(UNMET, *_narrowed(filters)).order_by(*ORDER).limit(bindparam("most")))


@lru_cache(maxsize=8)
def _ended_later(filters: tuple[str, ...]) -> Select[Any]:
    return with_cases(union_all(*(select(OBLIGATION).where(each, *_narrowed(filters)) for each in ENDED_LATER)))


def with_cases(promises: Select[Any] | CompoundSelect[Any]) -> Select[Any]:
    """Add to rows of promises what a line shows of their case and referral."""
    first = promises.subquery("first")

    def of_referral(table: Table, column: str = "referral_no") -> ColumnElement[bool]:
        mine = and_(table.c.province_id == PROVINCE, table.c.case_id == first.c.case_id)
        return and_(mine, table.c[column] == first.c.referral_no)

    return (
        select(
            first,
            CASE.c.running,
            CASE.c.year_be,
            CASE.c.confidential,
            CASE.c.officer_id,
            CASE.c.urgent,
            TEXT.c.public_title,
            REFERRAL.c.agency_name,
            REFERRAL.c.own,
            REFERRAL.c.reminders,
            AWAITING.c.from_on.label("awaits_from"),
            PAUSE.c.from_on.label("paused_from"),
        )
        .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == first.c.case_id))
        .outerjoin(TEXT, and_(TEXT.c.province_id == PROVINCE, TEXT.c.case_id == first.c.case_id))
        .outerjoin(REFERRAL, of_referral(REFERRAL, "no"))
        .outerjoin(AWAITING, and_(of_referral(AWAITING), holds_day(AWAITING)))
        .outerjoin(PAUSE, and_(of_referral(PAUSE), holds_day(PAUSE)))
    )


def promises_due(
    read: Read, on: date, agency_id: str | None, kinds: Collection[ObligationKind] | None, limit: int
) -> Sequence[Any]:
    """Rows of promises due by the day and unmet at its end, or due on it; of those unmet today only the earliest."""
    values: dict[str, object] = {}
    agency = read.scope.only_agency if read.scope.only_agency is not None else agency_id
    if agency is not None:
        values["agency"] = agency
    if kinds is not None:
        values["owed_kinds"] = sorted({stored for kind in kinds for stored in STORED_AS.get(kind, (kind,))})
    unmet = read.rows(_unmet(tuple(values)), as_of=on, most=limit, **values)
    return [*unmet, *read.rows(_ended_later(tuple(values)), as_of=on, **values)]


def due_lines(
    read: Read, on: date, agency_id: str | None, kinds: Collection[ObligationKind] | None, limit: int
) -> tuple[DueLine, ...]:
    """Longest late first; a periodic series gives a line for each due day that is not settled."""
    rows = promises_due(read, on, agency_id, kinds, limit)
    lines = [line for row in rows for line in spread(line_of(read, row, on), on)]
    return tuple(sorted(lines, key=_order)[:limit])


def _order(line: DueLine) -> tuple[date, str, str, int, int]:
    return line.due_on, line.kind, line.agency_id or "", line.case_id, line.referral_no or 0


ANSWERED = with_cases(
    select(OBLIGATION).where(
        OWED.province_id == PROVINCE,
        OWED.done_on > day("since"),
        OWED.done_on <= AS_OF,
        DUE_THEN,
        NOT_VOID_THEN,
        OWED.kind.in_(sorted(REPORT_DUE_KINDS)),
        OWED.agency_id.is_not(None),
    )
)
EVERYTHING = 1_000_000
"""More promises than a meeting can have before it."""


def due_for_report(read: Read, on: date, since: date | None) -> DueReport:
    """What agencies owe a meeting held on ``on``, and what they answered after ``since``."""
    due = [line for line in due_lines(read, on, None, REPORT_DUE_KINDS, EVERYTHING) if is_owed(line)]
    rows = [] if since is None else read.rows(ANSWERED, as_of=on, since=since)
    answered = [line for line in (line_of(read, row, on) for row in rows) if _is_seen(read, line)]
    return due_report(due, answered, on, since)


def _is_seen(read: Read, line: DueLine) -> bool:
    only = read.scope.only_agency
    return not line.own and (only is None or line.agency_id == only)


def line_of(read: Read, row: Any, on: date) -> DueLine:  # noqa: ANN401  # a row of these statements
    """One line as known at the end of the day."""
    done_on = row.done_on if row.done_on is not None and row.done_on <= on else None
    shown = read.scope.reads_title(confidential=bool(row.confidential), officer_id=row.officer_id)
    return DueLine(
        case_id=row.case_id,
        no=CaseNo(row.running, row.year_be),
        public_title=(row.public_title or "") if shown else "",
        urgent=bool(row.urgent),
        kind=ObligationKind(row.kind),
        referral_no=row.referral_no,
        agency_id=row.agency_id,
        agency=row.agency_name or "",
        own=bool(row.own),
        awaits_check=row.awaits_from is not None,
        is_paused=row.kind == Kind.FINISH and row.paused_from is not None and row.due_on >= row.paused_from,
        reminders=row.reminders or 0,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        done_on=done_on,
        days_late=max(0, ((done_on or on) - row.due_on).days),
        rule=DueRule(row.rule),
        promise=row.promise,
    )
