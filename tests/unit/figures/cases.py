"""Cases written down as they stand, so that a figure is tested without the rules that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from core.model.case import Case, Interval, Obligation, Period, Referral
from core.model.codes import CaseState, ContactKind, DateBasis, DueRule, ObligationKind, ReferralOutcome
from core.model.facts import Registered
from core.model.promises import Promise

_ids = count(1)


def day(text: str) -> date:
    """``2020-07-29`` as a date."""
    return date.fromisoformat(text)


def maybe_day(text: str | None) -> date | None:
    """The date, or None."""
    return None if text is None else day(text)


def period(opened: str | None, closed: str | None = None, *, round_no: int = 1, is_open: bool | None = None) -> Period:
    """A round; open when it has no closing day, unless said otherwise."""
    return Period(
        round=round_no,
        opened_on=maybe_day(opened),
        opened_basis=DateBasis.UNKNOWN if opened is None else DateBasis.EXACT,
        is_open=closed is None if is_open is None else is_open,
        closed_on=maybe_day(closed),
        closed_basis=None if closed is None else DateBasis.EXACT,
    )


def case(
    *spans: tuple[str | None, str | None],
    kind: ContactKind = ContactKind.GRIEVANCE,
    channel: str = "walk_in",
    topic: str | None = None,
    amphoe: str | None = None,
    persons: tuple[int, int] = (1, 0),
    referrals: Sequence[Referral] = (),
    obligations: Sequence[Obligation] = (),
    case_id: int | None = None,
) -> Case:
    """A case of the given rounds ``(opened, closed)``; the first opening is the day it was received."""
    number = next(_ids) if case_id is None else case_id
    periods = tuple(period(opened, closed, round_no=no) for no, (opened, closed) in enumerate(spans, start=1))
    facts = Registered(
        channel_id=channel,
        contact_kind=kind,
        topic_id=topic,
        amphoe_code=amphoe,
        persons_contacting=persons[0],
        persons_subject=persons[1],
        running=number,
        year_be=2563,
    )
    return Case(
        id=number,
        version=1,
        facts=facts,
        received_on=periods[0].opened_on,
        received_basis=periods[0].opened_basis,
        periods=periods,
        referrals=tuple(referrals),
        obligations=tuple(replace(promised, no=no) for no, promised in enumerate(obligations, start=1)),
    )


def referral(
    agency: str,
    sent: str,
    ended: str | None = None,
    *,
    no: int = 1,
    round_no: int = 1,
    own: bool = False,
    checks: Sequence[tuple[str, str | None]] = (),
    pauses: Sequence[tuple[str, str | None]] = (),
) -> Referral:
    """A case at ``agency`` from ``sent`` until ``ended`` (exclusive)."""
    awaits = ended is None and bool(checks) and checks[-1][1] is None
    return Referral(
        no=no,
        round=round_no,
        agency_id=agency,
        agency_name=agency,
        own=own,
        sent_on=day(sent),
        sent_basis=DateBasis.EXACT,
        state=CaseState.DONE if awaits else CaseState.HANDLED_BY_CENTRE if own else CaseState.SENT,
        is_live=ended is None,
        ended_on=maybe_day(ended),
        outcome=None if ended is None else ReferralOutcome.CLOSED,
        checks=tuple(Interval(day(start), maybe_day(end)) for start, end in checks),
        pauses=tuple(Interval(day(start), maybe_day(end)) for start, end in pauses),
    )


def owed(
    kind: ObligationKind,
    arises: str,
    due: str,
    *,
    referral_no: int | None = 1,
    round_no: int = 1,
    done: str | None = None,
    void: str | None = None,
    first_due: str | None = None,
    rule: DueRule = DueRule.CLOCK,
) -> Obligation:
    """A promise that arose on ``arises`` and is due on ``due``; its number follows its place in the case."""
    promise = Promise(kind=kind, counted_from=day(arises), due_on=day(due), rule=rule)
    return Obligation(
        no=0,
        kind=kind,
        referral_no=referral_no,
        round=round_no,
        arises_on=day(arises),
        due_on=day(due),
        first_due_on=day(first_due or due),
        promise=promise,
        done_on=maybe_day(done),
        void_on=maybe_day(void),
    )
