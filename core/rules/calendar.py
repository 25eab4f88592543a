"""Government working days and the days on which progress is reported. Pure; days are Bangkok days.

A start day is never counted, neither in working days nor in calendar days.
Source: BK steps 2-4; [L] Civil and Commercial Code s.193/3.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.model.holidays import Holiday, WorkCalendar
from core.model.promises import NamedDay

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_MID_MONTH = 15
_LATE_MONTH = 30


def work_calendar(
    holidays: Iterable[Holiday], *, province_code: str, confirmed_years: frozenset[int], version: int
) -> WorkCalendar:
    """Return the calendar of one province; two holidays on a day keep both names, in the order given."""
    names: dict[date, list[str]] = {}
    for holiday in holidays:
        if holiday.is_kept_in(province_code):
            names.setdefault(holiday.day, []).append(holiday.name)
    return WorkCalendar({day: "; ".join(given) for day, given in names.items()}, confirmed_years, version)


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_working_day(day: date, calendar: WorkCalendar) -> bool:
    """Whether government offices of the calendar's province work: Monday to Friday and not one of its holidays."""
    return not is_weekend(day) and day not in calendar.holidays


def add_working_days(start: date, count: int, calendar: WorkCalendar) -> date:
    """Return the day on which the ``count``-th working day after ``start`` falls.

    ``start`` itself is never counted: received on a Friday with ``count=1`` is due on Monday. A year outside
    ``calendar.confirmed_years`` is counted by what is known of it; ask ``unconfirmed_years`` before promising.

    Raises:
        ValueError: ``count`` is less than 1.

    Source: BK steps 2-3 (counted from the day after); [L] Civil and Commercial Code s.193/3.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1, not {count}")
    day = start
    for _ in range(count):
        day += _ONE_DAY
        while not is_working_day(day, calendar):
            day += _ONE_DAY
    return day


def next_working_day(after: date, calendar: WorkCalendar) -> date:
    """Return the first working day later than ``after``: the day on which chasing a missed periodic report begins.

    Source: our decision (a periodic due day itself does not move).
    """
    return add_working_days(after, 1, calendar)


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Count the working days later than ``start`` up to and including ``end``; 0 when ``end`` is not later.

    The inverse of ``add_working_days``; its cost grows with the number of holidays, not with the span.
    """
    if end <= start:
        return 0
    closed = sum(1 for day in calendar.holidays if start < day <= end and not is_weekend(day))
    return _weekdays_until(end) - _weekdays_until(start) - closed


def skipped_days(start: date, due: date, calendar: WorkCalendar) -> tuple[NamedDay, ...]:
    """Return the days later than ``start`` and up to ``due`` that are not counted, in order.

    A holiday carries its name, also on a weekend; a plain Saturday or Sunday carries an empty one.
    """
    span = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    return tuple(NamedDay(day, calendar.holidays.get(day, "")) for day in span if not is_working_day(day, calendar))


def unconfirmed_years(start: date, due: date, calendar: WorkCalendar) -> tuple[int, ...]:
    """Return the CE years, in order, that the days after ``start`` up to ``due`` touch and nobody confirmed.

    Empty when nothing was counted (due on the day itself).
    """
    if due <= start:
        return ()
    years = range((start + _ONE_DAY).year, due.year + 1)
    return tuple(year for year in years if year not in calendar.confirmed_years)


@dataclass(frozen=True, slots=True)
class PeriodicWindow:
    """The days that one periodic report covers: later than ``after``, up to and including ``due_on``."""

    after: date
    due_on: date


def next_periodic_due(after: date) -> date:
    """Return the first periodic due day later than ``after``.

    Due days are the 15th and the 30th, in February the 15th and the last day; they do not move on non-working days.

    Source: BK step 4; February is our decision.
    """
    return _due_on_or_after(after + _ONE_DAY)


def window_holding(day: date) -> PeriodicWindow:
    """Return the window in which ``day`` lies: a due day closes its own window, the 31st opens the next."""
    due_on = _due_on_or_after(day)
    if due_on.day > _MID_MONTH:
        return PeriodicWindow(due_on.replace(day=_MID_MONTH), due_on)
    return PeriodicWindow(_late_due(due_on.replace(day=1) - _ONE_DAY), due_on)


def periodic_dues(first: date, until: date) -> tuple[date, ...]:
    """Return the periodic due days from ``first`` to ``until``, both included, in order; empty when there is none."""
    dues = []
    due_on = _due_on_or_after(first)
    while due_on <= until:
        dues.append(due_on)
        due_on = next_periodic_due(due_on)
    return tuple(dues)


def _due_on_or_after(day: date) -> date:
    if day.day <= _MID_MONTH:
        return day.replace(day=_MID_MONTH)
    late = _late_due(day)
    return late if day <= late else (late + timedelta(days=_MID_MONTH + 1)).replace(day=_MID_MONTH)


def _late_due(day: date) -> date:
    return day.replace(day=min(_LATE_MONTH, monthrange(day.year, day.month)[1]))


def _weekdays_until(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # ordinal 1 is a Monday, so a week is the ordinals 7k+1 to 7k+7
    return 5 * weeks + min(rest, 5)
