"""Bring a register in: what was understood of the file, what must be confirmed, and then the button that writes."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui import import_file as file
from pages.ui.feedback import or_stop
from pages.ui.import_choices import ask_choices, ask_mapping
from pages.ui.import_report import show_doubts, show_result, show_understood
from pages.ui.page import open_page

ctx = open_page("page.import.title", needs=Permission.IMPORT_RUN)
file.look()

if (result := file.last_result()) is not None:
    show_result(ctx, result)
    st.button(t("import.page.another"), on_click=file.another_file, key="import_another")
    st.stop()

content = file.picked_file()
if content is None:
    st.info(t("import.page.nothing_yet"))
    st.stop()

with or_stop():
    opened = file.opened_file(ctx, content)

if opened.plan is None or file.needs_mapping(opened):
    st.subheader(t("import.page.mapping"), anchor=False)
    mapping = ask_mapping(opened)
    if mapping is not None:
        file.say_mapping(opened.digest, mapping)
        st.rerun()
    st.stop()

file.offer_mapping(opened)
file.ask_order(opened)
if opened.plan.order.must_be_asked:
    st.stop()

with or_stop():
    found = file.understood(ctx, opened, opened.plan)

st.subheader(t("import.page.understood"), anchor=False)
show_understood(found)

st.subheader(t("import.page.agencies"), anchor=False)
choices = ask_choices(ctx, found)

st.subheader(t("import.page.doubts"), anchor=False)
show_doubts(ctx, found)

st.subheader(t("import.page.bring_in"), anchor=False)
st.caption(t("import.page.bring_in_why"))
if st.button(t("import.page.run"), type="primary", key="import_run"):
    with or_stop():
        file.bring_in(found, choices)
    st.rerun()
