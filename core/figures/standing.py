"""Where a pending case stands on a day, and whether it is overdue, near due or silent there.

Source: BK (who is late is chased at once); the flags may overlap and are never a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.model.codes import ObligationKind

Kind = ObligationKind
REPORT_KINDS = frozenset(
    {Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.PERIODIC_SERIES, Kind.PERIODIC_PROGRESS, Kind.REPORT_BY_LETTER}
)
"""What an agency owes in words; one of these passed unmet makes it silent."""


class Place(StrEnum):
    """Where a pending case stands: at an agency, or in one of three rows of the centre."""

    AGENCY = "agency"
    NOT_SENT = "not_sent"
    AWAITING_CHECK = "awaiting_check"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class LiveReferral:
    """A case pending on a day, at one referral live on it; ``referral_no`` is None when it is nowhere.

    ``paused_from`` is the first day of the pause in which the day lies.
    """

    case_id: int
    received_on: date
    opened_on: date
    channel_id: str
    topic_id: str | None
    amphoe_code: str | None
    referral_no: int | None = None
    agency_id: str | None = None
    agency: str = ""
    own: bool = False
    awaits_check: bool = False
    paused_from: date | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A promise live on a day."""

    case_id: int
    referral_no: int | None
    kind: ObligationKind
    due_on: date


@dataclass(frozen=True, slots=True)
class Flags:
    """Marks beside a state. ``review_passed`` is what a matter without a finish day has instead of overdue."""

    overdue: bool = False
    near: bool = False
    silent: bool = False
    review_passed: bool = False

    def __or__(self, other: Flags) -> Flags:
        return Flags(
            self.overdue or other.overdue,
            self.near or other.near,
            self.silent or other.silent,
            self.review_passed or other.review_passed,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A case in one row of the board; it stands once per agency, however many referrals it has there.

    ``awaits_check`` marks a case of which this agency is done while another is not. ``finish_due_on`` is the earliest
    finish day that is unmet.
    """

    case_id: int
    place: Place
    agency_id: str | None
    agency: str
    received_on: date
    opened_on: date
    channel_id: str
    topic_id: str | None
    amphoe_code: str | None
    flags: Flags
    awaits_check: bool = False
    finish_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The day in question; ``near_until`` is the last day that is near, None when nobody asks."""

    as_of: date
    near_until: date | None = None


def standings(referrals: Iterable[LiveReferral], unmet: Iterable[Unmet], day: Day) -> tuple[Standing, ...]:
    """Where each case stands on ``day``, in order of case and first referral there.

    Every live referral awaiting the check: the case stands only in that row of the centre. A done referral beside an
    unfinished one stays under its agency.
    """
    owed: dict[tuple[int, int | None], list[Unmet]] = {}
    for promise in unmet:
        owed.setdefault((promise.case_id, promise.referral_no), []).append(promise)
    cases: dict[int, list[LiveReferral]] = {}
    for referral in referrals:
        cases.setdefault(referral.case_id, []).append(referral)
    return tuple(each for case_id in sorted(cases) for each in _of_case(cases[case_id], owed, day))


def _of_case(
    referrals: Sequence[LiveReferral], owed: Mapping[tuple[int, int | None], Sequence[Unmet]], day: Day
) -> Iterable[Standing]:
    rows: dict[tuple[Place, str | None], Standing] = {}
    all_done = all(each.awaits_check for each in referrals)
    for referral in sorted(referrals, key=lambda each: each.referral_no or 0):
        one = _standing(referral, owed.get((referral.case_id, referral.referral_no), ()), day, all_done=all_done)
        key = (one.place, one.agency_id)
        rows[key] = _together(rows[key], one) if key in rows else one
    return rows.values()


def _together(one: Standing, other: Standing) -> Standing:
    dues = [each.finish_due_on for each in (one, other) if each.finish_due_on is not None]
    return replace(
        one,
        flags=one.flags | other.flags,
        awaits_check=one.awaits_check and other.awaits_check,
        finish_due_on=min(dues, default=None),
    )


def _standing(referral: LiveReferral, owed: Iterable[Unmet], day: Day, *, all_done: bool) -> Standing:
    place = _place(referral, all_done=all_done)
    at_agency = place is Place.AGENCY
    finish = [each.due_on for each in owed if each.kind == Kind.FINISH]
    return Standing(
        case_id=referral.case_id,
        place=place,
        agency_id=referral.agency_id if at_agency else None,
        agency=referral.agency if at_agency else "",
        received_on=referral.received_on,
        opened_on=referral.opened_on,
        channel_id=referral.channel_id,
        topic_id=referral.topic_id,
        amphoe_code=referral.amphoe_code,
        flags=flags_of(referral, owed, day),
        awaits_check=referral.awaits_check,
        finish_due_on=min(finish, default=None),
    )


def _place(referral: LiveReferral, *, all_done: bool) -> Place:
    if referral.referral_no is None:
        return Place.NOT_SENT
    if all_done:
        return Place.AWAITING_CHECK
    return Place.OWN if referral.own else Place.AGENCY


def flags_of(referral: LiveReferral, owed: Iterable[Unmet], day: Day) -> Flags:
    """The marks of one referral; nothing that awaits the check has any.

    Overdue and near due look at finish, of a case that is nowhere at forward. A pause keeps finish from becoming
    overdue unless its due day had passed before the pause began; reports go on.
    """
    if referral.awaits_check:
        return Flags()
    deadline = Kind.FORWARD if referral.referral_no is None else Kind.FINISH
    overdue = near = silent = review_passed = False
    for promise in owed:
        passed = promise.due_on < day.as_of
        runs = referral.paused_from is None or promise.due_on < referral.paused_from
        if promise.kind == deadline:
            overdue = overdue or (passed and runs)
            near = near or (runs and _is_near(promise.due_on, day))
        silent = silent or (passed and promise.kind in REPORT_KINDS)
        review_passed = review_passed or (passed and promise.kind == Kind.REVIEW)
    return Flags(overdue, near, silent, review_passed)


def _is_near(due_on: date, day: Day) -> bool:
    return day.near_until is not None and day.as_of < due_on <= day.near_until
