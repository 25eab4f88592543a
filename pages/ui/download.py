"""Every file that a page hands out: made when somebody clicks, and only while that person is still signed in."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.errors import NotAllowed
from core.model.account import SignedIn
from db.context import sign_in
from pages.ui.identity import session_of_this_run


def download(
    text: str, make: Callable[[], bytes], *, name: str, mime: str, key: str, icon: str = ":material/download:"
) -> None:
    """Draw a button that hands out what ``make`` gives; a click long after drawing looks the session up again."""
    who = session_of_this_run()
    st.download_button(
        text,
        data=lambda: still_signed_in(who, make),
        file_name=name.replace("/", "-"),
        mime=mime,
        on_click="ignore",
        key=key,
        icon=icon,
    )


def still_signed_in(who: SignedIn | None, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, while the session of the run that drew the button lives.

    Raises:
        NotAllowed: it has ended.
    """
    if who is not None and sign_in().session(who.session_key) is None:
        raise NotAllowed
    return make()
