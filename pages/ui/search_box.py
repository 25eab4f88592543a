"""The box and the filters of the search. What may name a person never stands in the address; a number may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.figures.found import SearchFilter
from core.model.codes import CaseState
from core.ports import Context
from core.rules.searching import sought
from core.text.catalogue import label, t
from core.text.dates import parse_day
from pages.ui.address import ask, asked, choice
from pages.ui.drawing import ASSETS
from pages.ui.feedback import told
from pages.ui.words import amphoe_names, topic_names

BOX, NUMBER, CASE = "search_text", "q", "no"
DAYS: Final = ("from", "to")
FILTERS: Final = ("state", "agency", "topic", "amphoe", *DAYS)


def look() -> None:
    """Say what the theme cannot."""
    st.html(f"<style>{(ASSETS / 'today.css').read_text(encoding='utf-8')}</style>")


def box() -> str:
    """Draw the box; what stands in it. A link brings a number."""
    if BOX not in st.session_state:
        st.session_state[BOX] = asked(NUMBER)
    with st.container(horizontal=True, vertical_alignment="bottom", key="search_line"):
        typed = st.text_input(t("search.box"), key=BOX, on_change=_typed, placeholder=t("search.example"))
        st.button(t("button.search"), type="primary", key="search_go", icon=":material/search:")
        st.button(t("search.clear"), key="search_clear", on_click=clear, icon=":material/backspace:")
    return typed or ""


def _typed() -> None:
    """Only a number of ours goes into the address; names, phones and words stay in this session."""
    text = st.session_state[BOX]
    try:
        is_number = sought(text).is_number
    except DomainError:
        is_number = False
    ask(**{NUMBER: text.strip() if is_number else "", CASE: ""})


def clear() -> None:
    """Begin anew."""
    st.session_state[BOX] = ""
    for name in DAYS:
        st.session_state.pop(f"search_{name}", None)
    ask(**dict.fromkeys((NUMBER, CASE, *FILTERS), ""))


def filters(ctx: Context) -> SearchFilter:
    """Draw the filters; what they and the address ask for.

    Raises:
        DomainError: a day cannot be read, or the first one lies after the last.
    """
    masters, leaves = ctx.masters, (CASE,)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        state = choice(t("search.state"), "state", _states(), everything=t("search.state.any"), leaves=leaves)
        agency = ""
        if ctx.actor.agency_id is None:
            names = {each.id: each.name for each in masters.agencies}
            agency = choice(t("search.agency"), "agency", names, everything=t("search.agency.any"), leaves=leaves)
        topic = choice(t("board.topic"), "topic", topic_names(masters), everything=t("board.topic.any"), leaves=leaves)
        amphoe = choice(
            t("board.amphoe"), "amphoe", amphoe_names(masters), everything=t("board.amphoe.any"), leaves=leaves
        )
        for name in DAYS:
            _day_box(name)
    first, last = (_day(name) for name in DAYS)
    if first and last and first > last:
        raise DomainError("search.days_swapped")
    wanted = CaseState(state) if state else None
    return SearchFilter(wanted, agency or None, topic or None, amphoe or None, first, last)


@lru_cache
def _states() -> Mapping[str, str]:
    return {state.value: label(state) for state in CaseState}


def _day_box(name: str) -> None:
    """A day of receipt; it goes into the address once it can be read."""
    key = f"search_{name}"
    if key not in st.session_state:
        st.session_state[key] = _typed_day(asked(name))

    def typed() -> None:
        text = st.session_state[key].strip()
        try:
            ask(**{name: parse_day(text).isoformat() if text else "", CASE: ""})
        except DomainError as refusal:
            st.session_state[f"{key}_refused"] = told(refusal)

    st.text_input(t(f"search.{name}"), key=key, on_change=typed, placeholder=t("search.day_example"))


def _typed_day(text: str) -> str:
    try:
        day = parse_day(text)
    except DomainError:
        return ""
    return f"{day.day}/{day.month}/{day.year + 543}"


def refused_days() -> list[str]:
    """Why a day that was typed could not be taken; the last one that could be read still stands."""
    return [text for name in DAYS if (text := st.session_state.pop(f"search_{name}_refused", ""))]


def _day(name: str) -> date | None:
    try:
        return parse_day(asked(name)) if asked(name) else None
    except DomainError:
        return None
