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
from core.rules.clocks import BANGKOK_1555, CADENCE_VERSION, SOURCES

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

    ``report_due_on`` is the day typed in the letter; ``review_on`` makes the matter complex, and is compulsory for a
    complex topic that no law sets a period for.
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

    Source: BK (counted from the day after); [L] Civil and Commercial Code s.193/3; a deadline in calendar days does not
    roll on when it ends on a holiday ([L] Administrative Procedure Act s.64).
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
        source=span.source or SOURCES[kind],
        skipped=tuple(day for day in skipped_days(start, due_on, calendar) if day.name) if working else (),
        unconfirmed_years=unconfirmed_years(start, due_on, calendar) if working else (),
        calendar_version=calendar.version,
    )


def typed_promise(kind: Kind, start: date, due_on: date, rule: DueRule) -> Promise:
    """A promise whose day a person, a letter or a source has set."""
    return Promise(kind=kind, counted_from=start, due_on=due_on, rule=rule, source=SOURCES[kind])


def forward_promise(start: date, office: Office, *, urgent: bool = False) -> tuple[Promise, ...]:
    """The day by which the case must be with an agency; none when the clock is off.

    Source: BK step 1 (one calendar day, whatever the hour, no roll-over). Urgent the same day, and working days for an
    office without weekend staff: our decisions.
    """
    clock = office.clocks.clock(Kind.FORWARD)
    if clock is None:
        return ()
    span, rule = clock.span, DueRule.CLOCK
    if urgent:
        span, rule = Span(0, DayUnit.CALENDAR), DueRule.URGENT
    elif not office.clocks.weekend_staff:
        span, rule = Span(clock.span.count), DueRule.NO_WEEKEND_STAFF
    return (promise(Kind.FORWARD, start, span, rule, office.calendar),)


def objection_promise(start: date, office: Office, *, urgent: bool = False) -> tuple[Promise, ...]:
    """The day by which an objection is to be answered, as for forwarding: owed also by an office that keeps no clock of
    forwarding, for an objection that nobody owes anything would be forgotten (our decision).
    """
    known = (*office.clocks.clocks, *BANGKOK_1555.clocks)
    clock = next(replace(each, is_on=True) for each in known if each.kind is Kind.FORWARD)
    clocks = replace(office.clocks, clocks=(clock,))
    return forward_promise(start, replace(office, clocks=clocks), urgent=urgent)


def referral_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """Everything that sending a case promises: acknowledge, first progress, the series, the letter's day, finish. Of
    the clocks of a matter that the centre handles itself only finish runs.
    """
    if sending.own:
        return finish_promises(sending, office)
    return (*reporting_promises(sending, office), *letter_promise(sending, office), *finish_promises(sending, office))


def reporting_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """Acknowledge, first progress and the periodic series, counted from the sending or the delivery."""
    acknowledge = acknowledge_promise(sending, office)
    started = acknowledge[0].due_on if acknowledge else sending.sent_on
    return (*acknowledge, *progress_promises(started, sending.sent_on, office))


