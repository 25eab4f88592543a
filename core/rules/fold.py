"""A case is the fold of its events, in the order in which they were recorded. Needs neither clock nor calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from core.model import payloads as p
from core.model.case import Case
from core.model.events import Event
from core.model.facts import Amended
from core.rules import codec
from core.rules import fold_case as whole
from core.rules import fold_referral as referral
from core.rules.fold_case import begun
from core.rules.fold_referral import referral_of

__all__ = ["BRANCHES", "applied", "begun", "effective", "fold", "referral_of"]

Branch = Callable[[Case, Any, Event], Case]
CORRECTED_TEXT = "said"
"""The text of a correction that takes the place of the corrected event's own; its own text is the reason."""


def fold(case_id: int, events: Sequence[Event]) -> Case:
    """The case after ``events`` (its whole stream, by sequence); corrections fold as if the corrected event had said
    so.

    Raises:
        ValueError: the stream is empty or does not begin with a registration.
    """
    case: Case | None = None
    for event in effective(events):
        case = begun(case_id, event) if case is None else applied(case, event)
    if case is None:
        raise ValueError("a case begins with its registration")
    return replace(case, version=events[-1].seq)


def applied(case: Case, event: Event) -> Case:
    """The case after one more effective event.

    Raises:
        ValueError: the event is a correction, which changes what was folded before: fold the whole stream.
    """
    branch = BRANCHES.get(type(event.payload))
    if branch is None:
        raise ValueError(f"{codec.kind_of(event.payload)} cannot be applied to a case that has begun")
    return replace(branch(case, event.payload, event), version=event.seq or case.version)


def effective(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events as corrected, without the corrections themselves and without what they took out.

    Several corrections of one event add up: one that changes only the day keeps the facts of an earlier one.
    """
    stream = tuple(events)
    fixes = [event for event in stream if isinstance(event.payload, p.Corrected)]
    if not fixes:
        return stream
    said: dict[int, Event | None] = {event.seq: event for event in stream if not isinstance(event.payload, p.Corrected)}
    for fix in fixes:
        first = said.get(fix.corrects_seq or 0)
        said[fix.corrects_seq or 0] = None if first is None else _corrected(first, fix)
        said |= {event.seq: event for event in _following(said, fix.payload)}
    return tuple(event for event in said.values() if event is not None)


def _corrected(event: Event, fix: Event) -> Event | None:
    said = fix.payload
    if not isinstance(said, p.Corrected) or said.retracted:
        return None
    day_stays = fix.happened_on == event.happened_on
    if CORRECTED_TEXT in fix.texts:
        event = replace(event, texts={**event.texts, "text": fix.texts[CORRECTED_TEXT]})
    return replace(
        event if said.payload is None else _with_payload(event, said.payload),
        happened_on=fix.happened_on,
        basis=said.basis,
        happened_at=fix.happened_at or (event.happened_at if day_stays else None),
    )


def _following(said: Mapping[int, Event | None], fix: p.CasePayload) -> Iterator[Event]:
    """Later events whose promises hung on what is corrected."""
    for seq, text in fix.follows if isinstance(fix, p.Corrected) else ():
        event = said.get(seq)
        if event is not None:
            yield _with_payload(event, text)


def _with_payload(event: Event, text: str) -> Event:
    return replace(event, payload=codec.load_payload(codec.kind_of(event.payload), text))


BRANCHES: Mapping[type, Branch] = MappingProxyType(
    {
        Amended: whole.amended,
        p.Forwarded: referral.forwarded,
        p.Delivered: referral.delivered,
        p.Acknowledged: referral.acknowledged,
        p.PendingConfirmed: referral.pending_confirmed,
        p.ProgressReported: referral.progress_reported,
        p.DoneReported: referral.done_reported,
        p.Returned: referral.returned,
        p.Cancelled: referral.cancelled,
        p.SentBack: referral.sent_back,
        p.ClosingProposed: whole.closing_proposed,
        p.ClosingRefused: whole.closing_refused,
        p.Closed: whole.closed,
        p.Objected: whole.objected,
        p.ObjectionDeclined: whole.objection_declined,
        p.Reopened: whole.reopened,
        p.Extended: referral.due_moved,
        p.Recalculated: referral.due_moved,
        p.Paused: referral.paused,
        p.Resumed: referral.resumed,
        p.DelayLabelled: whole.delay_labelled,
        p.Assigned: whole.assigned,
        p.Chased: referral.chased,
        p.ContactLogged: whole.unchanged,
        p.Told: whole.told,
        p.UpstreamAnswered: whole.upstream_answered,
        p.Linked: whole.linked,
        p.Unlinked: whole.unlinked,
        p.Voided: whole.voided,
        p.Anonymised: whole.anonymised,
        p.EvidenceAdded: whole.evidence_added,
        p.EvidenceWithdrawn: whole.evidence_withdrawn,
    }
)
