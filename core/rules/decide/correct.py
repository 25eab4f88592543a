"""Correcting what was recorded wrongly: a further event that names the first; nothing is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.errors import DomainError, IllegalMove, ImpossibleDay, TextMissing
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import Source
from core.model.events import Event
from core.model.facts import Amended, Registered
from core.rules.codec import dump_payload, kind_of
from core.rules.decide.common import Said, check_backdating
from core.rules.decide.promised import completed
from core.rules.fold import CORRECTED_TEXT, applied, begun, effective, fold
from core.rules.obligations import Office
from core.rules.recount import forwarded_again, registered_again
from core.rules.workflow import BY_PAYLOAD, check, check_day

NOT_RETRACTABLE = (Registered, p.Voided, p.Anonymised)
"""A registration is voided instead; the other two cannot be undone."""


def correct(
    case_id: int, events: Sequence[Event], seq: int, said: Said, office: Office, *, payload: p.CasePayload | None = None
) -> Event:
    """Replace the day (``said.when``) and, if given, the facts of event ``seq``; a text ``said`` among ``said.texts``
    takes the place of the event's own.

    What the event promises is counted anew from the corrected day, and so is what later events promised because of
    it; their own days stay.

    Raises:
        DomainError: there is no such event, or the facts are of another kind.
        IllegalMove, ImpossibleDay: the corrected stream would not be legal.
    """
    first = _event(events, seq)
    facts, when = _facts(first.payload, payload), said.when
    at = when.at or (first.happened_at if when.on == first.happened_on else None)
    new = replace(first, payload=facts, happened_on=when.on, basis=when.basis, happened_at=at)
    if when.on is None and first.source is not Source.IMPORT:
        raise ImpossibleDay("error.day_missing")
    check_day(when.on, None, office.today)
    if BY_PAYLOAD[type(facts)].text and not said.texts.get(CORRECTED_TEXT, "x").strip():
        raise TextMissing(move=kind_of(facts))
    return _correction(case_id, events, first, new, said, office)


def _facts(first: p.CasePayload, given: p.CasePayload | None) -> p.CasePayload:
    """The corrected facts: the number stays, and without promises of their own those of the first are counted anew."""
    if given is None:
        return first
    if kind_of(given) != kind_of(first):
        raise DomainError("error.correction_of_other_kind")
    if isinstance(first, Registered) and isinstance(given, Registered):
        given = replace(given, running=first.running, year_be=first.year_be)
    kept = getattr(first, "promises", ())
    return replace(given, **{"promises": kept}) if kept and not getattr(given, "promises", ()) else given


def retract(case_id: int, events: Sequence[Event], seq: int, said: Said, office: Office) -> Event:
    """Take event ``seq`` out (undo). A registration cannot be taken out; it is voided.

    Raises:
        DomainError: as for ``correct``.
    """
    first = _event(events, seq)
    if isinstance(first.payload, NOT_RETRACTABLE) or _lists_persons_spoken_of(events, first):
        raise IllegalMove("error.not_retractable")
    return _correction(case_id, events, first, None, said, office)


def _lists_persons_spoken_of(events: Sequence[Event], first: Event) -> bool:
    """Whether it changed who the persons are and something was recorded since: texts speak of the n-th person."""
    is_list = isinstance(first.payload, Amended) and first.payload.persons is not None
    return is_list and any(each.seq > first.seq and not isinstance(each.payload, p.Corrected) for each in events)


def _event(events: Sequence[Event], seq: int) -> Event:
    """The event as corrected so far."""
    for event in effective(events):
        if event.seq == seq:
            return event
    raise DomainError("error.no_such_event", seq=seq)


def _correction(
    case_id: int, events: Sequence[Event], first: Event, new: Event | None, said: Said, office: Office
) -> Event:
    """The correcting event, after the corrected stream was walked through the workflow table.

    What happened more than 30 days ago may be changed by the director only, whichever way the day moves.
    """
    case = fold(case_id, events)
    happened = new or first
    said_so = p.Corrected(basis=happened.basis, retracted=new is None)
    fix = Event(
        payload=said_so,
        happened_on=happened.happened_on,
        basis=happened.basis,
        happened_at=happened.happened_at,
        referral_no=first.referral_no,
        round=first.round,
        on_behalf_of_agency_id=said.on_behalf_of,
        corrects_seq=first.seq,
        texts=dict(said.texts),
        seq=events[-1].seq + 1,
    )
    check(case, replace(fix, happened_on=office.today), today=office.today)
    check_backdating(first.happened_on, office)
    check_backdating(happened.happened_on, office)
    walk = _walked(case_id, effective(events), first.seq, new, office)
    own = walk.changed.pop(first.seq, None)
    follows = tuple((seq, dump_payload(payload)) for seq, payload in sorted(walk.changed.items()))
    return replace(fix, payload=replace(said_so, payload=dump_payload(own) if own else None, follows=follows))


@dataclass
class _Walk:
    """The stream as it was and as it will be, side by side, and the payloads in which they differ."""

    was: Case
    now: Case
    changed: dict[int, p.CasePayload] = field(default_factory=dict)


def _walked(case_id: int, stream: Sequence[Event], seq: int, new: Event | None, office: Office) -> _Walk:
    """Replay the corrected stream.

    Raises:
        IllegalMove, ImpossibleDay: the corrected event, or one that follows it, would not be legal any more.
    """
    old, *rest = stream
    first = old if old.seq != seq or new is None else _counted_again(None, new, office)
    walk = _Walk(begun(case_id, old), begun(case_id, first))
    _note(walk, old, first)
    for event in rest:
        if event.seq < seq:
            walk.was = walk.now = applied(walk.was, event)
        elif event.seq == seq:
            _step(walk, event, new, office)
        else:
            _step(walk, event, event, office)
    return walk


def _step(walk: _Walk, old: Event, new: Event | None, office: Office) -> None:
    """Carry both cases over one event; what the new one promises is counted anew, unless the old one would be
    counted differently today as well (the calendar changed since) and nothing it hangs on did.
    """
    if new is not None:
        _check_in_turn(walk.now, new, is_own=new is not old)
        again = _counted_again(walk.now, new, office)
        is_same = new is old and _counted_again(walk.was, old, office) == again
        new = old if is_same else again
        walk.now = applied(walk.now, new)
        _note(walk, old, new)
    walk.was = applied(walk.was, old)


def _check_in_turn(case: Case, event: Event, *, is_own: bool) -> None:
    """Check an event of the corrected stream; one that follows says which it is, for it must be mended first."""
    try:
        check(case, event)
    except IllegalMove as refusal:
        if is_own or refusal.key != IllegalMove.key:
            raise
        raise IllegalMove("error.correction_breaks", seq=event.seq) from refusal


def _note(walk: _Walk, old: Event, new: Event) -> None:
    if old.payload != new.payload:
        walk.changed[old.seq] = new.payload


def _counted_again(case: Case | None, event: Event, office: Office) -> Event:
    """The event with the promises that its day and the case before it ask for; an import without any stays so."""
    said = event.payload
    if isinstance(said, Registered):
        return replace(event, payload=registered_again(said, event.happened_on, office))
    if isinstance(said, p.Forwarded):
        return replace(event, payload=forwarded_again(said, event.happened_on, office))
    if case is None or (event.source is Source.IMPORT and not getattr(said, "promises", ())):
        return event
    return completed(case, event, office)
