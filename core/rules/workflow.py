"""One table: which move is legal from which state, who may make it, and whether it must be explained.

The server enforces it in every use case and again when a correction is replayed; screens only ask it what to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import IllegalMove, ImpossibleDay, TextMissing
from core.model import payloads as p
from core.model.case import Case, Referral
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.rules.access import Permission
from core.rules.codec import kind_name


class Phase(StrEnum):
    """Where a case stands, as far as moves are concerned."""

    UNSENT = "unsent"
    AT_AGENCY = "at_agency"
    PROPOSED = "proposed"
    CLOSED = "closed"
    OBJECTED = "objected"
    VOID = "void"


class Needs(StrEnum):
    """What the move asks of the referral it names."""

    NOTHING = "nothing"
    LIVE = "live"
    UNFINISHED = "unfinished"
    UNACKNOWLEDGED = "unacknowledged"
    AWAITS_CHECK = "awaits_check"
    RUNNING = "running"
    PAUSED = "paused"


OPEN = frozenset({Phase.UNSENT, Phase.AT_AGENCY, Phase.PROPOSED})
SENT = frozenset({Phase.AT_AGENCY, Phase.PROPOSED})
EVER = frozenset(Phase) - {Phase.VOID}


@dataclass(frozen=True, slots=True)
class Move:
    """One row: the phases from which it is legal, what it needs, who, and whether a text is compulsory."""

    payload: type
    phases: frozenset[Phase]
    permission: Permission
    needs: Needs = Needs.NOTHING
    text: bool = False


_REGISTER, _FORWARD, _ANSWER = Permission.CASE_REGISTER, Permission.CASE_FORWARD, Permission.REFERRAL_ANSWER
_CLOSE, _APPROVE, _REOPEN = Permission.CASE_CLOSE, Permission.CASE_APPROVE, Permission.CASE_REOPEN

MOVES: tuple[Move, ...] = (
    Move(Registered, frozenset(), _REGISTER),
    Move(Amended, EVER, _REGISTER),
    Move(p.Forwarded, OPEN, _FORWARD),
    Move(p.Delivered, SENT, _ANSWER, Needs.LIVE),
    Move(p.Acknowledged, SENT, _ANSWER, Needs.UNACKNOWLEDGED),
    Move(p.PendingConfirmed, SENT, _FORWARD, Needs.UNFINISHED),
    Move(p.ProgressReported, SENT, _ANSWER, Needs.UNFINISHED),
    Move(p.DoneReported, SENT, _ANSWER, Needs.UNFINISHED),
    Move(p.Returned, SENT, _ANSWER, Needs.UNFINISHED, text=True),
    Move(p.Cancelled, SENT, _FORWARD, Needs.LIVE, text=True),
    Move(p.SentBack, SENT, _CLOSE, Needs.AWAITS_CHECK, text=True),
    Move(p.ClosingProposed, OPEN - {Phase.PROPOSED}, _CLOSE, text=True),
    Move(p.ClosingRefused, frozenset({Phase.PROPOSED}), _APPROVE, text=True),
    Move(p.Closed, OPEN, _CLOSE, text=True),
    Move(p.Objected, frozenset({Phase.CLOSED}), _REOPEN),
    Move(p.ObjectionDeclined, frozenset({Phase.OBJECTED}), _REOPEN, text=True),
    Move(p.Reopened, frozenset({Phase.CLOSED, Phase.OBJECTED}), _REOPEN, text=True),
    Move(p.Extended, SENT, Permission.CASE_EXTEND, Needs.UNFINISHED, text=True),
    Move(p.Recalculated, SENT, Permission.CASE_EXTEND, Needs.LIVE),
    Move(p.Paused, SENT, Permission.CASE_EXTEND, Needs.RUNNING),
    Move(p.Resumed, SENT, Permission.CASE_EXTEND, Needs.PAUSED),
    Move(p.DelayLabelled, OPEN, _FORWARD),
    Move(p.Assigned, OPEN, Permission.CASE_ASSIGN),
    Move(p.Chased, SENT, Permission.CASE_CHASE, Needs.UNFINISHED),
    Move(p.ContactLogged, EVER, _REGISTER, text=True),
    Move(p.Told, EVER, _REGISTER),
    Move(p.UpstreamAnswered, EVER, _REGISTER),
    Move(p.Linked, EVER, Permission.CASE_LINK),
    Move(p.Unlinked, EVER, Permission.CASE_LINK),
    Move(p.Voided, EVER, Permission.CASE_VOID, text=True),
    Move(p.Corrected, EVER, Permission.CASE_CORRECT, text=True),
    Move(p.Anonymised, EVER, Permission.IDENTITY_ERASE, text=True),
)
BY_PAYLOAD: dict[type, Move] = {move.payload: move for move in MOVES}
_REFERRAL_TESTS: dict[Needs, Callable[[Referral], bool]] = {
    Needs.NOTHING: lambda _: True,
    Needs.LIVE: lambda r: r.is_live,
    Needs.UNFINISHED: lambda r: r.is_live and not r.awaits_check,
    Needs.UNACKNOWLEDGED: lambda r: r.is_live and not r.awaits_check and r.acknowledged_on is None and not r.own,
    Needs.AWAITS_CHECK: lambda r: r.awaits_check,
    Needs.RUNNING: lambda r: r.is_live and not r.awaits_check and not r.is_paused,
    Needs.PAUSED: lambda r: r.is_live and r.is_paused,
}


def phase_of(case: Case) -> Phase:
    """Where the case stands."""
    if case.is_void:
        return Phase.VOID
    if not case.is_open:
        return Phase.OBJECTED if case.objected_on is not None else Phase.CLOSED
    if case.proposed is not None:
        return Phase.PROPOSED
    return Phase.AT_AGENCY if case.live_referrals else Phase.UNSENT


def legal_moves(case: Case) -> tuple[tuple[type, int | None], ...]:
    """Every move that is legal now: its payload type and, where it names a referral, that referral's number."""
    phase = phase_of(case)
    found: list[tuple[type, int | None]] = []
    for move in MOVES:
        if phase not in move.phases:
            continue
        if move.needs is Needs.NOTHING:
            found.append((move.payload, None))
        else:
            found.extend((move.payload, r.no) for r in case.referrals if _REFERRAL_TESTS[move.needs](r))
    return tuple(found)


