"""A case as the fold of its events: what is true now, with every interval that any past day needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model.codes import CaseState, ClosingClass, Confirmed, DateBasis, DelayReason, ObligationKind, ReferralOutcome
from core.model.facts import Registered
from core.model.promises import Promise

_FIRST_IMPOSSIBLE, _YEAR_DIGITS = 10_000_000, 4


@dataclass(frozen=True, slots=True)
class CaseNo:
    """``412/2569``: running number and BE fiscal year of the day of registration."""

    running: int
    year_be: int

    def __str__(self) -> str:
        return f"{self.running}/{self.year_be}"

    @property
    def url(self) -> str:
        """The form used in addresses: ``412-2569``."""
        return f"{self.running}-{self.year_be}"

    @classmethod
    def parse(cls, text: str) -> CaseNo:
        """Read ``412/2569`` or ``412-2569``, in either kind of digits.

        Raises:
            ValueError: the text is no case number.
        """
        running, _, year = text.strip().replace("-", "/").partition("/")
        found = cls(int(running), int(year))
        if not (0 < found.running < _FIRST_IMPOSSIBLE and len(str(found.year_be)) == _YEAR_DIGITS):
            raise ValueError("no case number has so many digits")
        return found


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``from_on`` inclusive to ``to_on`` exclusive; None is open."""

    from_on: date
    to_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True, slots=True)
class Period:
    """One round of a case: open from ``opened_on`` until ``closed_on`` (exclusive, as for every interval)."""

    round: int
    opened_on: date | None
    opened_basis: DateBasis
    is_open: bool = True
    closed_on: date | None = None
    closed_basis: DateBasis | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A case sent to one agency in one round, with that agency's status.

    ``expected_on`` is the day by which the agency last said that it will finish; ``confirmed_on`` the day on which
    staff confirmed that an imported referral is really pending; ``reminders`` are those since the last report.
    """

    no: int
    round: int
    agency_id: str
    agency_name: str
    own: bool
    sent_on: date | None
    sent_basis: DateBasis
    by_letter: bool = False
    state: CaseState = CaseState.SENT
    delivered_on: date | None = None
    acknowledged_on: date | None = None
    first_report_on: date | None = None
    last_report_on: date | None = None
    last_move_on: date | None = None
    is_live: bool = True
    ended_on: date | None = None
    outcome: ReferralOutcome | None = None
    reminders: int = 0
    last_chased_on: date | None = None
    expected_on: date | None = None
    confirmed_on: date | None = None
    checks: tuple[Interval, ...] = ()
    pauses: tuple[Interval, ...] = ()

    @property
    def awaits_check(self) -> bool:
        """Reported done, and the centre has neither accepted nor sent back."""
        return self.is_live and self.state is CaseState.DONE

    @property
    def is_paused(self) -> bool:
        """The finish clock stands."""
        return bool(self.pauses) and self.pauses[-1].to_on is None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One promise. Live on D when ``arises_on`` <= D, and neither done nor void by D.

    A series row (``PERIODIC_SERIES``) carries in ``due_on`` the first due day that is not settled yet; its settled
    days are rows of their own.
    """

    no: int
    kind: ObligationKind
    referral_no: int | None
    round: int
    arises_on: date
    due_on: date
    first_due_on: date
    promise: Promise
    done_on: date | None = None
    void_on: date | None = None

    @property
    def is_unmet(self) -> bool:
        """Neither done nor void."""
        return self.done_on is None and self.void_on is None


@dataclass(frozen=True, slots=True)
class Closing:
    """How the case is closed."""

    closing_class: ClosingClass
    confirmed: Confirmed
    memo_no: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper or photograph of the case. ``agency_id`` is the agency that added it, None the centre; ``added_seq`` and
    ``withdrawn_seq`` are the events that say so.
    """

    id: int
    digest: str
    size: int
    media_type: str
    for_agencies: bool
    agency_id: str | None
    added_seq: int
    withdrawn_seq: int | None = None

    @property
    def is_withdrawn(self) -> bool:
        """It no longer counts."""
        return self.withdrawn_seq is not None


@dataclass(frozen=True, slots=True)
class Case:
    """The view: a case after all its events. ``version`` is the last event's sequence."""

    id: int
    version: int
    facts: Registered
    received_on: date | None
    received_basis: DateBasis
    periods: tuple[Period, ...]
    referrals: tuple[Referral, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    closing: Closing | None = None
    proposed: ClosingClass | None = None
    objected_on: date | None = None
    delay: DelayReason | None = None
    officer_id: int | None = None
    lead_id: int | None = None
    lead_no: str = ""
    is_void: bool = False
    is_anonymised: bool = False
    told_on: date | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def no(self) -> CaseNo:
        """The number; it never changes."""
        return CaseNo(self.facts.running, self.facts.year_be)

    @property
    def round(self) -> int:
        """1 for the first, +1 at each reopening."""
        return self.periods[-1].round

    @property
    def is_open(self) -> bool:
        """Pending: opened and not closed, not void."""
        return self.periods[-1].is_open and not self.is_void

    @property
    def live_referrals(self) -> tuple[Referral, ...]:
        """Referrals that the agency or the centre has not ended."""
        return tuple(r for r in self.referrals if r.is_live)

    @property
    def ready_to_check(self) -> bool:
        """Every live referral is done."""
        live = self.live_referrals
        return bool(live) and all(r.awaits_check for r in live)

    @property
    def state(self) -> CaseState:
        """What has last happened: of several referrals the least advanced speaks."""
        return state_of(self)


ADVANCE = (
    CaseState.SENT,
    CaseState.SENT_BACK,
    CaseState.ACKNOWLEDGED,
    CaseState.IN_PROGRESS,
    CaseState.HANDLED_BY_CENTRE,
    CaseState.DONE,
)


def state_of(case: Case) -> CaseState:
    """The state shown for the whole case."""
    if not case.periods[-1].is_open:
        return CaseState.CLOSED
    live = case.live_referrals
    if live:
        return min((r.state for r in live), key=ADVANCE.index)
    last = next((r for r in reversed(case.referrals) if r.round == case.round), None)
    if last is not None and last.outcome is ReferralOutcome.RETURNED:
        return CaseState.RETURNED
    if last is not None and last.outcome is ReferralOutcome.CANCELLED:
        return CaseState.CANCELLED
    return CaseState.REOPENED if case.round > 1 else CaseState.REGISTERED
