"""Which cases hold promises that are not kept yet: what a change of the calendar may touch."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import and_, bindparam, select

from core.model.case import CaseNo
from db.reads.read import Read
from db.reads.tables import CASE, OBLIGATION, PROVINCE, day, predicate

_EVER: Final = date(1900, 1, 1)
"""Before any promise: a day to begin with leads SQLite to the index of live ones."""
_OWED = OBLIGATION.c
_UNMET = (
    select(_OWED.case_id)
    .where(
        _OWED.province_id == PROVINCE,
        _OWED.due_on > day("ever"),
        predicate("obligation.done_on IS NULL AND obligation.void_on IS NULL"),
    )
    .distinct()
    .subquery("unmet")
)
_CASES = (
    select(CASE.c.year_be, CASE.c.running)
    .join(_UNMET, and_(CASE.c.province_id == PROVINCE, CASE.c.id == _UNMET.c.case_id))
    .order_by(CASE.c.year_be, CASE.c.running)
    .limit(bindparam("most"))
)


def promised_cases(read: Read, limit: int) -> tuple[CaseNo, ...]:
    """Cases with a promise that is neither kept nor void, in order of their numbers."""
    read.scope.require_province()
    return tuple(CaseNo(row.running, row.year_be) for row in read.rows(_CASES, most=limit, ever=_EVER))
