"""Above the form its drafts, below it the buttons that save; what was refused stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from core.model.drafts import SavedDraft
from core.ports import Context
from core.text.catalogue import t
from core.text.dates import bangkok_day, thai_time
from pages.ui.intake_checks import Fault
from pages.ui.intake_desk import (
    OLD_DAYS,
    Desk,
    discard,
    draft_label,
    open_draft,
    start_new,
    submit,
)
from pages.ui.plain import plain
from pages.ui.scripts import keyboard

MOST_SAID: Final = 1
"""More faults than these are named in one line; their sentences stand under the fields."""


def drafts_bar(ctx: Context, desk: Desk, drafts: Sequence[SavedDraft]) -> None:
    """The drafts that lie aside, and what can be done with the one on the desk."""
    others = [draft for draft in drafts if draft.slot != desk.slot]
    now = ctx.clock.now()
    with st.container(horizontal=True, vertical_alignment="center", key="drafts"):
        if desk.kept_at is not None:
            st.button(t("draft.new"), key="draft_new", on_click=start_new, icon=":material/person_add:")
            with st.popover(t("draft.discard"), icon=":material/delete:"):
                st.button(t("draft.discard_sure"), key="draft_discard", on_click=discard, args=(desk.slot,))
        if others:
            with st.popover(f"{t('draft.list')} ({len(others)})", icon=":material/draft:"):
                for draft in others:
                    _other(draft, draft_label(draft, now))
        if desk.notice:
            st.html(f'<p class="dr-kept" role="status">{escape(desk.notice)}</p>')
    old = [draft for draft in drafts if (bangkok_day(now) - bangkok_day(draft.updated_at)).days >= OLD_DAYS]
    if old:
        st.warning(t("draft.old", days=OLD_DAYS, n=len(old)))


def _other(draft: SavedDraft, words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            plain(words),
            key=f"open_{draft.slot}",
            on_click=open_draft,
            args=(draft.slot,),
            disabled=not draft.is_readable,
        )
        st.button(t("draft.discard"), key=f"drop_{draft.slot}", on_click=discard, args=(draft.slot,), type="tertiary")


def save_bar(desk: Desk, found: Sequence[Fault]) -> None:
    """What is missing, the two ways to save, and that nothing typed is lost."""
    _refusals(desk, found)
    with st.container(horizontal=True, vertical_alignment="center", key="save_bar"):
        st.button(
            t("button.save_intake"),
            type="primary",
            key=desk.key("save"),
            on_click=submit,
            kwargs={"forward": False},
        )
        st.button(t("button.save_and_forward"), key=desk.key("forward"), on_click=submit, kwargs={"forward": True})
        st.html(f'<p class="dr-kept" role="status">{escape(_kept(desk))}</p>')


def keys(desk: Desk) -> None:
    """Ctrl+S saves; the first field that is still to fill has the focus."""
    first = "matter" if desk.form.channel else "channel"
    keyboard(desk.which, save_key=desk.key("save"), first_key=desk.key(first))


def _refusals(desk: Desk, found: Sequence[Fault]) -> None:
    """One line: each fault stands under its field as well."""
    lines = [fault.line if len(found) <= MOST_SAID else t(f"intake.field.{fault.field}") for fault in found]
    said = t("intake.faults", n=len(found), lines=" · ".join(lines)) if found else ""
    if text := " ".join(filter(None, (*desk.refused, said))):
        st.error(text)


def _kept(desk: Desk) -> str:
    if desk.trouble:
        return t("draft.not_saved", reason=desk.trouble)
    if desk.kept_at is None:
        return t("intake.compulsory_note")
    return t("draft.saved", time=thai_time(desk.kept_at))
