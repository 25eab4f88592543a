"""The day in question: typed as Thai people write days, echoed in full, kept in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.text.catalogue import t
from core.text.dates import fiscal_year_be, fiscal_year_span, parse_day, thai_day, thai_day_long
from pages.ui.address import ask, asked
from pages.ui.feedback import told

NAME: Final = "as_of"
TYPED: Final = "as_of_typed"
REFUSED: Final = "as_of_refused"


def day_asked(today: date) -> date:
    """The day of the address; today when it names none, or one that is no day or has not come."""
    try:
        return _read(asked(NAME), today) if asked(NAME) else today
    except DomainError:
        return today


def day_picker(today: date, *, also_leave: tuple[str, ...] = ()) -> date:
    """Ask for any past day; return the one in question.

    ``also_leave`` are parts of the address that make no sense on another day.
    """
    on = day_asked(today)
    if REFUSED not in st.session_state:
        st.session_state[TYPED] = f"{on.day}/{on.month}/{on.year + 543}"
    leaves = dict.fromkeys(also_leave, "")

    def typed() -> None:
        try:
            _choose(_read(st.session_state[TYPED], today), today, leaves)
        except DomainError as refusal:
            st.session_state[REFUSED] = told(refusal)

    with st.popover(t("as_of.on", as_of=thai_day(on)), icon=":material/event:", width="stretch", key="as_of"):
        st.text_input(t("as_of.typed"), key=TYPED, on_change=typed, placeholder=t("as_of.example"))
        if refused := st.session_state.pop(REFUSED, ""):
            st.error(refused)
        st.caption(t("as_of.means", day=thai_day_long(on)))
        with st.container(horizontal=True, gap="xsmall"):
            for name, day in quick_days(today).items():
                st.button(t(f"as_of.{name}"), key=f"as_of_{name}", on_click=_choose, args=(day, today, leaves))
    return on


def quick_days(today: date) -> dict[str, date]:
    """Days that are asked for most: today, the ends of last month and of the last fiscal year."""
    year_end = fiscal_year_span(fiscal_year_be(today))[0] - timedelta(days=1)
    return {"today": today, "month": today.replace(day=1) - timedelta(days=1), "year": year_end}


def _read(text: str, today: date) -> date:
    """A day in either era, not after today.

    Raises:
        DomainError: unreadable, no such day, or not yet come.
    """
    day = parse_day(text)
    if day > today:
        raise DomainError("error.day_in_future", day=day, today=today)
    return day


def _choose(day: date, today: date, leaves: dict[str, str]) -> None:
    st.session_state.pop(REFUSED, None)
    ask(**{NAME: "" if day == today else day.isoformat()}, **leaves)
