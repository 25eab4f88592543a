"""Which facts of an event may have been recorded wrongly, and the payload as it should have been.

What is not here is no fact of an event of its own: the agency of a referral (cancel it and send again), who is
responsible (hand over), the lead (unlink). Texts and days of every event can be corrected besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from core.errors import DomainError, ImpossibleDay
from core.model import payloads as p
from core.model.case import Case
from core.model.codes import AgencyKind, DueRule, ObligationKind, SentVia, Source
from core.model.events import Event
from core.model.facts import Registered, Upstream
from core.model.masters import Agency
from core.model.promises import Promise
from core.rules.decide.promised import unmet
from core.rules.fold_referral import FINISH_KINDS
from core.rules.obligations import Office, Sending, letter_promise

Kind = ObligationKind
FACTS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Registered: ("upstream_no", "answer_due_on"),
        p.Forwarded: ("sent_via", "letter_no", "letter_on", "report_due_on"),
        p.ProgressReported: ("letter_no", "expected_on"),
        p.DoneReported: ("letter_no",),
        p.Returned: ("letter_no",),
        p.ClosingProposed: ("closing_class",),
        p.Closed: ("closing_class", "confirmed", "memo_no"),
        p.Objected: ("reason",),
        p.ObjectionDeclined: ("declined_class",),
        p.Reopened: ("reason",),
        p.Extended: ("due_on", "by_whom"),
        p.Paused: ("reason",),
        p.DelayLabelled: ("reason",),
        p.Chased: ("number", "way", "letter_no"),
        p.ContactLogged: ("way",),
        p.Told: ("way",),
        p.UpstreamAnswered: ("letter_no",),
    }
)
"""The facts of each kind that can be corrected, in the order in which they are asked for."""


def facts_now(payload: p.CasePayload) -> dict[str, Any]:
    """What an event says of each of these facts."""
    return {name: _READ.get(name, getattr)(payload, name) for name in FACTS.get(type(payload), ())}


def changed(event: Event, facts: Mapping[str, Any], before: Case | None, office: Office) -> p.CasePayload:
    """The payload of ``event`` with some facts said otherwise; ``before`` is the case before it, None for the first.

    Raises:
        DomainError: it has no such fact, or a due day lies before its start.
    """
    payload = event.payload
    if not facts.keys() <= set(FACTS.get(type(payload), ())):
        raise DomainError("error.correction_of_other_kind")
    build = _BUILD.get(type(payload))
    said_so: p.CasePayload = build(payload, event, facts, before, office) if build else replace(payload, **facts)
    return said_so


# --------------------------------------------------------------------------- facts that are no field of their own


def _upstream(payload: Any, name: str) -> Any:  # noqa: ANN401  # a payload and a fact of it
    given = payload.upstream or Upstream()
    return given.no if name == "upstream_no" else given.answer_due_on


def _report_due(payload: Any, name: str) -> date | None:  # noqa: ANN401  # as above
    typed = (each.due_on for each in payload.promises if _is_typed_letter(each))
    return next(typed, None)


def _finish_due(payload: Any, name: str) -> date | None:  # noqa: ANN401  # as above
    return next((each.due_on for each in payload.promises if each.kind in FINISH_KINDS), None)


def _is_typed_letter(given: Promise) -> bool:
    return given.kind is Kind.REPORT_BY_LETTER and given.rule is DueRule.TYPED


_READ: Mapping[str, Callable[[Any, str], Any]] = MappingProxyType(
    {"upstream_no": _upstream, "answer_due_on": _upstream, "report_due_on": _report_due, "due_on": _finish_due}
)


# --------------------------------------------------------------------------- the payloads


def _registered(
    said: Registered, event: Event, facts: Mapping[str, Any], _before: Case | None, _office: Office
) -> p.CasePayload:
    _not_before(facts.get("answer_due_on"), event.happened_on)
    given = said.upstream or Upstream()
    due_on = facts.get("answer_due_on", given.answer_due_on)
    upstream = Upstream(given.agency_id, facts.get("upstream_no", given.no), due_on)
    return replace(said, upstream=None if upstream == Upstream() else upstream)


def _forwarded(
    said: p.Forwarded, event: Event, facts: Mapping[str, Any], _before: Case | None, office: Office
) -> p.CasePayload:
    """The day by which the letter asks for a report follows what is said of the letter; an import's own day stays."""
    plain = {name: value for name, value in facts.items() if name != "report_due_on"}
    new, on = replace(said, **plain), event.happened_on
    typed = facts.get("report_due_on", _report_due(said, "report_due_on"))
    _not_before(facts.get("report_due_on"), on)
    is_own = said.agency_kind is AgencyKind.CENTRE
    if on is None or is_own or (event.source is Source.IMPORT and typed is None):
        return new
    by_letter, agency = new.sent_via is SentVia.LETTER, Agency(said.agency_id, "")
    sending = Sending(agency, on, by_letter=by_letter, letter_on=new.letter_on, report_due_on=typed)
    kept = [each for each in said.promises if each.kind is not Kind.REPORT_BY_LETTER]
    at = next((n for n, each in enumerate(kept) if each.kind in FINISH_KINDS), len(kept))
    return replace(new, promises=(*kept[:at], *letter_promise(sending, office), *kept[at:]))


def _extended(
    said: p.Extended, event: Event, facts: Mapping[str, Any], before: Case | None, _office: Office
) -> p.CasePayload:
    due_on = facts.get("due_on")
    if due_on is None:
        return replace(said, **{name: value for name, value in facts.items() if name != "due_on"})
    no = event.referral_no
    row = (unmet(before, no, Kind.FINISH) or unmet(before, no, Kind.REVIEW)) if before else None
    if row is not None and due_on <= row.due_on:
        raise ImpossibleDay("error.not_later", day=due_on, due=row.due_on)
    moved = (replace(each, due_on=due_on) if each.kind in FINISH_KINDS else each for each in said.promises)
    return replace(said, by_whom=facts.get("by_whom", said.by_whom), promises=tuple(moved))


def _chased(
    said: p.Chased, _event: Event, facts: Mapping[str, Any], _before: Case | None, _office: Office
) -> p.CasePayload:
    if facts.get("number", 1) < 1:
        raise DomainError("error.count_unreadable")
    return replace(said, **facts)


def _not_before(due_on: date | None, start: date | None) -> None:
    if due_on is not None and start is not None and due_on < start:
        raise ImpossibleDay("error.due_before_start", day=due_on, start=start)


_BUILD: Mapping[type, Callable[[Any, Event, Mapping[str, Any], Case | None, Office], p.CasePayload]] = MappingProxyType(
    {Registered: _registered, p.Forwarded: _forwarded, p.Extended: _extended, p.Chased: _chased}
)
