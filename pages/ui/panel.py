"""The cases behind a number: a list beside the page, one case of it at a glance, and the list as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from core.ports import Context
from core.text.catalogue import t
from core.text.dates import thai_day_full
from pages.ui.address import ask, asked
from pages.ui.case_links import follow, open_case
from pages.ui.charts import forget_pick
from pages.ui.download import download
from pages.ui.feedback import refusals
from pages.ui.glance import glance, may_glance
from pages.ui.tables import PAGE_ROWS, ListRow, case_table, page_of_list
from pages.ui.workbook import TYPE, workbook

MOST_IN_FILE: Final = 2_000
Rows = Callable[[int, int], Sequence[ListRow]]
"""Rows of a list: how many at most, how many to leave out before."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of cases: what it is called, how many there are, how to read a page of it."""

    heading: str
    count: int
    columns: Sequence[str]
    rows: Rows
    as_of: date
    remark: str = ""


def panel(ctx: Context, listing: Listing, *, closes: tuple[str, ...], key: str = "side") -> None:
    """Draw a list beside the page. ``closes`` are the parts of the address that hold it open."""

    def close() -> None:
        ask(**dict.fromkeys((*closes, "case"), ""))
        forget_pick()

    follow()
    with st.container(key=key):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(listing.heading, anchor=False)
            st.button(t("panel.close"), key=f"{key}_close", on_click=close, icon=":material/close:")
        with refusals():
            page = page_of_list(listing.count, key=f"{key}_page_{listing.heading}") if not asked("case") else 0
            rows = listing.rows(PAGE_ROWS, page * PAGE_ROWS)
            if asked("case") and may_glance(ctx):
                _one(ctx, rows)
            else:
                _many(ctx, listing, rows, page, key)


def _one(ctx: Context, rows: Sequence[ListRow]) -> None:
    no = asked("case")
    with st.container(horizontal=True):
        st.button(t("panel.back"), key="panel_back", on_click=lambda: ask(case=""), icon=":material/arrow_back:")
        st.button(t("panel.open"), key="panel_open", on_click=open_case, args=(no,), icon=":material/description:")
    found = next((row for row in rows if row.url_no == asked("case")), None)
    glance(ctx, asked("case"), found.cells["title"] if found else "")


def _many(ctx: Context, listing: Listing, rows: Sequence[ListRow], page: int, key: str) -> None:
    if not rows:
        st.info(t("message.nothing_found"))
        return
    first = page * PAGE_ROWS + 1
    st.caption(t("list.range", first=first, last=first + len(rows) - 1, n=listing.count))
    opens = (lambda no: ask(case=no)) if may_glance(ctx) else None
    case_table(rows, listing.columns, key=f"{key}_list", name=listing.heading, on_pick=opens)
    if listing.remark:
        st.caption(listing.remark)
    make, name = partial(_file, listing), f"{_file_heading(listing)}.xlsx"
    download(t("panel.download"), make, name=name, mime=TYPE, key=f"{key}_file")


def _file(listing: Listing) -> bytes:
    """The whole list."""
    rows = listing.rows(MOST_IN_FILE, 0)
    remark = t("panel.too_many", most=MOST_IN_FILE, n=listing.count) if listing.count > MOST_IN_FILE else ""
    return workbook(rows, listing.columns, _file_heading(listing), remark or listing.remark)


def _file_heading(listing: Listing) -> str:
    return t("list.file", name=listing.heading, as_of=thai_day_full(listing.as_of))
