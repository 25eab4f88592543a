"""The form of one move: it keeps what was typed, the version it was opened with, and shows what others did meanwhile.

A page that has read a case calls ``move_form``; ``open_move`` opens one, and the address says which: ``?do=close``, or
``?do=chase&referral=2`` where a case is at several agencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from core.errors import DomainError, StaleCase
from core.figures.case_page import CasePage
from core.model.case import CaseNo
from core.ports import Context
from core.text.catalogue import t
from pages.ui.address import ask, asked
from pages.ui.case_timeline import entry_lines
from pages.ui.feedback import told
from pages.ui.moves.fields import Field, Place
from pages.ui.moves.forms import MoveForm, places_of
from pages.ui.moves.recorded import forget_recorded, note_recorded
from pages.ui.moves.table import FORMS
from pages.ui.page import acting

DO: Final = "do"
REFERRAL: Final = "referral"
WHICH: Final = "referral_no"
STATE: Final = "move_state"
IN_A_ROW: Final = 3


@dataclass
class Opened:
    """One opened form. ``version`` is the one the person saw; ``first`` what stood in the fields then."""

    no: CaseNo
    name: str
    version: int
    request_id: str = field(default_factory=lambda: str(uuid4()))
    refused: str = ""
    first: dict[str, Any] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """What the keys of its controls begin with: a form of another case keeps its own text."""
        return f"move_{self.no.url}_{self.name}_"


def open_move(page: CasePage, name: str) -> None:
    """Open a form (a callback); what was typed into it before and not recorded stands there again."""
    forget_recorded()
    st.session_state[STATE] = Opened(page.case.no, name, page.case.version)
    ask(**{DO: name})


def close_move() -> None:
    """Close the form (a callback) and forget what was typed."""
    state = st.session_state.pop(STATE, None)
    if isinstance(state, Opened):
        _forget(state)
    ask(**{DO: "", REFERRAL: ""})


def _forget(state: Opened) -> None:
    for key in [key for key in st.session_state if str(key).startswith(state.prefix)]:
        del st.session_state[key]


def _state(page: CasePage, name: str) -> Opened:
    """The open form; one that an address asks for is opened now."""
    state = st.session_state.get(STATE)
    if not isinstance(state, Opened) or (state.no, state.name) != (page.case.no, name):
        state = st.session_state[STATE] = Opened(page.case.no, name, page.case.version)
    return state


def move_form(ctx: Context, page: CasePage, name: str = "") -> None:
    """Draw the form that is asked for, if any."""
    form = FORMS.get(name or asked(DO))
    if form is None:
        return
    state = _state(page, form.name)
    places = places_of(form, ctx, page)
    stale = page.case.version != state.version
    with st.container(border=True, key="move"):
        st.subheader(t(form.button), anchor=False)
        if not places and not stale:
            st.info(t("move.not_now"))
            st.button(t("panel.close"), key="move_close", on_click=close_move)
            return
        if stale:
            _what_others_did(page, state)
        if state.refused:
            st.error(state.refused)
        _fields(ctx, page, form, state, places)


def _what_others_did(page: CasePage, state: Opened) -> None:
    """Both versions: what was recorded meanwhile here, what was typed in the fields below."""
    st.warning(t("move.stale"))
    entry_lines([each for each in page.entries if each.event.seq > state.version], page)
    st.markdown(f"**{t('move.yours')}**")


def _fields(ctx: Context, page: CasePage, form: MoveForm, state: Opened, places: tuple[int | None, ...]) -> None:
    place = Place(ctx, page, form.name, state.prefix)
    stale = page.case.version != state.version
    with st.form(f"{state.prefix}form", border=False, enter_to_submit=True):
        if form.of_referral:
            _which(page, state, places)
        _rows(place, [each for each in form.fields if each.only(page)])
        for each in form.fields:
            state.first.setdefault(each.name, st.session_state.get(place.key(each.name)))
        with st.container(horizontal=True):
            st.form_submit_button(
                t("move.go_on" if stale else "button.save"),
                type="primary",
                key="move_save",
                on_click=_save,
                args=(state, page.case.version),
                shortcut="Ctrl+S",
                icon=":material/save:",
            )
            st.form_submit_button(
                t("move.give_up" if stale else "button.cancel"), key="move_cancel", on_click=close_move
            )


def _rows(place: Place, fields: Sequence[Field]) -> None:
    """Wide fields on lines of their own, narrow ones that follow each other beside each other."""
    for is_wide, group in groupby(fields, key=lambda each: each.is_wide):
        found = list(group)
        for start in range(0, len(found), 1 if is_wide else IN_A_ROW):
            row = found[start : start + (1 if is_wide else IN_A_ROW)]
            for column, each in zip(st.columns(len(row)) if len(row) > 1 else [st.container()], row, strict=True):
                with column:
                    each.draw(place)


def _which(page: CasePage, state: Opened, places: tuple[int | None, ...]) -> None:
    """Of which referral: asked where there is a choice, and never guessed; else said."""
    names = {each.no: each.agency_name for each in page.case.referrals if each.no in places}
    key = state.prefix + WHICH
    if len(names) > 1:
        st.radio(
            t("move.field.referral_no"),
            list(names),
            index=list(names).index(wanted) if (wanted := _asked_referral()) in names else None,
            format_func=lambda no: names.get(no, ""),
            key=key,
            persist_state="session",
        )
        return
    for no, name in names.items():
        st.session_state[key] = no
        st.caption(name)


def _asked_referral() -> int | None:
    """The referral that the address names."""
    return int(asked(REFERRAL)) if asked(REFERRAL).isdecimal() else None


def _save(state: Opened, version: int) -> None:
    """Record it (a callback). ``version`` is the one on the screen: of a form that others overtook, the newer one."""
    form = FORMS[state.name]
    state.refused = ""
    try:
        recorded = form.act(_command(form, state, version), acting())
    except StaleCase:
        return  # the page reads the case anew and shows both versions
    except DomainError as refusal:
        state.refused = told(refusal)
        return
    note_recorded(form, version, recorded)
    close_move()


def _command(form: MoveForm, state: Opened, version: int) -> Any:  # noqa: ANN401  # a command of any use case
    values: dict[str, Any] = dict(form.fixed)
    for each in form.fields:
        key = state.prefix + each.name
        if key not in st.session_state or (form.only_changes and _is_unchanged(state, each.name)):
            continue
        values[each.name] = each.read(st.session_state[key])
    if form.of_referral:
        values[WHICH] = st.session_state.get(state.prefix + WHICH)
        if values[WHICH] is None:
            raise DomainError("error.referral_missing")
    return form.command(request_id=state.request_id, no=state.no, expected=version, **values)


def _is_unchanged(state: Opened, name: str) -> bool:
    return bool(st.session_state[state.prefix + name] == state.first.get(name)) and name not in ("on", "text")
