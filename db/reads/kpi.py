"""What agencies promised and kept in a window, counted per agency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, select

from core.figures.counts import Window
from core.figures.kpi import KpiCounts
from core.figures.share import Share
from core.model.codes import ObligationKind, ReferralOutcome
from core.rules.calendar import periodic_dues
from db.reads.due import EVERYTHING, NOT_VOID_THEN, promises_due
from db.reads.live import live_referrals
from db.reads.read import Read
from db.reads.tables import AS_OF, OBLIGATION, PERIOD, PROVINCE, REFERRAL, day, no_index, predicate

Kind = ObligationKind
JUDGED = (Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.PERIODIC_PROGRESS, Kind.FINISH)
OWED = OBLIGATION.c
WINDOW = day("first"), day("last")
AGENCY = REFERRAL.c.agency_id, func.max(REFERRAL.c.agency_name)
"""Grouped by id; the name is one of those it had."""


def _at_agency(promises: FromClause) -> ColumnElement[bool]:
    mine = and_(REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id == promises.c.case_id)
    return and_(mine, REFERRAL.c.no == promises.c.referral_no, predicate("NOT referral.own"))


def _kept(by: ColumnElement[date]) -> ColumnElement[int]:
    return func.sum(case((and_(OWED.done_on <= AS_OF, OWED.done_on <= by), 1), else_=0))


DUE = (
    select(*AGENCY, OWED.kind, func.count(), _kept(OWED.due_on), _kept(OWED.first_due_on))
    .select_from(OBLIGATION)
    .join(REFERRAL, _at_agency(OBLIGATION))
    .where(OWED.province_id == PROVINCE, OWED.due_on.between(*WINDOW), OWED.kind.in_(sorted(JUDGED)))
    .where(NOT_VOID_THEN, no_index(OWED.arises_on <= AS_OF))
    .group_by(REFERRAL.c.agency_id, OWED.kind)
)
DONE = (
    select(REFERRAL.c.agency_id, REFERRAL.c.agency_name, REFERRAL.c.sent_on, OWED.done_on)
    .select_from(OBLIGATION)
    .join(REFERRAL, _at_agency(OBLIGATION))
    .where(OWED.province_id == PROVINCE, OWED.done_on.between(*WINDOW), NOT_VOID_THEN)
    .where(OWED.kind.in_([Kind.FINISH, Kind.REVIEW]), REFERRAL.c.sent_on.is_not(None))
)
TAKEN_UP_AGAIN = exists().where(
    PERIOD.c.province_id == PROVINCE,
    PERIOD.c.case_id == REFERRAL.c.case_id,
    PERIOD.c.round == REFERRAL.c.round + 1,
    no_index(PERIOD.c.opened_on <= AS_OF),
)
CLOSED = (
    select(
        *AGENCY,
        func.count(REFERRAL.c.case_id.distinct()),
        func.count(case((TAKEN_UP_AGAIN, REFERRAL.c.case_id)).distinct()),
    )
    .where(REFERRAL.c.province_id == PROVINCE, REFERRAL.c.ended_on.between(*WINDOW))
    .where(REFERRAL.c.outcome == ReferralOutcome.CLOSED.value, predicate("NOT referral.own"))
    .group_by(REFERRAL.c.agency_id)
)


class Found(NamedTuple):
    """What the statements say, by agency; promises by (agency, kind)."""

    names: dict[str, str]
    due: Counter[tuple[str, str]]
    kept: Counter[tuple[str, str]]
    kept_first: Counter[tuple[str, str]]
    durations: dict[str, list[int]]
    open: Counter[str]
    closed: dict[str, Share]


def kpi_counts(read: Read, window: Window, as_of: date) -> tuple[KpiCounts, ...]:
    """Every agency with something due, done, open or closed; what is due after ``as_of`` is not due yet."""
    days = {"as_of": as_of, "first": window.first or date(1, 1, 1), "last": min(window.last, as_of)}
    found = Found({}, Counter(), Counter(), Counter(), defaultdict(list), Counter(), {})
    for row in read.rows(DUE, **days):
        key = _named(found, row), row[2]
        found.due[key], found.kept[key], found.kept_first[key] = row[3], int(row[4]), int(row[5])
    _add_series(found, promises_due(read, as_of, None, [Kind.PERIODIC_SERIES], EVERYTHING), days)
    for row in read.rows(DONE, **days):
        found.durations[_named(found, row)].append((row.done_on - row.sent_on).days)
    for held in live_referrals(read, as_of):
        if held.agency_id is not None and not held.own and not held.awaits_check:
            found.names[held.agency_id] = max(found.names.get(held.agency_id, ""), held.agency)
            found.open[held.agency_id] += 1
    for row in read.rows(CLOSED, **days):
        found.closed[_named(found, row)] = Share(row[3], row[2])
    only = read.scope.only_agency
    return tuple(_counts(found, agency) for agency in sorted(found.names) if only in (None, agency))


def _named(found: Found, row: Any) -> str:  # noqa: ANN401  # a row that begins with an agency's id and name
    found.names[row[0]] = max(found.names.get(row[0], ""), row[1])
    return str(row[0])


def _add_series(found: Found, rows: Iterable[Any], days: Mapping[str, date]) -> None:
    """Periodic due days of the window that no report has settled."""
    eve = max(days["first"], date(1, 1, 2)) - timedelta(days=1)
    for row in rows:
        unsettled = [due for due in periodic_dues(row.due_on, days["last"]) if due > eve]
        if unsettled and row.agency_id is not None and not row.own:
            found.names[row.agency_id] = max(found.names.get(row.agency_id, ""), row.agency_name)
            found.due[row.agency_id, Kind.PERIODIC_PROGRESS.value] += len(unsettled)


def _counts(found: Found, agency: str) -> KpiCounts:
    def share(kind: ObligationKind, kept: Counter[tuple[str, str]] = found.kept) -> Share:
        return Share(kept[agency, kind.value], found.due[agency, kind.value])

    return KpiCounts(
        agency_id=agency,
        agency=found.names[agency],
        acknowledged=share(Kind.ACKNOWLEDGE),
        first_progress=share(Kind.FIRST_PROGRESS),
        periodic=share(Kind.PERIODIC_PROGRESS),
        finish=share(Kind.FINISH),
        finish_first=share(Kind.FINISH, found.kept_first),
        durations=tuple(sorted(found.durations[agency])),
        open=found.open[agency],
        reopened=found.closed.get(agency, Share(0, 0)),
    )
