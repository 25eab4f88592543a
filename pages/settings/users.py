"""Who has an account: add, change, close, reset a forgotten password, and see where somebody is signed in."""

import streamlit as st

from core.rules.access import Permission
from core.text.catalogue import t
from pages.http.passwords import hash_password
from pages.ui.address import ask, asked
from pages.ui.feedback import or_stop
from pages.ui.page import open_page
from pages.ui.settings_account import account_facts, account_past, account_sessions
from pages.ui.settings_said import show_said
from pages.ui.settings_table import look
from pages.ui.settings_users import (
    NEW,
    account_actions,
    account_table,
    chosen_account,
    new_account,
    show_password,
)

ctx = open_page("page.users.title", needs=Permission.USERS_RESET)
look()
show_said()
show_password()

with or_stop():
    everyone = ctx.accounts.everyone()
may_edit = ctx.actor.may(Permission.USERS_EDIT)
account = chosen_account(everyone)

with st.container(horizontal=True, vertical_alignment="center", key="filters"):
    active = sum(each.is_active for each in everyone)
    st.write(t("users.counts", active=active, n=len(everyone)))
    if may_edit:
        st.button(t("users.add"), key="users_add", icon=":material/person_add:", on_click=lambda: ask(user=NEW))
if not may_edit:
    st.caption(t("users.only_reset"))

with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="split"):
    with st.container(key="table"):
        account_table(ctx, everyone)
    if account is not None or (asked("user") == NEW and may_edit):
        with st.container(key="side"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.subheader(account.display_name if account else t("users.add"), anchor=False)
                st.button(t("panel.close"), key="users_shut", icon=":material/close:", on_click=lambda: ask(user=""))
            if account is None:
                new_account(ctx, hash_password)
            else:
                account_facts(ctx, account)
                account_actions(ctx, account, hash_password)
                account_sessions(ctx, account)
                account_past(ctx, account, everyone)
