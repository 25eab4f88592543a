"""From a row of a list to its case: a plain address for a new window, and a step inside the program for a click."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import streamlit as st

from core.text.catalogue import t
from pages.ui.registry import PAGES

TO_OPEN: Final = "case_to_open"
OPEN: Final = "open:"


def case_address(url_no: str) -> str:
    """The address of a case, below that of any page."""
    return f"{t('page.case.url')}?{urlencode({'no': url_no})}"


def open_pick(url_no: str) -> str:
    """What a drawing tells when a case is to be opened."""
    return f"{OPEN}{url_no}"


def is_open_pick(pick: str) -> bool:
    """Note the case that a pick opens; whether it was such a pick."""
    if pick.startswith(OPEN):
        st.session_state[TO_OPEN] = pick.removeprefix(OPEN)
        return True
    return False


def follow() -> None:
    """Go to the case that was picked before this run, if one was."""
    url_no = st.session_state.pop(TO_OPEN, "")
    page = next((page for page in PAGES if page.name == "case"), None)
    if url_no and page is not None:
        st.switch_page(page.file, query_params={"no": url_no})
