"""The buttons of a case: what may be done now, the usual next steps first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.figures.case_page import CasePage
from core.ports import Context
from core.text.catalogue import t
from pages.ui.moves.form import open_move
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.table import offered


def actions(ctx: Context, page: CasePage) -> None:
    """Draw a button for every move that is legal now for this account."""
    main, more, record = offered(ctx, page)
    if not main and not more and not record:
        return
    with st.container(key="actions", horizontal=True):
        for n, form in enumerate(main):
            _button(page, form, primary=n == 0 and page.case.is_open)
        _group(page, "move.more", more)
        _group(page, "move.mend", record)


def _group(page: CasePage, name: str, forms: Sequence[MoveForm]) -> None:
    if not forms:
        return
    key = name.replace(".", "_")
    with st.popover(t(name), key=key, on_change="rerun") as group:
        if group.open:
            with st.container(key=f"{key}_list"):
                for form in forms:
                    _button(page, form, within=key)


def _open(page: CasePage, name: str, within: str) -> None:
    if within:
        st.session_state[within] = False
    open_move(page, name)


def _button(page: CasePage, form: MoveForm, *, primary: bool = False, within: str = "") -> None:
    st.button(
        t(form.button),
        key=f"do_{form.name}",
        type="tertiary" if within else "primary" if primary else "secondary",
        icon=form.icon or None,
        on_click=_open,
        args=(page, form.name, within),
    )
