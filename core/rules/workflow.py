"""One table: which move is legal from which state, who may make it, and whether it must be explained.

The server enforces it in every use case and again when a correction is replayed; screens only ask it what to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from core.errors import DomainError, IllegalMove, ImpossibleDay, TextMissing
from core.model import payloads as p
from core.model.case import Case, Referral
from core.model.codes import ClosingClass, ObligationKind, Source
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.rules.access import Permission
from core.rules.codec import kind_name
from core.rules.floors import floor_of
from core.rules.fold_referral import FINISH_KINDS


class Phase(StrEnum):
    """Where a case stands, as far as moves are concerned."""

    UNSENT = "unsent"
    AT_AGENCY = "at_agency"
    PROPOSED = "proposed"
    CLOSED = "closed"
    OBJECTED = "objected"
    VOID = "void"


class Needs(StrEnum):
    """What the move asks of the referral it names, or (LINKED, UNLINKED, HAS_EVIDENCE, LIVE_OR_NONE) of the case."""

    NOTHING = "nothing"
    LIVE = "live"
    UNFINISHED = "unfinished"
    UNACKNOWLEDGED = "unacknowledged"
    UNDELIVERED = "undelivered"
    UNCONFIRMED = "unconfirmed"
    AWAITS_CHECK = "awaits_check"
    OWES_FINISH = "owes_finish"
    RUNNING = "running"
    PAUSED = "paused"
    LIVE_OR_NONE = "live_or_none"
    LINKED = "linked"
    UNLINKED = "unlinked"
    HAS_EVIDENCE = "has_evidence"


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
_EXTEND, _LINK, _EVIDENCE = Permission.CASE_EXTEND, Permission.CASE_LINK, Permission.EVIDENCE_RECORD

MOVES: tuple[Move, ...] = (
    Move(Registered, frozenset(), _REGISTER),
    Move(Amended, EVER, _REGISTER),
    Move(p.Forwarded, OPEN, _FORWARD),
    Move(p.Delivered, SENT, _ANSWER, Needs.UNDELIVERED),
    Move(p.Acknowledged, SENT, _ANSWER, Needs.UNACKNOWLEDGED),
    Move(p.PendingConfirmed, SENT, _FORWARD, Needs.UNCONFIRMED),
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
    Move(p.Extended, SENT, _EXTEND, Needs.OWES_FINISH, text=True),
    Move(p.Recalculated, EVER, _EXTEND, Needs.LIVE_OR_NONE),
    Move(p.Paused, SENT, _EXTEND, Needs.RUNNING),
    Move(p.Resumed, SENT, _EXTEND, Needs.PAUSED),
    Move(p.DelayLabelled, OPEN, _FORWARD),
    Move(p.Assigned, OPEN, Permission.CASE_ASSIGN),
    Move(p.Chased, SENT, Permission.CASE_CHASE, Needs.UNFINISHED),
    Move(p.ContactLogged, EVER, _REGISTER, text=True),
    Move(p.Told, EVER, _REGISTER),
    Move(p.UpstreamAnswered, EVER, _REGISTER),
    Move(p.Linked, EVER, _LINK, Needs.UNLINKED),
    Move(p.Unlinked, EVER, _LINK, Needs.LINKED),
    Move(p.Voided, EVER, Permission.CASE_VOID, text=True),
    Move(p.Corrected, EVER, Permission.CASE_CORRECT, text=True),
    Move(p.Anonymised, frozenset(Phase), Permission.IDENTITY_ERASE, text=True),
    Move(p.EvidenceAdded, EVER, _EVIDENCE),
    Move(p.EvidenceWithdrawn, EVER, _EVIDENCE, Needs.HAS_EVIDENCE, text=True),
)
BY_PAYLOAD: Mapping[type, Move] = MappingProxyType({move.payload: move for move in MOVES})

DIRECT = frozenset(
    {
        ClosingClass.INFORMATION_GIVEN,
        ClosingClass.EXPLAINED,
        ClosingClass.HELPED,
        ClosingClass.MEDIATED,
        ClosingClass.BEYOND_POWERS_REFERRED,
        ClosingClass.WITHDRAWN,
        ClosingClass.UNFOUNDED,
        ClosingClass.ANONYMOUS_WITHOUT_EVIDENCE,
        ClosingClass.DUPLICATE,
    }
)
"""Classes with which a case may be closed that was never sent anywhere in this round."""

MOST_EVIDENCE = 200
"""Papers and photographs of one case, withdrawn ones counted [our decision]: its page shows all of them."""

_REPORTING = frozenset({ObligationKind.ACKNOWLEDGE, ObligationKind.FIRST_PROGRESS, ObligationKind.PERIODIC_SERIES})


def _is_unfinished(case: Case, referral: Referral) -> bool:
    return referral.is_live and not referral.awaits_check


def _is_unconfirmed(case: Case, referral: Referral) -> bool:
    """Imported, and no reporting clock has ever run."""
    ran = any(row.kind in _REPORTING and row.referral_no == referral.no for row in case.obligations)
    is_new = case.facts.origin is not None and referral.confirmed_on is None
    return _is_unfinished(case, referral) and is_new and not ran


def _owes_finish(case: Case, referral: Referral) -> bool:
    rows = (row for row in case.obligations if row.kind in FINISH_KINDS and row.is_unmet)
    return referral.is_live and any(row.referral_no == referral.no for row in rows)


_REFERRAL_TESTS: Mapping[Needs, Callable[[Case, Referral], bool]] = MappingProxyType(
    {
        Needs.LIVE: lambda _, r: r.is_live,
        Needs.LIVE_OR_NONE: lambda _, r: r.is_live,
        Needs.UNFINISHED: _is_unfinished,
        Needs.UNACKNOWLEDGED: lambda c, r: _is_unfinished(c, r) and r.acknowledged_on is None and not r.own,
        Needs.UNDELIVERED: lambda _, r: r.is_live and r.by_letter and r.delivered_on is None,
        Needs.UNCONFIRMED: _is_unconfirmed,
        Needs.AWAITS_CHECK: lambda _, r: r.awaits_check,
        Needs.OWES_FINISH: _owes_finish,
        Needs.RUNNING: lambda c, r: _is_unfinished(c, r) and not r.is_paused,
        Needs.PAUSED: lambda _, r: r.is_live and r.is_paused,
    }
)
_CASE_TESTS: Mapping[Needs, Callable[[Case], bool]] = MappingProxyType(
    {
        Needs.NOTHING: lambda _: True,
        Needs.LIVE_OR_NONE: lambda _: True,
        Needs.LINKED: lambda case: case.lead_id is not None,
        Needs.UNLINKED: lambda case: case.lead_id is None,
        Needs.HAS_EVIDENCE: lambda case: any(not each.is_withdrawn for each in case.evidence),
    }
)


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
        if move.needs in _CASE_TESTS and _CASE_TESTS[move.needs](case):
            found.append((move.payload, None))
        if move.needs in _REFERRAL_TESTS:
            fits = _REFERRAL_TESTS[move.needs]
            found.extend((move.payload, r.no) for r in case.referrals if fits(case, r))
    return tuple(found)


def check(case: Case, event: Event, *, today: date | None = None, imported: bool = False) -> None:
    """Refuse an event that is not legal on the case, comes without its compulsory text, or lies on an impossible day.

    ``today`` is None while a correction is replayed: then only order and legality are checked, not texts. An import
    takes what the source has: no texts, no closing class, and unknown days where the case itself is undated.

    Raises:
        IllegalMove, TextMissing, ImpossibleDay: see above.
        DomainError: the closing class does not fit.
    """
    move = BY_PAYLOAD[type(event.payload)]
    imported = imported or event.source is Source.IMPORT
    if phase_of(case) not in move.phases:
        raise _illegal(case, move)
    referral = _named(case, event, move)
    _check_facts(case, event, imported=imported)
    if today is not None and move.text and not imported and not event.texts.get("text", "").strip():
        raise TextMissing(move=kind_name(move.payload))
    if event.happened_on is None and (not imported or case.periods[-1].opened_on is not None):
        raise ImpossibleDay("error.day_missing")
    check_day(event.happened_on, floor_of(case, event, referral), today)


def _illegal(case: Case, move: Move) -> IllegalMove:
    return IllegalMove(move=kind_name(move.payload), phase=phase_of(case).value, no=str(case.no))


def _named(case: Case, event: Event, move: Move) -> Referral | None:
    """The referral that a legal event names."""
    if move.needs not in _REFERRAL_TESTS or (move.needs in _CASE_TESTS and event.referral_no is None):
        if not _CASE_TESTS[move.needs](case):
            raise _illegal(case, move)
        return None
    referral = next((r for r in case.referrals if r.no == event.referral_no), None)
    if referral is None or not _REFERRAL_TESTS[move.needs](case, referral):
        raise _illegal(case, move)
    return referral


def _check_facts(case: Case, event: Event, *, imported: bool) -> None:
    said = event.payload
    if isinstance(said, p.Forwarded):
        _check_agency(case, said)
    elif isinstance(said, p.ClosingProposed | p.Closed) and not imported:
        _check_class(case, said.closing_class)
    elif isinstance(said, p.EvidenceAdded | p.EvidenceWithdrawn):
        _check_evidence(case, said)


def _check_evidence(case: Case, said: p.EvidenceAdded | p.EvidenceWithdrawn) -> None:
    standing = any(each.id == said.attachment_id and not each.is_withdrawn for each in case.evidence)
    if isinstance(said, p.EvidenceWithdrawn) and not standing:
        raise IllegalMove("error.evidence_gone", no=str(case.no))
    if isinstance(said, p.EvidenceAdded) and len(case.evidence) >= MOST_EVIDENCE:
        raise IllegalMove("error.evidence_too_many", no=str(case.no), most=MOST_EVIDENCE)


def _check_agency(case: Case, said: p.Forwarded) -> None:
    live = {referral.no: referral.agency_id for referral in case.live_referrals}
    if said.agency_id in live.values():
        raise IllegalMove("error.already_there", agency=said.agency_name)
    if not live.keys() >= set(said.moves_on):
        raise _illegal(case, BY_PAYLOAD[p.Forwarded])


def _check_class(case: Case, closing_class: ClosingClass) -> None:
    if closing_class is ClosingClass.UNSPECIFIED:
        raise DomainError("error.closing_class_missing")
    was_sent = any(referral.round == case.round for referral in case.referrals)
    if not was_sent and closing_class not in DIRECT:
        raise DomainError("error.closing_class_needs_referral", no=str(case.no))
    if closing_class is ClosingClass.DUPLICATE and case.lead_id is None:
        raise IllegalMove("error.not_linked", no=str(case.no))


def check_day(on: date | None, floor: date | None, today: date | None) -> None:
    """``on`` must lie between the day of what it answers and today, both included; unknown days pass."""
    if on is None:
        return
    if today is not None and on > today:
        raise ImpossibleDay("error.day_in_future", day=on, today=today)
    if floor is not None and on < floor:
        raise ImpossibleDay("error.day_before_cause", day=on, earliest=floor)
