"""What is known of one account: its facts, where it is signed in, and everything recorded of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Final

import streamlit as st

from core.model.account import Account, AccountChange, AccountEvent
from core.model.codes import Role, Source
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import bangkok_day, thai_day_short, thai_time
from core.usecases.end_sessions import EndSessions, end_sessions
from pages.ui.identity import session_of_this_run
from pages.ui.settings_said import act
from pages.ui.settings_table import plain_table
from pages.ui.settings_users import state_of

MOST_SESSIONS: Final = 10
"""Sessions with a button of their own; more are ended all at once."""


def account_facts(ctx: Context, account: Account) -> None:
    """User name, role, agency and state."""
    agency = next((each.name for each in ctx.masters.agencies if each.id == account.agency_id), "")
    facts = {
        t("users.username"): account.username,
        t("users.role"): label(account.role),
        **({t("users.agency"): agency} if account.role is Role.AGENCY else {}),
        t("users.column.state"): f"{state_of(account)} · {t('users.created', at=account.created_at)}",
    }
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts.items())
    st.html(f'<dl class="dr-facts">{lines}</dl>')


def account_sessions(ctx: Context, account: Account) -> None:
    """Where the account is signed in, and the buttons that end it."""
    st.markdown(f"**{t('users.sessions')}**")
    found = ctx.accounts.sessions(account.id)
    if not found:
        st.caption(t("users.sessions_none"))
        return
    own = session_of_this_run()
    for place, each in enumerate(found[:MOST_SESSIONS]):
        is_here = own is not None and own.session_key == each.session_key
        address = t("users.session.here", address=each.address) if is_here else each.address
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            times = {"opened": each.created_at, "seen": each.last_seen_at}
            seen = " · ".join(f"{t(f'users.session.{name}')} {_at(at)}" for name, at in times.items())
            st.html(f"<div>{escape(address)}<br><span class='dr-muted'>{escape(seen)}</span></div>")
            if not is_here:
                st.button(
                    t("users.session.end"),
                    key=f"users_end_{place}",
                    on_click=_end,
                    args=(account.id, each.session_key),
                )
    if account.id != ctx.actor.account_id:
        st.button(t("users.session.end_all"), key="users_end_all", on_click=_end, args=(account.id, None))


def _end(account_id: int, session_key: str | None) -> None:
    def work(now: Context) -> str:
        return t("users.said.ended", n=end_sessions(EndSessions(account_id=account_id, session_key=session_key), now))

    act(work)


def account_past(ctx: Context, account: Account, everyone: Sequence[Account]) -> None:
    """Everything that was recorded of the account, newest first."""
    st.markdown(f"**{t('users.history')}**")
    found = ctx.accounts.history(account.id)
    if not found:
        st.caption(t("users.history_none"))
        return
    names = {each.id: each.display_name for each in everyone}
    agencies = {each.id: each.name for each in ctx.masters.agencies}
    headings = [t(f"users.history.{key}") for key in ("at", "what", "after", "who")]
    plain_table(headings, [_line(each, names, agencies) for each in found])


def _line(event: AccountEvent, names: Mapping[int, str], agencies: Mapping[str, str]) -> tuple[str, str, str, str]:
    after = " · ".join(filter(None, (label(event.role), agencies.get(event.agency_id or "", ""))))
    who = names.get(event.actor_id, t("users.who.system"))
    if event.source is Source.JOB:
        who = t("users.who.terminal")
    return _at(event.recorded_at), words_of_change(event.changed, is_active=event.is_active), after, who


def words_of_change(changed: Sequence[AccountChange], *, is_active: bool) -> str:
    """What happened to an account; the first entry of its history changes nothing."""
    if not changed:
        return t("users.history.added")
    closed = AccountChange.ACTIVE in changed and not is_active
    words = [t("users.changed.closed") if closed and each is AccountChange.ACTIVE else _word(each) for each in changed]
    return " · ".join(words)


def _word(change: AccountChange) -> str:
    return t(f"users.changed.{change.value}")


def _at(at: datetime) -> str:
    return f"{thai_day_short(bangkok_day(at))} {thai_time(at)}"
