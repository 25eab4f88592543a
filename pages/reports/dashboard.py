"""The work of the centre on one page: all, closed, pending, on any day; every number opens its cases."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.address import asked
from pages.ui.feedback import or_stop
from pages.ui.frame import projector_switch
from pages.ui.numbers import numbers
from pages.ui.overview import OPENED, headline_numbers, how_asked, question, read_overview
from pages.ui.overview_kinds import kind_part
from pages.ui.overview_lists import listing_of
from pages.ui.overview_sections import (
    age_part,
    amphoe_part,
    channel_part,
    fiscal_part,
    measure,
    programme_part,
    show,
    topic_part,
    trend_part,
)
from pages.ui.page import open_page
from pages.ui.panel import panel
from pages.ui.pickers import day_picker

ctx = open_page("page.dashboard.title", needs=Permission.FIGURES_READ)

with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    as_of = day_picker(ctx.clock.today(), also_leave=OPENED)
    projector_switch()

with or_stop():
    view = read_overview(ctx, question(as_of), how_asked())

numbers(headline_numbers(view), key="headline", label=t("page.dashboard.title"), chosen=asked("show"), on_pick=show)

fiscal_part(view)
trend_part(view)

left, right = st.columns(2, gap="large")
with left:
    channel_part(view, ctx.masters)
    kind_part(view)
with right:
    age_part(view)
    programme_part(view, ctx.masters)

of = measure()
left, right = st.columns(2, gap="large")
with left:
    topic_part(view, ctx.masters, of)
with right:
    amphoe_part(view, ctx.masters, of)

if listing := listing_of(ctx, view, asked("show")):
    panel(ctx, listing, closes=OPENED, key="drawer")
