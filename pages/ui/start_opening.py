"""The opening balance: counts of the time before the system, one line a fiscal year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.model.beginnings import OpeningBalance
from core.ports import Context, MasterChange
from core.rules.beginnings import LONGEST_SOURCE, Found
from core.text.catalogue import t
from core.text.dates import fiscal_year_be, parse_day, thai_day_short
from core.text.digits import to_arabic_digits
from core.usecases.edit_masters import edit_masters
from pages.ui.settings_said import act
from pages.ui.settings_table import plain_table

COUNTS: Final = ("received", "closed", "pending")
NEW: Final = ""
YEAR: Final = "opening_year"
CHOSEN: Final = "opening_chosen"


def opening_form(ctx: Context, found: Found) -> None:
    """Show the lines, and ask for one more or for another wording of one."""
    st.write(t("start.opening.why"))
    lines = {str(each.year_be): each for each in found.openings}
    if lines:
        _shown(found)
        if st.session_state.get(CHOSEN, NEW) not in {*lines, NEW}:
            st.session_state[CHOSEN] = NEW
        st.selectbox(
            t("start.opening.choose"),
            [NEW, *lines],
            format_func=lambda year: year or t("start.opening.new"),
            key=CHOSEN,
            on_change=_fill_anew,
            filter_mode=None,
        )
    line = lines.get(st.session_state.get(CHOSEN, NEW))
    _ask(ctx, line)
    with st.container(horizontal=True):
        st.button(t("start.opening.add"), key="start_save_opening", type="primary", on_click=act, args=(_save,))
        if line is not None:
            st.button(t("start.opening.remove"), key="opening_remove", on_click=act, args=(_remove,))


def _shown(found: Found) -> None:
    names = [t(f"start.opening.{name}") for name in ("year", *COUNTS, "source", "on")]
    rows = [
        (
            str(each.year_be),
            *(f"{getattr(each, name):,}" for name in COUNTS),
            each.source,
            thai_day_short(each.entered_on),
        )
        for each in found.openings
    ]
    plain_table(names, rows)


def _ask(ctx: Context, line: OpeningBalance | None) -> None:
    for name, value in _first(ctx, line).items():
        if f"opening_{name}" not in st.session_state:
            st.session_state[f"opening_{name}"] = value
    st.text_input(t("start.opening.year"), key=YEAR, max_chars=4, disabled=line is not None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in COUNTS:
            st.text_input(t(f"start.opening.{name}"), key=f"opening_{name}", max_chars=9)
    st.text_input(
        t("start.opening.source"),
        key="opening_source",
        max_chars=LONGEST_SOURCE,
        placeholder=t("start.opening.source_hint"),
    )
    st.text_input(t("start.opening.on"), key="opening_on", max_chars=40, placeholder=t("settings.day_hint"))


def _first(ctx: Context, line: OpeningBalance | None) -> Mapping[str, str]:
    """What the fields hold when the form opens."""
    if line is None:
        today = ctx.clock.today()
        return {"year": str(fiscal_year_be(today) - 1), **dict.fromkeys(COUNTS, ""), "source": "", "on": _day(today)}
    counts = {name: str(getattr(line, name)) for name in COUNTS}
    return {"year": str(line.year_be), **counts, "source": line.source, "on": _day(line.entered_on)}


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def _fill_anew() -> None:
    for name in ("year", *COUNTS, "source", "on"):
        st.session_state.pop(f"opening_{name}", None)


def _save(now: Context) -> str:
    year = to_arabic_digits(st.session_state[YEAR]).strip()
    counts = {name: _count(name) for name in COUNTS}
    on = parse_day(st.session_state["opening_on"])
    if on > now.clock.today():
        raise DomainError("error.day_in_future", day=on, today=now.clock.today())
    body = {**counts, "source": st.session_state["opening_source"].strip(), "entered_on": on.isoformat()}
    edit_masters([MasterChange("opening_balance", year, body)], now)
    st.session_state[CHOSEN] = NEW
    _fill_anew()
    return t("start.opening.said", year=year)


def _remove(now: Context) -> str:
    year = st.session_state[YEAR]
    edit_masters([MasterChange("opening_balance", year, None)], now)
    st.session_state[CHOSEN] = NEW
    _fill_anew()
    return t("start.opening.removed", year=year)


def _count(name: str) -> int:
    typed = to_arabic_digits(st.session_state[f"opening_{name}"]).replace(",", "").strip()
    if not typed.isdecimal():
        raise DomainError("start.opening.not_count", field=t(f"start.opening.{name}"))
    return int(typed)
