"""One sentence that answers "where does my case stand", to be read out on the phone in fifteen seconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from core.model.case import Case, Obligation, Referral
from core.model.codes import CaseState, ClosingClass, ObligationKind
from core.rules.calendar import next_periodic_due
from core.text.catalogue import label, t
from core.text.dates import thai_day_full

Kind = ObligationKind
REPORTS: Final = frozenset(
    {Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.PERIODIC_SERIES, Kind.PERIODIC_PROGRESS, Kind.REPORT_BY_LETTER}
)


def phone_answer(case: Case, today: date) -> str:
    """The state in words, who is responsible, and when the next report is due; no name and no title."""
    if case.is_void:
        return t("answer.ended", no=case.no, state=t("answer.state.void"))
    if not case.is_open:
        return t("answer.ended", no=case.no, state=_ended(case))
    state = " ".join(filter(None, (_state(case), _paused(case))))
    said = " ".join(filter(None, (t("answer.responsible", agency=_responsible(case)), _next(case, today))))
    return t("answer.open", no=case.no, state=state, said=said)


def confidential_answer(case_no: object) -> str:
    """What is said to somebody who may not read the case."""
    return t("answer.confidential", no=case_no)


def _ended(case: Case) -> str:
    if case.objected_on is not None:
        return t("answer.state.objected", day=thai_day_full(case.objected_on))
    closed_on = case.periods[-1].closed_on
    on = t("answer.state.received", day=thai_day_full(closed_on)) if closed_on else ""
    if case.closing is None or case.closing.closing_class is ClosingClass.UNSPECIFIED:
        return t("answer.state.closed_plain", on=on)
    return t("answer.state.closed", on=on, closing=label(case.closing.closing_class))


def _state(case: Case) -> str:
    state = case.state
    if state is CaseState.REGISTERED:
        on = t("answer.state.received", day=thai_day_full(case.received_on)) if case.received_on else ""
        return t("answer.state.registered", received=on)
    if state is CaseState.REOPENED:
        return t("answer.state.reopened", n=case.round)
    reported = max((r.last_report_on for r in case.live_referrals if r.last_report_on), default=None)
    if state is CaseState.IN_PROGRESS and reported is not None:
        return t("answer.state.reported", day=thai_day_full(reported))
    return t(f"answer.state.{state.value}")


def _paused(case: Case) -> str:
    return t("answer.paused") if any(referral.is_paused for referral in _working(case)) else ""


def _working(case: Case) -> list[Referral]:
    """Who has still to do something: live referrals that have not reported done."""
    return [referral for referral in case.live_referrals if not referral.awaits_check]


def _responsible(case: Case) -> str:
    """Who has the case: agencies as last sent to, the centre where it lies with the centre."""
    names = [t("answer.centre") if each.own else each.agency_name for each in _working(case)]
    return f" {t('answer.and')} ".join(dict.fromkeys(names)) or t("answer.centre")


def _next(case: Case, today: date) -> str:
    unmet = [row for row in case.obligations if row.is_unmet and row.round == case.round]
    if not case.live_referrals:
        return _forwarding([row for row in unmet if row.kind is Kind.FORWARD], today)
    working = {referral.no for referral in _working(case)}
    if not working:
        return ""
    owed = [row for row in unmet if row.referral_no in working and not _stands(case, row)]
    late = min((row.due_on for row in owed if row.kind in REPORTS | {Kind.FINISH} and row.due_on < today), default=None)
    said = [t("answer.next.late", day=thai_day_full(late))] if late else []
    return " ".join(filter(None, (*said, _coming(owed, today, is_late=late is not None))))


def _stands(case: Case, row: Obligation) -> bool:
    """The finish clock is paused, and this due day had not passed before."""
    referral = next(each for each in case.referrals if each.no == row.referral_no)
    return row.kind is Kind.FINISH and referral.is_paused and row.due_on >= referral.pauses[-1].from_on


def _forwarding(owed: Iterable[Obligation], today: date) -> str:
    due_on = min((row.due_on for row in owed), default=None)
    if due_on is None:
        return t("answer.next.none")
    return t("answer.next.forward_late" if due_on < today else "answer.next.forward", day=thai_day_full(due_on))


def _coming(owed: Iterable[Obligation], today: date, *, is_late: bool) -> str:
    """The next report to come; without one the day of completion."""
    rows = list(owed)
    reports = [_from(row, today) for row in rows if row.kind in REPORTS]
    report_on = min((day for day in reports if day >= today), default=None)
    if report_on is not None:
        return t("answer.next.report", day=thai_day_full(report_on))
    finish_on = min((row.due_on for row in rows if row.kind is Kind.FINISH and row.due_on >= today), default=None)
    if finish_on is not None:
        return t("answer.next.finish", day=thai_day_full(finish_on))
    return "" if is_late else t("answer.next.none")


def _from(row: Obligation, today: date) -> date:
    """The due day; of a series the first that has not passed."""
    due_on = row.due_on
    while row.kind is Kind.PERIODIC_SERIES and due_on < today:
        due_on = next_periodic_due(due_on)
    return due_on
