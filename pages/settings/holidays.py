"""Government holidays of a year: add, rename, take out, confirm; what a change would move is moved only on request."""

import streamlit as st

from core.rules.access import Permission
from core.rules.calendar import is_weekend
from core.text.catalogue import t
from pages.ui.address import ask, asked
from pages.ui.holiday_months import months
from pages.ui.page import open_page
from pages.ui.settings_holidays import (
    add_day,
    confirm_year,
    days_of,
    edit_day,
    holiday_table,
    show_touched,
    year_asked,
)
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look

ctx = open_page("page.holidays.title", needs=Permission.MASTERS_EDIT)
look()
show_said()

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    year = year_asked(ctx)
    with st.popover(t("holidays.new"), icon=":material/add:", key="holiday_new"):
        add_day()
days = days_of(ctx.masters.calendar, year)
chosen = next((day for day in days if day.isoformat() == asked("day")), None)
working = sum(not is_weekend(day) for day in days)
st.markdown(t("holidays.count", n=len(days), working=working) if days else t("holidays.none"))

with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="split"):
    with st.container(key="table"):
        if days:
            holiday_table(days)
        confirm_year(ctx, year, days)
        months(year, days)
    if chosen is not None:
        with st.container(key="side"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.subheader(days[chosen], anchor=False)
                st.button(t("panel.close"), key="holiday_shut", icon=":material/close:", on_click=lambda: ask(day=""))
            edit_day(chosen, days[chosen])

st.subheader(t("holidays.touched_heading"), anchor=False)
show_touched(ctx)
