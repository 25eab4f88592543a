"""Moving the finish day of a referral: extension, pause, a changed calendar; and the label of what it waits for."""

from __future__ import annotations

from datetime import date

from core.errors import IllegalMove, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import DelayReason, DueRule, ObligationKind
from core.model.events import Event
from core.rules.decide.common import Said, moved
from core.rules.decide.promised import unmet
from core.rules.obligations import Office, typed_promise


def extend(case: Case, no: int, due_on: date, by_whom: str, said: Said, office: Office) -> Event:
    """Grant a later finish (or review) day; the first one stays visible, and who asked to be told is to be told.

    Raises:
        IllegalMove: nothing is owed that could be extended.
        ImpossibleDay: the new day is not later.
    """
    row = unmet(case, no, ObligationKind.FINISH) or unmet(case, no, ObligationKind.REVIEW)
    if row is None:
        raise IllegalMove("error.nothing_to_extend", no=str(case.no))
    if due_on <= row.due_on:
        raise ImpossibleDay("error.not_later", day=due_on, due=row.due_on)
    asked = typed_promise(row.kind, row.promise.counted_from, due_on, DueRule.EXTENDED)
    return moved(case, p.Extended(by_whom, (asked,)), said, office, no)


def recalculate(case: Case, no: int | None, said: Said, office: Office) -> Event | None:
    """Count unmet working-day promises of a referral, or (None) of the case itself, anew with today's calendar; None
    when no day moves.
    """
    event = moved(case, p.Recalculated(), said, office, no)
    return event if isinstance(event.payload, p.Recalculated) and event.payload.promises else None


def pause(case: Case, no: int, said: Said, office: Office, reason: DelayReason) -> Event:
    """Stop the finish clock while the complainant's answer is awaited; reports go on."""
    return moved(case, p.Paused(reason), said, office, no)


def resume(case: Case, no: int, said: Said, office: Office) -> Event:
    """Run the finish clock again, shifted by the working days that it stood."""
    return moved(case, p.Resumed(0), said, office, no)


def label_delay(case: Case, reason: DelayReason | None, said: Said, office: Office) -> Event:
    """Say why it takes long, or take the label off."""
    return moved(case, p.DelayLabelled(reason), said, office)
