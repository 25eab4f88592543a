"""Laws of every course that a case can take, whatever is recorded in whatever order."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.figures.contributions import NOTHING, contributions
from core.model import payloads as p
from core.model.case import Case, Interval, Obligation, Referral
from core.model.codes import ClosingClass, DateBasis, ObligationKind
from core.model.events import Event
from core.rules import codec
from core.rules.decide import closing, correct
from core.rules.decide.common import Said, When
from core.rules.fold import applied, begun, effective
from core.rules.fold_obligations import AGENCY_KINDS, CASE_KINDS
from core.rules.workflow import Phase, check, phase_of
from tests.support.cases import WHY
from tests.support.play import Course, course_of

Kind = ObligationKind
NEVER_ENDING: frozenset[type] = frozenset({p.Voided})
UNEDITED: frozenset[type] = frozenset({p.Voided, p.Recalculated})
PLAIN: frozenset[type] = frozenset({p.Voided, p.Corrected})


def courses(*, without: frozenset[type] = NEVER_ENDING, imported: bool = False) -> st.SearchStrategy[Course]:
    """Cases after 4 to 24 attempts to move, dated back by up to 40 days or not at all."""
    seeds, steps = st.integers(0, 2**32 - 1), st.integers(4, 24)
    return st.builds(partial(course_of, without=without, imported=imported), seeds, steps)


def interval_faults(intervals: tuple[Interval, ...]) -> list[str]:
    """Intervals that hold no day, overlap or are open before the last."""
    backwards = [f"{each} holds no day" for each in intervals if each.to_on is not None and each.to_on <= each.from_on]
    overlaps = [f"{a} meets {b}" for a, b in pairwise(intervals) if a.to_on is None or b.from_on < a.to_on]
    return backwards + overlaps


def referral_faults(case: Case, referral: Referral) -> list[str]:
    """What must not be true of a referral."""
    unmet = [row.kind for row in case.obligations if row.referral_no == referral.no and row.is_unmet]
    found = [f"{kind} owed twice" for kind in set(unmet) if unmet.count(kind) > 1]
    found += [f"{kind} owed by the case" for kind in unmet if kind in CASE_KINDS]
    if not referral.is_live and unmet:
        found.append(f"ended and owes {unmet}")
    if referral.awaits_check and {Kind.FINISH, Kind.REVIEW, Kind.PERIODIC_SERIES} & set(unmet):
        found.append(f"awaits the check and owes {unmet}")
    if referral.sent_on and referral.ended_on and referral.ended_on < referral.sent_on:
        found.append("ended before it was sent")
    is_open = [bool(each) and each[-1].to_on is None for each in (referral.checks, referral.pauses)]
    if any(is_open) and (not referral.is_live or is_open == [True, True] or is_open[0] != referral.awaits_check):
        found.append(f"open intervals {is_open} in state {referral.state}")
    return [*found, *interval_faults(referral.checks), *interval_faults(referral.pauses)]


def row_faults(row: Obligation) -> list[str]:
    """A row that runs backwards."""
    days = [day for day in (row.arises_on, row.done_on, row.void_on) if day is not None]
    return [f"{row.kind} runs backwards: {days}"] if days != sorted(days) else []


def window_faults(case: Case, no: int) -> list[str]:
    """A due day of the series that is settled twice, or is settled and still to come."""
    rows = [row for row in case.obligations if row.referral_no == no]
    settled = [row.due_on for row in rows if row.kind is Kind.PERIODIC_PROGRESS and row.void_on is None]
    coming = [row.due_on for row in rows if row.kind is Kind.PERIODIC_SERIES and row.is_unmet]
    twice = [f"{due_on} settled twice" for due_on in set(settled) if settled.count(due_on) > 1]
    return twice + [f"{due_on} settled and to come" for due_on in coming if settled and due_on <= max(settled)]


def case_faults(case: Case) -> list[str]:
    """What must not be true of a case."""
    unmet = [row.kind for row in case.obligations if row.referral_no is None and row.is_unmet]
    found = [f"{kind} owed twice" for kind in set(unmet) if unmet.count(kind) > 1]
    found += [f"{kind} owed by no referral" for kind in unmet if kind in AGENCY_KINDS]
    owes_forward = Kind.FORWARD in unmet
    if owes_forward and (case.live_referrals or (not case.is_open and case.objected_on is None)):
        found.append("owes forwarding though it is at an agency, or closed")
    if [row.no for row in case.obligations] != list(range(1, len(case.obligations) + 1)):
        found.append("rows are not numbered in order")
    for a, b in pairwise(case.periods):
        if a.is_open or (a.closed_on and b.opened_on and b.opened_on < a.closed_on):
            found.append(f"round {b.round} begins before round {a.round} ends")
    for period in case.periods:
        if period.opened_on and period.closed_on and period.closed_on < period.opened_on:
            found.append(f"round {period.round} ends before it begins")
    return found


def faults(case: Case) -> list[str]:
    """Everything that must not be true."""
    return [
        *case_faults(case),
        *(fault for row in case.obligations for fault in row_faults(row)),
        *(f"referral {r.no}: {fault}" for r in case.referrals for fault in referral_faults(case, r)),
        *(f"referral {r.no}: {fault}" for r in case.referrals for fault in window_faults(case, r.no)),
    ]


def stepwise(events: tuple[Event, ...]) -> Case:
    """The case by applying one effective event after the other."""
    first, *rest = effective(events)
    case = begun(1, first)
    for event in rest:
        case = applied(case, event)
    return replace(case, version=events[-1].seq)


def stock(case: Case, day: date) -> int:
    """Whether the case is in the stock of a day, by its periods."""
    periods = (period for period in case.periods if period.opened_on is not None and period.opened_on <= day)
    return sum(
        1 for period in periods if (period.closed_on is None and period.is_open) or _ends_after(period.closed_on, day)
    )


def _ends_after(closed_on: date | None, day: date) -> bool:
    return closed_on is not None and closed_on > day


@given(courses())
def test_no_course_breaks_a_law(course: Course) -> None:
    assert faults(course.case) == []


@given(courses(imported=True))
def test_no_course_of_an_import_breaks_a_law(course: Course) -> None:
    assert faults(course.case) == []


@given(courses(without=PLAIN))
def test_a_case_that_is_nowhere_owes_forwarding(course: Course) -> None:
    """Whatever comes back, is cancelled or is taken up again: without an agency it is on the list of what is owed."""
    case = course.case
    is_nowhere = phase_of(case) in {Phase.UNSENT, Phase.OBJECTED} or (case.is_open and not case.live_referrals)
    owed = [row for row in case.obligations if row.kind is Kind.FORWARD and row.is_unmet]
    assert len(owed) == is_nowhere


@given(courses(without=frozenset()))
def test_folding_at_once_is_folding_step_by_step(course: Course) -> None:
    assert course.case == stepwise(course.events)


@given(courses(without=frozenset()))
def test_the_version_is_the_number_of_events(course: Course) -> None:
    assert (course.case.version, [event.seq for event in course.events]) == (
        len(course.events),
        list(range(1, len(course.events) + 1)),
    )


@given(courses(without=frozenset()))
def test_every_payload_survives_the_ledger(course: Course) -> None:
    for event in course.events:
        text = codec.dump_payload(event.payload)
        again = codec.load_payload(codec.kind_of(event.payload), text)
        assert (again, codec.dump_payload(again)) == (event.payload, text)


@given(courses())
def test_every_case_can_be_closed(course: Course) -> None:
    """From wherever it stands: an objection is declined, then it is closed; nothing else is needed."""
    case, today, office = course.case, course.today, course.office
    if phase_of(case) is Phase.OBJECTED:
        case = applied(case, closing.decline_objection(case, "known", Said.on(today, WHY), office))
    if phase_of(case) is not Phase.CLOSED:
        case = applied(case, closing.close(case, ClosingClass.EXPLAINED, Said.on(today, WHY), office, approved=True))
    assert (phase_of(case), faults(case)) == (Phase.CLOSED, [])


@given(courses())
def test_a_corrected_course_is_legal_from_the_first_event_to_the_last(course: Course) -> None:
    first, *rest = effective(course.events)
    case = begun(1, first)
    for event in rest:
        check(case, event)
        case = applied(case, event)
    assert replace(case, version=course.case.version) == course.case


def corrected(course: Course, event: Event, on: date | None, basis: DateBasis) -> Event:
    """The correction of an event of the course to a day."""
    return correct.correct(1, course.events, event.seq, Said(When(on, basis), {"text": WHY}), course.office)


@given(courses(without=UNEDITED) | courses(without=UNEDITED, imported=True), st.integers(0, 24))
def test_correcting_an_event_to_its_own_day_changes_nothing(course: Course, which: int) -> None:
    stream = effective(course.events)
    event = stream[which % len(stream)]
    assert corrected(course, event, event.happened_on, event.basis).payload == p.Corrected(basis=event.basis)


@given(courses(without=UNEDITED) | courses(without=UNEDITED, imported=True), st.integers(0, 24), st.integers(-9, 9))
def test_correcting_a_day_and_back_again_changes_nothing(course: Course, which: int, days: int) -> None:
    stream, before = effective(course.events), course.case
    event = stream[which % len(stream)]
    on = event.happened_on or course.today
    with suppress(DomainError):
        course.append(corrected(course, event, on + timedelta(days=days), event.basis))
        course.append(corrected(course, event, event.happened_on, event.basis))
    assert replace(course.case, version=before.version) == before


@given(courses(without=frozenset()), courses(imported=True))
def test_what_a_case_adds_to_the_sums_is_its_stock_on_every_day(course: Course, other: Course) -> None:
    for case in (course.case, other.case):
        if case.is_void or case.received_on is None:
            assert contributions(case) == {}
            continue
        by_day = {cell[1]: sums for cell, sums in contributions(case).items() if cell[0] == "day"}
        for day in sorted(by_day):
            upto = sum((sums for each, sums in by_day.items() if each <= day), NOTHING)
            assert upto.received + upto.reopened - upto.closed == stock(case, day)


@given(courses(without=frozenset()))
def test_due_days_never_lie_before_what_they_are_counted_from(course: Course) -> None:
    promises = [row.promise for row in course.case.obligations if row.promise.span is not None]
    assert [given for given in promises if given.due_on < given.counted_from] == []
