"""How safe the data are: the newest back-up, one made or proved now, where it goes, and the register as Excel files."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.ui.feedback import or_stop
from pages.ui.page import open_page
from pages.ui.register_papers import to_registers
from pages.ui.settings_backup import act_now, change_place, confirm_clock, show_kept, show_mirror, show_safety
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look

ctx = open_page("page.backup.title", needs=Permission.BACKUP_RUN)
look()
show_said()

with or_stop():
    state, mirror, glance = ctx.upkeep.backup(), ctx.upkeep.mirror(), ctx.upkeep.glance()

confirm_clock(ctx)
show_safety(ctx, state, is_kept=glance.is_kept)
act_now(ctx)

with st.container(key="narrow"):
    with st.expander(t("backup.change"), expanded=state.is_same_disk, key="backup_change"):
        change_place(state)
    if state.kept:
        with st.expander(t("backup.kept", n=len(state.kept)), key="backup_kept"):
            show_kept(state)
    st.subheader(t("mirror.title"), anchor=False)
    show_mirror(mirror)
    to_registers(ctx, "/register", t("papers.open"))
