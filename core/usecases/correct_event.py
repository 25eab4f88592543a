"""Correct or take out what was recorded wrongly, by a further event."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.payloads import CasePayload
from core.ports import Context, Recorded, Work
from core.rules.access import Permission
from core.rules.decide import correct
from core.usecases.common import OnCase, office_of, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEvent(OnCase):
    """``seq`` names the event; ``on`` is the right day, ``payload`` the right facts; ``retract`` takes it out."""

    seq: int
    payload: CasePayload | None = None
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
        events = stream.events
        if command.retract:
            event = correct.retract(stream.id, events, command.seq, said, office)
        else:
            event = correct.correct(stream.id, events, command.seq, said, office, payload=command.payload)
        stream.append(event)

    return ctx.ledger.act(command.request_id, "correct_event", work)
