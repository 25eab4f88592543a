"""Promises: from which day, by which rule, until when. Pure; every due day carries what explains it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.model.case import Obligation
from core.model.codes import DueRule, ObligationKind
from core.model.holidays import WorkCalendar
from core.model.masters import Agency, ClockSet, Topic
from core.model.promises import DayUnit, LostRule, Promise, Span
from core.rules.calendar import add_working_days, next_periodic_due, skipped_days, unconfirmed_years, window_holding
from core.rules.clocks import CADENCE_VERSION

Kind = ObligationKind


@dataclass(frozen=True, slots=True)
class Office:
    """What a decision needs besides the case: today's Bangkok day, the calendar, the clocks and two settings.

    ``may_backdate`` lifts the limit of 30 days (director, import); ``asks_approval`` makes closing a proposal first.
    """

    today: date
    calendar: WorkCalendar
    clocks: ClockSet
    may_backdate: bool = False
    asks_approval: bool = False
    is_import: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """The facts of one referral that its clocks depend on.

    ``report_due_on`` is the day typed in the letter; ``finish_due_on`` a finish day agreed in the source of an
    import;
    ``review_on`` is compulsory for a complex topic.
    """

    agency: Agency
    sent_on: date
    topic: Topic | None = None
    own: bool = False
    by_letter: bool = False
    delivered_on: date | None = None
    letter_on: date | None = None
    report_due_on: date | None = None
    review_on: date | None = None


def due_after(start: date, span: Span, calendar: WorkCalendar) -> date:
    """The last day of a period that begins on the day after ``start``; a span of 0 days ends on ``start`` itself.

    Source: BK (counted from the day after); Civil and Commercial Code s.193/3; a deadline in calendar days does not
    roll
    on when it ends on a holiday (Administrative Procedure Act s.64).
    """
    if span.count < 1:
        return start
    if span.unit is DayUnit.CALENDAR:
        return start + timedelta(days=span.count)
    return add_working_days(start, span.count, calendar)


def promise(kind: Kind, start: date, span: Span, rule: DueRule, calendar: WorkCalendar) -> Promise:
    """A promise whose due day is ``span`` after ``start``, with the days that were skipped."""
    due_on = due_after(start, span, calendar)
    working = span.unit is DayUnit.WORKING and span.count > 0
    return Promise(
        kind=kind,
        counted_from=start,
        due_on=due_on,
        rule=rule,
        span=span,
        source=span.source,
        skipped=tuple(day for day in skipped_days(start, due_on, calendar) if day.name) if working else (),
        unconfirmed_years=unconfirmed_years(start, due_on, calendar) if working else (),
        calendar_version=calendar.version,
    )


def typed_promise(kind: Kind, start: date, due_on: date, rule: DueRule, source: str = "") -> Promise:
    """A promise whose day a person, a letter or a source has set."""
    return Promise(kind=kind, counted_from=start, due_on=due_on, rule=rule, source=source)


def forward_promise(start: date, office: Office, *, urgent: bool = False) -> tuple[Promise, ...]:
    """The day by which the case must be with an agency; none when the clock is off.

    Source: BK step 1 (one calendar day, whatever the hour, no roll-over). Urgent the same day, and one working day
    for an
    office without weekend staff: our decisions.
    """
    clock = office.clocks.clock(Kind.FORWARD)
    if clock is None:
        return ()
    if urgent:
        return (promise(Kind.FORWARD, start, Span(0, DayUnit.CALENDAR), DueRule.URGENT, office.calendar),)
    if not office.clocks.weekend_staff:
        return (promise(Kind.FORWARD, start, Span(1), DueRule.NO_WEEKEND_STAFF, office.calendar),)
    return (promise(Kind.FORWARD, start, clock.span, DueRule.CLOCK, office.calendar),)


def referral_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """Everything that sending a case promises: acknowledge, first progress, the series, the letter's day, finish."""
    if sending.own:
        return finish_promises(sending, office)
    return (*reporting_promises(sending, office), *letter_promise(sending, office), *finish_promises(sending, office))


def reporting_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """Acknowledge, first progress and the periodic series, counted from the sending or the delivery."""
    acknowledge = acknowledge_promise(sending, office)
    started = acknowledge[0].due_on if acknowledge else sending.sent_on
    return (*acknowledge, *progress_promises(started, sending.sent_on, office))


