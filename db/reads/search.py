"""Cases by whatever is known of them: numbers, phones and names by their index, words of the matter by runs of letters.

Candidates come newest first in short stretches and are narrowed by key, until a page is full: a common word costs no
more than a rare one, and nothing reads the register as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Integer, Select, bindparam, exists, select
from sqlmodel import SQLModel

from core.errors import NotAllowed
from core.figures.found import Found, FoundBy, FoundLine, SearchFilter
from core.model.codes import Anonymity
from core.rules.access import PERMISSIONS, Permission
from core.rules.searching import Sought
from core.text.dates import fiscal_year_be
from db.reads.lists import CASES, case_line
from db.reads.read import Read
from db.reads.search_texts import latest_windows, text_windows, word_conditions, word_filters
from db.reads.tables import CASE, PROVINCE, REFERRAL, day, no_index, predicate

PERSON = SQLModel.metadata.tables["person"]
PERSON_OF_CASE = SQLModel.metadata.tables["case_person"]
TOKEN = SQLModel.metadata.tables["person_token"]
SHOWN: Final = 50
MOST_BY_KEY: Final = 500
"""More cases of one number, phone or name than a person can look through; the newest are taken."""
YEARS_BACK: Final = 80
IDS: BindParameter[int] = bindparam("ids", type_=BigInteger, expanding=True)
BY_NO = select(CASE.c.id).where(
    CASE.c.province_id == PROVINCE,
    CASE.c.year_be.in_(bindparam("years", type_=Integer, expanding=True)),
    CASE.c.running == bindparam("running", type_=Integer),
)
REFERENCES: BindParameter[str] = bindparam("references", expanding=True)
OF_REFERENCE = select(CASE.c.id).where(CASE.c.province_id == PROVINCE).order_by(predicate("case_.id + 0 DESC"))
"""Ordered by a sum, as what follows: for the order of a key SQLite would leave the index and read the register."""
BY_SOURCE_NO, BY_UPSTREAM_NO = (
    OF_REFERENCE.where(column.in_(REFERENCES), predicate(f"case_.{column.name} IS NOT NULL")).limit(MOST_BY_KEY)
    for column in (CASE.c.source_no, CASE.c.upstream_no)
)
NEWEST_PERSON = predicate("person.id + 0 DESC")
FILTERS: dict[str, ColumnElement[bool]] = {
    "state": CASE.c.state == bindparam("state"),
    "topic_id": CASE.c.topic_id == bindparam("topic_id"),
    "amphoe_code": CASE.c.amphoe_code == bindparam("amphoe_code"),
    "received_from": no_index(CASE.c.received_on >= day("received_from")),
    "received_to": no_index(CASE.c.received_on <= day("received_to")),
}
AGENCIES = (
    select(REFERRAL.c.case_id, REFERRAL.c.agency_id, REFERRAL.c.agency_name, REFERRAL.c.is_live)
    .where(REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id.in_(IDS))
    .order_by(REFERRAL.c.case_id, REFERRAL.c.no)
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """A stretch of cases that one reason leads to; ``is_last`` where further ones were left out unlooked at."""

    by: FoundBy
    ids: Sequence[int]
    is_last: bool = False


def found_cases(read: Read, sought: Sought, which: SearchFilter, today: date) -> Found:
    """Up to ``SHOWN`` cases, the strongest reason first, then the newest.

    A confidential case is found by its number alone, unless the reader is one who reads it.

    Raises:
        NotAllowed: the reads belong to somebody who may not search.
    """
    if Permission.SEARCH not in PERMISSIONS[read.scope.role]:
        raise NotAllowed
    found: dict[int, FoundLine] = {}
    partly = False
    for candidates in _candidates(read, sought, which, today):
        fresh = [case_id for case_id in dict.fromkeys(candidates.ids) if case_id not in found]
        found |= {line.case.case_id: line for line in _narrowed(read, candidates.by, fresh, sought, which)}
        if len(found) > SHOWN:
            break
        partly = partly or candidates.is_last
    lines = _with_agencies(read, [*found.values()][:SHOWN])
    return Found(tuple(sorted(lines, key=_order)), more=len(found) > SHOWN, partly=partly)


def _order(line: FoundLine) -> tuple[int, int, int, int]:
    on = line.case.received_on or date.min
    return [*FoundBy].index(line.by), -on.toordinal(), -line.case.no.year_be, -line.case.no.running


def _candidates(read: Read, sought: Sought, which: SearchFilter, today: date) -> Iterator[Candidates]:
    if not sought.text:
        yield from (Candidates(FoundBy.FILTER, *each) for each in latest_windows(read, which))
        return
    yield Candidates(FoundBy.NUMBER, _by_number(read, sought, today))
    if sought.references:
        asked = {"references": sought.references}
        ids = [row.id for statement in (BY_SOURCE_NO, BY_UPSTREAM_NO) for row in read.rows(statement, **asked)]
        yield Candidates(FoundBy.REFERENCE, ids)
    if Permission.IDENTITY_READ in PERMISSIONS[read.scope.role]:
        yield Candidates(FoundBy.PHONE, _by_phone(read, sought))
        yield Candidates(FoundBy.NAME, _by_name(read, sought))
    yield from (Candidates(FoundBy.TEXT, *each) for each in text_windows(read, sought))


def _by_number(read: Read, sought: Sought, today: date) -> list[int]:
    if sought.no is not None:
        return [row.id for row in read.rows(BY_NO, years=[sought.no.year_be], running=sought.no.running)]
    if sought.running is None:
        return []
    newest = fiscal_year_be(today) + 1
    years = list(range(newest - YEARS_BACK, newest + 1))
    return [row.id for row in read.rows(BY_NO, years=years, running=sought.running)]


def _by_phone(read: Read, sought: Sought) -> list[int]:
    if not sought.phone or read.ring is None:
        return []
    phones = read.ring.blind_indexes(sought.phone, "phone")
    return [row.case_id for row in read.rows(_phoned(read.scope.only_agency is not None), phones=phones)]


def _by_name(read: Read, sought: Sought) -> list[int]:
    """Every word of the name stands in the person's, whole."""
    if not sought.name_words or read.ring is None:
        return []
    ring = read.ring
    tokens = {
        f"word{n}": [token for spelling in spellings for token in ring.word_tokens(spelling)]
        for n, spellings in enumerate(sought.name_words)
    }
    return [row.case_id for row in read.rows(_named(read.scope.only_agency is not None, len(tokens)), **tokens)]


