"""What agencies promised and kept in a window, recounted from whole cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from core.figures.counts import Window
from core.figures.kpi import KpiCounts
from core.figures.recount.cases import awaits_check, is_pending, live_referrals
from core.figures.share import Share
from core.model.case import Case, Obligation, Referral
from core.model.codes import ObligationKind, ReferralOutcome
from core.model.masters import STOCK_KINDS
from core.rules.calendar import next_periodic_due

Kind = ObligationKind
At = tuple[Case, Referral]


def recount_kpi(cases: Iterable[Case], window: Window, as_of: date) -> tuple[KpiCounts, ...]:
    """Every agency with something due, done, open or closed."""
    days = Window(window.first, min(window.last, as_of))
    held: dict[str, list[At]] = {}
    for case in cases:
        for referral in case.referrals:
            if not referral.own:
                held.setdefault(referral.agency_id, []).append((case, referral))
    counts = (_agency(agency_id, mine, days, as_of) for agency_id, mine in sorted(held.items()))
    return tuple(each for each in counts if each is not None)


def _agency(agency_id: str, held: list[At], days: Window, as_of: date) -> KpiCounts | None:
    rows = [(row, referral) for case, referral in held for row in _judged(case, referral, days, as_of)]
    closed = [(case, r) for case, r in held if r.outcome is ReferralOutcome.CLOSED and _in(r.ended_on, days)]
    counts = KpiCounts(
        agency_id=agency_id,
        agency=max(referral.agency_name for _, referral in held),
        acknowledged=_share(rows, Kind.ACKNOWLEDGE, as_of),
        first_progress=_share(rows, Kind.FIRST_PROGRESS, as_of),
        periodic=_share(rows, Kind.PERIODIC_PROGRESS, as_of),
        finish=_share(rows, Kind.FINISH, as_of),
        finish_first=_share(rows, Kind.FINISH, as_of, first=True),
        durations=tuple(sorted(_durations(held, days, as_of))),
        open=sum(_is_held(case, referral, as_of) for case, referral in held),
        reopened=Share(
            len({case.id for case, referral in closed if _taken_up_again(case, referral, as_of)}),
            len({case.id for case, _ in closed}),
        ),
    )
    return None if counts == KpiCounts(agency_id, counts.agency) else counts


def _is_held(case: Case, referral: Referral, as_of: date) -> bool:
    """A referral of a pending case of the stock that is with the agency and not with the centre for a check."""
    held = is_pending(case, as_of) and case.facts.contact_kind in STOCK_KINDS
    return held and referral in live_referrals(case, as_of) and not awaits_check(referral, as_of)


def _in(day: date | None, days: Window) -> bool:
    return day is not None and days.holds(day)


def _not_void(row: Obligation, as_of: date) -> bool:
    return row.void_on is None or row.void_on > as_of


def _judged(case: Case, referral: Referral, days: Window, as_of: date) -> Iterator[tuple[Kind, date, Obligation]]:
    """What fell due in the window: kind, due day and its row; a series gives its unsettled days."""
    for row in case.obligations:
        if row.referral_no != referral.no or row.arises_on > as_of or not _not_void(row, as_of):
            continue
        if row.kind is not Kind.PERIODIC_SERIES:
            if days.holds(row.due_on):
                yield row.kind, row.due_on, row
        elif row.done_on is None or row.done_on > as_of:
            due_on = row.due_on
            while due_on <= days.last:
                if days.holds(due_on):
                    yield Kind.PERIODIC_PROGRESS, due_on, row
                due_on = next_periodic_due(due_on)


def _share(
    rows: Iterable[tuple[tuple[Kind, date, Obligation], Referral]], kind: Kind, as_of: date, *, first: bool = False
) -> Share:
    mine = [row for (owed, _, row), _ in rows if owed is kind]
    kept = [
        row
        for row in mine
        if row.done_on is not None and row.done_on <= min(as_of, row.first_due_on if first else row.due_on)
    ]
    return Share(len(kept), len(mine))


def _durations(held: Iterable[At], days: Window, as_of: date) -> Iterator[int]:
    for case, referral in held:
        for row in case.obligations:
            done = row.referral_no == referral.no and row.kind in (Kind.FINISH, Kind.REVIEW) and _not_void(row, as_of)
            if done and row.done_on is not None and days.holds(row.done_on) and referral.sent_on is not None:
                yield (row.done_on - referral.sent_on) // timedelta(days=1)


def _taken_up_again(case: Case, referral: Referral, as_of: date) -> bool:
    return any(
        period.round == referral.round + 1 and period.opened_on is not None and period.opened_on <= as_of
        for period in case.periods
    )
