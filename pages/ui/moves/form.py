"""The form of one move: it keeps what was typed, the version it was opened with, and shows what others did meanwhile.

A page that has read a case calls ``move_form``; ``open_move`` opens one, and the address says which: ``?do=close``, or
``?do=chase&referral=2`` where a case is at several agencies, or ``?do=correct&about=3`` for an entry of its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final

import streamlit as st

from core.errors import DomainError, StaleCase
from core.figures.case_page import CasePage
from core.ports import Context
from core.text.catalogue import t
from core.text.dates import thai_time
from pages.ui.address import ask, asked
from pages.ui.case_timeline import entry_lines
from pages.ui.feedback import told
from pages.ui.moves.forms import MoveForm, places_of
from pages.ui.moves.opened import ABOUT, AFRESH, DO, REFERRAL, STATE, Opened, held, keep, opened_anew, shut
from pages.ui.moves.place import Field, Place
from pages.ui.moves.recorded import forget_recorded, note_recorded
from pages.ui.moves.table import FORMS
from pages.ui.page import acting
from pages.ui.scripts import keyboard

WHICH: Final = "referral_no"
IN_A_ROW: Final = 3


def open_move(page: CasePage, name: str, about: str = "") -> None:
    """Open a form (a callback); what was typed into it before and not recorded stands there again."""
    forget_recorded()
    st.session_state[STATE] = opened_anew(acting(), page.case.no, name, page.case.version, about)
    ask(**{DO: name, ABOUT: about})


def close_move(state: Opened) -> None:
    """Give the form up (a callback), with what was typed."""
    shut(state)
    st.session_state[AFRESH] = True


def move_form(ctx: Context, page: CasePage, within: str = "") -> None:
    """Draw the form that is asked for, if it belongs ``within`` this part of the page."""
    form = FORMS.get(asked(DO))
    if form is None or form.within != within:
        return
    st.session_state.pop(AFRESH, None)
    _form(page, form.name, held(ctx, page.case.no, form.name, page.case.version))


@st.fragment
def _form(page: CasePage, name: str, state: Opened) -> None:
    """The form by itself: leaving a field keeps it and draws nothing else anew."""
    if st.session_state.pop(AFRESH, False):
        st.rerun()
    ctx, form = acting(), FORMS[name]
    place = _place(ctx, page, form, state)
    places, bound = places_of(form, ctx, page), form.bound(place)
    stale = page.case.version != state.version
    with st.container(border=True, key="move"):
        st.subheader(t(form.button), anchor=False)
        if form.choose is not None:
            form.choose(place)
        if (not places and not stale) or (bound is None and form.choose is None):
            st.info(t("move.not_now"))
            st.button(t("panel.close"), key="move_close", on_click=close_move, args=(state,))
            return
        if stale:
            _what_others_did(page, state)
        if state.refused:
            st.error(state.refused)
        if bound is None:
            st.button(t("button.cancel"), key="move_cancel", on_click=close_move, args=(state,))
            return
        _fields(place, form, state, places, bound)


def _place(ctx: Context, page: CasePage, form: MoveForm, state: Opened) -> Place:
    left = partial(keep, state)
    return Place(ctx, page, form.name, state.prefix, state.about, state.first, state.kept, left)


def _what_others_did(page: CasePage, state: Opened) -> None:
    """Both versions: what was recorded meanwhile here, what was typed in the fields below."""
    st.warning(t("move.stale"))
    entry_lines([each for each in page.entries if each.event.seq > state.version], page)
    st.markdown(f"**{t('move.yours')}**")


def _fields(
    place: Place, form: MoveForm, state: Opened, places: tuple[int | None, ...], bound: Mapping[str, Any]
) -> None:
    page, fields = place.page, form.fields_at(place)
    stale = page.case.version != state.version
    if form.hint:
        st.caption(t(form.hint))
    if form.of_referral:
        _which(place, places)
    _rows(place, fields)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("move.go_on" if stale else "button.save"),
            type="primary",
            key="move_save",
            on_click=_save,
            args=(state, page.case.version, fields, bound),
            icon=":material/save:",
        )
        words = t("move.give_up" if stale else "button.cancel")
        st.button(words, key="move_cancel", on_click=close_move, args=(state,))
        st.caption(_kept(state))
    names = [each.name for each in fields]
    keyboard(state.prefix, save_key="move_save", first_key=place.key(names[0] if names else WHICH))


def _kept(state: Opened) -> str:
    """That nothing typed is lost, or why it would be."""
    if state.trouble:
        return t("draft.not_saved", reason=state.trouble)
    if state.kept_at is None:
        return t("move.keys")
    if state.is_resumed:
        return t("draft.resumed", at=state.kept_at)
    return t("draft.saved", time=thai_time(state.kept_at))


def _rows(place: Place, fields: Sequence[Field]) -> None:
    """Wide fields on lines of their own, narrow ones that follow each other beside each other."""
    for is_wide, group in groupby(fields, key=lambda each: each.is_wide):
        found = list(group)
        for start in range(0, len(found), 1 if is_wide else IN_A_ROW):
            row = found[start : start + (1 if is_wide else IN_A_ROW)]
            for column, each in zip(st.columns(len(row)) if len(row) > 1 else [st.container()], row, strict=True):
                with column:
                    each.draw(place)


def _which(place: Place, places: tuple[int | None, ...]) -> None:
    """Of which referral: asked where there is a choice, and never guessed; else said."""
    names = {each.no: each.agency_name for each in place.page.case.referrals if each.no in places}
    if len(names) > 1:
        wanted = _asked_referral()
        st.radio(
            t("move.field.referral_no"),
            list(names),
            index=None,
            format_func=lambda no: names.get(no, ""),
            key=place.seed(WHICH, wanted if wanted in names else None, lambda no: no is None or no in names),
            persist_state="session",
            on_change=place.left,
        )
        return
    for no, name in names.items():
        st.session_state[place.key(WHICH)] = no
        st.caption(name)


def _asked_referral() -> int | None:
    """The referral that the address names."""
    return int(asked(REFERRAL)) if asked(REFERRAL).isdecimal() else None


def _save(state: Opened, version: int, fields: Sequence[Field], bound: Mapping[str, Any]) -> None:
    """Record it (a callback). ``version`` is the one on the screen: of a form that others overtook, the newer one."""
    form = FORMS[state.name]
    state.refused = ""
    try:
        recorded = form.act(_command(form, state, version, fields, bound), acting())
    except StaleCase:
        st.session_state[AFRESH] = True  # the page reads the case anew and shows both versions
        return
    except DomainError as refusal:
        state.refused = told(refusal)
        return
    note_recorded(form, version, recorded)
    close_move(state)


def _command(form: MoveForm, state: Opened, version: int, fields: Sequence[Field], bound: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a command of any use case
    values: dict[str, Any] = {**form.fixed, **bound}
    typed = state.typed
    for each in fields:
        if each.name in typed and not (form.only_changes and _is_unchanged(form, state, typed, each.name)):
            values[each.name] = each.read(typed[each.name])
    if form.of_referral:
        values[WHICH] = st.session_state.get(state.prefix + WHICH)
        if values[WHICH] is None:
            raise DomainError("error.referral_missing")
    return form.command(request_id=state.request_id, no=state.no, expected=version, **values)


def _is_unchanged(form: MoveForm, state: Opened, typed: Mapping[str, Any], name: str) -> bool:
    return name not in form.always and bool(typed[name] == state.first.get(name))
