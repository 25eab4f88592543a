"""The register of a fiscal year, row by row in the order of its numbers: for the spreadsheets that mirror it, and for
paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select
from sqlmodel import SQLModel

import db.tables  # noqa: F401  # fills the metadata
from core.model.case import CaseNo
from core.model.codes import ObligationKind
from core.model.upkeep import RegisterRow
from db.reads.tables import CASE, OBLIGATION, PROVINCE, REFERRAL, TEXT, predicate

CHUNK: Final = 500
"""Cases that are in memory at a time."""
_COUNTER = SQLModel.metadata.tables["number_counter"]
_YEARS = (
    select(_COUNTER.c.year_be)
    .where(_COUNTER.c.province_id == PROVINCE, _COUNTER.c.last_no >= _COUNTER.c.first_no)
    .order_by(_COUNTER.c.year_be)
)
_PENDING_YEARS = (
    select(CASE.c.year_be).where(CASE.c.province_id == PROVINCE, predicate("is_open AND NOT is_void")).distinct()
)
REGISTERED = (
    select(
        CASE.c.id, CASE.c.running, CASE.c.is_void, CASE.c.received_on, CASE.c.channel_id, CASE.c.topic_id,
        CASE.c.amphoe_code, CASE.c.confidential, CASE.c.urgent, CASE.c.persons_contacting, CASE.c.persons_subject,
        CASE.c.state, CASE.c.round, CASE.c.closed_on, CASE.c.closing_class, TEXT.c.public_title,
    )
    .outerjoin(TEXT, and_(TEXT.c.province_id == PROVINCE, TEXT.c.case_id == CASE.c.id))
    .where(CASE.c.province_id == PROVINCE, CASE.c.year_be == bindparam("year"))
    .order_by(CASE.c.running)
    .limit(bindparam("most"))
)  # fmt: skip
"""The cases of a year by number, void ones too."""
_CASES = REGISTERED.where(CASE.c.running > bindparam("after"))
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_REFERRALS = (
    select(REFERRAL.c.case_id, REFERRAL.c.agency_name, REFERRAL.c.sent_on)
    .where(REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id.in_(_IDS), predicate("NOT referral.is_void"))
    .order_by(REFERRAL.c.case_id, REFERRAL.c.no)
)
_FINISH = (
    select(OBLIGATION.c.case_id, func.max(OBLIGATION.c.due_on).label("due_on"))
    .where(
        OBLIGATION.c.province_id == PROVINCE,
        OBLIGATION.c.case_id.in_(_IDS),
        OBLIGATION.c.kind == ObligationKind.FINISH.value,
        OBLIGATION.c.void_on.is_(None),
    )
    .group_by(OBLIGATION.c.case_id)
)


def register_years(connection: Connection, province_id: str, this_year: int) -> tuple[int, ...]:
    """BE years whose register can still change: this one, the one before, and those with pending cases."""
    mine = {"province": province_id}
    used = set(connection.execute(_YEARS, mine).scalars())
    living = {this_year, this_year - 1, *connection.execute(_PENDING_YEARS, mine).scalars()}
    return tuple(sorted(used & living))


def register_rows(connection: Connection, province_id: str, year_be: int) -> Iterator[RegisterRow]:
    """Every case of a year by its number, void ones too, read in chunks inside the caller's snapshot."""
    after, asked = 0, {"province": province_id, "year": year_be, "most": CHUNK}
    while found := connection.execute(_CASES, {**asked, "after": after}).all():
        yield from rows_of_cases(connection, province_id, year_be, found)
        after = found[-1].running


def rows_of_cases(
    connection: Connection, province_id: str, year_be: int, found: Sequence[Any]
) -> Iterator[RegisterRow]:
    """Rows of ``REGISTERED`` with what belongs to them, in the same order."""
    asked = {"province": province_id, "ids": [row.id for row in found]}
    sent: dict[int, list[Any]] = {}
    for row in connection.execute(_REFERRALS, asked):
        sent.setdefault(row.case_id, []).append(row)
    due: Mapping[int, Any] = {row.case_id: row.due_on for row in connection.execute(_FINISH, asked)}
    for row in found:
        referrals = sent.get(row.id, [])
        yield RegisterRow(
            no=str(CaseNo(row.running, year_be)),
            is_void=bool(row.is_void),
            received_on=row.received_on,
            channel_id=row.channel_id,
            topic_id=row.topic_id,
            amphoe_code=row.amphoe_code,
            title="" if row.confidential else row.public_title or "",
            is_confidential=bool(row.confidential),
            urgent=bool(row.urgent),
            persons_contacting=row.persons_contacting,
            persons_subject=row.persons_subject,
            agencies=tuple(dict.fromkeys(each.agency_name for each in referrals)),
            sent_on=min((each.sent_on for each in referrals if each.sent_on), default=None),
            finish_due_on=due.get(row.id),
            state=row.state,
            round=row.round,
            closed_on=row.closed_on,
            closing_class=row.closing_class,
        )
