"""What a settings page says after an act: one sentence, shown by the run that follows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.ports import Context
from pages.ui.feedback import told
from pages.ui.page import acting

_SAID: Final = "settings_said"


def act(work: Callable[[Context], str]) -> None:
    """Do ``work`` for whoever is signed in now; its sentence, or why it was refused, is shown by the next run.

    What was typed stays where it was when it was refused.
    """
    try:
        st.session_state[_SAID] = (True, work(acting()))
    except DomainError as refusal:
        st.session_state[_SAID] = (False, told(refusal))


def say(text: str, *, is_good: bool = True) -> None:
    """Let the next run say something."""
    st.session_state[_SAID] = (is_good, text)


def show_said() -> None:
    """Say what the last act led to, once."""
    found: tuple[bool, str] | None = st.session_state.pop(_SAID, None)
    if found is not None:
        (st.success if found[0] else st.error)(found[1])
