"""Forms of a case that somebody began and neither recorded nor gave up: its page says so and opens them again."""

from __future__ import annotations

import streamlit as st

from core.figures.case_page import CasePage
from core.model.drafts import SavedDraft
from core.ports import Context
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_day_short, thai_time
from pages.ui.address import asked
from pages.ui.moves.form import open_move
from pages.ui.moves.opened import ABOUT, DO, drawer_of
from pages.ui.moves.table import FORMS
from pages.ui.page import acting


def case_drafts(ctx: Context, page: CasePage) -> None:
    """Draw what this account typed for the case and left, apart from the form that is open."""
    drawer = drawer_of(page.case.no)
    found = [(*_named(draft, drawer), draft) for draft in ctx.drafts.of_form(drawer)]
    here = asked(DO), asked(ABOUT)
    shown = [each for each in found if each[0] in FORMS and each[:2] != here and each[2].is_readable]
    if not shown:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="case_drafts"):
        st.markdown(f"**{t('case.drafts')}**")
        for n, (name, about, draft) in enumerate(shown):
            _line(page, n, name, about, draft)


def _named(draft: SavedDraft, drawer: str) -> tuple[str, str]:
    """The form and what it is about."""
    name, _, about = draft.slot.removeprefix(f"{drawer}/").partition("~")
    return name, about


def _line(page: CasePage, n: int, name: str, about: str, draft: SavedDraft) -> None:
    at = f"{thai_day_short(bangkok_day(draft.updated_at))} {thai_time(draft.updated_at)}"
    words = t("case.draft", what=t(FORMS[name].button), at=at)
    st.button(words, key=f"draft_{n}", icon=":material/edit_note:", on_click=open_move, args=(page, name, about))
    st.button(t("case.draft_drop"), key=f"drop_{n}", type="tertiary", on_click=_drop, args=(draft.slot,))


def _drop(slot: str) -> None:
    """Throw it away (a callback), with what this session still holds of it."""
    acting().drafts.forget(slot)
    _, url, which = slot.split("/", 2)
    prefix = f"move_{url}_{which.replace('~', '_')}_"
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]
