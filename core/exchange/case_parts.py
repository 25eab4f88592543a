"""The parts of a case, each read from the fields of a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from core.exchange.amphoe import AmphoeReading, read_amphoe, without_prefix
from core.exchange.days import Moment
from core.exchange.fields import Field
from core.exchange.findings import FindingKind
from core.exchange.people import source_person
from core.exchange.plan import first_cell
from core.exchange.row_reader import RowReader
from core.exchange.settle import SettledDays, StatedDays, settle_days
from core.exchange.source_case import (
    SourceChannel,
    SourceMatter,
    SourcePerson,
    SourcePlace,
    SourceProgress,
    SourceReferral,
    SourceStatus,
)
from core.exchange.statuses import StatusReading
from core.exchange.table import TableRow
from core.exchange.values import first_line, parts
from core.exchange.wording import channel_group, channel_name, contact_kind, squash, squashed
from core.text import source_words as words

_LONGEST_TITLE: Final = 120
_OWN_HANDLING: Final = squashed(words.OWN_HANDLING)
_NOT_SECRET: Final = squashed(words.NOT_SECRET)
_SECRET_MARKS: Final = (f"({words.SECRECY_MARK})", f"[{words.SECRECY_MARK}]", words.SECRECY_MARK)
_DAYS_FIELDS: Final = {
    FindingKind.UNDATED: Field.RECEIVED,
    FindingKind.FUTURE_DATE: Field.RECEIVED,
    FindingKind.DUE_BEFORE_RECEIVED: Field.DUE,
    FindingKind.REPORTED_BEFORE_RECEIVED: Field.REPORTED,
    FindingKind.REPORT_DAY_ESTIMATED: Field.REPORTED,
    FindingKind.LETTER_BEFORE_RECEIVED: Field.LETTER_ON,
    FindingKind.SENT_DAY_ESTIMATED: Field.LETTER_ON,
    FindingKind.CLOSED_BEFORE_RECEIVED: Field.CLOSED,
    FindingKind.CLOSING_DAY_ON_OPEN_CASE: Field.CLOSED,
    FindingKind.CLOSED_DAY_ESTIMATED: Field.STATUS,
    FindingKind.CLOSED_DAY_UNKNOWN: Field.STATUS,
}


def read_channel(reader: RowReader) -> SourceChannel:
    """Read the channel, or take the dialect's only one."""
    text = reader.plan.dialect.channel or reader.text(Field.CHANNEL)
    group = channel_group(text)
    if text and group is None:
        reader.doubt(FindingKind.UNKNOWN_CHANNEL, Field.CHANNEL)
    return SourceChannel(text, channel_name(text), group)


def read_matter(reader: RowReader, rows: Sequence[TableRow]) -> SourceMatter:
    """Read kind, topics (of all rows), title and details."""
    dialect, columns = reader.plan.dialect, reader.plan.columns
    kind, details = reader.text(Field.KIND), reader.text(Field.DETAILS)
    named = (dialect.topics(first_cell(row.cells, columns, Field.TOPIC)[1]) for row in rows)
    topics = tuple(dict.fromkeys(chain.from_iterable(named)))
    return SourceMatter(
        kind=kind,
        contact_kind=contact_kind(kind),
        topics=topics,
        title=reader.text(Field.TITLE) or first_line(details, _LONGEST_TITLE) or ", ".join(topics),
        details=details,
        note=reader.text(Field.NOTE),
    )


def read_place(reader: RowReader) -> SourcePlace:
    """Read province, amphoe, tambon, words and coordinates; what lies in another province is told apart."""
    places = reader.plan.wishes.places
    raw = reader.text(Field.AMPHOE)
    province = without_prefix(reader.text(Field.PROVINCE), words.PROVINCE_PREFIXES)
    elsewhere = places is not None and province not in ("", places.province)
    amphoe = _elsewhere(raw, province) if elsewhere else read_amphoe(raw, places)
    if amphoe.doubt:
        reader.doubt(amphoe.doubt, Field.PROVINCE if elsewhere else Field.AMPHOE)
    return SourcePlace(
        province=province,
        amphoe_raw=raw,
        amphoe=amphoe.own,
        elsewhere=amphoe.elsewhere,
        tambon=without_prefix(reader.text(Field.TAMBON), words.TAMBON_PREFIXES),
        text=reader.text(Field.PLACE),
        coordinates=reader.coordinates(),
    )


