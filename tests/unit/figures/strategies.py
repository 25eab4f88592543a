"""Cases of every shape that the tables can hold, for properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from core.figures.counts import Window
from core.model.case import Case, Interval, Obligation, Period, Referral
from core.model.codes import ContactKind, DateBasis, DueRule, ObligationKind, ReferralOutcome
from core.model.facts import Registered
from core.model.promises import Promise
from core.rules.calendar import periodic_dues

FIRST, LAST = date(2019, 9, 1), date(2020, 11, 30)
DAYS = st.one_of(
    st.dates(FIRST, LAST), st.dates(date(2016, 11, 1), FIRST), st.dates(date(2020, 6, 25), date(2020, 8, 5))
)
"""Mostly one fiscal year and its edges, some days before it, many around one month's end."""

WINDOWS = DAYS.flatmap(lambda last: st.builds(Window, st.none() | st.dates(date(2016, 1, 1), last), st.just(last)))
"""Windows with and without a first day."""

BASES = st.sampled_from([DateBasis.EXACT, DateBasis.EXACT, DateBasis.ESTIMATED])
KINDS = st.sampled_from([*[ContactKind.GRIEVANCE] * 4, *ContactKind])
OWED = st.sampled_from([kind for kind in ObligationKind if kind is not ObligationKind.DIRECTIVE])
AGENCIES = ("land", "police", "road")
CENTRE = "centre"


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Period, ...]:
    """One to three rounds, the last open or closed; the first may have begun on an unknown day."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=6)))
    periods = []
    for n, opened in enumerate(days[::2], start=1):
        closed = days[2 * n - 1] if 2 * n - 1 < len(days) else None
        period = Period(n, opened, draw(BASES), closed is None, closed, None if closed is None else draw(BASES))
        periods.append(period)
    if draw(st.integers(0, 7)) == 0:
        periods[0] = replace(periods[0], opened_on=None, opened_basis=DateBasis.UNKNOWN)
    return tuple(periods)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    """None to two intervals that do not touch; the last may be open."""
    days = sorted(draw(st.sets(DAYS, max_size=4)))
    return tuple(Interval(*pair) for pair in zip(days[::2], [*days[1::2], None], strict=False))


@st.composite
def referrals(draw: st.DrawFn, no: int) -> Referral:
    """A referral at an agency or at the centre itself, live or ended."""
    sent = draw(DAYS)
    ended = draw(st.none() | DAYS)
    agency = draw(st.sampled_from([*AGENCIES, CENTRE]))
    return Referral(
        no=no,
        round=1,
        agency_id=agency,
        agency_name=agency.title(),
        own=agency == CENTRE,
        sent_on=sent,
        sent_basis=draw(BASES),
        is_live=ended is None,
        ended_on=None if ended is None else max(sent, ended),
        outcome=None if ended is None else draw(st.sampled_from(ReferralOutcome)),
        checks=draw(st.just(()) | intervals()),
        pauses=draw(st.just(()) | intervals()),
    )


@st.composite
def promised(draw: st.DrawFn, no: int, sent: int) -> Obligation:
    """A promise of the case or of one of its ``sent`` referrals; met, void, both or neither."""
    kind, arises = draw(OWED), draw(DAYS)
    due = arises + timedelta(days=draw(st.integers(0, 60)))
    if kind is ObligationKind.PERIODIC_SERIES:
        due = periodic_dues(due, due + timedelta(days=31))[0]
    done, void = (draw(st.none() | DAYS) for _ in range(2))
    return Obligation(
        no=no,
        kind=kind,
        referral_no=draw(st.sampled_from([None, *range(1, sent + 1)])),
        round=1,
        arises_on=arises,
        due_on=due,
        first_due_on=due,
        promise=Promise(kind=kind, counted_from=arises, due_on=due, rule=DueRule.CLOCK),
        done_on=None if done is None else max(arises, done),
        void_on=None if void is None else max(arises, void),
    )


@st.composite
def cases(draw: st.DrawFn, case_id: int) -> Case:
    """One case."""
    periods = draw(rounds())
    sent = tuple(draw(referrals(no)) for no in range(1, 1 + draw(st.integers(0, 3))))
    owed = tuple(draw(promised(no, len(sent))) for no in range(1, 1 + draw(st.integers(0, 6))))
    is_void = draw(st.integers(0, 9)) == 0
    facts = Registered(
        channel_id=draw(st.sampled_from(["walk_in", "phone", "letter"])),
        contact_kind=draw(KINDS),
        topic_id=draw(st.sampled_from([None, "debt", "land"])),
        amphoe_code=draw(st.sampled_from([None, "4501", "4502"])),
        persons_contacting=draw(st.integers(0, 3)),
        persons_subject=draw(st.integers(0, 2)),
        running=case_id,
        year_be=2563,
    )
    return Case(
        id=case_id,
        version=1,
        facts=facts,
        received_on=periods[0].opened_on,
        received_basis=periods[0].opened_basis,
        periods=periods,
        referrals=() if is_void else sent,
        obligations=() if is_void else owed,
        lead_id=draw(st.sampled_from([None, None, None, 1])),
        officer_id=draw(st.sampled_from([None, 7])),
        is_void=is_void,
    )


@st.composite
def registers(draw: st.DrawFn, size: int = 6) -> list[Case]:
    """A register of up to ``size`` cases."""
    return [draw(cases(case_id)) for case_id in range(1, 1 + draw(st.integers(0, size)))]


@st.composite
def changes(draw: st.DrawFn, size: int = 6) -> list[tuple[Case, Case]]:
    """A register before and after every case was corrected, or left as it was."""
    before = draw(registers(size))
    return [(case, draw(st.just(case) | cases(case.id))) for case in before]
