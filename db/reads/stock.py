"""What stands beside the dated stock: undated and void cases, followers, what was brought forward, programmes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from core.figures.contributions import Sums
from core.figures.counts import BroughtForward, Estimated, ProgrammeCount, StockCounts
from core.model.codes import ContactKind
from db.reads.read import Read
from db.reads.sums import in_stock, stock_of
from db.reads.tables import AS_OF, BROUGHT, CASE, KINDS, PERIOD, PROGRAMME, PROVINCE, no_index, predicate

NOT_CLOSED = exists().where(
    PERIOD.c.province_id == PROVINCE,
    PERIOD.c.case_id == CASE.c.id,
    no_index(or_(PERIOD.c.opened_on.is_(None), PERIOD.c.opened_on <= AS_OF)),
    no_index(or_(predicate("case_period.is_open"), PERIOD.c.closed_on > AS_OF)),
)
"""Of an undated case: a round is open on the day; one that began on an unknown day counts as begun."""

UNDATED = (
    select(
        CASE.c.contact_kind,
        CASE.c.channel_id,
        CASE.c.topic_id,
        CASE.c.amphoe_code,
        CASE.c.persons_contacting,
        CASE.c.persons_subject,
        NOT_CLOSED.label("pending"),
    )
    .where(CASE.c.province_id == PROVINCE, CASE.c.received_on.is_(None), predicate("NOT case_.is_void"))
    .order_by(CASE.c.id)
)
KNOWN_BY_DAY = no_index(or_(CASE.c.received_on.is_(None), CASE.c.received_on <= AS_OF))
VOID_CASES = (
    select(CASE.c.id)
    .where(CASE.c.province_id == PROVINCE, predicate("case_.is_void"), KNOWN_BY_DAY)
    .order_by(CASE.c.id)  # as the index of void cases is: SQLite would take a longer one
)
VOID = select(func.count()).select_from(VOID_CASES.subquery())
FOLLOWERS = select(func.count()).where(
    CASE.c.province_id == PROVINCE,
    CASE.c.lead_id.is_not(None),
    predicate("NOT case_.is_void"),
    CASE.c.contact_kind.in_(KINDS),
    KNOWN_BY_DAY,
)
BROUGHT_FORWARD = (
    select(BROUGHT.c.received, BROUGHT.c.closed, BROUGHT.c.pending, BROUGHT.c.source, BROUGHT.c.entered_on)
    .where(BROUGHT.c.province_id == PROVINCE)
    .order_by(BROUGHT.c.entered_on, BROUGHT.c.year_be)
)
PROGRAMMES = (
    select(
        PROGRAMME.c.programme_id,
        func.min(PROGRAMME.c.day),
        func.max(PROGRAMME.c.day),
        func.sum(PROGRAMME.c.walk_in_persons),
        func.sum(PROGRAMME.c.calls),
        func.sum(PROGRAMME.c.other_contacts),
        func.sum(PROGRAMME.c.became_cases),
    )
    .where(PROGRAMME.c.province_id == PROVINCE, PROGRAMME.c.day <= AS_OF)
    .group_by(PROGRAMME.c.programme_id)
    .order_by(PROGRAMME.c.programme_id)
)


def undated_cases(read: Read, as_of: date) -> Sequence[Any]:
    """Undated cases of every kind, whether pending on the day."""
    return read.rows(UNDATED, as_of=as_of)


def stock_counts(read: Read, as_of: date, until: Mapping[ContactKind, Sums], undated: Sequence[Any]) -> StockCounts:
    """The stock of a day, of which ``until`` are the sums."""
    sums = in_stock(until, read.kinds)
    counted = [row for row in undated if row.contact_kind in read.kinds]
    return StockCounts(
        opened=sums.received,
        stock=stock_of(sums),
        undated=len(counted),
        undated_pending=sum(bool(row.pending) for row in counted),
        followers=read.number(FOLLOWERS, as_of=as_of),
        void=read.number(VOID, as_of=as_of),
        estimated=Estimated(sums.opened_estimated, sums.sent_estimated, sums.closed_estimated),
        brought=brought_forward(read),
    )


def brought_forward(read: Read) -> BroughtForward | None:
    """Counts brought forward over all fiscal years; source and day of the latest entry."""
    rows = read.rows(BROUGHT_FORWARD)
    if not rows:
        return None
    last = rows[-1]
    return BroughtForward(
        received=sum(row.received for row in rows),
        closed=sum(row.closed for row in rows),
        pending=sum(row.pending for row in rows),
        source=last.source,
        entered_on=last.entered_on,
    )


def programme_counts(read: Read, as_of: date) -> tuple[ProgrammeCount, ...]:
    """Contacts of each programme up to a day."""
    return tuple(ProgrammeCount(*row[:3], *map(int, row[3:])) for row in read.rows(PROGRAMMES, as_of=as_of))