def acknowledge_promise(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """One working day after sending; for a letter after its delivery, or after the assumed days of delivery.

    Source: BK step 2; that a letter arrives on its own day is our decision.
    """
    clock = office.clocks.clock(Kind.ACKNOWLEDGE)
    if clock is None:
        return ()
    start = sending.sent_on
    if sending.by_letter:
        start = sending.delivered_on or start + timedelta(days=office.clocks.delivery_days)
    return (promise(Kind.ACKNOWLEDGE, start, clock.span, DueRule.CLOCK, office.calendar),)


def progress_promises(
    started: date, sent_on: date, office: Office, *, reported_on: date | None = None
) -> tuple[Promise, ...]:
    """First progress counted from ``started`` and the series that follows it, or the report if that came first.

    ``started`` is min(acknowledged day, due day of the acknowledgement): a late acknowledgement buys no time (our
    decision). A clock whose starting clock is off starts from ``sent_on``.
    """
    clock = office.clocks.clock(Kind.FIRST_PROGRESS)
    if clock is None:
        return series_promise(sent_on, office)
    first = promise(Kind.FIRST_PROGRESS, started, clock.span, DueRule.CLOCK, office.calendar)
    return (first, *series_promise(min(first.due_on, reported_on or first.due_on), office))


def series_promise(after: date, office: Office) -> tuple[Promise, ...]:
    """The series of the 15th and 30th; it begins after the window that holds ``after``. Source: BK steps 3-4."""
    return series_from(next_periodic_due(window_holding(after).due_on), after, office)


def series_from(first: date, after: date, office: Office) -> tuple[Promise, ...]:
    """The series of the 15th and 30th whose first day is ``first``."""
    clock = office.clocks.clock(Kind.PERIODIC_SERIES)
    if clock is None:
        return ()
    series = typed_promise(Kind.PERIODIC_SERIES, after, first, DueRule.CLOCK)
    return (replace(series, cadence=CADENCE_VERSION),)


def letter_promise(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """The day by which the province's letter asks for a report: the typed one, else a period where the clock is on.

    Source: R; 15 calendar days by default are our decision.
    """
    start = sending.delivered_on or sending.letter_on or sending.sent_on
    if sending.report_due_on is not None:
        return (typed_promise(Kind.REPORT_BY_LETTER, start, sending.report_due_on, DueRule.TYPED),)
    clock = office.clocks.clock(Kind.REPORT_BY_LETTER)
    if not sending.by_letter or clock is None:
        return ()
    return (promise(Kind.REPORT_BY_LETTER, start, clock.span, DueRule.DEFAULT, office.calendar),)


def finish_promises(sending: Sending, office: Office) -> tuple[Promise, ...]:
    """The first rule that applies: law, what the agency declared for the topic, its overall period, our default.

    A complex matter has no finish day, unless a law sets one; its compulsory review day takes its place. Source: G1;
    the default of 15 working days and the review day are our decisions.
    """
    if office.clocks.clock(Kind.FINISH) is None:
        return ()
    if is_complex(sending.topic, sending.review_on):
        review_on = sending.review_on
        return () if review_on is None else (typed_promise(Kind.REVIEW, sending.sent_on, review_on, DueRule.COMPLEX),)
    rules = finish_rules(sending, office)
    return (finish_promise(rules, sending.sent_on, office.calendar),)


def is_complex(topic: Topic | None, review_on: date | None) -> bool:
    """Whether no finish day can be named: no law sets one, and the topic or whoever sends it says so."""
    if topic is None or topic.law is None:
        return review_on is not None or (topic is not None and topic.is_complex)
    return False


def finish_promise(rules: tuple[tuple[DueRule, Span], ...], sent_on: date, calendar: WorkCalendar) -> Promise:
    """The finish day of the strongest rule, with the days that the others would have set."""
    (rule, span), *weaker = rules
    won = promise(Kind.FINISH, sent_on, span, rule, calendar)
    lost = (LostRule(each, due_after(sent_on, given, calendar), given.source, given) for each, given in weaker)
    return replace(won, lost=tuple(lost))


def finish_rules(sending: Sending, office: Office) -> tuple[tuple[DueRule, Span], ...]:
    """Every rule that could set the finish day, strongest first; the default is always among them."""
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


def moved_promise(row: Obligation, due_on: date, rule: DueRule) -> Promise:
    """The promise of ``row`` with a day that somebody set; the first day and the rule that set it stay visible."""
    return replace(
        first_kept(row, row.promise, rule), due_on=due_on, span=None, lost=(), skipped=(), unconfirmed_years=()
    )


def first_kept(row: Obligation, given: Promise, rule: DueRule) -> Promise:
    """``given`` in the place of ``row``, for the reason ``rule``: what was promised first stays visible."""
    return replace(
        given, rule=rule, first_due_on=row.first_due_on, first_rule=row.promise.first_rule or row.promise.rule
    )
