"""What is pending on a day, from live rows alone: the register may grow, these do not.

A row is live on D when it began by D and has not ended by D. Rounds still open come from one partial index, rounds
that ended after D from another; everything else of a case is found by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Table, and_, bindparam, false, func, or_, select, union_all

from core.figures.lines import BoardFilter as BoardFilter
from core.figures.standing import REPORT_KINDS, Day, LiveReferral, Standing, Unmet, standings
from core.model.codes import ObligationKind
from db.reads.read import Read
from db.reads.tables import (
    AS_OF,
    AWAITING,
    CASE,
    KINDS,
    OBLIGATION,
    PAUSE,
    PERIOD,
    PROVINCE,
    REFERRAL,
    day,
    holds_day,
    no_index,
    predicate,
)

FLAG_KINDS = sorted({*REPORT_KINDS, ObligationKind.FORWARD, ObligationKind.FINISH, ObligationKind.REVIEW})


ALL = BoardFilter()
FILTERED = {
    "topic_id": CASE.c.topic_id,
    "amphoe_code": CASE.c.amphoe_code,
    "officer_id": CASE.c.officer_id,
}


def live_rounds(as_of: ColumnElement[Any] = AS_OF, name: str = "live") -> CTE:
    """Cases with a round live on a day, and the day on which it opened. Undated cases are left to whoever joins."""
    columns = PERIOD.c.case_id, PERIOD.c.opened_on
    began = PERIOD.c.province_id == PROVINCE, PERIOD.c.opened_on <= as_of, PERIOD.c.contact_kind.in_(KINDS)
    still_open = select(*columns).where(*began, predicate("case_period.is_open AND NOT case_period.is_void"))
    ended_later = select(*columns).where(
        *began, PERIOD.c.closed_on.is_not(None), PERIOD.c.closed_on > as_of, predicate("NOT case_period.is_void")
    )
    return union_all(still_open, ended_later).cte(name)


LIVE = live_rounds()


def of_case(table: Table) -> ColumnElement[bool]:
    """The rows of ``table`` that belong to the live case."""
    return and_(table.c.province_id == PROVINCE, table.c.case_id == LIVE.c.case_id)


def of_referral(table: Table) -> ColumnElement[bool]:
    """The interval of the live referral in which the day lies."""
    return and_(of_case(table), table.c.referral_no == REFERRAL.c.no, holds_day(table))


REFERRAL_LIVE = and_(
    no_index(REFERRAL.c.sent_on <= AS_OF),
    no_index(or_(predicate("referral.is_live"), REFERRAL.c.ended_on > AS_OF)),
)
UNMET = and_(
    OBLIGATION.c.arises_on <= AS_OF,
    no_index(or_(OBLIGATION.c.done_on.is_(None), OBLIGATION.c.done_on > AS_OF)),
    no_index(or_(OBLIGATION.c.void_on.is_(None), OBLIGATION.c.void_on > AS_OF)),
)


@lru_cache(maxsize=8)
def _referrals(filters: tuple[str, ...]) -> Select[Any]:
    """Every live referral of every live case, in no order; a case without one gives one row."""
    return (
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
        )
        .select_from(LIVE)
        .join(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == LIVE.c.case_id, CASE.c.received_on.is_not(None)))
        .outerjoin(REFERRAL, and_(of_case(REFERRAL), REFERRAL_LIVE))
        .outerjoin(AWAITING, of_referral(AWAITING))
        .outerjoin(PAUSE, of_referral(PAUSE))
        .where(*(FILTERED[name] == bindparam(name) for name in filters))
    )


PROMISES = (
    select(OBLIGATION.c.case_id, OBLIGATION.c.referral_no, OBLIGATION.c.kind, OBLIGATION.c.due_on)
    .select_from(LIVE)
    .join(OBLIGATION, of_case(OBLIGATION))
    .where(UNMET, OBLIGATION.c.kind.in_(FLAG_KINDS), no_index(OBLIGATION.c.due_on <= day("due_until")))
)


def live_referrals(read: Read, as_of: date, which: BoardFilter = ALL) -> Sequence[LiveReferral]:
    """Every live referral of every pending case; a case that is nowhere gives one without a number."""
    if (as_of, which) not in read.live:
        chosen = {name: value for name in FILTERED if (value := getattr(which, name)) is not None}
        rows = read.rows(_referrals(tuple(chosen)), as_of=as_of, **chosen)
        read.live[as_of, which] = [LiveReferral(*row) for row in rows]
    return read.live[as_of, which]


def unmet_until(read: Read, as_of: date, due_until: date) -> Sequence[Unmet]:
    """What is owed on pending cases at the end of a day and falls due by another, or by a later one."""
    known_until, unmet = read.unmet.get(as_of, (date.min, ()))
    if known_until < due_until:
        unmet = [Unmet(*row) for row in read.rows(PROMISES, as_of=as_of, due_until=due_until)]
        read.unmet[as_of] = due_until, unmet
    return unmet


def live_standings(
    read: Read, asked: Day, which: BoardFilter = ALL, due_until: date | None = None
) -> Sequence[Standing]:
    """Where each pending case stands on a day, as far as the scope sees it.

    ``due_until`` reaches further than the flags need, for lists that show the finish day to come.
    """
    unmet = unmet_until(read, asked.as_of, due_until or asked.near_until or asked.as_of)
    places = standings(live_referrals(read, asked.as_of, which), unmet, asked)
    return [each for each in places if read.scope.sees(each)]