def _elsewhere(raw: str, province: str) -> AmphoeReading:
    """Name the town's amphoe of another province in full."""
    names = (words.TOWN + province if name == words.TOWN else name for name in read_amphoe(raw, None).own)
    return AmphoeReading(elsewhere=tuple(names), doubt=FindingKind.OTHER_PROVINCE)


def read_people(reader: RowReader) -> tuple[SourcePerson, SourcePerson, int | None]:
    """Read complainant, respondent and how many people came."""
    complainant = source_person(
        reader.text(Field.COMPLAINANT), reader.text(Field.COMPLAINANT_KIND), reader.phone(Field.COMPLAINANT_PHONE)
    )
    respondent = source_person(
        reader.text(Field.RESPONDENT), reader.text(Field.RESPONDENT_KIND), reader.phone(Field.RESPONDENT_PHONE)
    )
    return complainant, respondent, reader.count(Field.PERSONS)


def read_status(reader: RowReader) -> StatusReading:
    """Read the state; in a file with closing days and no state, a closing day closes."""
    columns = reader.plan.columns
    if Field.STATUS not in columns and Field.CLOSED in columns:
        closed = reader.moment(Field.CLOSED).day
        return StatusReading(SourceStatus.CLOSED if closed else SourceStatus.OPEN)
    state = reader.plan.dialect.read_status(reader.text(Field.STATUS))
    if state.doubt:
        reader.doubt(state.doubt, Field.STATUS)
    return state


def read_days(
    reader: RowReader, received: Moment, active: Moment, status: SourceStatus
) -> tuple[StatedDays, SettledDays]:
    """Read the other days of the row and settle them all.

    Where a source has no report days, its last activity in a reported state stands for one.
    """
    reported = reader.moment(Field.REPORTED).day
    if Field.REPORTED not in reader.plan.columns and status is SourceStatus.REPORTED:
        reported = active.day
    stated = StatedDays(
        latest=reader.plan.latest,
        today=reader.plan.wishes.today,
        received=received.day,
        letter=reader.moment(Field.LETTER_ON).day,
        due=reader.moment(Field.DUE).day,
        reported=reported,
        closed=reader.moment(Field.CLOSED).day,
        reminders=reader.reminders(),
    )
    settled = settle_days(stated, status)
    sent_nowhere = not reader.text(Field.AGENCIES)
    for kind in settled.doubts:
        if kind is not FindingKind.SENT_DAY_ESTIMATED or not sent_nowhere:
            reader.doubt(kind, _DAYS_FIELDS[kind])
    return stated, settled


def read_referral(reader: RowReader, rows: Sequence[TableRow], stated: StatedDays, days: SettledDays) -> SourceReferral:
    """Read the agencies (of all rows), the letter and the days of the referral."""
    separators, columns = reader.plan.dialect.agency_separators, reader.plan.columns
    spelled = [name for row in rows for name in parts(first_cell(row.cells, columns, Field.AGENCIES)[1], separators)]
    return SourceReferral(
        agencies=tuple(dict.fromkeys(name for name in spelled if squash(name) not in _OWN_HANDLING)),
        handled_by_centre=any(squash(name) in _OWN_HANDLING for name in spelled),
        letter_no=_without_secrecy(reader.text(Field.LETTER_NO)),
        letter_on=stated.letter,
        due_on=stated.due,
        sent=days.sent,
    )


def read_progress(
    reader: RowReader, state: StatusReading, stated: StatedDays, days: SettledDays, active: Moment
) -> SourceProgress:
    """Put together the state and the days that go with it."""
    return SourceProgress(
        status=state.status,
        status_text=reader.text(Field.STATUS),
        reported_by=state.reported_by,
        delay=state.delay,
        reported=days.reported,
        closed=days.closed,
        reminders=stated.reminders,
        last_activity_at=active.at,
    )


def is_confidential(reader: RowReader) -> bool:
    """Say whether the letter's number, the secrecy column or the title is marked secret."""
    secrecy = squash(reader.text(Field.SECRECY))
    marked = words.SECRECY_MARK in secrecy and secrecy not in _NOT_SECRET
    return marked or words.SECRECY_MARK in reader.text(Field.LETTER_NO) or _SECRET_MARKS[0] in reader.text(Field.TITLE)


def _without_secrecy(number: str) -> str:
    for mark in _SECRET_MARKS:
        number = number.replace(mark, "")
    return " ".join(number.split())
