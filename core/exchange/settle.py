"""The days of an imported case: which are plausible, which have to stand in for missing ones, and on what they rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.exchange.findings import FindingKind
from core.exchange.source_case import UNKNOWN_DAY, Day, SourceStatus, estimated, exact
from core.model.codes import DateBasis


@dataclass(frozen=True, slots=True)
class StatedDays:
    """The days that a row states, None where it states none.

    ``latest`` is the file's day: the latest day, not after the import, in its received, letter, report and reminder
    columns.
    """

    latest: date
    today: date
    received: date | None = None
    letter: date | None = None
    due: date | None = None
    reported: date | None = None
    closed: date | None = None
    reminders: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class SettledDays:
    """The days that the case gets. ``reported`` and ``closed`` are None when that has not happened."""

    received: Day
    sent: Day
    reported: Day | None
    closed: Day | None
    doubts: tuple[FindingKind, ...]


def settle_days(stated: StatedDays, status: SourceStatus) -> SettledDays:
    """Apply the rules for days of imported cases.

    * received: as stated; missing, impossible or after the import: undated, and then nothing else can be placed either.
    * sent: the letter's day if received <= it <= the file's day, else received (estimated).
    * reported (state "reported", or a plausible report day in any state): the report's day, else received (estimated).
    * closed (state "closed" only): the stated day; before received: received (estimated). None stated: the agency's
      report day if received <= it <= the file's day, else the latest plausible day among reminders, letter and received
      (estimated).
    """
    known = stated.received if stated.received and stated.received <= stated.today else None
    closed = _closed(stated, known) if status is SourceStatus.CLOSED else None
    doubts = tuple(_doubts(stated, known, status, closed))
    if known is None:
        return SettledDays(UNKNOWN_DAY, UNKNOWN_DAY, _undated_report(stated, status), closed, doubts)
    sent = _within(stated.letter, known, stated.latest)
    return SettledDays(
        exact(known), exact(sent) if sent else estimated(known), _reported(stated, known, status), closed, doubts
    )


def _reported(stated: StatedDays, received: date, status: SourceStatus) -> Day | None:
    if day := _within(stated.reported, received, stated.latest):
        return exact(day)
    return estimated(received) if status is SourceStatus.REPORTED else None


def _undated_report(stated: StatedDays, status: SourceStatus) -> Day | None:
    return UNKNOWN_DAY if status is SourceStatus.REPORTED or stated.reported else None


def _closed(stated: StatedDays, received: date | None) -> Day:
    if received is None:
        return UNKNOWN_DAY
    if stated.closed and stated.closed < received:
        return estimated(received)
    if day := _within(stated.closed, received, stated.today) or _within(stated.reported, received, stated.latest):
        return exact(day)
    standing_in = [_within(day, received, stated.latest) for day in (*stated.reminders, stated.letter)]
    return estimated(max([day for day in standing_in if day], default=received))


def _within(day: date | None, first: date, last: date) -> date | None:
    return day if day and first <= day <= last else None


def _doubts(
    stated: StatedDays, received: date | None, status: SourceStatus, closed: Day | None
) -> Iterator[FindingKind]:
    if received is None:
        yield FindingKind.UNDATED
        if stated.received:
            yield FindingKind.FUTURE_DATE
        if closed:
            yield FindingKind.CLOSED_DAY_UNKNOWN
        return
    yield from _early(stated, received)
    if status is SourceStatus.REPORTED and not _within(stated.reported, received, stated.latest):
        yield FindingKind.REPORT_DAY_ESTIMATED
    if not _within(stated.letter, received, stated.latest):
        yield FindingKind.SENT_DAY_ESTIMATED
    if closed and closed.basis is DateBasis.ESTIMATED:
        yield FindingKind.CLOSED_DAY_ESTIMATED
    if stated.closed and not closed:
        yield FindingKind.CLOSING_DAY_ON_OPEN_CASE


def _early(stated: StatedDays, received: date) -> Iterator[FindingKind]:
    """Days that come before the receipt."""
    for day, kind in (
        (stated.due, FindingKind.DUE_BEFORE_RECEIVED),
        (stated.reported, FindingKind.REPORTED_BEFORE_RECEIVED),
        (stated.letter, FindingKind.LETTER_BEFORE_RECEIVED),
        (stated.closed, FindingKind.CLOSED_BEFORE_RECEIVED),
    ):
        if day and day < received:
            yield kind
