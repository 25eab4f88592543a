"""Lines of lists: what a person sees of a case behind a number, and which cases a list asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.figures.counts import Window
from core.figures.standing import Flags, Place
from core.model.case import CaseNo
from core.model.codes import CaseState, ContactKind, DateBasis, DueRule, ObligationKind


class Mark(StrEnum):
    """A flag by which a list of pending cases may be narrowed; the names of ``Flags``."""

    OVERDUE = "overdue"
    NEAR = "near"
    SILENT = "silent"
    REVIEW_PASSED = "review_passed"


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the board: what is None is not asked. ``agency_id`` goes with the place ``AGENCY``."""

    place: Place | None = None
    agency_id: str | None = None
    bucket: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which pending cases; by the values of today, since a case's classification has no history. None is not asked."""

    topic_id: str | None = None
    amphoe_code: str | None = None
    officer_id: int | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is asked."""
        return self != BoardFilter()


class Status(StrEnum):
    """Which cases of a day: all in the total, its two parts, or those that stand beside it."""

    TOTAL = "total"
    PENDING = "pending"
    CLOSED = "closed"
    UNDATED = "undated"
    VOID = "void"


class EstimatedDay(StrEnum):
    """Which day of a case is estimated."""

    OPENED = "opened"
    SENT = "sent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are behind a number; everything given must hold. A case closed twice in a window is one line.

    ``received``, ``closed`` and ``reopened`` are windows of days; ``pending_at`` and ``not_pending_at`` speak of the
    end of another day; an empty key stands for what is not known. ``kind`` None is every kind that enters the stock;
    ``agency_id`` is an agency to which the case was ever sent.
    """

    status: Status = Status.TOTAL
    received: Window | None = None
    closed: Window | None = None
    reopened: Window | None = None
    pending_at: date | None = None
    not_pending_at: date | None = None
    channel_ids: tuple[str, ...] | None = None
    topic_id: str | None = None
    amphoe_code: str | None = None
    kind: ContactKind | None = None
    agency_id: str | None = None
    officer_id: int | None = None
    leads_only: bool = False
    estimated: EstimatedDay | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as it stands now. ``public_title`` is empty where a confidential one may not be read."""

    case_id: int
    no: CaseNo
    public_title: str
    confidential: bool
    urgent: bool
    state: CaseState
    round: int
    received_on: date | None
    received_basis: DateBasis
    opened_on: date | None
    closed_on: date | None
    channel_id: str
    topic_id: str | None
    amphoe_code: str | None
    officer_id: int | None


@dataclass(frozen=True, slots=True)
class PendingLine:
    """A case in one row of the board on a day; ``finish_due_on`` is the earliest unmet finish day there."""

    case: CaseLine
    place: Place
    agency_id: str | None
    agency: str
    age_days: int
    flags: Flags
    awaits_check: bool
    finish_due_on: date | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """One promise due by a day. ``done_on`` is what was known at its end; on time is 0 days late.

    ``is_paused``: the finish clock of the referral stood on the day, and this due day had not passed before.
    ``promise`` is the stored promise (canonical JSON); ``core.figures.due.explained`` puts it in words.
    """

    case_id: int
    no: CaseNo
    public_title: str
    urgent: bool
    kind: ObligationKind
    referral_no: int | None
    agency_id: str | None
    agency: str
    own: bool
    awaits_check: bool
    is_paused: bool
    reminders: int
    due_on: date
    first_due_on: date
    done_on: date | None
    days_late: int
    rule: DueRule
    promise: str
