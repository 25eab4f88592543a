"""The office's lists: agencies, channels, topics, sets of clocks and programmes, one line at a time or as a file."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.address import ask
from pages.ui.page import open_page
from pages.ui.settings_masters import FILE, NEW, edit_line, line_asked, line_table, list_asked, open_line
from pages.ui.settings_masters_file import bring_back, take_out
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look

ctx = open_page("page.masters.title", needs=Permission.MASTERS_EDIT)
look()
show_said()

with st.container(horizontal=True, vertical_alignment="center", key="lists"):
    table = list_asked()
    if table != FILE:
        st.button(t(f"settings.add.{table}"), key="line_new", icon=":material/add:", on_click=open_line, args=(NEW,))

if table == FILE:
    st.subheader(t("settings.file.out"), anchor=False)
    take_out(ctx)
    st.subheader(t("settings.file.back"), anchor=False)
    bring_back(ctx)
    st.stop()

line = line_asked(ctx.masters, table)
with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="split"):
    with st.container(key="table"):
        line_table(ctx, table)
    if line is not None:
        with st.container(key="side"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.subheader(line.name or t(f"settings.add.{table}"), anchor=False)
                st.button(
                    t("panel.close"),
                    key="line_shut",
                    icon=":material/close:",
                    on_click=lambda: ask(line="", part=""),
                )
            edit_line(ctx, table, line)
