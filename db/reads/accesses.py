"""The log of looks at personal data, for whoever may read it; no name of a case's person leaves.

A reason is shown with the persons of its case masked, as a note of the case would be; what was typed into a search is
never shown, for it is a name or a telephone number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, case, func, literal_column, select
from sqlmodel import SQLModel

from core.errors import DomainError, NotAllowed, NotFound
from core.figures.accesses import (
    AccessAccount,
    AccessDay,
    AccessLine,
    AccessQuestion,
    AccessSums,
)
from core.model.access import AccessKind
from core.model.case import CaseNo
from core.model.codes import PersonRole, Role
from core.rules.access import PERMISSIONS, Permission
from core.rules.privacy import KnownPerson, hide_numbers, hide_persons, mark_persons
from core.text.catalogue import t
from core.text.dates import BANGKOK
from db.access_log import ACCESS, reason_place
from db.ledger.persons import KNOWN_BY, PERSON, opened
from db.reads.former_persons import former_roles
from db.reads.read import Read
from db.reads.tables import CASE, PROVINCE

ACCOUNT, OF_CASE = SQLModel.metadata.tables["account"], SQLModel.metadata.tables["case_person"]
_ACCOUNTS = (
    select(ACCOUNT.c.id, ACCOUNT.c.username, ACCOUNT.c.display_name, ACCOUNT.c.role)
    .where(ACCOUNT.c.province_id == PROVINCE)
    .order_by(ACCOUNT.c.display_name, ACCOUNT.c.id)
)
_CASE_ID = select(CASE.c.id).where(
    CASE.c.province_id == PROVINCE,
    CASE.c.year_be == bindparam("year_be"),
    CASE.c.running == bindparam("running"),
)
_PERSONS = select(PERSON.c.id, PERSON.c.case_id, *(PERSON.c[name] for name in KNOWN_BY)).where(
    PERSON.c.province_id == PROVINCE, PERSON.c.case_id.in_(bindparam("ids", type_=BigInteger, expanding=True))
)
_REVEAL, _SEARCH, _PAPER = (ACCESS.c.kind == kind.value for kind in AccessKind)
_COUNTED = (
    func.coalesce(func.sum(case((_REVEAL, 1), else_=0)), 0).label("reveals"),
    func.coalesce(func.sum(case((_SEARCH, 1), else_=0)), 0).label("searches"),
    func.coalesce(func.sum(case((_PAPER, 1), else_=0)), 0).label("papers"),
    func.count(ACCESS.c.case_id.distinct()).label("cases"),
)


def access_accounts(read: Read) -> tuple[AccessAccount, ...]:
    """Every account, by name."""
    require_access(read)
    return tuple(AccessAccount(row.id, row.username, row.display_name, Role(row.role)) for row in read.rows(_ACCOUNTS))


def access_sums(read: Read, asked: AccessQuestion) -> AccessSums:
    """What the looks come to.

    Raises:
        NotFound: there is no case of that number.
    """
    conditions = _conditions(read, asked)
    accounts = func.count(ACCESS.c.account_id.distinct())
    row = read.rows(select(*_COUNTED, accounts.label("accounts")).where(*conditions))[0]
    return AccessSums(int(row.reveals), int(row.searches), int(row.cases), int(row.accounts), int(row.papers))


def access_lines(read: Read, asked: AccessQuestion, limit: int, offset: int) -> tuple[AccessLine, ...]:
    """The looks, newest first.

    Raises:
        NotFound: there is no case of that number.
    """
    query = (
        select(
            ACCESS.c.id,
            ACCESS.c.at,
            ACCESS.c.account_id,
            ACCESS.c.kind,
            ACCESS.c.case_id,
            ACCESS.c.person_id,
            ACCESS.c.reason,
            CASE.c.running,
            CASE.c.year_be,
            OF_CASE.c.role.label("person"),
        )
        .outerjoin(CASE, and_(CASE.c.province_id == PROVINCE, CASE.c.id == ACCESS.c.case_id))
        .outerjoin(
            OF_CASE,
            and_(
                OF_CASE.c.province_id == PROVINCE,
                OF_CASE.c.case_id == ACCESS.c.case_id,
                OF_CASE.c.person_id == ACCESS.c.person_id,
            ),
        )
        .where(*_conditions(read, asked))
        .order_by(ACCESS.c.at.desc(), ACCESS.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = read.rows(query)
    known = _known(read, {row.case_id for row in rows if row.case_id is not None})
    gone = former_roles(read, (row.case_id for row in rows if row.person_id is not None and row.person is None))
    return tuple(_line(read, row, known, gone.get((row.case_id, row.person_id))) for row in rows)


def access_days(read: Read, asked: AccessQuestion, limit: int) -> tuple[AccessDay, ...]:
    """Looks by Bangkok day and account, the latest day first, most looks first.

    Raises:
        NotFound: there is no case of that number.
    """
    on = _bangkok_day(read)
    looks = func.count()
    query = (
        select(on.label("on_day"), ACCESS.c.account_id, *_COUNTED)
        .where(*_conditions(read, asked))
        .group_by(on, ACCESS.c.account_id)
        .order_by(on.desc(), looks.desc(), ACCESS.c.account_id)
        .limit(limit)
    )
    return tuple(
        AccessDay(
            date.fromisoformat(str(row.on_day)),
            row.account_id,
            int(row.reveals),
            int(row.searches),
            int(row.cases),
            int(row.papers),
        )
        for row in read.rows(query)
    )


def require_access(read: Read) -> None:
    """Only who answers for looks reads them; no role that works on cases sees who else did, but the director."""
    if Permission.ACCESS_READ not in PERMISSIONS[read.scope.role]:
        raise NotAllowed(permission=Permission.ACCESS_READ.value)


def _conditions(read: Read, asked: AccessQuestion) -> list[ColumnElement[bool]]:
    require_access(read)
    conditions = within(ACCESS.c.province_id, ACCESS.c.at, ACCESS.c.account_id, asked)
    if asked.no is None:
        return conditions
    ids = read.rows(_CASE_ID, year_be=asked.no.year_be, running=asked.no.running)
    if not ids:
        raise NotFound(no=str(asked.no))
    return [*conditions, ACCESS.c.case_id == ids[0].id]


def within(
    province: ColumnElement[str], at: ColumnElement[datetime], account: ColumnElement[int], asked: AccessQuestion
) -> list[ColumnElement[bool]]:
    first, until = instants_of(asked)
    whose = [account == asked.account_id] if asked.account_id is not None else []
    return [province == PROVINCE, at >= first, at < until, *whose]


def instants_of(asked: AccessQuestion) -> tuple[datetime, datetime]:
    """The beginning of the first day and the end of the last one."""
    days = (asked.first, asked.last + timedelta(days=1))
    first, until = (datetime.combine(each, time(), BANGKOK).astimezone(UTC) for each in days)
    return first, until


def _bangkok_day(read: Read) -> ColumnElement[Any]:
    if read.connection.dialect.name == "postgresql":
        return func.date(func.timezone(literal_column("'Asia/Bangkok'"), ACCESS.c.at))
    whole_seconds = func.substr(
        ACCESS.c.at, *map(literal_column, ("1", "19"))
    )  # SQLite would round the last instants of a day up
    return func.date(whole_seconds, literal_column("'+7 hours'"))


def _known(read: Read, case_ids: Iterable[int]) -> Mapping[int, Sequence[KnownPerson]]:
    """What must not stand in a reason, by case."""
    ring, ids = read.ring, sorted(case_ids)
    known: dict[int, list[KnownPerson]] = defaultdict(list)
    if ring is None or not ids:
        return known
    for row in read.rows(_PERSONS, ids=ids):
        values = [opened(ring, name, row.id, getattr(row, name)) for name in KNOWN_BY]
        known[row.case_id].append(KnownPerson(1, tuple(filter(None, values))))
    return known


def _line(
    read: Read,
    row: Any,  # noqa: ANN401  # a row
    known: Mapping[int, Sequence[KnownPerson]],
    former: PersonRole | None,
) -> AccessLine:
    return AccessLine(
        row.at,
        row.account_id,
        AccessKind(row.kind),
        CaseNo(row.running, row.year_be) if row.running is not None else None,
        PersonRole(row.person) if row.person else former,
        _reason(read, row, known.get(row.case_id, ())),
    )


def _reason(read: Read, row: Any, known: Sequence[KnownPerson]) -> str | None:  # noqa: ANN401  # a row
    if row.kind == AccessKind.SEARCH.value or row.reason is None or read.ring is None:
        return ""
    try:
        said = read.ring.decrypt_text("access", row.reason, aad=reason_place(row.id))
    except DomainError:
        return None
    return hide_numbers(hide_persons(mark_persons(said, known), t("access.person")))
