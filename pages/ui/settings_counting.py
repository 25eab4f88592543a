"""The office's choice of the kinds of contact that its figures count."""

from __future__ import annotations

import streamlit as st

from core.errors import DomainError
from core.model.codes import ContactKind
from core.model.masters import STOCK_KINDS
from core.model.office_facts import OfficeSetting, stock_kinds, stock_kinds_said
from core.ports import Context
from core.text.catalogue import label, t
from core.usecases.edit_office import EditOffice, edit_office
from pages.ui.settings_said import act

KEY = "counting_kinds"


def counting_choice(ctx: Context) -> None:
    """Ask for the kinds; they count once they are saved."""
    st.subheader(t("counting.heading"), anchor=False)
    st.caption(t("counting.why"))
    if KEY not in st.session_state:
        _show(stock_kinds(ctx.masters.settings))
    st.pills(
        t("counting.kinds"),
        list(ContactKind),
        selection_mode="multi",
        format_func=label,
        key=KEY,
        default=None,
        wrap=True,
    )

    def work(now: Context) -> str:
        chosen = [ContactKind(each) for each in st.session_state[KEY]]
        if not chosen:
            raise DomainError("error.stock_kinds_missing")
        count = edit_office(EditOffice(values={OfficeSetting.STOCK_KINDS: stock_kinds_said(chosen)}), now)
        return t("counting.said", n=len(chosen)) if count else t("settings.said.same")

    with st.container(horizontal=True):
        st.button(t("counting.save"), key="counting_save", type="primary", on_click=act, args=(work,))
        st.button(t("counting.usual"), key="counting_usual", on_click=_show, args=(STOCK_KINDS,))


def _show(kinds: frozenset[ContactKind]) -> None:
    st.session_state[KEY] = [each for each in ContactKind if each in kinds]
