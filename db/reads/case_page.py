"""The page of one case: its events, persons, texts and links, each found by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import and_, bindparam, select
from sqlmodel import SQLModel

from core.errors import NotFound
from core.figures.case_page import (
    CasePage,
    Colleague,
    Entry,
    LinkedCase,
    PersonLine,
    entries_of,
    letter_texts,
    person_line,
    seen_by,
)
from core.model.case import Case, CaseNo
from core.model.codes import CaseState, Role
from core.rules.access import PERMISSIONS, Permission
from core.rules.fold import fold
from core.rules.privacy import mark_persons, show_persons
from core.rules.reveal import may_reveal
from core.rules.sight import may_open
from core.text.catalogue import label, t
from db.keys.ring import KeyRing
from db.ledger.persons import known_of, persons_of
from db.ledger.records import StoredStream, stream_with_texts
from db.reads.evidence import evidence_lines
from db.reads.read import Read
from db.reads.tables import CASE, PROVINCE, TEXT

MOST_LINKED: Final = 50
ACCOUNT, PERSON = SQLModel.metadata.tables["account"], SQLModel.metadata.tables["person"]
Kept = Mapping[int, Mapping[str, str]]

TEXTS = select(TEXT.c.title, TEXT.c.public_title, TEXT.c.details).where(
    TEXT.c.province_id == PROVINCE, TEXT.c.case_id == bindparam("case")
)
UNREADABLE = select(PERSON.c.id).where(
    PERSON.c.province_id == PROVINCE,
    PERSON.c.case_id == bindparam("case"),
    PERSON.c.erased_at.is_(None),
    PERSON.c.key_id.not_in(bindparam("keys", expanding=True)),
)
"""Persons whose data were sealed with a key that is gone."""
_LINKED = (
    select(
        CASE.c.id,
        CASE.c.running,
        CASE.c.year_be,
        CASE.c.state,
        CASE.c.confidential,
        CASE.c.officer_id,
        TEXT.c.public_title,
    )
    .outerjoin(TEXT, and_(TEXT.c.province_id == PROVINCE, TEXT.c.case_id == CASE.c.id))
    .where(CASE.c.province_id == PROVINCE)
)
FOLLOWERS = (
    _LINKED.where(CASE.c.lead_id == bindparam("lead"), CASE.c.lead_id.is_not(None))
    .order_by(CASE.c.year_be + 0, CASE.c.running + 0)
    .limit(MOST_LINKED)
)
"""Ordered by sums, not by columns: without statistics SQLite would walk the whole register in the order of numbers."""
LEAD = _LINKED.where(CASE.c.id == bindparam("lead"))
STAFF = (
    select(ACCOUNT.c.id, ACCOUNT.c.display_name, ACCOUNT.c.role, ACCOUNT.c.agency_id, ACCOUNT.c.is_active)
    .where(ACCOUNT.c.province_id == PROVINCE)
    .order_by(ACCOUNT.c.display_name, ACCOUNT.c.id)
)


def case_page(read: Read, no: CaseNo) -> CasePage:
    """The case as the reader may see it.

    Raises:
        NotFound: there is no such case, or it is not the reader's: both give the same answer.
    """
    scope, ring = read.scope, _ring(read)
    stored = stream_with_texts(read.connection, ring, read.province_id, no)
    whole = fold(stored.id, stored.events) if stored else None
    if stored is None or whole is None or not _is_open_to(read, whole, stored):
        raise NotFound(no=str(no))
    kept = persons_of(read.connection, ring, read.province_id, whole.id)
    persons = _persons(read, whole, kept)
    words = _Words(whole, kept, persons)
    case = seen_by(whole, scope.only_agency)
    staff = read.rows(STAFF)
    texts = next(iter(read.rows(TEXTS, case=case.id)), None)
    page = CasePage(
        case=case,
        title=words.shown(texts.title if texts else ""),
        public_title=words.shown(texts.public_title if texts else ""),
        details=words.shown(texts.details if texts else ""),
        entries=_entries(read, case, stored, words, staff),
        persons=tuple(each for each in persons if not each.is_out),
        officer=next((row.display_name for row in staff if row.id == case.officer_id), ""),
    )
    if case.evidence:
        page = replace(page, evidence=evidence_lines(read, page, whole, words.shown))
    if scope.only_agency is not None:
        return page
    letter = {name: words.shown(said) for name, said in letter_texts(stored.events).items()}
    page = replace(page, letter_from=letter["letter_from"], letter_order=letter["letter_order"])
    return _with_links(read, page, staff)


def _ring(read: Read) -> KeyRing:
    if read.ring is None:
        raise RuntimeError("reading a case takes the keys of the installation")
    return read.ring


def _is_open_to(read: Read, case: Case, stored: StoredStream) -> bool:
    scope = read.scope
    reads_cases = Permission.CASE_READ in PERMISSIONS[scope.role]
    return reads_cases and may_open(scope.role, scope.agency_id, scope.account_id, case, stored.events)


def _persons(read: Read, case: Case, kept: Kept) -> tuple[PersonLine, ...]:
    scope = read.scope
    is_blank = any(not any(kept.get(each.person_id, {}).values()) for each in case.facts.persons)
    asked = {"case": case.id, "keys": list(_ring(read).masters)}
    lost = {row.id for row in read.rows(UNREADABLE, **asked)} if is_blank else set()
    return tuple(
        person_line(
            n,
            each,
            kept.get(each.person_id, {}),
            scope.role,
            may_reveal=may_reveal(case, each, scope.role, scope.agency_id),
            is_lost=each.person_id in lost,
        )
        for n, each in enumerate(case.facts.persons, start=1)
    )


class _Words:
    """Shows texts with every known person masked, whether a marker stands for them or their name was typed out."""

    def __init__(self, case: Case, kept: Kept, persons: Sequence[PersonLine]) -> None:
        self._known = known_of(case, kept)
        self._names = {each.n: _named(each) for each in persons}

    def shown(self, text: str) -> str:
        """The text as the reader may see it."""
        return show_persons(mark_persons(text, self._known), self._names) if text else ""


def _named(person: PersonLine) -> str:
    if person.is_hidden:
        return t("person.hidden_on_paper")
    return person.name or label(person.role)


def _entries(read: Read, case: Case, stored: StoredStream, words: _Words, staff: Sequence[Any]) -> tuple[Entry, ...]:
    names = {row.id: _staff_name(read, row) for row in staff}
    return tuple(
        replace(
            entry,
            text=words.shown(entry.event.texts.get("text", "")),
            who=names.get(entry.event.actor_id or 0, ""),
            event=replace(entry.event, texts={}),
            first=replace(entry.first, texts={}) if entry.first else None,
            first_text=words.shown(entry.first.texts.get("text", "")) if entry.first else "",
        )
        for entry in entries_of(stored.events, case, read.scope.only_agency)
    )


def _staff_name(read: Read, row: Any) -> str:  # noqa: ANN401  # a row of STAFF
    """To an agency the people of the centre are the centre."""
    only = read.scope.only_agency
    return row.display_name if only is None or row.agency_id == only else t("frame.office")


def _with_links(read: Read, page: CasePage, staff: Sequence[Any]) -> CasePage:
    lead = read.rows(LEAD, lead=page.case.lead_id) if page.case.lead_id is not None else []
    able = {role for role in (Role.OFFICER, Role.DIRECTOR) if Permission.CASE_REGISTER in PERMISSIONS[role]}
    return replace(
        page,
        lead=next((_linked(read, row) for row in lead), None),
        followers=tuple(_linked(read, row) for row in read.rows(FOLLOWERS, lead=page.case.id)),
        colleagues=tuple(Colleague(row.id, row.display_name) for row in staff if row.is_active and row.role in able),
    )


def _linked(read: Read, row: Any) -> LinkedCase:  # noqa: ANN401  # a row of these statements
    shown = read.scope.reads_title(confidential=bool(row.confidential), officer_id=row.officer_id)
    return LinkedCase(CaseNo(row.running, row.year_be), (row.public_title or "") if shown else "", CaseState(row.state))
