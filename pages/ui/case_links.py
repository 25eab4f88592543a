"""From a row of a list to its case: a plain address for a new window, and a step inside the program for a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from core.text.catalogue import t
from pages.ui.address import ask
from pages.ui.registry import PAGES

TO_OPEN: Final = "case_to_open"
AT_FORM: Final = "case_to_open_at"
WALK: Final = "case_walk"
OPEN: Final = "open:"


def case_address(url_no: str) -> str:
    """The address of a case, below that of any page."""
    return f"{t('page.case.url')}?{urlencode({'no': url_no})}"


def open_pick(url_no: str) -> str:
    """What a drawing tells when a case is to be opened."""
    return f"{OPEN}{url_no}"


def open_case(url_no: str, **form: str) -> None:
    """Note a case that is to be opened, at a form of its page if one is named (a callback)."""
    st.session_state[TO_OPEN], st.session_state[AT_FORM] = url_no, form


def is_open_pick(pick: str) -> bool:
    """Note the case that a pick opens; whether it was such a pick."""
    if pick.startswith(OPEN):
        open_case(pick.removeprefix(OPEN))
        return True
    return False


def follow() -> None:
    """Go to the case that was picked before this run, if one was."""
    url_no, form = st.session_state.pop(TO_OPEN, ""), st.session_state.pop(AT_FORM, {})
    page = next((page for page in PAGES if page.name == "case"), None)
    if url_no and page is not None:
        st.switch_page(page.file, query_params={"no": url_no, **form})


def remember_walk(url_nos: Sequence[str]) -> None:
    """Keep the list that a case is opened from, so that its page can lead to the cases beside it."""
    st.session_state[WALK] = tuple(url_nos)


def walk(url_no: str) -> None:
    """Lead to the case before and after in the list that this one was opened from."""
    kept = st.session_state.get(WALK, ())
    if url_no not in kept:
        return
    place = kept.index(url_no)
    with st.container(horizontal=True, key="walk"):
        for name, icon, at in (("case.previous", "arrow_back", place - 1), ("case.next", "arrow_forward", place + 1)):
            beside = kept[at] if 0 <= at < len(kept) else ""
            st.button(
                t(name),
                key=name.replace(".", "_"),
                icon=f":material/{icon}:",
                disabled=not beside,
                on_click=ask,
                kwargs={"no": beside, "do": ""},
                type="tertiary",
            )
        st.caption(t("case.place", n=place + 1, whole=len(kept)))
