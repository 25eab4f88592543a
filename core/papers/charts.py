"""Every chart of screens and papers: figures in, Vega-Lite specification out. Built once, drawn anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.figures.ages import BUCKETS
from core.figures.board import BoardRow
from core.figures.counts import Cohort, FiscalCounts, KeyCount, MonthCount, ProgrammeCount
from core.figures.share import Share, percent_text
from core.model.codes import ChannelGroup
from core.papers.charts_bars import Bar, Part, bars, stacked
from core.papers.charts_style import CLOSED, IN_TIME, INK, OVERDUE, PENDING, SCREEN, SECOND, Look, Spec
from core.papers.charts_time import Column, columns, stock_line
from core.text.catalogue import label, t

UNKNOWN_KEY = "-"
"""Stands for the empty key of what nobody filled in: a mark needs a key to be clicked."""
GROUPS_FIRST = (ChannelGroup.WALK_IN, ChannelGroup.PHONE)
"""The two that every meeting asks for. Source: RE."""


@dataclass(frozen=True, slots=True)
class FiscalPart:
    """One cohort of a fiscal year under the name that the table gives it."""

    key: str
    name: str
    cases: int
    left: int


def trend_chart(months: Sequence[MonthCount], look: Look = SCREEN) -> Spec:
    """The stock at the end of each month. Keys are months, ``2020-07``."""
    last = months[-1].stock if months else 0
    return stock_line(months, look, alt_text=t("chart.trend.alt", months=len(months), stock=last))


def age_chart(buckets: Mapping[str, int], look: Look = SCREEN) -> Spec:
    """Pending cases by age. Keys are the buckets of the figures, ``0-7``."""
    found = [Column(name, bucket_name(name, look), buckets[name], look.number(buckets[name])) for name in BUCKETS]
    return columns(found, look, colour=PENDING, alt_text=t("chart.ages.alt", n=sum(buckets.values())))


def bucket_name(bucket: str, look: Look = SCREEN) -> str:
    """``0–7`` or ``เกิน 90``: a bucket as people read it, in days."""
    if bucket.startswith(">"):
        return look.digits(t("age.over", days=bucket[1:]))
    return look.digits(bucket.replace("-", "–"))


def agency_chart(rows: Sequence[BoardRow], name: Callable[[BoardRow], str], look: Look = SCREEN) -> Spec:
    """Pending cases of each row of the board, the overdue part first. Keys: agency ids, or the place of the centre."""
    wholes = [Bar(row_key(row), name(row), row.pending, look.digits(_row_said(row))) for row in rows]
    parts = [part for row in rows for part in _overdue_and_rest(row, look) if part.value]
    overdue = sum(row.overdue for row in rows)
    alt_text = t("chart.agencies.alt", n=sum(row.pending for row in rows), overdue=overdue)
    return stacked(parts, wholes, look, alt_text=alt_text)


def _row_said(row: BoardRow) -> str:
    key = "chart.agencies.overdue" if row.overdue else "count.cases"
    return t(key, n=row.pending, overdue=row.overdue)


def _overdue_and_rest(row: BoardRow, look: Look) -> tuple[Part, Part]:
    rest = row.pending - row.overdue
    return (
        Part(row_key(row), t("figure.overdue"), row.overdue, look.number(row.overdue), OVERDUE),
        Part(row_key(row), t("chart.in_time"), rest, look.number(rest), IN_TIME, INK),
    )


def row_key(row: BoardRow) -> str:
    """What names a row of the board: the agency, or the place of the centre."""
    return row.agency_id or row.place.value


def fiscal_parts(fiscal: FiscalCounts, backlog: Cohort) -> tuple[FiscalPart, ...]:
    """The cohorts of a fiscal year as the page prints them; ``backlog`` is the reading that was chosen."""
    parts = (
        FiscalPart("backlog", t("figure.backlog"), backlog.cases, backlog.left),
        FiscalPart("new", t("figure.new"), fiscal.new.cases, fiscal.new.left),
        FiscalPart("returned", t("figure.returned"), fiscal.returned_cases, fiscal.returned_left),
    )
    return tuple(part for part in parts if part.cases or part.key != "returned")


def fiscal_chart(found: Sequence[FiscalPart], look: Look = SCREEN) -> Spec:
    """Closed and left of each cohort. Keys: backlog, new, returned."""
    wholes = [
        Bar(each.key, each.name, each.cases, look.digits(t("chart.fiscal.left", n=each.left, whole=each.cases)))
        for each in found
    ]
    parts = [part for each in found for part in _closed_and_left(each, look) if part.value]
    closed = sum(each.cases - each.left for each in found)
    alt_text = t("chart.fiscal.alt", closed=closed, n=sum(each.cases for each in found))
    return stacked(parts, wholes, look, alt_text=alt_text)


def _closed_and_left(each: FiscalPart, look: Look) -> tuple[Part, Part]:
    closed = each.cases - each.left
    share = percent_text(Share(closed, each.cases).hundredths())
    said = look.digits(t("chart.fiscal.closed", n=closed, share=share))
    return (
        Part(each.key, t("figure.closed"), closed, said, CLOSED),
        Part(each.key, t("figure.left"), each.left, "", PENDING),
    )


def pending_chart(counts: Sequence[KeyCount], names: Mapping[str, str], look: Look = SCREEN) -> Spec:
    """Pending cases by topic or amphoe, each beside its whole; most pending first. Keys are those of the counts."""
    order = sorted((each for each in counts if each.pending), key=lambda each: (-each.pending, -each.cases, each.key))
    found = [
        Bar(
            each.key or UNKNOWN_KEY,
            names.get(each.key) or t("chart.unknown"),
            each.pending,
            look.digits(t("chart.of", n=each.pending, whole=each.cases)),
            PENDING,
        )
        for each in order
    ]
    return bars(found, look, alt_text=t("chart.pending.alt", n=sum(each.pending for each in counts)))


def case_chart(counts: Sequence[KeyCount], names: Mapping[str, str], look: Look = SCREEN) -> Spec:
    """All cases by topic, amphoe or channel with their share. Keys are those of the counts."""
    whole = sum(each.cases for each in counts)
    found = [
        Bar(
            each.key or UNKNOWN_KEY,
            names.get(each.key) or t("chart.unknown"),
            each.cases,
            _shared(each.cases, whole, look),
        )
        for each in counts
    ]
    return bars(found, look, alt_text=t("chart.cases.alt", n=whole))


def group_chart(by_group: Mapping[ChannelGroup, int], look: Look = SCREEN) -> Spec:
    """Cases by channel group: walk-in and phone first, whatever their size, then the others. Keys are the groups."""
    rest = sorted((group for group in ChannelGroup if group not in GROUPS_FIRST), key=lambda group: -by_group[group])
    whole = sum(by_group.values())
    found = [
        Bar(group.value, label(group), by_group[group], _shared(by_group[group], whole, look), _group_colour(group))
        for group in (*GROUPS_FIRST, *rest)
    ]
    return bars(found, look, alt_text=t("chart.cases.alt", n=whole))


def _group_colour(group: ChannelGroup) -> str:
    return CLOSED if group in GROUPS_FIRST else SECOND


def _shared(part: int, whole: int, look: Look) -> str:
    return look.digits(t("chart.share", n=part, share=percent_text(Share(part, whole).hundredths())))


def programme_chart(count: ProgrammeCount, look: Look = SCREEN) -> Spec:
    """Contacts of a programme: persons, calls, others, each in its own unit. Source: RE (35 persons, 30 calls)."""
    found = [
        Bar("walk_in", label(ChannelGroup.WALK_IN), count.walk_in_persons, t("count.persons", n=count.walk_in_persons)),
        Bar("calls", label(ChannelGroup.PHONE), count.calls, t("count.calls", n=count.calls)),
        Bar("other", t("chart.programme.other"), count.other_contacts, t("count.contacts", n=count.other_contacts)),
    ]
    shown = [
        Bar(bar.key, bar.name, bar.value, look.digits(bar.label), CLOSED)
        for bar in found
        if bar.value or bar.key != "other"
    ]
    return bars(shown, look, alt_text=t("chart.programme.alt", n=count.total_contacts))