@lru_cache(maxsize=2)
def _phoned(shown_only: bool) -> Select[Any]:  # noqa: FBT001  # a cache key
    has_phone = PERSON.c.phone_index.in_(bindparam("phones", expanding=True))
    return _of_persons(shown_only=shown_only).where(has_phone)


@lru_cache(maxsize=16)
def _named(shown_only: bool, words: int) -> Select[Any]:  # noqa: FBT001  # cache keys
    """Persons with a token of each word: those of the first, as far as they have the others."""
    first = select(TOKEN.c.person_id).where(TOKEN.c.province_id == PROVINCE, TOKEN.c.token.in_(_tokens(0)))
    for n in range(1, words):
        other = TOKEN.alias(f"token{n}")
        mine = other.c.province_id == PROVINCE, other.c.person_id == TOKEN.c.person_id
        first = first.where(exists().where(*mine, other.c.token.in_(_tokens(n))).correlate(TOKEN))
    newest = first.order_by(predicate("person_token.person_id + 0 DESC")).limit(MOST_BY_KEY)
    return _of_persons(shown_only=shown_only).where(PERSON.c.id.in_(newest))


def _tokens(word: int) -> BindParameter[bytes]:
    return bindparam(f"word{word}", expanding=True)


def _of_persons(*, shown_only: bool) -> Select[Any]:
    """The cases of persons, the newest person first; to an agency nobody is found who asked to stay unknown to it."""
    theirs = PERSON_OF_CASE.c
    of_case = theirs.province_id == PROVINCE, theirs.case_id == PERSON.c.case_id, theirs.person_id == PERSON.c.id
    is_shown = (theirs.anonymous == Anonymity.OPEN.value, ~theirs.hide_from_agency) if shown_only else ()
    mine = PERSON.c.province_id == PROVINCE, exists().where(*of_case, *is_shown).correlate(PERSON)
    return select(PERSON.c.case_id).where(*mine).order_by(NEWEST_PERSON).limit(MOST_BY_KEY)


def _narrowed(read: Read, by: FoundBy, ids: Sequence[int], sought: Sought, which: SearchFilter) -> Iterator[FoundLine]:
    """The candidates that the filter wants and the reader may see, newest first."""
    if not ids:
        return
    asked = {name: value for name in FILTERS if (value := getattr(which, name)) is not None}
    short = sought.short_words if by is FoundBy.TEXT and sought.phrases else ()
    statement = _wanted(tuple(asked), which.agency_id is not None, read.scope.only_agency is not None, len(short))
    values = {**asked, **word_conditions(short), "agency_id": which.agency_id, "only_agency": read.scope.only_agency}
    for row in read.rows(statement, ids=list(ids), **{key: each for key, each in values.items() if each is not None}):
        line = FoundLine(case_line(read, row), by, is_void=bool(row.is_void))
        if _may_be_found(read, line, row.officer_id):
            yield line


def _may_be_found(read: Read, line: FoundLine, officer_id: int | None) -> bool:
    """A number leads to every case; nothing else leads to one that is void, or confidential to the reader."""
    if line.by in (FoundBy.NUMBER, FoundBy.REFERENCE):
        return True
    readable = read.scope.reads_title(confidential=line.case.confidential, officer_id=officer_id)
    return not line.is_void and (readable or line.by is FoundBy.FILTER)


@lru_cache(maxsize=128)
def _wanted(filters: tuple[str, ...], of_agency: bool, of_reader: bool, short: int) -> Select[Any]:  # noqa: FBT001  # cache keys
    statement = CASES.add_columns(CASE.c.is_void).where(CASE.c.id.in_(IDS), *(FILTERS[name] for name in filters))
    for name in (("agency_id",) if of_agency else ()) + (("only_agency",) if of_reader else ()):
        sent = REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id == CASE.c.id
        statement = statement.where(exists().where(*sent, no_index(REFERRAL.c.agency_id == bindparam(name))))
    return statement.where(*word_filters(short)).order_by(CASE.c.id.desc())


def _with_agencies(read: Read, lines: Sequence[FoundLine]) -> Iterator[FoundLine]:
    """Who has each case now, or had it last; an agency sees itself alone."""
    held: dict[int, list[Any]] = {}
    ids = [line.case.case_id for line in lines]
    for row in read.rows(AGENCIES, ids=ids) if ids else ():
        if read.scope.only_agency in (None, row.agency_id):
            held.setdefault(row.case_id, []).append(row)
    for line in lines:
        rows = held.get(line.case.case_id, [])
        live = [row.agency_name for row in rows if row.is_live] or [row.agency_name for row in rows[-1:]]
        yield FoundLine(line.case, line.by, ", ".join(dict.fromkeys(live)), line.is_void)
