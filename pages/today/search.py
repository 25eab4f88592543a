"""Find a case by whatever is known of it, and answer on the phone where it stands."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.case_links import follow
from pages.ui.feedback import or_stop
from pages.ui.page import open_page
from pages.ui.search_box import box, filters, look, refused_days
from pages.ui.search_found import found_now, result

ctx = open_page("page.search.title", needs=Permission.SEARCH)
follow()
look()

typed = box()
with or_stop():
    which = filters(ctx)
for refused in refused_days():
    st.error(refused)

if not typed.strip() and not which.is_on:
    st.info(t("search.hint"))
    st.stop()

with or_stop():
    found = found_now(ctx, typed, which)
result(ctx, found)
