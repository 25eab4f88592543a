"""What must be done today: queues of cases, the list of one, and a quick record of one or many of its lines."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.case_links import follow
from pages.ui.feedback import or_stop
from pages.ui.numbers import numbers
from pages.ui.page import open_page
from pages.ui.today_list import work_list
from pages.ui.today_record import outcome, side
from pages.ui.today_view import choose_queue, look, read_today, strip

ctx = open_page("page.today.title", needs=Permission.CASE_READ)
follow()
look()

with or_stop():
    view = read_today(ctx)

with st.container(key="strip"):
    numbers(
        strip(view, ctx.masters.clock_set.near_days),
        key="today_numbers",
        label=t("today.strip"),
        chosen=view.queue.value if view.queue else "",
        on_pick=choose_queue,
        first_is_largest=False,
    )

outcome(ctx)

if view.queue is None:
    st.success(t("message.nothing_today"))
    st.stop()

with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="today_split"):
    with st.container(key="today_list"):
        ticked = work_list(ctx, view)
    if ticked:
        with st.container(key="today_side"):
            side(ctx, view.queue, ticked)