def acknowledge_promise(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """One working day after sending; for a letter after its delivery, or after the assumed days of delivery. Source:
    BK 2.
    """
    clock = office.clocks.clock(Kind.ACKNOWLEDGE)
    if clock is None:
        return ()
    start = sending.sent_on
    if sending.by_letter:
        start = sending.delivered_on or start + timedelta(days=office.clocks.delivery_days)
    return (promise(Kind.ACKNOWLEDGE, start, clock.span, DueRule.CLOCK, office.calendar),)


def progress_promises(started: date, sent_on: date, office: Office) -> tuple[Promise, ...]:
    """First progress counted from ``started`` and the series that follows it.

    ``started`` is min(acknowledged day, due day of the acknowledgement): a late acknowledgement buys no time (our
    decision).
    A clock whose starting clock is off starts from ``sent_on``.
    """
    clock = office.clocks.clock(Kind.FIRST_PROGRESS)
    if clock is None:
        return series_promise(sent_on, office)
    first = promise(Kind.FIRST_PROGRESS, started, clock.span, DueRule.CLOCK, office.calendar)
    return (first, *series_promise(first.due_on, office))


def series_promise(after: date, office: Office) -> tuple[Promise, ...]:
    """The series of the 15th and 30th; it begins after the window that holds ``after``. Source: BK 3-4."""
    clock = office.clocks.clock(Kind.PERIODIC_SERIES)
    if clock is None:
        return ()
    first = next_periodic_due(window_holding(after).due_on)
    series = typed_promise(Kind.PERIODIC_SERIES, after, first, DueRule.CLOCK, clock.span.source)
    return (replace(series, cadence=CADENCE_VERSION),)


def letter_promise(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """The day by which the province's letter asks for a report. Source: R; 15 days by default are our decision."""
    start = sending.delivered_on or sending.letter_on or sending.sent_on
    if sending.report_due_on is not None:
        return (typed_promise(Kind.REPORT_BY_LETTER, start, sending.report_due_on, DueRule.TYPED),)
    if not sending.by_letter or office.clocks.letter_days is None:
        return ()
    span = Span(office.clocks.letter_days, DayUnit.CALENDAR)
    return (promise(Kind.REPORT_BY_LETTER, start, span, DueRule.DEFAULT, office.calendar),)


def finish_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """The first rule that applies: law, what the agency declared for the topic, its overall period, our default.

    A complex topic has no finish day; its compulsory review day takes its place. Source: G1; the default of 15
    working days
    and the review day are our decisions.
    """
    if office.clocks.clock(Kind.FINISH) is None:
        return ()
    if sending.topic is not None and sending.topic.is_complex:
        if sending.review_on is None:
            return ()
        return (typed_promise(Kind.REVIEW, sending.sent_on, sending.review_on, DueRule.COMPLEX),)
    rules = finish_rules(sending, office)
    won = promise(Kind.FINISH, sending.sent_on, rules[0][1], rules[0][0], office.calendar)
    lost = tuple(
        LostRule(rule, due_after(sending.sent_on, span, office.calendar), span.source) for rule, span in rules[1:]
    )
    return (replace(won, lost=lost),)


def finish_rules(sending: Sending, office: Office) -> tuple[tuple[DueRule, Span], ...]:
    """Every rule that could set the finish day, strongest first."""
    topic, agency = sending.topic, sending.agency
    found = (
        (DueRule.LAW, topic.law if topic else None),
        (DueRule.AGENCY_TOPIC, agency.declared.get(topic.id) if topic else None),
        (DueRule.AGENCY_OVERALL, agency.overall),
        (DueRule.DEFAULT, office.clocks.default_finish),
    )
    return tuple((rule, span) for rule, span in found if span is not None)


def tell_promise(on: date, office: Office) -> tuple[Promise, ...]:
    """One working day to tell the complainant who asked for it. Source: BK; the length is our decision."""
    clock = office.clocks.clock(Kind.TELL_COMPLAINANT)
    return () if clock is None else (promise(Kind.TELL_COMPLAINANT, on, clock.span, DueRule.CLOCK, office.calendar),)


def upstream_promise(received_on: date, due_on: date | None, office: Office) -> tuple[Promise, ...]:
    """The day on the upstream paper. Source: SK G1."""
    if due_on is None or office.clocks.clock(Kind.ANSWER_UPSTREAM) is None:
        return ()
    return (typed_promise(Kind.ANSWER_UPSTREAM, received_on, due_on, DueRule.TYPED),)


def moved_promise(row: Obligation, due_on: date, rule: DueRule, *, first_due_on: date | None = None) -> Promise:
    """The same promise with another due day; the first day that was promised stays visible."""
    first = first_due_on or row.first_due_on
    return replace(row.promise, due_on=due_on, rule=rule, first_due_on=first, lost=(), skipped=())
