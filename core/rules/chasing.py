"""What is to be chased next, and who is to be told although nothing happened: questions of a day, never stored rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.model.case import Case, Referral
from core.model.codes import ObligationKind
from core.model.holidays import WorkCalendar
from core.model.promises import Promise
from core.rules.calendar import add_working_days, next_working_day
from core.rules.obligations import Office, tell_promise

Kind = ObligationKind
GAPS = (5, 5, 5)
"""Working days from each reminder to the next step (our decision)."""


class ChaseStep(StrEnum):
    """The rungs of the ladder: three reminders, then the agency's head, then the next agenda."""

    REMINDER_1 = "reminder_1"
    REMINDER_2 = "reminder_2"
    REMINDER_3 = "reminder_3"
    AGENCY_HEAD = "agency_head"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class NextChase:
    """The next step and the first day on which it is to be taken; a step that stands for a meeting has no day."""

    step: ChaseStep
    on: date | None


def next_chase_of(case: Case, referral_no: int, today: date, calendar: WorkCalendar) -> NextChase | None:
    """The next step towards one agency; None while it has missed nothing, or needs not answer any more."""
    referral = next((each for each in case.live_referrals if each.no == referral_no), None)
    unmet = (each for each in case.obligations if each.referral_no == referral_no and each.is_unmet)
    missed = min((each.due_on for each in unmet if each.due_on < today and each.kind is not Kind.REVIEW), default=None)
    if referral is None or referral.own or referral.awaits_check or missed is None:
        return None
    return next_chase(missed, referral, calendar)


def next_chase(missed: date, referral: Referral, calendar: WorkCalendar, gaps: tuple[int, ...] = GAPS) -> NextChase:
    """The step after a due day was missed: the first on the next working day, each further one some working days
    after the reminder before it. A report begins anew, for it takes the count of reminders back.

    Source: BK (whatever misses its clock is chased at once); the ladder itself is our decision.
    """
    steps = tuple(ChaseStep)
    if referral.reminders == 0 or referral.last_chased_on is None:
        return NextChase(steps[0], next_working_day(missed, calendar))
    if referral.reminders > len(gaps):
        return NextChase(ChaseStep.AGENDA, None)
    gap = gaps[referral.reminders - 1]
    return NextChase(steps[referral.reminders], add_working_days(referral.last_chased_on, gap, calendar))


def word_promise(case: Case, office: Office) -> Promise | None:
    """What is owed to a complainant who asked to be told and has heard nothing for the office's number of days; None
    while the case is closed or undated, or nobody asked.

    Source: BK; both lengths are our decisions.
    """
    last_word_on = case.told_on or case.periods[-1].opened_on
    if last_word_on is None or not case.is_open or not case.facts.wants_reply:
        return None
    return word_owed(last_word_on, office)


def word_owed(last_word_on: date, office: Office) -> Promise | None:
    """What is owed after a silence that began with the last word; None where the office does not tell people."""
    return next(iter(tell_promise(last_word_on + timedelta(days=office.clocks.no_word_days), office)), None)
