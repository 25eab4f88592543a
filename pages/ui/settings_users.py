"""The page of users: the list, one account beside it, a new account, and the password that is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from core.model.account import Account
from core.model.codes import Role
from core.ports import Context
from core.rules.access import Permission
from core.rules.accounts import needs_sheet
from core.text.catalogue import label, t
from core.usecases.add_account import AddAccount, add_account
from core.usecases.change_account import ChangeRole, SetActive, change_role, set_active
from core.usecases.reset_password import ResetPassword, reset_password
from pages.ui.address import ask, asked
from pages.ui.settings_said import act
from pages.ui.settings_table import SettingRow, pick_table
from pages.ui.table_file import table_file

NEW: Final = "new"
_PASSWORD: Final = "users_password"  # noqa: S105  # where the one shown once is kept
_SHEET: Final = "users_reset_sheet"
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
Hash = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A password on the screen this once, and whose it is."""

    username: str
    password: str


def one_time_password() -> str:
    """Fifteen signs in five groups that nobody misreads over the phone: 74 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(3)) for _ in range(5))


def account_table(ctx: Context, everyone: Sequence[Account]) -> None:
    """Draw every account; one opens beside the list."""
    agencies = {agency.id: agency.name for agency in ctx.masters.agencies}
    rows = [
        SettingRow(
            str(each.id),
            {
                "title": each.display_name,
                "username": each.username,
                "role": label(each.role),
                "agency": agencies.get(each.agency_id or "", ""),
                "state": state_of(each),
            },
            t("users.open", name=each.display_name),
        )
        for each in everyone
    ]
    columns = {key: t(f"users.column.{key}") for key in ("title", "username", "role", "agency", "state")}
    pick_table(
        rows, columns, key="users_list", name=t("users.list"), chosen=asked("user"), on_pick=lambda pick: ask(user=pick)
    )
    shown = [[row.cells[column] for column in columns] for row in rows]
    table_file(t("users.list"), list(columns.values()), lambda: shown, key="users")


def state_of(account: Account) -> str:
    """Whether an account may sign in, in words."""
    if not account.is_active:
        return t("users.state.closed")
    return t("users.state.must_change" if account.must_change_password else "users.state.active")


def chosen_account(everyone: Sequence[Account]) -> Account | None:
    """The account that the address names."""
    return next((each for each in everyone if str(each.id) == asked("user")), None)


def show_password() -> None:
    """Show the password that was just made, until somebody says that it was noted down."""
    shown: Shown | None = st.session_state.get(_PASSWORD)
    if shown is None:
        return
    with st.container(border=True, key="users_once"):
        st.subheader(t("users.password_heading", username=shown.username), anchor=False)
        st.html(f'<p class="dr-once">{escape(shown.password)}</p>')
        st.caption(t("users.password_once"))
        st.button(t("users.password_done"), key="users_once_done", on_click=st.session_state.pop, args=(_PASSWORD,))


def _shows(account: Account, password: str) -> None:
    st.session_state[_PASSWORD] = Shown(account.username, password)


# --------------------------------------------------------------------------- a new account


def new_account(ctx: Context, hashed: Hash) -> None:
    """Ask for a new person; the answers stay when they are refused."""
    st.text_input(t("users.name"), key="users_new_name", max_chars=100)
    st.text_input(t("users.username"), key="users_new_username", max_chars=32)
    st.caption(t("users.username_help"))
    _ask_role(ctx, "users_new", Role.OFFICER, None)

    def work(now: Context) -> str:
        password = one_time_password()
        role, agency_id = _role_typed("users_new", Role.OFFICER)
        command = AddAccount(
            username=st.session_state["users_new_username"],
            display_name=st.session_state["users_new_name"],
            role=role,
            agency_id=agency_id,
            password_hash=hashed(password),
        )
        account = add_account(command, now)
        _shows(account, password)
        ask(user=str(account.id))
        for name in ("users_new_name", "users_new_username"):
            st.session_state[name] = ""
        return t("users.said.added", username=account.username)

    st.button(t("users.add_save"), key="users_new_save", type="primary", on_click=act, args=(work,))


def _ask_role(ctx: Context, key: str, role: Role, agency_id: str | None) -> None:
    """Ask for a role and, where it needs one, for an agency."""
    roles = list(Role)
    chosen = st.selectbox(
        t("users.role"), roles, index=roles.index(role), format_func=label, key=f"{key}_role", filter_mode=None
    )
    st.caption(t(f"role.{chosen.value}.definition"))
    if chosen is not Role.AGENCY:
        return
    names = {each.id: each.name for each in ctx.masters.agencies if each.valid_to is None or each.id == agency_id}
    ids = list(names)
    st.selectbox(
        t("users.agency"),
        ids,
        index=ids.index(agency_id) if agency_id in names else None,
        format_func=lambda found: names.get(found, ""),
        key=f"{key}_agency",
        placeholder=t("users.agency_choose"),
        filter_mode=None,
    )


def _role_typed(key: str, otherwise: Role) -> tuple[Role, str | None]:
    """What stands in the two lists when the button is pressed, which may be later than they were drawn."""
    role: Role = st.session_state.get(f"{key}_role", otherwise)
    return role, st.session_state.get(f"{key}_agency") if role is Role.AGENCY else None


# --------------------------------------------------------------------------- one account


def account_actions(ctx: Context, account: Account, hashed: Hash) -> None:
    """What may be done to an account by whoever looks at it."""
    if account.id == ctx.actor.account_id:
        st.caption(t("users.own"))
        return
    with st.container(horizontal=True):
        if ctx.actor.may(Permission.USERS_RESET):
            _reset(account, hashed, asks_sheet=needs_sheet(ctx.actor.role, account.role))
        if ctx.actor.may(Permission.USERS_EDIT):
            _open_or_close(account)
    if ctx.actor.may(Permission.USERS_EDIT):
        _change_role(ctx, account)


def _reset(account: Account, hashed: Hash, *, asks_sheet: bool) -> None:
    def work(now: Context) -> str:
        password, sheet = one_time_password(), str(st.session_state.pop(_SHEET, ""))
        command = ResetPassword(account_id=account.id, password_hash=hashed(password), sheet=sheet)
        _shows(reset_password(command, now), password)
        return t("users.said.reset", username=account.username)

    with st.popover(t("users.reset"), icon=":material/key:", key="users_reset_ask"):
        st.write(t("users.reset_why"))
        if asks_sheet:
            st.write(t("users.reset_admin"))
            st.text_input(t("users.reset_sheet"), key=_SHEET, max_chars=12, autocomplete="off")
        st.button(t("users.reset_confirm"), key="users_reset", type="primary", on_click=act, args=(work,))


def _open_or_close(account: Account) -> None:
    def work(now: Context) -> str:
        changed = set_active(SetActive(account_id=account.id, is_active=not account.is_active), now)
        return t("users.said.reopened" if changed.is_active else "users.said.closed", username=account.username)

    if not account.is_active:
        st.button(t("users.reopen"), key="users_reopen", icon=":material/lock_open:", on_click=act, args=(work,))
        return
    with st.popover(t("users.close"), icon=":material/block:", key="users_close_ask"):
        st.write(t("users.close_why"))
        st.button(t("users.close_confirm"), key="users_close", type="primary", on_click=act, args=(work,))


def _change_role(ctx: Context, account: Account) -> None:
    with st.expander(t("users.change"), key="users_change"):
        _ask_role(ctx, f"users_{account.id}", account.role, account.agency_id)

        def work(now: Context) -> str:
            role, agency_id = _role_typed(f"users_{account.id}", account.role)
            changed = change_role(ChangeRole(account_id=account.id, role=role, agency_id=agency_id), now)
            return t("users.said.role", username=changed.username)

        st.caption(t("users.change_why"))
        st.button(t("users.change_save"), key="users_change_save", on_click=act, args=(work,))
