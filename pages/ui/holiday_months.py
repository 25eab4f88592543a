"""A year's holidays as twelve small months, to be held beside the calendar on the wall."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from core.text.catalogue import t
from core.text.dates import thai_month

SUNDAY_FIRST: Final = calendar.Calendar(firstweekday=calendar.SUNDAY)


def months(year: int, days: Mapping[date, str]) -> None:
    """Draw the months of a CE year on request; the list beside them says the same in words."""
    with st.expander(t("months.show"), on_change="rerun", key=f"months_{year}") as opened:
        if opened.open:
            st.caption(t("months.key"))
            tables = "".join(_month(year, month, days) for month in range(1, 13))
            st.html(f'<div class="dr-year">{tables}</div>')


def _month(year: int, month: int, days: Mapping[date, str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in t("months.week").split())
    weeks = "".join(
        f"<tr>{''.join(_day(day, days) if day.month == month else '<td></td>' for day in week)}</tr>"
        for week in SUNDAY_FIRST.monthdatescalendar(year, month)
    )
    return (
        f'<table class="dr-month"><caption>{escape(thai_month(year, month))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _day(day: date, days: Mapping[date, str]) -> str:
    if name := days.get(day):
        return f'<td class="dr-holiday" title="{escape(name)}"><strong>{day.day}</strong></td>'
    return f'<td class="dr-weekend">{day.day}</td>' if day.weekday() >= calendar.SATURDAY else f"<td>{day.day}</td>"
