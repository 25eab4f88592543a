"""Who is behind the current run. Looked up in the database every time: a run, a fragment, a callback."""

from __future__ import annotations

import streamlit as st

from core.model.account import SignedIn
from core.rules.access import Actor, actor_of
from db.context import sign_in

SESSION_KEY = "session"
"""Where Streamlit keeps the gate's header in ``st.user`` (``server.trustedUserHeaders``)."""


def session_of_this_run() -> SignedIn | None:
    """The living session of the browser behind this run; None once it has ended, whatever the browser still shows."""
    key = st.user.to_dict().get(SESSION_KEY)
    return sign_in().session(key) if isinstance(key, str) and key else None


def actor_of_this_run() -> Actor | None:
    """Who acts in this run; None when the screen must be locked. Tests replace this one function."""
    session = session_of_this_run()
    return None if session is None else actor_of(session.account)
