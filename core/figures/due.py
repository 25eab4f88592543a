"""What is due by a day, and what a meeting calls due for report.

Source: BK (every miss is chased), RE and LP (the agenda of a meeting).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from core.figures.answers import Json
from core.figures.lines import DueLine
from core.model.codes import ObligationKind
from core.model.promises import Promise
from core.rules.calendar import periodic_dues
from core.rules.codec import load_as
from core.text.explain import explain

Kind = ObligationKind
REPORT_DUE_KINDS = frozenset({Kind.FIRST_PROGRESS, Kind.PERIODIC_PROGRESS, Kind.REPORT_BY_LETTER, Kind.FINISH})
"""What a meeting asks an agency about."""


def spread(line: DueLine, on: date) -> tuple[DueLine, ...]:
    """A periodic series as one line for each due day up to ``on``; every other line as it is."""
    if line.kind is not Kind.PERIODIC_SERIES:
        return (line,)
    return tuple(
        replace(
            line, kind=Kind.PERIODIC_PROGRESS, due_on=due, first_due_on=due, done_on=None, days_late=(on - due).days
        )
        for due in periodic_dues(line.due_on, on)
    )


def explained(line: DueLine) -> str:
    """Why the due day is that day, in Thai."""
    promise = replace(load_as(Promise, line.promise), due_on=line.due_on)
    return explain(promise, agency_name=line.agency)


def due_json(lines: Iterable[DueLine]) -> Json:
    """The answer of ``due``."""
    return {
        "obligations": [
            {
                "case_no": str(line.no),
                "agency": line.agency or None,
                "kind": line.kind.value,
                "due_on": line.due_on.isoformat(),
                "done_on": line.done_on.isoformat() if line.done_on else None,
                "days_late": line.days_late,
                "rule": line.rule.value,
                "explanation": explained(line),
            }
            for line in lines
        ]
    }


def is_owed(line: DueLine) -> bool:
    """Whether an agency owes a meeting an answer: unmet, not reported done, the finish clock not standing."""
    return (
        line.agency_id is not None
        and not line.own
        and line.done_on is None
        and not line.awaits_check
        and not line.is_paused
    )


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that one agency must report on: everything of it that is due, earliest first."""

    first: DueLine
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class AgencyDue:
    """One agency before a meeting: what it owes and what it has answered since the last one."""

    agency_id: str
    agency: str
    due: tuple[DueCase, ...]
    answered: tuple[DueCase, ...]


@dataclass(frozen=True, slots=True)
class DueReport:
    """Due for report on a meeting's day. ``cases`` counts a case once, however many agencies owe a report on it."""

    on: date
    since: date | None
    agencies: tuple[AgencyDue, ...]
    cases: int
    answered_cases: int

    @property
    def due_agencies(self) -> int:
        """Agencies that owe at least one report."""
        return sum(bool(agency.due) for agency in self.agencies)


def due_report(due: Iterable[DueLine], answered: Iterable[DueLine], on: date, since: date | None) -> DueReport:
    """Group what is due and what was answered by agency; most due first.

    A case stands under "answered" only when the agency owes nothing more on it.
    """
    owed, told = _by_agency(due), _by_agency(answered)
    agencies = []
    for agency_id in sorted(owed.keys() | told.keys()):
        mine = owed.get(agency_id, {})
        done = {case_id: lines for case_id, lines in told.get(agency_id, {}).items() if case_id not in mine}
        name = next(lines[0].agency for lines in (*mine.values(), *told.get(agency_id, {}).values()))
        agencies.append(AgencyDue(agency_id, name, _cases(mine), _cases(done)))
    return DueReport(
        on=on,
        since=since,
        agencies=tuple(sorted(agencies, key=lambda each: (-len(each.due), -len(each.answered), each.agency_id))),
        cases=len({case.first.case_id for agency in agencies for case in agency.due}),
        answered_cases=len({case.first.case_id for agency in agencies for case in agency.answered}),
    )


Owed = dict[str, dict[int, list[DueLine]]]


def _by_agency(lines: Iterable[DueLine]) -> Owed:
    found: Owed = {}
    for line in sorted(lines, key=lambda each: (each.due_on, each.case_id, each.kind)):
        found.setdefault(line.agency_id or "", {}).setdefault(line.case_id, []).append(line)
    return found


def _cases(lines: dict[int, list[DueLine]]) -> tuple[DueCase, ...]:
    return tuple(DueCase(each[0], tuple(each)) for each in lines.values())
