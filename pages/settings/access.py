"""Who looked at whose data, who signed in, and what became of accounts: for whoever answers for it."""

import streamlit as st

from core.rules.access import Permission
from pages.ui.access_filters import access_filters
from pages.ui.access_view import draw_view
from pages.ui.feedback import or_stop
from pages.ui.page import open_page
from pages.ui.settings_table import look

ctx = open_page("page.access.title", needs=Permission.ACCESS_READ)
look()

with or_stop():
    asked = access_filters(ctx, ctx.reads.access.accounts())
with st.container(key="access"), or_stop():
    draw_view(ctx, asked)
