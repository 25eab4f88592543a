"""Correct or take out what was recorded wrongly, by a further event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import DomainError
from core.model.events import Event
from core.model.payloads import CasePayload
from core.ports import Context, Recorded, Stream, Work
from core.rules.access import Permission
from core.rules.decide import correct
from core.rules.decide.changed import changed
from core.rules.decide.common import Said, When
from core.rules.fold import CORRECTED_TEXT, effective, fold
from core.usecases.common import OnCase, marked_in, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEvent(OnCase):
    """``seq`` names the event, ``text`` is the reason; ``retract`` takes the event out.

    ``on`` is the right day, None where the day stays. The right facts are a whole ``payload``, or ``facts`` of it by
    name (``core.rules.decide.changed``); ``wording`` is what the event should have said, None where that stays.
    """

    seq: int
    payload: CasePayload | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    wording: str | None = field(default=None, repr=False)
    retract: bool = False


def correct_event(command: CorrectEvent, ctx: Context) -> Recorded:
    """Record the correction; refused where the corrected course of the case would not be legal.

    Raises:
        DomainError: refused; nothing has changed.
    """
    ctx.actor.require(Permission.CASE_CORRECT)

    def work(unit: Work) -> None:
        stream = unit.case(command.no, expected=command.expected)
        said, office = said_in(unit, stream.case, command, ctx), office_of(ctx)
        if command.retract:
            stream.append(correct.retract(stream.id, stream.events, command.seq, said, office))
            return
        said = _worded(unit, stream, _dated(stream, command, said), command)
        payload = _facts(stream, command, ctx)
        stream.append(correct.correct(stream.id, stream.events, command.seq, said, office, payload=payload))

    return ctx.ledger.act(command.request_id, "correct_event", work)


def _now(stream: Stream, seq: int) -> tuple[Sequence[Event], Event | None]:
    """What is in force before the event, and the event itself as corrected so far."""
    events = effective(stream.events)
    return [each for each in events if each.seq < seq], next((each for each in events if each.seq == seq), None)


def _dated(stream: Stream, command: CorrectEvent, said: Said) -> Said:
    """On the day that was recorded, where no other one is given.

    Raises:
        DomainError: nothing at all is corrected.
    """
    if command.on is not None:
        return said
    if command.payload is None and not command.facts and command.wording is None:
        raise DomainError("error.nothing_changed")
    _, event = _now(stream, command.seq)
    return said if event is None else replace(said, when=When(event.happened_on, event.basis, event.happened_at))


def _worded(unit: Work, stream: Stream, said: Said, command: CorrectEvent) -> Said:
    if command.wording is None:
        return said
    marked = marked_in(unit, stream.case, {CORRECTED_TEXT: command.wording.strip()})
    return replace(said, texts={**said.texts, **marked})


def _facts(stream: Stream, command: CorrectEvent, ctx: Context) -> CasePayload | None:
    if not command.facts:
        return command.payload
    before, event = _now(stream, command.seq)
    case = fold(stream.id, before) if before else None
    return command.payload if event is None else changed(event, command.facts, case, office_of(ctx))
