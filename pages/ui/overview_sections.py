"""The parts of the overview page, each with its heading, its definition, its chart and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from core.figures.ages import BUCKETS
from core.figures.counts import KeyCount, ProgrammeCount
from core.figures.names import Figure
from core.figures.share import Share, needs_rounding_remark, percent_text
from core.model.codes import ChannelGroup
from core.papers import charts
from core.ports import Masters
from core.text.catalogue import label, t
from core.text.dates import thai_day, thai_day_full, thai_month
from pages.ui.address import ask, asked
from pages.ui.charts import as_table, chart, look_of_page
from pages.ui.drawing import draw
from pages.ui.numbers import numbers
from pages.ui.overview import Overview, fiscal_choices, flow_numbers, flow_verdict
from pages.ui.overview_lists import cohort_counts
from pages.ui.table_file import table_file
from pages.ui.words import amphoe_names, channel_names, programme_names, topic_names

Measure = Literal["pending", "all"]
MEASURES: tuple[Measure, Measure] = ("pending", "all")


def show(pick: str) -> None:
    """Open the cases of a number beside the page."""
    ask(show=pick, case="")


def heading(title: str, figure: Figure, remark: str = "") -> None:
    """A part's heading with its definition on request."""
    st.subheader(title, anchor=False, help=t(figure.definition_key))
    if remark:
        st.caption(remark)


def file_name(view: Overview, title: str) -> str:
    """What the file of a part is called: the part and the day."""
    return t("list.file", name=title, as_of=thai_day_full(view.as_of))


def fiscal_part(view: Overview) -> None:
    """The proving identity of the year, then its cohorts with the days of every window."""
    year = view.asked
    days = t("dashboard.year_days", first=thai_day(year.year.first or year.eve), last=thai_day(year.so_far.last))
    heading(f"{t('dashboard.year', year=year.year_be)} ({days})", Figure.IDENTITY)
    fiscal_choices(view)
    label = t("figure.identity")
    numbers(flow_numbers(view), key="flow", label=label, chosen=asked("show"), on_pick=show, first_is_largest=False)
    st.caption(flow_verdict(view))
    parts = charts.fiscal_parts(view.stats.counts.fiscal, view.backlog)
    table, drawn = st.columns([55, 45], gap="large", vertical_alignment="center")
    with table:
        names = [part.key for part in parts]
        draw("matrix", _cohort_table(view, names), key="cohorts", on_pick=show)
        title = file_name(view, t("dashboard.year", year=year.year_be))
        table_file(title, _cohort_columns(), lambda: [_cohort_cells(view, name) for name in names], key="cohorts")
    with drawn:
        chart(
            "fiscal",
            view.state,
            lambda: charts.fiscal_chart(parts, look_of_page()),
            on_pick=lambda key: show(f"{key}~left"),
        )


def _cohort_columns() -> list[str]:
    parts = [t(f"dashboard.part.{part}") for part in ("all", "closed", "share", "left")]
    return [t("dashboard.cohort"), t("dashboard.days"), *parts]


def _cohort_cells(view: Overview, name: str) -> tuple[str | int, ...]:
    cases, left = cohort_counts(view, name)
    share = percent_text(Share(cases - left, cases).hundredths())
    return t(f"figure.{name}"), _cohort_days(view, name), cases, cases - left, share, left


def _cohort_table(view: Overview, names: Sequence[str]) -> dict[str, Any]:
    parts = ({"kind": "sum", "name": t(f"dashboard.part.{part}")} for part in ("all", "closed", "share", "left"))
    return {
        "kind": "cohorts",
        "label": t("dashboard.cohort"),
        "columns": [{"kind": "name", "name": t("dashboard.cohort")}, *parts],
        "rows": [_cohort_row(view, name) for name in names],
        "total": None,
        "chosen": asked("show"),
    }


def _cohort_row(view: Overview, name: str) -> dict[str, Any]:
    cases, left = cohort_counts(view, name)
    title = t(f"figure.{name}")
    share = percent_text(Share(cases - left, cases).hundredths())
    counts = {"all": cases, "closed": cases - left, "share": None, "left": left}
    cells = [
        {
            "kind": "sum",
            "text": share if count is None else f"{count:,}",
            "pick": f"{name}~{part}" if count else "",
            "said": f"{title} {t(f'dashboard.part.{part}')} {count}",
            "tint": 0,
        }
        for part, count in counts.items()
    ]
    row = {"name": title, "note": _cohort_days(view, name), "said": title, "pick": f"{name}~all"}
    return {**row, "cells": cells, "late": None, "group": False}


def _cohort_days(view: Overview, name: str) -> str:
    """The days of a cohort's window: a number without them proves nothing."""
    question = view.asked
    last = thai_day(question.so_far.last)
    first = thai_day(question.year.first) if question.year.first else ""
    if name != "backlog":
        return t(f"dashboard.days.{name}", first=first, last=last)
    window = question.received
    since = t("dashboard.days.since", day=thai_day(window.first)) if window.first else t("dashboard.days.beginning")
    facts = {"since": since, "until": thai_day(window.last), "carried": thai_day(question.carried_at)}
    return t(f"dashboard.days.{view.reading}", as_of=thai_day(view.as_of), **facts)


