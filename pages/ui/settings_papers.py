"""The office's choice of digits for everything that is printed."""

from __future__ import annotations

import streamlit as st

from core.model.office_facts import OfficeSetting, PaperDigits, has_thai_digits
from core.ports import Context
from core.text.catalogue import t
from core.usecases.edit_office import EditOffice, edit_office
from pages.ui.settings_said import act

KEY = "paper_digits"


def digits_choice(ctx: Context) -> None:
    """Ask for Thai or Arabic digits; the choice is stored at once."""
    now = PaperDigits.THAI if has_thai_digits(ctx.masters.settings) else PaperDigits.ARABIC
    st.session_state[KEY] = now.value

    def work(later: Context) -> str:
        edit_office(EditOffice(values={OfficeSetting.PAPER_DIGITS: st.session_state[KEY]}), later)
        return t("settings.said.saved")

    st.radio(
        t("papers.digits"),
        [each.value for each in PaperDigits],
        format_func=lambda name: t(f"papers.digits.{name}"),
        key=KEY,
        horizontal=True,
        on_change=act,
        args=(work,),
    )
