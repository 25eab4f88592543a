"""Rules of the start: what an opening balance must say, and which steps of an office stand open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.errors import DomainError
from core.model.beginnings import OpeningBalance, StartStep, YearNumbers
from core.model.office_facts import OfficeFacts, OfficeSetting, office_facts
from core.model.upkeep import BackupState
from core.text.fold import refuse_hostile

FIRST_YEAR: Final = 2500
LAST_YEAR: Final = 2700
MOST_CASES: Final = 9_999_999
LONGEST_SOURCE: Final = 200
HIGHEST_NUMBER: Final = 999_999
SETTLED_BY_WORD: Final = (StartStep.OPENING, StartStep.IMPORT)
"""Steps that an office may have nothing to do in, and says so."""


def checked_first_number(first_no: int) -> int:
    """The number that an office goes on with.

    Raises:
        DomainError: ``error.number_impossible``, ``error.number_high``.
    """
    if first_no < 1:
        raise DomainError("error.number_impossible", no=first_no)
    if first_no > HIGHEST_NUMBER:
        raise DomainError("error.number_high", most=HIGHEST_NUMBER)
    return first_no


def checked_opening(year: str, body: Mapping[str, Any] | None) -> None:
    """Refuse an opening balance that cannot be true; without a body it is taken out, which is always possible.

    Raises:
        DomainError: the year is none, a count is missing or negative, the pending ones are not those received and not
            closed, or nobody says where the counts come from.
    """
    if not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise DomainError("error.opening_year")
    if body is None:
        return
    received, closed, pending = (_count(body.get(name)) for name in ("received", "closed", "pending"))
    if closed > received:
        raise DomainError("error.opening_closed", closed=closed, received=received)
    if pending != received - closed:
        raise DomainError("error.opening_pending", pending=pending, wanted=received - closed)
    source = str(body.get("source", "")).strip()
    refuse_hostile(source)
    if not source or len(source) > LONGEST_SOURCE:
        raise DomainError("error.opening_source", most=LONGEST_SOURCE)


def _count(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= MOST_CASES:
        raise DomainError("error.opening_count", most=MOST_CASES)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What an office has so far; from it follows which steps are done."""

    settings: Mapping[str, str]
    backup: BackupState
    numbers: YearNumbers | None
    openings: Sequence[OpeningBalance]
    has_imports: bool
    caseworkers: int
    """Accounts that may take a matter in."""

    @property
    def facts(self) -> OfficeFacts:
        """What the office said of itself."""
        return office_facts(self.settings)


def settled(settings: Mapping[str, str]) -> frozenset[StartStep]:
    """Steps of which the office said that there is nothing to do."""
    said = settings.get(OfficeSetting.START_SETTLED, "").split()
    return frozenset(step for step in StartStep if step.value in said)


def checked_steps(text: str) -> str:
    """The steps of a setting, in their order.

    Raises:
        DomainError: ``error.setting_unknown``; one of them cannot be settled by a word.
    """
    said = set(text.split())
    if not said <= {step.value for step in SETTLED_BY_WORD}:
        raise DomainError("error.setting_unknown")
    return " ".join(step.value for step in SETTLED_BY_WORD if step.value in said)


def open_steps(found: Found) -> tuple[StartStep, ...]:
    """The steps that are not done, in their order."""
    done = _done(found)
    return tuple(step for step in StartStep if step not in done)


def _done(found: Found) -> Collection[StartStep]:
    facts = found.facts
    states = {
        StartStep.SHEET: found.backup.recovery_confirmed_at is not None,
        StartStep.BACKUP: found.backup.is_chosen,
        StartStep.FACTS: bool(facts.name and facts.phone),
        StartStep.CLOCKS: OfficeSetting.CLOCK_SET in found.settings,
        StartStep.NUMBER: found.numbers is not None,
        StartStep.OPENING: bool(found.openings),
        StartStep.IMPORT: found.has_imports,
        StartStep.PEOPLE: found.caseworkers > 0,
    }
    return settled(found.settings) | {step for step, is_done in states.items() if is_done}