def trend_part(view: Overview) -> None:
    """The stock at the end of the last 36 months."""
    months = view.stats.counts.months
    heading(t("dashboard.trend"), Figure.MONTH, t("dashboard.trend.remark"))
    chart(
        "trend",
        view.state,
        lambda: charts.trend_chart(months, look_of_page()),
        on_pick=lambda month: show(f"trend~{month}"),
    )
    as_table(
        "trend",
        file_name(view, t("dashboard.trend")),
        lambda: [
            {
                t("chart.trend.month"): thai_month(each.month.year, each.month.month),
                t("figure.new"): each.received,
                t("figure.reopened"): each.reopened,
                t("figure.closed_times"): each.closed,
                t("dashboard.flow.closing"): each.stock,
            }
            for each in reversed(months)
        ],
    )


def age_part(view: Overview) -> None:
    """Pending cases by age."""
    buckets = view.stats.counts.board.buckets
    heading(t("figure.age"), Figure.AGE, t("dashboard.ages.remark", n=sum(buckets.values())))
    chart(
        "ages",
        view.state,
        lambda: charts.age_chart(buckets, look_of_page()),
        on_pick=lambda bucket: show(f"ages~{bucket}"),
    )
    as_table(
        "ages",
        file_name(view, t("figure.age")),
        lambda: [
            {t("figure.age"): t("age.days", bucket=charts.bucket_name(each)), t("unit.cases"): buckets[each]}
            for each in BUCKETS
        ],
    )


def channel_part(view: Overview, masters: Masters) -> None:
    """Walk-in and phone first, then the other groups; every channel on request."""
    by_group, counts = view.stats.by_group, view.stats.counts.by_channel
    heading(t("figure.channel"), Figure.CHANNEL, _rounding([by_group[group] for group in ChannelGroup]))
    chart(
        "groups",
        view.state,
        lambda: charts.group_chart(by_group, look_of_page()),
        on_pick=lambda group: show(f"group~{group}"),
    )
    names = channel_names(masters)
    whole = sum(each.cases for each in counts)
    as_table(
        "channels",
        file_name(view, t("figure.channel")),
        lambda: [
            {
                t("channel"): names.get(each.key, each.key),
                t("channel_group"): label(view.stats.groups[each.key]) if each.key in view.stats.groups else "",
                t("unit.cases"): each.cases,
                t("dashboard.part.share"): percent_text(Share(each.cases, whole).hundredths()),
                t("dashboard.persons"): each.persons_contacting,
            }
            for each in counts
        ],
    )


def _rounding(cases: Sequence[int]) -> str:
    shares = [Share(each, sum(cases)).hundredths() for each in cases]
    return t("figure.rounding") if needs_rounding_remark(shares) else ""


def measure() -> Measure:
    """Draw the switch between what is pending and everything."""
    st.session_state["measure"] = "all" if asked("measure") == "all" else "pending"

    def changed() -> None:
        ask(measure="all" if st.session_state["measure"] == "all" else "", show="", case="")

    st.segmented_control(
        t("dashboard.measure"),
        MEASURES,
        format_func=lambda each: t(f"dashboard.measure.{each}"),
        key="measure",
        on_change=changed,
        required=True,
    )
    return "all" if st.session_state["measure"] == "all" else "pending"


def topic_part(view: Overview, masters: Masters, how: Measure) -> None:
    """Cases by what they are about."""
    _by_key(view, "topic", view.stats.counts.by_topic, topic_names(masters), Figure.TOPIC, how)


def amphoe_part(view: Overview, masters: Masters, how: Measure) -> None:
    """Cases by where they happened."""
    counts = view.stats.counts.by_amphoe
    names = amphoe_names(masters)
    elsewhere = {each.key: masters.amphoe_name(each.key) for each in counts if each.key and each.key not in names}
    _by_key(view, "amphoe", counts, {**names, **elsewhere}, Figure.AMPHOE, how)


def _by_key(
    view: Overview, name: str, counts: Sequence[KeyCount], names: Mapping[str, str], figure: Figure, how: Measure
) -> None:
    heading(t(figure.label_key), figure)
    if not any(each.pending if how == "pending" else each.cases for each in counts):
        st.info(t("dashboard.nothing_pending"))
        return
    drawn = charts.pending_chart if how == "pending" else charts.case_chart
    chart(
        name,
        (*view.state, how),
        lambda: drawn(counts, names, look_of_page()),
        on_pick=lambda key: show(f"{name}~{key}~{how}"),
    )
    as_table(
        name,
        file_name(view, t(f"list.{name}")),
        lambda: [
            {
                t(f"list.{name}"): names.get(each.key) or t("chart.unknown"),
                t("figure.total"): each.cases,
                t("figure.closed"): each.cases - each.pending,
                t("figure.pending"): each.pending,
            }
            for each in counts
        ],
    )


def programme_part(view: Overview, masters: Masters) -> None:
    """Contacts of programmes, beside the cases and never among them. Source: RE (35 persons, 30 calls)."""
    found = view.stats.counts.programmes
    if not found:
        return
    heading(t("figure.programme"), Figure.PROGRAMME)
    for count in found:
        name = programme_names(masters).get(count.programme_id, count.programme_id)
        st.markdown(f"**{t('dashboard.programme', name=name, n=count.total_contacts)}**")
        st.caption(_programme_words(count))
        drawn = partial(charts.programme_chart, count, look_of_page())
        chart(f"programme_{count.programme_id}", view.state, drawn)


def _programme_words(count: ProgrammeCount) -> str:
    key = "dashboard.programme.sum_other" if count.other_contacts else "dashboard.programme.sum"
    return t(
        key,
        first=thai_day(count.first_on),
        last=thai_day(count.last_on),
        walk_in=count.walk_in_persons,
        calls=count.calls,
        other=count.other_contacts,
        n=count.total_contacts,
    )
