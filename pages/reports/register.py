"""Paper from the register: the control register as a book, part by part, and the list of what is pending on a day."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.feedback import or_stop
from pages.ui.page import open_page
from pages.ui.register_papers import backlog_form, register_form

ctx = open_page("page.register.title", needs=Permission.PAPER_MAKE)

left, right = st.columns(2, gap="large")
with left:
    st.subheader(t("papers.register"), anchor=False)
    st.caption(t("papers.register_why"))
    with or_stop():
        register_form(ctx)
with right:
    st.subheader(t("papers.backlog"), anchor=False)
    st.caption(t("papers.backlog_why"))
    with or_stop():
        backlog_form(ctx)
