"""After the calendar changed: which promises it would move, and the named action that moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.model.case import Case, CaseNo
from core.model.codes import ObligationKind
from core.model.events import Event
from core.ports import Context, Work
from core.rules.access import Permission
from core.rules.decide.common import Said, When
from core.rules.decide.finish import recalculate
from core.rules.obligations import Office
from core.rules.recount import recounted
from core.usecases.common import office_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """A promise whose day would be another one by today's calendar; ``agency`` is empty where the case owes it."""

    no: CaseNo
    kind: ObligationKind
    agency: str
    due_on: date
    would_be: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalculateAll:
    """Which cases; ``request_id`` makes a repeated submit harmless."""

    request_id: str
    nos: tuple[CaseNo, ...]


def touched_promises(ctx: Context) -> tuple[MovedPromise, ...]:
    """Promises that are not kept yet and would fall on another day if they were counted now; nothing is moved.

    Raises:
        NotAllowed: the actor may not move due days.
    """
    ctx.actor.require(Permission.CASE_EXTEND)
    office = office_of(ctx)
    cases = ((no, ctx.ledger.case(no)) for no in ctx.reads.promised_cases())
    return tuple(found for no, case in cases for found in _touched(no, case, office))


def _touched(no: CaseNo, case: Case, office: Office) -> Iterator[MovedPromise]:
    agencies = {referral.no: referral.agency_name for referral in case.referrals}
    for owner in _owners(case):
        before = {row.kind: row.due_on for row in case.obligations if row.referral_no == owner and row.is_unmet}
        for promise in recounted(case, owner, office):
            agency = agencies.get(owner, "") if owner is not None else ""
            yield MovedPromise(no, promise.kind, agency, before[promise.kind], promise.due_on)


def _owners(case: Case) -> Iterable[int | None]:
    return dict.fromkeys(row.referral_no for row in case.obligations if row.is_unmet)


def recalculate_all(command: RecalculateAll, ctx: Context, *, progress: Progress = lambda done, whole: None) -> int:
    """Count the unmet promises of cases anew, each case in a command of its own; returns how many cases moved.

    Raises:
        NotAllowed: the actor may not move due days.
        DomainError: refused; cases before it are counted anew, and running it again goes on behind them.
    """
    ctx.actor.require(Permission.CASE_EXTEND)
    moved = 0
    for n, no in enumerate(command.nos, start=1):
        moved += _recalculated(f"{command.request_id}-{no.url}", no, ctx)
        progress(n, len(command.nos))
    return moved


def _recalculated(request_id: str, no: CaseNo, ctx: Context) -> bool:
    office, said = office_of(ctx), Said(When(ctx.clock.today()))
    changed: list[Event] = []

    def work(unit: Work) -> None:
        changed.clear()
        stream = unit.case(no)
        for owner in _owners(stream.case):
            event = recalculate(stream.case, owner, said, office)
            if event is not None:
                changed.append(event)
                stream.append(event)

    ctx.ledger.act(request_id, "recalculate_dues", work)
    return bool(changed)
