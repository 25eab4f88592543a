"""What an office does before its first case: the steps, what is left of them, and how other machines get here."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.page import open_page
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look
from pages.ui.start_network import show_network, show_practice
from pages.ui.start_steps import step_form
from pages.ui.start_view import found_of, progress, step_asked, step_table

ctx = open_page("page.start.title", needs=Permission.MASTERS_EDIT)
look()
show_said()

found = found_of(ctx)
step = step_asked(found)
progress(found)

with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="split"):
    with st.container(key="table"):
        step_table(ctx, found, step)
    if step is not None:
        with st.container(key="step", border=True):
            st.subheader(t(f"start.{step.value}"), anchor=False)
            step_form(step, ctx, found)

show_network(ctx)
show_practice()
