"""What changes with time or age: the stock at the end of months, ages of what is pending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from core.figures.counts import MonthCount
from core.papers.charts_style import (
    GRID,
    MUTED,
    PENDING,
    PENDING_TEXT,
    Look,
    Spec,
    halo,
    label,
    picking,
    sheet,
    tooltips,
)
from core.text.catalogue import t
from core.text.dates import fiscal_year_be, thai_month_short

HEIGHT: Final = 240
EVERY: Final = 3
"""Every third month carries its name, counted back from the last."""
BESIDE: Final = 3
ABOVE: Final = 0.15
"""Numbers keep this many months apart, or this part of the highest stock."""
FIRST_FISCAL_MONTH: Final = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One standing bar."""

    key: str
    name: str
    value: int
    label: str


def stock_line(months: Sequence[MonthCount], look: Look, *, alt_text: str) -> Spec:
    """The stock at the end of each month as a line, with the numbers that people ask for written on it."""
    rows = [_month(each, look) for each in months]
    for number in _told(months):
        rows[number]["label"] = look.number(months[number].stock)
    named = [row["month"] for row in rows[::-EVERY][::-1]]
    across = alt.X(
        "month:O",
        axis=alt.Axis(title=None, values=named, labelAngle=0, labelOverlap="greedy", grid=False, tickSize=4),
        scale=alt.Scale(domain=[row["month"] for row in rows]),
    )
    top = max((each.stock for each in months), default=0)
    up = alt.Y(
        "stock:Q",
        axis=alt.Axis(title=None, tickCount=4, domain=False, ticks=False, format=",d", labelColor=MUTED),
        scale=alt.Scale(domain=[0, max(top * 1.3, 1)], nice=False),
    )
    line = alt.Chart().mark_line(color=PENDING, strokeWidth=look.scaled(3)).encode(x=across, y=up)
    dots = alt.Chart().mark_point(color=PENDING, filled=True, size=look.scaled(60), opacity=1)
    told = "isValid(datum.label)"
    layers = [
        *_years(across, look),
        line,
        dots.transform_filter(told).encode(x=across, y=up),
        *(each.transform_filter(told).encode(x=across, y=up) for each in _numbers(look)),
        _hit(across),
    ]
    return sheet(layers, rows, look, height=look.scaled(HEIGHT), alt_text=alt_text)


def columns(found: Sequence[Column], look: Look, *, colour: str, alt_text: str) -> Spec:
    """Standing bars with their numbers above."""
    rows = [{"key": each.key, "name": each.name, "value": each.value, "label": each.label} for each in found]
    top = max((each.value for each in found), default=0) or 1
    across = alt.X(
        "name:N", sort=None, axis=alt.Axis(title=None, labelAngle=0, ticks=False), scale=alt.Scale(padding=0.25)
    )
    up = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.15], nice=False))
    drawn = alt.Chart().mark_bar(color=colour, cornerRadiusEnd=2).encode(x=across, y=up)
    over = {"align": "center", "dx": 0, "dy": -look.scaled(10), "fontWeight": "bold"}
    number = label("label", look, over).encode(x=across, y=up)
    hit = alt.Chart().mark_bar(color="transparent", cursor="pointer")
    whole = hit.encode(x=across, y=alt.value(0), y2=alt.value("height")).add_params(picking())
    return sheet([drawn, number, whole], rows, look, height=look.scaled(200), alt_text=alt_text)


def _month(count: MonthCount, look: Look) -> dict[str, Any]:
    month = count.month
    row: dict[str, Any] = {
        "key": f"{month:%Y-%m}",
        "month": look.digits(thai_month_short(month.year, month.month)),
        "stock": count.stock,
        "stock_tip": look.number(count.stock),
        "received_tip": look.number(count.received),
        "reopened_tip": look.number(count.reopened),
        "closed_tip": look.number(count.closed),
    }
    if month.month == FIRST_FISCAL_MONTH:
        row["year"] = look.digits(t("chart.trend.year", year=fiscal_year_be(month)))
    return row


def _told(months: Sequence[MonthCount]) -> set[int]:
    """Which months carry their number: the last, the highest, the lowest, the first, as far as there is room."""
    if not months:
        return set()
    stocks = [each.stock for each in months]
    wanted = (len(stocks) - 1, stocks.index(max(stocks)), stocks.index(min(stocks)), 0)
    kept: set[int] = set()
    for number in wanted:
        if all(_apart(stocks, number, other) for other in kept):
            kept.add(number)
    return kept


def _apart(stocks: Sequence[int], one: int, other: int) -> bool:
    """Whether the numbers of two months do not stand on each other: beside or well above."""
    return abs(one - other) >= BESIDE or abs(stocks[one] - stocks[other]) >= ABOVE * (max(stocks) or 1)


def _numbers(look: Look) -> list[alt.Chart]:
    over = {"dy": -look.scaled(14), "dx": 0, "align": "center", "fontWeight": "bold"}
    return [halo("label", look, over), label("label", look, {**over, "color": PENDING_TEXT})]


def _years(across: alt.X, look: Look) -> list[alt.Chart]:
    """A thin line where each fiscal year begins, with its name at the top."""
    first = alt.Chart().transform_filter("isValid(datum.year)")
    rule = first.mark_rule(color=GRID, strokeDash=[4, 3]).encode(x=across)
    small = {"color": MUTED, "fontSize": look.text - 2, "dx": look.scaled(4), "baseline": "top"}
    name = label("year", look, small)
    return [rule, name.transform_filter("isValid(datum.year)").encode(x=across, y=alt.value(0))]


def _hit(across: alt.X) -> alt.Chart:
    """The whole height of a month takes pointer and click."""
    names = {
        "month": t("chart.trend.month"),
        "stock_tip": t("figure.pending"),
        "received_tip": t("figure.new"),
        "reopened_tip": t("figure.reopened"),
        "closed_tip": t("figure.closed_times"),
    }
    band = alt.Chart().mark_bar(color="transparent", cursor="pointer", width={"band": 1})
    drawn = band.encode(x=across, y=alt.value(0), y2=alt.value("height"), tooltip=tooltips(names))
    hit: alt.Chart = drawn.add_params(picking())
    return hit
