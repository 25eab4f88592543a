"""Pending cases of each agency by age, on any day; every number opens its cases beside it."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from core.text.dates import thai_day
from pages.ui.address import ask, asked
from pages.ui.board_view import (
    board_columns,
    board_file_name,
    board_listing,
    board_numbers,
    board_rows,
    read_board,
    remarks,
)
from pages.ui.feedback import or_stop
from pages.ui.filters import OPENED, age_basis, board_filter
from pages.ui.frame import projector_switch
from pages.ui.matrix import cell_of, matrix
from pages.ui.numbers import numbers
from pages.ui.page import open_page
from pages.ui.panel import panel
from pages.ui.pickers import day_picker
from pages.ui.table_file import table_file

ctx = open_page("page.board.title", needs=Permission.BOARD_READ)
today = ctx.clock.today()

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    as_of = day_picker(today, also_leave=OPENED)
    which = board_filter(ctx)
    basis = age_basis()
    projector_switch()

with or_stop():
    view = read_board(ctx, as_of, basis, which)

cell = cell_of(asked("cell"))
numbers(
    board_numbers(view, ctx.masters.clock_set.near_days),
    key="headline",
    label=t("board.headline"),
    chosen=asked("cell"),
    on_pick=lambda pick: ask(cell=pick, case=""),
)

if not view.board.rows:
    st.info(t("board.empty_filtered") if which.is_on else t("board.empty", as_of=thai_day(as_of)))
    st.stop()

with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="split"):
    with st.container(key="table"):
        matrix(view.drawn, chosen=asked("cell"), on_pick=lambda pick: ask(cell=pick, case=""))
        for remark in [*remarks(view), t("board.hint")]:
            st.caption(remark)
        said = " · ".join(remarks(view))
        table_file(board_file_name(view), board_columns(), lambda: board_rows(view), key="board", remark=said)
    if cell:
        panel(ctx, board_listing(ctx, view, cell), closes=OPENED)