def check(case: Case, event: Event, *, today: date | None = None) -> None:
    """Refuse an event that is not legal on the case, comes without its compulsory text, or lies on an impossible day.

    ``today`` is None while a correction is replayed: then only order and legality are checked, not texts.

    Raises:
        IllegalMove, TextMissing, ImpossibleDay: see above.
    """
    move = BY_PAYLOAD[type(event.payload)]
    if phase_of(case) not in move.phases:
        raise IllegalMove(move=kind_name(move.payload), phase=phase_of(case).value, no=str(case.no))
    referral = _named(case, event, move)
    if today is not None and move.text and not event.texts.get("text", "").strip():
        raise TextMissing(move=kind_name(move.payload))
    check_day(event.happened_on, floor_of(case, event, referral), today)


def _named(case: Case, event: Event, move: Move) -> Referral | None:
    if move.needs is Needs.NOTHING:
        return None
    referral = next((r for r in case.referrals if r.no == event.referral_no), None)
    if referral is None or not _REFERRAL_TESTS[move.needs](referral):
        raise IllegalMove(move=kind_name(move.payload), phase=phase_of(case).value, no=str(case.no))
    return referral


def check_day(on: date | None, floor: date | None, today: date | None) -> None:
    """``on`` must lie between the day of what it answers and today, both included; unknown days pass."""
    if on is None:
        return
    if today is not None and on > today:
        raise ImpossibleDay("error.day_in_future", day=on, today=today)
    if floor is not None and on < floor:
        raise ImpossibleDay("error.day_before_cause", day=on, earliest=floor)


def floor_of(case: Case, event: Event, referral: Referral | None) -> date | None:
    """The earliest day an event may carry: that of the event it answers."""
    period = case.periods[-1]
    if isinstance(event.payload, p.Closed):
        return _latest([period.opened_on, *(r.last_move_on for r in case.referrals if r.round == case.round)])
    if isinstance(event.payload, p.Objected | p.Reopened | p.ObjectionDeclined):
        return _latest([period.closed_on, case.objected_on])
    if isinstance(event.payload, p.Forwarded):
        ended = [r.ended_on for r in case.referrals if not r.is_live and not case.live_referrals]
        moved = [r.last_move_on for r in case.referrals if r.no in event.payload.moves_on]
        return _latest([period.opened_on, *ended, *moved])
    if referral is not None:
        return _latest(
            [referral.sent_on, referral.last_move_on if _ends(event) else None, *_open_pause(event, referral)]
        )
    return period.opened_on if not isinstance(event.payload, p.ContactLogged | p.Corrected) else case.received_on


def _ends(event: Event) -> bool:
    return isinstance(event.payload, p.Returned | p.Cancelled | p.SentBack | p.DoneReported)


def _open_pause(event: Event, referral: Referral) -> Iterable[date]:
    if not isinstance(event.payload, p.Resumed | p.Paused) or not referral.pauses:
        return ()
    last = referral.pauses[-1]
    return (last.to_on or last.from_on,)


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
