"""The list of a queue with boxes to tick, its pages, and the list as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from core.figures.today import ANSWERED_BY_AGENCY, Queue, Today, TodayLine
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import t
from core.text.dates import thai_day_full
from pages.ui.address import ask
from pages.ui.case_links import case_address, is_open_pick, open_pick, remember_walk
from pages.ui.download import download
from pages.ui.drawing import draw
from pages.ui.tables import ListRow
from pages.ui.today_view import (
    COLUMNS,
    MOST_IN_FILE,
    PAGE,
    PAGE_ROWS,
    chosen_lines,
    heading,
    key_of,
    page_asked,
    read_lines,
    rows_of,
)
from pages.ui.workbook import TYPE, workbook

TICKED: Final = "today_ticked"
TICK: Final = "ticked:"


def work_list(ctx: Context, view: Today) -> list[TodayLine]:
    """Draw the open queue; the lines that are ticked."""
    queue = view.queue
    if queue is None:
        return []
    count = view.counts[queue]
    st.subheader(t("today.heading", queue=heading(view), n=count.cases), anchor=False)
    if not view.lines:
        st.info(t("today.empty_queue"))
        return []
    first = page_asked() * PAGE_ROWS + 1
    st.caption(t("today.range", first=first, last=first + len(view.lines) - 1, n=count.lines))
    place = f"{queue.value}/{page_asked()}"
    ticked = [key_of(line) for line in chosen_lines(view, _ticked(place))]
    _table(view, rows_of(view, ctx.masters), ticked, place)
    _pages(count.lines)
    st.caption(t(_how(ctx, queue)))
    with st.container(key="today_keys"):
        st.caption(t("today.keys"))
    _download(ctx, view, queue)
    return chosen_lines(view, ticked)


def _how(ctx: Context, queue: Queue) -> str:
    if queue not in ANSWERED_BY_AGENCY:
        return "today.how_open"
    return "today.how" if ctx.actor.may(Permission.CASE_CHASE) else "today.how_answer"


def _ticked(place: str) -> list[str]:
    """What is ticked on this page of this queue; another page begins anew."""
    where, keys = st.session_state.get(TICKED, ("", ()))
    return list(keys) if where == place else []


def untick() -> None:
    """Begin to choose anew."""
    st.session_state.pop(TICKED, None)


def tick_only(keys: Sequence[str]) -> None:
    """Leave only some of what is ticked."""
    where, _ = st.session_state.get(TICKED, ("", ()))
    st.session_state[TICKED] = where, tuple(keys)


def _table(view: Today, rows: list[ListRow], ticked: list[str], place: str) -> None:
    def picked(pick: str) -> None:
        if is_open_pick(pick):
            remember_walk(list(dict.fromkeys(row.url_no for row in rows)))
        elif pick.startswith(TICK):
            st.session_state[TICKED] = place, tuple(pick.removeprefix(TICK).split(","))

    data = {
        "label": heading(view),
        "columns": [{"key": column, "name": t(f"list.{column}")} for column in COLUMNS],
        "rows": [_drawn(row, key_of(line), ticked) for row, line in zip(rows, view.lines, strict=True)],
        "opener": "no",
        "chosen": "",
        "boxes": t("today.choose_all"),
    }
    draw("list", data, key="today_list_rows", on_pick=picked)


def _drawn(row: ListRow, key: str, ticked: list[str]) -> dict[str, object]:
    return {
        "pick": open_pick(row.url_no),
        "href": case_address(row.url_no),
        "cells": {column: row.cells.get(column, "") for column in COLUMNS},
        "late": row.is_late,
        "said": t("list.open", no=row.no),
        "box": {"key": key, "said": t("today.choose", no=row.no), "ticked": key in ticked},
    }


def _pages(lines: int) -> None:
    """The pages of a long queue; which one is open stands in the address."""
    pages = -(-lines // PAGE_ROWS)
    if pages < 2:
        return
    st.session_state["today_page"] = min(page_asked(), pages - 1) + 1

    def turned() -> None:
        page = int(st.session_state["today_page"])
        ask(**{PAGE: str(page) if page > 1 else ""})

    st.pagination(pages, key="today_page", max_visible_pages=7, on_change=turned)


def _download(ctx: Context, view: Today, queue: Queue) -> None:
    name = t("list.file", name=heading(view), as_of=thai_day_full(view.on))
    make = partial(_file, ctx, queue, name)
    download(t("panel.download"), make, name=f"{name}.xlsx", mime=TYPE, key="today_file")


def _file(ctx: Context, queue: Queue, name: str) -> bytes:
    """The whole queue."""
    whole = read_lines(ctx, queue, MOST_IN_FILE, 0)
    count = whole.counts[queue].lines
    remark = t("panel.too_many", most=MOST_IN_FILE, n=count) if count > MOST_IN_FILE else ""
    return workbook(rows_of(whole, ctx.masters), COLUMNS, name, remark)
