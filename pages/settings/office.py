"""What the office says of itself: name, address, telephone, hours, the director's title, the close of day."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.page import open_page
from pages.ui.settings_counting import counting_choice
from pages.ui.settings_office import office_form, year_change_card
from pages.ui.settings_papers import digits_choice
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look

ctx = open_page("page.office.title", needs=Permission.MASTERS_EDIT)
look()
show_said()
year_change_card(ctx)

with st.container(key="narrow"):
    st.caption(t("office.why"))
    office_form(ctx)
    digits_choice(ctx)
    counting_choice(ctx)
