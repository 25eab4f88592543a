"""The strip of clocks of a case: what was promised by when, what was kept, how late, and why that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from core.figures.case_page import CasePage
from core.model.case import Case, Obligation, Referral
from core.model.codes import ObligationKind as Kind
from core.ports import Context
from core.rules.calendar import next_periodic_due
from core.text.catalogue import label, t
from core.text.dates import thai_day
from core.text.explain import explain
from pages.ui.words import topic_names

ORDER: Final = (
    *(Kind.FORWARD, Kind.ACKNOWLEDGE, Kind.FIRST_PROGRESS, Kind.PERIODIC_PROGRESS, Kind.PERIODIC_SERIES),
    *(Kind.REPORT_BY_LETTER, Kind.FINISH, Kind.REVIEW, Kind.ANSWER_UPSTREAM, Kind.TELL_COMPLAINANT, Kind.DIRECTIVE),
)
_SERIES: Final = frozenset({Kind.PERIODIC_PROGRESS, Kind.PERIODIC_SERIES})
_MOST_WINDOWS: Final = 240
"""Ten years of windows: a series that was forgotten longer is counted no further."""


@dataclass(frozen=True, slots=True)
class Card:
    """One clock of a strip: its word, mark and tone, the lines under it, by how much it is late, and why that day."""

    name: str
    mark: str
    tone: str
    said: Sequence[str]
    late: str
    why: str


def clocks(ctx: Context, page: CasePage) -> None:
    """Draw the clocks of the round: the centre's own, then each agency's."""
    case, today = page.case, ctx.clock.today()
    name = topic_names(ctx.masters).get(case.facts.topic_id or "", "")
    promises = [each for each in case.obligations if each.round == case.round and each.void_on is None]
    own = [each for each in promises if each.referral_no is None]
    shown = [each for each in case.referrals if each.round == case.round and _has_any(promises, each)]
    if len(shown) == 1:
        _strip(cards(case, [*own, *_of(promises, shown[0])], today, shown[0], name), shown[0].agency_name)
        return
    if own:
        _strip(cards(case, own, today, None, name), t("frame.office"))
    for referral in shown:
        _strip(cards(case, _of(promises, referral), today, referral, name), referral.agency_name)


def _has_any(promises: Iterable[Obligation], referral: Referral) -> bool:
    return any(each.referral_no == referral.no for each in promises)


def _of(promises: Iterable[Obligation], referral: Referral) -> list[Obligation]:
    return [each for each in promises if each.referral_no == referral.no]


def cards(case: Case, promises: Sequence[Obligation], today: date, referral: Referral | None, topic: str) -> list[Card]:
    """The clocks in the order in which they run; the windows of a series stand on one card."""
    agency = referral.agency_name if referral else ""
    singles = [each for each in promises if each.kind not in _SERIES]
    found = [_card(each, today, agency, topic, paused=_stands(each, referral)) for each in _ordered(singles)]
    series = [each for each in promises if each.kind in _SERIES]
    if series:
        place = sum(ORDER.index(each.kind) < ORDER.index(Kind.PERIODIC_PROGRESS) for each in singles)
        found.insert(place, _series_card(series, today, agency))
    return found


def _ordered(promises: Iterable[Obligation]) -> list[Obligation]:
    return sorted(promises, key=lambda each: (ORDER.index(each.kind), each.due_on, each.no))


def _stands(promise: Obligation, referral: Referral | None) -> bool:
    """A finish clock that stands is not late, unless its day had passed before."""
    if referral is None or not referral.is_paused or promise.kind is not Kind.FINISH:
        return False
    return promise.due_on >= referral.pauses[-1].from_on


def _card(promise: Obligation, today: date, agency: str, topic: str, *, paused: bool) -> Card:
    why = explain(promise, agency_name=agency, topic_name=topic)
    mark, tone, said, late = _kept(promise) if promise.done_on else _running(promise, today, paused=paused)
    first = promise.first_due_on
    moved = t("case.clock.first", day=first) if first != promise.due_on else ""
    lines = [line for line in (t("glance.due", due_on=promise.due_on), moved, said) if line]
    return Card(label(promise.kind), mark, tone, lines, late, why)


def _kept(promise: Obligation) -> tuple[str, str, str, str]:
    on = promise.done_on or promise.due_on
    late = (on - promise.due_on).days
    said = t("case.clock.done", day=on)
    return ("▲", "late", said, t("case.clock.late", days=late)) if late > 0 else ("✓", "done", said, "")


def _running(promise: Obligation, today: date, *, paused: bool) -> tuple[str, str, str, str]:
    late = (today - promise.due_on).days
    if paused:
        return "‖", "near", t("mark.paused"), ""
    if late > 0 and promise.kind is Kind.REVIEW:
        return "◇", "near", t("mark.past_review"), ""
    if late > 0:
        return "▲", "late", "", t("glance.late", days=late)
    return ("●", "near", t("glance.today"), "") if late == 0 else ("○", "open", t("glance.in_days", days=-late), "")


def _series_card(rows: Sequence[Obligation], today: date, agency: str) -> Card:
    """What is owed next of the reports on the 15th and 30th, how many windows are missed, and how many were kept."""
    settled = sorted((each for each in rows if each.kind is Kind.PERIODIC_PROGRESS), key=lambda each: each.due_on)
    live = next((each for each in rows if each.kind is Kind.PERIODIC_SERIES and each.is_unmet), None)
    on_time = sum(each.done_on is not None and each.done_on <= each.due_on for each in settled)
    counted = [t("case.clock.windows", n=on_time, whole=len(settled))] if settled else []
    if live is None:
        last = settled[-1] if settled else rows[-1]
        return Card(label(last.kind), "✓", "done", [t("case.clock.series_over"), *counted], "", explain(last))
    missed, upcoming = _windows(live.due_on, today)
    why = explain(live, agency_name=agency)
    if missed:
        days = (today - live.due_on).days
        said = [t("case.clock.missed", n=missed, day=live.due_on), *counted]
        return Card(label(live.kind), "▲", "late", said, t("glance.late", days=days), why)
    word = t("glance.today") if upcoming == today else t("glance.in_days", days=(upcoming - today).days)
    tone = "near" if upcoming == today else "open"
    mark = "●" if upcoming == today else "○"
    return Card(label(live.kind), mark, tone, [t("glance.due", due_on=upcoming), word, *counted], "", why)


def _windows(first: date, today: date) -> tuple[int, date]:
    """How many due days have passed, and the next one."""
    missed, due_on = 0, first
    while due_on < today and missed < _MOST_WINDOWS:
        missed, due_on = missed + 1, next_periodic_due(due_on)
    return missed, due_on


def _strip(found: Sequence[Card], heading: str) -> None:
    if not found:
        return
    body = "".join(_drawn(card) for card in found)
    st.html(
        f'<section class="dr-strip" aria-label="{escape(t("glance.clocks"))}">'
        f"<h4>{escape(heading)}</h4><div>{body}</div></section>"
    )


def _drawn(card: Card) -> str:
    lines = "".join(f"<span>{escape(line)}</span>" for line in card.said)
    lines += f'<span class="dr-bad">{escape(card.late)}</span>' if card.late else ""
    return (
        f'<details class="dr-clock dr-{card.tone}"><summary><span class="dr-mark" aria-hidden="true">{card.mark}</span>'
        f"<strong>{escape(card.name)}</strong>{lines}</summary><p>{escape(card.why)}</p></details>"
    )


def overdue_days(case: Case, today: date) -> int:
    """By how many days the case is overdue: the finish day of a live referral, else the day of sending."""
    live = {each.no: each for each in case.live_referrals if not each.awaits_check}
    unmet = [each for each in case.obligations if each.is_unmet]
    if case.live_referrals:
        days = [
            e.due_on
            for e in unmet
            if e.kind is Kind.FINISH and (r := live.get(e.referral_no or 0)) and not _stands(e, r)
        ]
    else:
        days = [each.due_on for each in unmet if each.kind is Kind.FORWARD and case.is_open]
    return max(((today - each).days for each in days), default=0)


def day_or_nothing(day: date | None) -> str:
    """A day in words; a dash where there is none."""
    return thai_day(day) if day else "–"
