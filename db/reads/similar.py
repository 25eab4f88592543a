"""Cases like the one being taken in: by phone through the blind index, by place and words among the latest alone.

Nothing here reads more than ``MOST_LATEST`` cases, however large the register is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, exists, func, select
from sqlmodel import SQLModel

from core.errors import NotAllowed
from core.figures.similar import (
    ALIKE_PCT,
    AgencyChoice,
    Likeness,
    Similar,
    SimilarCase,
    SimilarQuestion,
    most_alike,
    runs,
)
from core.rules.access import PERMISSIONS, Permission
from db.reads.lists import CASES, case_line, lines_of
from db.reads.read import Read
from db.reads.tables import CASE, PROVINCE, REFERRAL, TEXT, day, predicate

PERSON = SQLModel.metadata.tables["person"]
PERSON_OF_CASE = SQLModel.metadata.tables["case_person"]
DAYS_BACK: Final = 90
"""What happened longer ago is another matter, or is found by the search."""
MOST_LATEST, MOST_BY_PHONE, MOST_SHOWN, MOST_CHOICES = 300, 20, 6, 4
PHONE_DIGITS: Final = 9
"""Fewer digits are no whole number yet."""
LATEST = (
    CASES.add_columns(CASE.c.tambon_code, TEXT.c.title)
    .where(CASE.c.received_on >= day("since"), CASE.c.received_on <= day("until"), predicate("NOT case_.is_void"))
    .order_by(CASE.c.received_on.desc(), CASE.c.id.desc())
    .limit(MOST_LATEST)
)
_IS_OF_CASE = (
    exists()
    .where(
        PERSON_OF_CASE.c.province_id == PROVINCE,
        PERSON_OF_CASE.c.case_id == PERSON.c.case_id,
        PERSON_OF_CASE.c.person_id == PERSON.c.id,
    )
    .correlate(PERSON)
)
"""Still of the case: not taken out of it, and not replaced by a corrected row."""
BY_PHONE = (
    select(PERSON.c.case_id)
    .where(PERSON.c.province_id == PROVINCE, PERSON.c.phone_index.in_(bindparam("phones", expanding=True)), _IS_OF_CASE)
    .order_by(PERSON.c.case_id.desc())
    .limit(MOST_BY_PHONE)
)
SENT_TO = (
    select(REFERRAL.c.agency_id, func.count().label("times"))
    .where(REFERRAL.c.province_id == PROVINCE, REFERRAL.c.case_id.in_(bindparam("ids", expanding=True)))
    .group_by(REFERRAL.c.agency_id)
    .order_by(func.count().desc(), REFERRAL.c.agency_id)
    .limit(MOST_CHOICES)
)


def similar(read: Read, asked: SimilarQuestion) -> Similar:
    """Cases like the one asked about, the best reasons first, and where cases of its topic went.

    Raises:
        NotAllowed: the reads belong to somebody who takes no matters in.
    """
    if Permission.CASE_REGISTER not in PERMISSIONS[read.scope.role]:
        raise NotAllowed
    latest = _latest(read, asked)
    return Similar(_cases(read, asked, latest), _choices(read, asked, latest))


def _latest(read: Read, asked: SimilarQuestion) -> Sequence[Any]:
    """The rows of the last months; none while nothing is known that could be compared."""
    if not (asked.topic_id or asked.amphoe_code or asked.matter.strip()):
        return ()
    return read.rows(LATEST, since=asked.on - timedelta(days=DAYS_BACK), until=asked.on)


def _cases(read: Read, asked: SimilarQuestion, latest: Sequence[Any]) -> tuple[SimilarCase, ...]:
    found: dict[int, tuple[int, SimilarCase]] = {}
    matter = runs(asked.matter)
    for row in latest:
        line = case_line(read, row)
        readable = bool(line.public_title) or not line.confidential
        words = most_alike(matter, (row.title, row.public_title)) if readable else 0
        why = _reasons(asked, row, words)
        if why:
            found[row.id] = words, SimilarCase(line, why)
    for line in lines_of(read, _with_phone(read, asked.phone)):
        words, known = found.get(line.case_id, (0, SimilarCase(line, ())))
        found[line.case_id] = words, SimilarCase(line, (Likeness.PHONE, *known.why))
    ordered = sorted(found.values(), key=_strength)
    return tuple(each for _, each in ordered[:MOST_SHOWN])


def _strength(found: tuple[int, SimilarCase]) -> tuple[object, ...]:
    """The same phone before everything; then both other reasons, then the words, then the newest."""
    words, each = found
    no = each.case.no
    return Likeness.PHONE not in each.why, -len(each.why), -words, -no.year_be, -no.running


def _reasons(asked: SimilarQuestion, row: Any, words: int) -> tuple[Likeness, ...]:  # noqa: ANN401  # a row of LATEST
    same_place = bool(asked.amphoe_code) and row.amphoe_code == asked.amphoe_code
    if same_place and asked.tambon_code and row.tambon_code:
        same_place = row.tambon_code == asked.tambon_code
    at_place = same_place and bool(asked.topic_id) and row.topic_id == asked.topic_id
    held = ((Likeness.PLACE, at_place), (Likeness.WORDS, words >= ALIKE_PCT))
    return tuple(why for why, holds in held if holds)


def _with_phone(read: Read, phone: str) -> list[int]:
    """Cases in which somebody has this telephone number, newest first, each once."""
    if read.ring is None or sum(sign.isdecimal() for sign in phone) < PHONE_DIGITS:
        return []
    rows = read.rows(BY_PHONE, phones=read.ring.blind_indexes(phone, "phone"))
    return list(dict.fromkeys(row.case_id for row in rows))


def _choices(read: Read, asked: SimilarQuestion, latest: Iterable[Any]) -> tuple[AgencyChoice, ...]:
    """Where cases of the topic went: those of the same amphoe if there are any, else those of the province."""
    if not asked.topic_id:
        return ()
    of_topic = [row for row in latest if row.topic_id == asked.topic_id]
    in_place = [row for row in of_topic if asked.amphoe_code and row.amphoe_code == asked.amphoe_code]
    ids = [row.id for row in in_place or of_topic]
    if not ids:
        return ()
    return tuple(AgencyChoice(row.agency_id, row.times, bool(in_place)) for row in read.rows(SENT_TO, ids=ids))
