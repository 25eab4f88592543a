"""Why a due day is the day it is: from which day, by which rule, which rules lost, which days were not counted.

What the centre decided for itself is called its own setting; only what a law sets is called law.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.model.case import Obligation
from core.model.codes import DueRule, ObligationKind
from core.model.holidays import WorkCalendar
from core.model.promises import NamedDay, Promise
from core.rules.calendar import add_working_days, skipped_days, unconfirmed_years
from core.rules.clocks import BANGKOK_1555
from core.text.catalogue import TEXTS, label, t
from core.text.dates import be_year

Kind = ObligationKind
_SERIES = frozenset({Kind.PERIODIC_SERIES, Kind.PERIODIC_PROGRESS})
_MOVED = frozenset({DueRule.EXTENDED, DueRule.PAUSED, DueRule.SENT_BACK, DueRule.RECALCULATED})
_OWN_ADDITIONS = {
    Kind.FIRST_PROGRESS: "explain.addition.first_progress",
    Kind.PERIODIC_SERIES: "explain.addition.periodic",
    Kind.PERIODIC_PROGRESS: "explain.addition.periodic",
    Kind.TELL_COMPLAINANT: "explain.addition.tell_complainant",
}
"""What the centre adds to the steps of Bangkok."""
_OWN_DECISIONS = frozenset({DueRule.DEFAULT, DueRule.URGENT, DueRule.NO_WEEKEND_STAFF})
_ONLY_SET = frozenset({DueRule.COMPLEX, DueRule.SOURCE_AGREED, DueRule.EXTENDED, DueRule.PAUSED, DueRule.SENT_BACK})
"""Rules whose day is said in a sentence of their own."""


def explain(given: Promise | Obligation, *, agency_name: str = "", topic_name: str = "") -> str:
    """Return one or two Thai sentences about a due day, in the words of the day on which it was promised."""
    said, due_on = (given.promise, given.due_on) if isinstance(given, Obligation) else (given, given.due_on)
    return _joined(
        _counted(said, due_on),
        _basis(said, agency_name or t("explain.agency"), topic_name or t("explain.topic")),
        _first(said, due_on),
        _lost(said),
        _skipped(said.skipped),
        _unconfirmed(said.unconfirmed_years),
    )


def explain_working_days(start: date, count: int, calendar: WorkCalendar) -> str:
    """Return how ``count`` working days after ``start`` were counted.

    Raises:
        ValueError: ``count`` is less than 1.
    """
    due_on = add_working_days(start, count, calendar)
    named = [day for day in skipped_days(start, due_on, calendar) if day.name]
    counted = t("explain.working_days", counted_from=start, count=count, due_on=due_on)
    return _joined(
        counted,
        _skipped(named) or t("explain.weekends"),
        _unconfirmed(unconfirmed_years(start, due_on, calendar)),
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _counted(said: Promise, due_on: date) -> str:
    span = said.span
    facts = {"due_on": due_on, "counted_from": said.counted_from, "count": span.count if span else 0}
    if said.kind in _SERIES:
        return t("explain.series", **facts)
    if said.rule in _ONLY_SET:
        return t(f"explain.{said.rule.value}", **facts)
    if span is None:
        key = f"explain.typed.{said.kind.value}"
        return t(key if key in TEXTS else "explain.typed", **facts)
    unit = "same_day" if span.count == 0 else span.unit.value
    return t(f"explain.counted.{unit}", start=_start(said.kind), **facts)


def _start(kind: Kind) -> str:
    key = f"explain.start.{kind.value}"
    return t(key if key in TEXTS else "explain.start")


def _basis(said: Promise, agency: str, topic: str) -> str:
    """By which rule, with its source, or that the centre set it itself."""
    rule = _ruling(said)
    moved = t("explain.recalculated") if said.rule is DueRule.RECALCULATED else ""
    if rule is DueRule.CLOCK:
        return _joined(_clock_basis(said), moved)
    if rule is DueRule.LAW:
        named = t("explain.basis.law_named", source=_source(said)) if _source(said) else t("explain.basis.law")
        return _joined(named, moved)
    if rule is DueRule.COMPLEX:
        return t("explain.setting")
    key = f"explain.basis.{rule.value}"
    if key not in TEXTS:
        return ""
    note = t("explain.setting") if rule in _OWN_DECISIONS else _declared_in(_source(said))
    return _joined(t(key, agency=agency, topic=topic), note, moved)


def _ruling(said: Promise) -> DueRule:
    """The rule behind the day: counted again, or kept after the case was sent back, it is still the first one."""
    is_kept = said.rule is DueRule.SENT_BACK and said.first_due_on == said.due_on
    return said.first_rule or said.rule if is_kept or said.rule is DueRule.RECALCULATED else said.rule


def _clock_basis(said: Promise) -> str:
    """The steps of Bangkok, as far as the centre left their periods as they are; the rest is its own setting."""
    is_steps = said.kind in _SERIES or _is_bangkoks(said)
    basis = t("explain.basis.steps" if is_steps else "explain.basis.own")
    own = "" if is_steps else t("explain.setting")
    addition = _OWN_ADDITIONS.get(said.kind)
    return _joined(basis, own) if addition is None else _joined(basis, t(addition), t("explain.setting"))


def _is_bangkoks(said: Promise) -> bool:
    clock = BANGKOK_1555.clock(said.kind)
    if clock is None or said.span is None:
        return False
    return (clock.span.count, clock.span.unit) == (said.span.count, said.span.unit)


def _source(said: Promise) -> str:
    """The law, the declaration or the text that the period itself names."""
    return said.span.source if said.span else ""


def _declared_in(source: str) -> str:
    return t("explain.basis.declared_in", source=source) if source else ""


def _first(said: Promise, due_on: date) -> str:
    """What was promised first, where the day has moved."""
    if said.rule not in _MOVED or said.first_due_on is None or said.first_due_on == due_on:
        return ""
    return t("explain.first", first_due_on=said.first_due_on, rule=said.first_rule or "").strip()


def _lost(said: Promise) -> str:
    rules = ", ".join(t("explain.lost.rule", rule=label(each.rule), due_on=each.due_on) for each in said.lost)
    return t("explain.lost", rules=rules) if rules else ""


def _skipped(days: Iterable[NamedDay]) -> str:
    named = ", ".join(t("explain.skipped.day", day=each.day, name=each.name) for each in days)
    return t("explain.skipped", days=named) if named else ""


def _unconfirmed(years: Iterable[int]) -> str:
    return _joined(*(t("due_state.unconfirmed", be=be_year(year)) for year in years))
