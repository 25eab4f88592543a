"""Take a matter in: the form with what helps while typing; after saving its receipt."""

import streamlit as st

from core.rules.access import Permission
from pages.ui.address import asked
from pages.ui.feedback import or_stop
from pages.ui.intake_bar import drafts_bar, keys, save_bar
from pages.ui.intake_desk import desk_of, drafts_of, look_over
from pages.ui.intake_help import agencies_and_dues, similar_cases
from pages.ui.intake_receipt import receipt
from pages.ui.intake_view import look, what_and_where, who_and_how
from pages.ui.page import open_page

ctx = open_page("page.intake.title", needs=Permission.CASE_REGISTER)
look()

if asked("saved"):
    with or_stop():
        receipt(ctx, asked("saved"))
    st.stop()

with or_stop():
    drafts = drafts_of(ctx)
    desk = desk_of(ctx, drafts)
faults = look_over(desk, ctx)
drafts_bar(ctx, desk, drafts)

left, right = st.columns([1, 1.15], gap="medium")
with left:
    who_and_how(ctx, desk)
    found = similar_cases(ctx, desk)
with right:
    what_and_where(ctx, desk)
    agencies_and_dues(ctx, desk, found)

keys(desk)
with st.bottom:
    save_bar(desk, faults)
