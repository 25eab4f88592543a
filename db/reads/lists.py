"""The cases behind a number: every figure of every screen opens one of these lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, union_all

from core.figures.ages import AgeBasis, bucket
from core.figures.board import age_of
from core.figures.counts import Window
from core.figures.lines import CaseFilter, CaseLine, Cell, EstimatedDay, PendingLine, Status
from core.figures.standing import Day, Standing
from core.model.case import CaseNo
from core.model.codes import CaseState, ContactKind, DateBasis
from db.reads.live import BoardFilter, live_rounds, live_standings
from db.reads.read import Read
from db.reads.stock import NOT_CLOSED
from db.reads.tables import AS_OF, CASE, KINDS, PERIOD, PROVINCE, REFERRAL, TEXT, day, predicate

COLUMNS = (
    CASE.c.id,
    CASE.c.running,
    CASE.c.year_be,
    TEXT.c.public_title,
    CASE.c.confidential,
    CASE.c.urgent,
    CASE.c.state,
    CASE.c.round,
    CASE.c.received_on,
    CASE.c.received_basis,
    CASE.c.opened_on,
    CASE.c.closed_on,
    CASE.c.channel_id,
    CASE.c.topic_id,
    CASE.c.amphoe_code,
    CASE.c.officer_id,
)
CASES = (
    select(*COLUMNS)
    .outerjoin(TEXT, and_(TEXT.c.province_id == PROVINCE, TEXT.c.case_id == CASE.c.id))
    .where(CASE.c.province_id == PROVINCE)
)
BY_ID = CASES.where(CASE.c.id.in_(bindparam("ids", expanding=True)))
MINE = PERIOD.c.province_id == PROVINCE
SENT = REFERRAL.c.province_id == PROVINCE, REFERRAL.c.sent_on <= AS_OF
PENDING_ON_DAY = union_all(
    select(live_rounds().c.case_id),
    select(CASE.c.id).where(
        CASE.c.province_id == PROVINCE, CASE.c.received_on.is_(None), predicate("NOT case_.is_void"), NOT_CLOSED
    ),
)
"""Dated cases from live rows, undated ones as far as they are not closed."""

FAR_AHEAD = date(9999, 12, 31)


def board_lines(
    read: Read,
    cell: Cell,
    asked: Day,
    age_basis: AgeBasis,
    which: BoardFilter,
    limit: int,
    offset: int,
    *,
    oldest_first: bool = False,
) -> tuple[PendingLine, ...]:
    """The cases of a cell: overdue first, then the earliest finish day, then the oldest; or the oldest first."""
    held = [
        each
        for each in live_standings(read, asked, which, due_until=FAR_AHEAD)
        if _in_cell(each, cell, asked.as_of, age_basis)
    ]
    held.sort(key=_seniority if oldest_first else lambda each: _lateness(each, asked.as_of, age_basis))
    chosen = held[offset : offset + limit]
    cases = {line.case_id: line for line in lines_of(read, [each.case_id for each in chosen])}
    return tuple(
        PendingLine(
            case=cases[each.case_id],
            place=each.place,
            agency_id=each.agency_id,
            agency=each.agency,
            age_days=age_of(each, asked.as_of, age_basis),
            flags=each.flags,
            awaits_check=each.awaits_check,
            finish_due_on=each.finish_due_on,
        )
        for each in chosen
    )


def _in_cell(standing: Standing, cell: Cell, as_of: date, age_basis: AgeBasis) -> bool:
    return (
        (cell.place is None or standing.place is cell.place)
        and (cell.agency_id is None or standing.agency_id == cell.agency_id)
        and (cell.bucket is None or bucket(age_of(standing, as_of, age_basis)) == cell.bucket)
        and (cell.mark is None or bool(getattr(standing.flags, cell.mark)))
    )


def _lateness(standing: Standing, as_of: date, age_basis: AgeBasis) -> tuple[bool, date, int, int, str]:
    due_on = standing.finish_due_on or FAR_AHEAD
    age = age_of(standing, as_of, age_basis)
    return not standing.flags.overdue, due_on, -age, standing.case_id, standing.agency_id or ""


def _seniority(standing: Standing) -> tuple[date, date, int, str]:
    return standing.opened_on, standing.received_on, standing.case_id, standing.agency_id or ""


def lines_of(read: Read, ids: Sequence[int]) -> tuple[CaseLine, ...]:
    """The lines of some cases, in no order."""
    return tuple(case_line(read, row) for row in read.rows(BY_ID, ids=ids)) if ids else ()


def case_lines(read: Read, asked: CaseFilter, as_of: date, limit: int, offset: int) -> tuple[CaseLine, ...]:
    """The cases of a filter, highest number first."""
    query = CASES.where(*_conditions(read, asked)).order_by(CASE.c.year_be.desc(), CASE.c.running.desc())
    values: dict[str, object] = {"as_of": as_of, "kinds": _kinds(read, asked)}
    values |= {name: value for name in ("pending_at", "not_pending_at") if (value := getattr(asked, name)) is not None}
    return tuple(case_line(read, row) for row in read.rows(query.limit(limit).offset(offset), **values))


def _kinds(read: Read, asked: CaseFilter) -> tuple[ContactKind, ...]:
    if asked.kind is not None:
        return (asked.kind,)
    return tuple(ContactKind) if asked.status is Status.VOID else read.kinds


def _conditions(read: Read, asked: CaseFilter) -> Iterator[ColumnElement[bool]]:
    yield from _of_status(asked.status)
    yield from _of_days(asked)
    yield from _of_keys(asked)
    yield CASE.c.contact_kind.in_(KINDS)
    for agency_id in (asked.agency_id, read.scope.only_agency):
        if agency_id is not None:
            yield CASE.c.id.in_(select(REFERRAL.c.case_id).where(*SENT, REFERRAL.c.agency_id == agency_id))


def _of_status(status: Status) -> Iterator[ColumnElement[bool]]:
    is_void = predicate("case_.is_void" if status is Status.VOID else "NOT case_.is_void")
    yield and_(is_void)
    yield or_(CASE.c.received_on.is_(None), CASE.c.received_on <= AS_OF)
    if status is Status.UNDATED:
        yield CASE.c.received_on.is_(None)
    elif status is Status.PENDING:
        yield CASE.c.id.in_(PENDING_ON_DAY)
    elif status is Status.CLOSED:
        yield CASE.c.id.not_in(PENDING_ON_DAY)


def _of_days(asked: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """Windows know dated cases alone, as the figures do."""
    if asked.received is not None:
        yield and_(*_inside(CASE.c.received_on, asked.received))
    if asked.closed is not None:
        yield from _with_round(*_inside(PERIOD.c.closed_on, asked.closed))
    if asked.reopened is not None:
        yield from _with_round(PERIOD.c.round > 1, *_inside(PERIOD.c.opened_on, asked.reopened))
    if asked.pending_at is not None:
        yield CASE.c.received_on.is_not(None)
        yield CASE.c.id.in_(select(live_rounds(day("pending_at"), "live_then").c.case_id))
    if asked.not_pending_at is not None:
        yield CASE.c.received_on.is_not(None)
        yield CASE.c.id.not_in(select(live_rounds(day("not_pending_at"), "not_live_then").c.case_id))
    if asked.estimated is not None:
        yield from _estimated(asked.estimated)


def _with_round(*conditions: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    yield CASE.c.received_on.is_not(None)
    yield CASE.c.id.in_(select(PERIOD.c.case_id).where(MINE, *conditions))


def _estimated(which: EstimatedDay) -> Iterator[ColumnElement[bool]]:
    guessed = DateBasis.ESTIMATED.value
    if which is EstimatedDay.OPENED:
        yield from _with_round(PERIOD.c.opened_basis == guessed, PERIOD.c.opened_on <= AS_OF)
    elif which is EstimatedDay.CLOSED:
        yield from _with_round(PERIOD.c.closed_basis == guessed, PERIOD.c.closed_on <= AS_OF)
    else:
        yield CASE.c.received_on.is_not(None)
        yield CASE.c.id.in_(select(REFERRAL.c.case_id).where(*SENT, REFERRAL.c.sent_basis == guessed))


def _inside(column: ColumnElement[Any], window: Window) -> Iterable[ColumnElement[bool]]:
    return (column <= window.last,) if window.first is None else (column >= window.first, column <= window.last)


def _of_keys(asked: CaseFilter) -> Iterator[ColumnElement[bool]]:
    if asked.channel_ids is not None:
        yield CASE.c.channel_id.in_(asked.channel_ids)
    for column, key in ((CASE.c.topic_id, asked.topic_id), (CASE.c.amphoe_code, asked.amphoe_code)):
        if key is not None:
            yield column == key if key else column.is_(None)
    if asked.officer_id is not None:
        yield CASE.c.officer_id == asked.officer_id
    if asked.leads_only:
        yield CASE.c.lead_id.is_(None)


def case_line(read: Read, row: Any) -> CaseLine:  # noqa: ANN401  # a row of COLUMNS
    """One line; the title only where the scope may read it."""
    confidential = bool(row.confidential)
    shown = read.scope.reads_title(confidential=confidential, officer_id=row.officer_id)
    return CaseLine(
        case_id=row.id,
        no=CaseNo(row.running, row.year_be),
        public_title=(row.public_title or "") if shown else "",
        confidential=confidential,
        urgent=bool(row.urgent),
        state=CaseState(row.state),
        round=row.round,
        received_on=row.received_on,
        received_basis=DateBasis(row.received_basis),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        channel_id=row.channel_id,
        topic_id=row.topic_id,
        amphoe_code=row.amphoe_code,
        officer_id=row.officer_id,
    )
