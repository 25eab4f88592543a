"""One case: where it stands, its clocks and history, who is concerned, and every move that may be made of it now."""

import streamlit as st

from core.rules.access import Permission
from pages.ui.case_clocks import clocks
from pages.ui.case_drafts import case_drafts
from pages.ui.case_evidence import evidence
from pages.ui.case_facts import facts, links, referrals
from pages.ui.case_head import ask_no, asked_no, head, print_hint, read_case
from pages.ui.case_links import walk
from pages.ui.case_people import people
from pages.ui.case_timeline import timeline
from pages.ui.feedback import or_stop
from pages.ui.moves.actions import actions
from pages.ui.moves.form import move_form
from pages.ui.moves.recorded import recorded_note
from pages.ui.page import open_page

no = asked_no()
ctx = open_page("page.case.heading" if no else "page.case.title", needs=Permission.CASE_READ, no=no)

if no is None:
    ask_no()
    st.stop()

with or_stop():
    page = read_case(ctx, no)

walk(no.url)
head(ctx, page)
recorded_note(ctx, page)
actions(ctx, page)
case_drafts(ctx, page)
move_form(ctx, page)
clocks(ctx, page)

left, right = st.columns([11, 9], gap="large")
with left:
    timeline(page)
with right:
    people(ctx, page)
    evidence(ctx, page)
    facts(ctx, page)
    referrals(page)
    links(ctx, page)
    print_hint()
