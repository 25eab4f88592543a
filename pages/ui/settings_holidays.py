"""The page of holidays: a year's days, the year's confirmation, and promises that today's calendar would move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import uuid4

import streamlit as st

from core.model.holidays import WorkCalendar
from core.ports import Context, MasterChange
from core.rules.access import Permission
from core.rules.calendar import is_weekend
from core.text.catalogue import label, t
from core.text.dates import be_year, parse_day, thai_day, thai_day_short, thai_weekday
from core.usecases.edit_masters import edit_masters
from core.usecases.recalculate_all import RecalculateAll, recalculate_all, touched_promises
from pages.ui.address import ask, asked
from pages.ui.feedback import refusals
from pages.ui.remembered import remembered, state_of
from pages.ui.settings_said import act
from pages.ui.settings_table import SettingRow, pick_table, plain_table
from pages.ui.table_file import table_file

YEARS_BEFORE: Final = 3
YEARS_AHEAD: Final = 3
MOST_TOUCHED_SHOWN: Final = 50


def year_asked(ctx: Context) -> int:
    """Draw the choice of a year; the CE year in question, from the address (which says it in BE)."""
    this = ctx.clock.today().year
    known = {day.year for day in ctx.masters.calendar.holidays}
    years = sorted({*known, *range(this - YEARS_BEFORE, this + YEARS_AHEAD + 1)}, reverse=True)
    words = {str(be_year(year)): year for year in years}
    st.session_state["holiday_year"] = asked("year") if asked("year") in words else str(be_year(this))

    def changed() -> None:
        ask(year=st.session_state["holiday_year"], day="")

    chosen = st.selectbox(
        t("holidays.year"),
        list(words),
        format_func=lambda be: _year_words(words.get(be, this), ctx.masters.calendar),
        key="holiday_year",
        on_change=changed,
        filter_mode=None,
    )
    return int(words[str(chosen)])


def _year_words(year: int, calendar: WorkCalendar) -> str:
    state = "holidays.confirmed" if year in calendar.confirmed_years else "holidays.unconfirmed"
    return f"{t('holidays.year_be', be=be_year(year))} · {t(state)}"


def days_of(calendar: WorkCalendar, year: int) -> Mapping[date, str]:
    """The holidays of a CE year, in order."""
    return {day: name for day, name in sorted(calendar.holidays.items()) if day.year == year}


def holiday_table(days: Mapping[date, str]) -> None:
    """Draw the days of a year; one opens beside them."""
    rows = [
        SettingRow(
            day.isoformat(),
            {
                "title": name,
                "day": f"{thai_weekday(day)} {thai_day(day)}",
                "effect": t("holidays.on_weekend") if is_weekend(day) else t("holidays.off"),
            },
            t("settings.open", name=name),
        )
        for day, name in days.items()
    ]
    columns = {
        "day": t("holidays.column.day"),
        "title": t("holidays.column.name"),
        "effect": t("holidays.column.effect"),
    }
    pick_table(
        rows,
        columns,
        key="holiday_table",
        name=t("page.holidays.title"),
        chosen=asked("day"),
        on_pick=lambda pick: ask(day=pick),
    )
    year = be_year(next(iter(days)).year)
    table_file(
        t("holidays.file", be=year),
        list(columns.values()),
        lambda: [[row.cells[column] for column in columns] for row in rows],
        key="holidays",
    )


# --------------------------------------------------------------------------- a day more or less


def add_day() -> None:
    """Ask for one more day."""
    st.text_input(t("holidays.day"), key="holiday_day", placeholder=t("settings.day_hint"), max_chars=40)
    st.text_input(t("holidays.name"), key="holiday_name", max_chars=200)

    def work(now: Context) -> str:
        day = parse_day(st.session_state["holiday_day"])
        edit_masters(
            [MasterChange("holiday", day.isoformat(), {"name": st.session_state["holiday_name"].strip()})], now
        )
        for name in ("holiday_day", "holiday_name"):
            st.session_state[name] = ""
        ask(year=str(be_year(day.year)))
        return t("holidays.said.added", day=day)

    st.button(t("holidays.add"), key="holiday_add", type="primary", on_click=act, args=(work,))


def edit_day(day: date, name: str) -> None:
    """Rename a day or take it out."""
    st.caption(f"{thai_weekday(day)} {thai_day(day)}")
    st.text_input(t("holidays.name"), value=name, key=f"holiday_name_{day}", max_chars=200)

    def rename(now: Context) -> str:
        body = {"name": st.session_state[f"holiday_name_{day}"].strip()}
        edit_masters([MasterChange("holiday", day.isoformat(), body)], now)
        return t("settings.said.saved")

    def remove(now: Context) -> str:
        edit_masters([MasterChange("holiday", day.isoformat(), None)], now)
        ask(day="")
        return t("holidays.said.removed", day=day)

    with st.container(horizontal=True):
        st.button(t("button.save"), key="holiday_rename", on_click=act, args=(rename,))
        with st.popover(t("holidays.remove"), key="holiday_remove_ask"):
            st.write(t("holidays.remove_why"))
            st.button(t("holidays.remove_confirm"), key="holiday_remove", type="primary", on_click=act, args=(remove,))


# --------------------------------------------------------------------------- a year that somebody vouches for


def confirm_year(ctx: Context, year: int, days: Mapping[date, str]) -> None:
    """Say whether a person vouched for the year; else propose what is missing and ask for the confirmation."""
    be = be_year(year)
    if year in ctx.masters.calendar.confirmed_years:
        st.caption(t("holidays.is_confirmed", be=be))
        return
    st.warning(t("message.holidays_unconfirmed", be=be))
    proposed = {each.day: each.name for each in ctx.masters.proposed_holidays(be) if each.day not in days}
    taken = _ask_proposed(proposed, is_empty=not days)

    def work(now: Context) -> str:
        ticked = {day: name for day, name in proposed.items() if st.session_state.get(f"holiday_take_{day}")}
        added = [MasterChange("holiday", day.isoformat(), {"name": name}) for day, name in ticked.items()]
        edit_masters([*added, MasterChange("confirmed_year", str(year), {})], now)
        return t("holidays.said.confirmed", be=be, n=len(added))

    st.button(
        t("holidays.confirm", be=be, n=len(days) + taken),
        key="holiday_confirm",
        type="primary",
        on_click=act,
        args=(work,),
    )


def _ask_proposed(proposed: Mapping[date, str], *, is_empty: bool) -> int:
    """Days that nobody entered yet, ticked one by one; returns how many are."""
    if not proposed:
        return 0
    st.markdown(t("holidays.proposed", n=len(proposed)))
    st.caption(t("holidays.proposed_why"))
    return sum(
        st.checkbox(f"{thai_weekday(day)} {thai_day_short(day)} · {name}", value=is_empty, key=f"holiday_take_{day}")
        for day, name in proposed.items()
    )


# --------------------------------------------------------------------------- what the calendar would move


def show_touched(ctx: Context) -> None:
    """List the promises that today's calendar would move, with the action that moves them."""
    if not ctx.actor.may(Permission.CASE_EXTEND):
        st.caption(t("holidays.touched_elsewhere"))
        return
    with refusals(), st.spinner(t("frame.loading")):
        state = state_of(ctx, ctx.reads.data_version(), ctx.clock.today())
        found = remembered("touched_promises", state, lambda: touched_promises(ctx))
        if not found:
            st.caption(t("holidays.touched_none"))
            return
        nos = tuple(dict.fromkeys(each.no for each in found))
        st.markdown(t("holidays.touched", n=len(found), cases=len(nos)))
        headings = [t(f"holidays.touched.{name}") for name in ("no", "agency", "kind", "due", "would_be")]
        lines = [
            (str(each.no), each.agency, label(each.kind), thai_day_short(each.due_on), thai_day_short(each.would_be))
            for each in found
        ]
        plain_table(headings, lines[:MOST_TOUCHED_SHOWN])
        if len(found) > MOST_TOUCHED_SHOWN:
            st.caption(t("settings.file.more", n=len(found) - MOST_TOUCHED_SHOWN))

        table_file(t("holidays.touched_heading"), headings, lambda: lines, key="touched")

        def work(now: Context) -> str:
            moved = recalculate_all(RecalculateAll(request_id=uuid4().hex, nos=nos), now)
            return t("holidays.said.recalculated", n=moved)

        st.caption(t("holidays.touched_why"))
        st.button(t("button.recalculate"), key="holiday_recalculate", type="primary", on_click=act, args=(work,))
