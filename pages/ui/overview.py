"""What the overview shows, read in one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import streamlit as st

from core.figures.counts import Cohort, Window
from core.figures.fiscal import FiscalQuestion, fiscal_question
from core.figures.lines import EstimatedDay
from core.figures.names import Figure
from core.figures.statistics import Statistics, statistics
from core.model.office_facts import stock_kinds
from core.ports import Context
from core.text.catalogue import t
from core.text.dates import fiscal_year_be, fiscal_year_span
from pages.ui.address import ask, asked, choice
from pages.ui.numbers import Number
from pages.ui.remembered import State, remembered, state_of

Reading = Literal["carried", "cohort"]
READINGS: Final[tuple[Reading, Reading]] = ("carried", "cohort")
YEARS_BACK: Final = 8
OPENED: Final = ("show", "case")
"""What is open beside the page; another day or year closes it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The statistics of a day. ``state`` is everything that a chart of it depends on."""

    stats: Statistics
    asked: FiscalQuestion
    reading: Reading
    state: State

    @property
    def as_of(self) -> date:
        """The day in question."""
        return self.stats.counts.as_of

    @property
    def backlog(self) -> Cohort:
        """The backlog as the chosen reading counts it."""
        return self.stats.counts.fiscal.backlog if self.reading == "carried" else self.stats.counts.cohorts[0]


def question(as_of: date) -> FiscalQuestion:
    """Which fiscal year and window of the backlog the address asks about; what makes no sense is left out."""
    latest = fiscal_year_be(as_of)
    year = int(asked("year")) if asked("year") in _years(latest) else latest
    eve = fiscal_year_span(year - 1)[1]
    first = fiscal_year_span(int(asked("since")))[0] if asked("since") in _beginnings(year) else None
    return fiscal_question(as_of, year, Window(first, eve))


def how_asked() -> Reading:
    """Which reading of the backlog the address asks for."""
    return READINGS[1] if asked("reading") == READINGS[1] else READINGS[0]


def fiscal_choices(view: Overview) -> None:
    """Draw the choices of fiscal year, window and reading, in one row above what they change."""
    latest, year = fiscal_year_be(view.as_of), view.asked.year_be
    this = t("dashboard.year.short", year=latest)
    with st.container(horizontal=True, vertical_alignment="bottom", key="fiscal"):
        choice(t("dashboard.fiscal_year"), "year", _years(latest), everything=this, leaves=(*OPENED, "since"))
        choice(t("dashboard.since"), "since", _beginnings(year), everything=t("dashboard.since.all"), leaves=OPENED)
        _reading()


def _years(latest: int) -> Mapping[str, str]:
    """Fiscal years before the latest."""
    return {str(year): t("dashboard.year.short", year=year) for year in range(latest - 1, latest - YEARS_BACK, -1)}


def _beginnings(year: int) -> Mapping[str, str]:
    """Fiscal years with whose first day the window of the backlog may begin."""
    return {str(each): t("dashboard.since.year", year=each) for each in range(year - 1, year - YEARS_BACK, -1)}


def _reading() -> None:
    """Draw the switch between the two readings of a backlog."""
    st.session_state["reading"] = how_asked()

    def changed() -> None:
        chosen = st.session_state["reading"]
        ask(reading="" if chosen == READINGS[0] else chosen, **dict.fromkeys(OPENED, ""))

    st.segmented_control(
        t("dashboard.reading"),
        READINGS,
        format_func=lambda each: t(f"figure.{each}"),
        key="reading",
        on_change=changed,
        required=True,
    )


def read_overview(ctx: Context, asked_year: FiscalQuestion, how: Reading) -> Overview:
    """Read everything before anything is drawn, so that the numbers agree."""
    groups = {channel.id: channel.group for channel in ctx.masters.channels}

    def read() -> Statistics:
        counts = ctx.reads.statistics_counts(asked_year.as_of, asked_year)
        return statistics(counts, groups, stock_kinds(ctx.masters.settings))

    with ctx.reads.snapshot():
        state = state_of(ctx, ctx.reads.data_version(), asked_year)
        return Overview(remembered("overview", state, read), asked_year, how, (*state, how))


def headline_numbers(view: Overview) -> list[Number]:
    """Pending first and largest, then what part of it needs attention, then closed and all."""
    head = view.stats.headline
    pending, closed = head.closed_share.rest_hundredths(), head.closed_share.hundredths()
    return [
        Number(Figure.PENDING, head.pending, head.total, pending, "pending", "pending"),
        Number(Figure.OVERDUE, head.overdue, head.pending, tone="overdue", pick="overdue"),
        Number(Figure.SILENT, head.silent, head.pending, pick="silent", mark="◌"),
        Number(Figure.CLOSED, head.closed, head.total, closed, "closed", "closed"),
        Number(Figure.TOTAL, head.total, pick="total", note=_leads(view)),
        *(each for each in _beside(view) if each.value),
    ]


def _beside(view: Overview) -> Iterator[Number]:
    """What a careful reader asks next, shown only where there is any: cases without a day, and guessed days."""
    head = view.stats.headline
    yield Number(Figure.UNDATED, head.counts.undated, head.total, pick="undated")
    for name in EstimatedDay:
        count = int(getattr(head.counts.estimated, name.value))
        yield Number(
            Figure.ESTIMATED, count, pick=f"estimated~{name.value}", label=t(f"dashboard.estimated.{name.value}")
        )


def _leads(view: Overview) -> str:
    head = view.stats.headline
    return t("dashboard.leads", n=head.leads) if head.leads != head.total else ""


def flow_numbers(view: Overview) -> list[Number]:
    """The identity that proves the year: opening + new + reopened - closed = closing."""
    flow = view.stats.counts.fiscal.flow
    return [
        Number(Figure.BACKLOG, flow.opening, pick="flow~opening", label=t("dashboard.flow.opening")),
        Number(Figure.NEW, flow.new, pick="flow~new", sign="+"),
        Number(Figure.REOPENED, flow.reopened, pick="flow~reopened", sign="+", unit_key="unit.contacts"),
        Number(Figure.CLOSED_TIMES, flow.closed, pick="flow~closed", sign="−", unit_key="unit.contacts"),
        Number(
            Figure.PENDING,
            flow.closing,
            pick="flow~closing",
            sign="=",
            label=t("dashboard.flow.closing"),
            tone="pending",
        ),
    ]


def flow_verdict(view: Overview) -> str:
    """The identity in one line, and that it holds; if it ever did not, that it must be reported."""
    flow = view.stats.counts.fiscal.flow
    facts = {name: getattr(flow, name) for name in ("opening", "new", "reopened", "closed", "closing")}
    return t("dashboard.flow.holds" if flow.holds else "dashboard.flow.broken", **facts)
