"""Correcting what was recorded wrongly: a further event that names the first; nothing is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.errors import DomainError, IllegalMove
from core.model import payloads as p
from core.model.events import Event
from core.model.facts import Registered
from core.rules.codec import dump_payload, kind_of
from core.rules.decide.common import Said, check_backdating, moved
from core.rules.fold import applied, begun, effective, fold
from core.rules.obligations import Office
from core.rules.workflow import check, check_day


def correct(
    case_id: int, events: Sequence[Event], seq: int, said: Said, office: Office, *, payload: p.CasePayload | None = None
) -> Event:
    """Replace the day (``said.when``) and, if given, the whole payload of event ``seq``.

    Due days that other events promised stay; pass a payload with new promises to move those of this event.

    Raises:
        DomainError: there is no such event, or it is of another kind.
        IllegalMove, ImpossibleDay: the corrected stream would not be legal.
    """
    first = _event(events, seq)
    if payload is not None and kind_of(payload) != kind_of(first.payload):
        raise DomainError("error.correction_of_other_kind")
    fix = p.Corrected(payload=dump_payload(payload) if payload is not None else None, basis=said.when.basis)
    return _checked(case_id, events, fix, seq, said, office)


def retract(case_id: int, events: Sequence[Event], seq: int, said: Said, office: Office) -> Event:
    """Take event ``seq`` out (undo). A registration cannot be taken out; it is voided.

    Raises:
        DomainError: as for ``correct``.
    """
    first = _event(events, seq)
    if isinstance(first.payload, Registered | p.Voided | p.Anonymised):
        raise IllegalMove("error.not_retractable")
    return _checked(case_id, events, p.Corrected(retracted=True), seq, said, office)


def _event(events: Sequence[Event], seq: int) -> Event:
    for event in events:
        if event.seq == seq and not isinstance(event.payload, p.Corrected):
            return event
    raise DomainError("error.no_such_event", seq=seq)


def _checked(case_id: int, events: Sequence[Event], fix: p.Corrected, seq: int, said: Said, office: Office) -> Event:
    case = fold(case_id, events)
    today_said = replace(said, when=replace(said.when, on=office.today)) if fix.retracted else said
    check_day(said.when.on, None, office.today)
    check_backdating(said.when.on, office)
    event = moved(case, fix, replace(today_said, when=replace(today_said.when, on=office.today)), office)
    event = replace(event, happened_on=said.when.on, corrects_seq=seq, seq=events[-1].seq + 1)
    replayed(case_id, (*events, event))
    return event


def replayed(case_id: int, events: Sequence[Event]) -> None:
    """Walk the corrected stream through the workflow table.

    Raises:
        IllegalMove, ImpossibleDay: some later event would not be legal any more.
    """
    first, *rest = effective(events)
    case = begun(case_id, first)
    for event in rest:
        check(case, event)
        case = applied(case, event)
