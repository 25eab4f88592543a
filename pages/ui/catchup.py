"""Late entries: a few matters written by hand, entered together with the day and hour at which they came."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.model.case import CaseNo
from core.model.drafts import SavedDraft
from core.ports import Context
from core.text.catalogue import t
from pages.ui.feedback import told
from pages.ui.intake_checks import faults
from pages.ui.intake_desk import Desk, look_over
from pages.ui.intake_form import IntakeForm, fresh_request, loaded
from pages.ui.intake_save import save
from pages.ui.page import acting

SLOT: Final = "catchup/list"
HOME: Final = "catchup_desk"
LIST: Final = "catchup_list"
OWNER: Final = "catchup_owner"
MOST: Final = 20
STICKY: Final = ("received", "channel")
"""What the next entry most probably shares with the one before it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry that has its number."""

    no: CaseNo
    words: str
    request_id: str


@dataclass
class LateList:
    """The entries that wait to be saved, in the order of their numbers, and those that were saved on this screen."""

    entries: list[IntakeForm] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)
    stopped: str = ""


def late_desk(ctx: Context) -> tuple[Desk, LateList]:
    """The entry being typed and the list beside it; on a fresh screen as they were kept."""
    if st.session_state.get(OWNER) != ctx.actor.account_id:
        st.session_state[OWNER] = ctx.actor.account_id
        kept = ctx.drafts.load(SLOT)
        entry, entries = _told(kept.body) if kept and kept.is_readable else (IntakeForm(), [])
        st.session_state[LIST] = LateList(entries)
        _lay(entry, kept.updated_at if kept else None)
    desk: Desk = st.session_state[HOME]
    late: LateList = st.session_state[LIST]
    look_over(desk, ctx)
    return desk, late


def _told(body: str) -> tuple[IntakeForm, list[IntakeForm]]:
    try:
        parts = json.loads(body)
        return loaded(parts["entry"]), [loaded(each) for each in parts["list"]]
    except (ValueError, KeyError, TypeError):
        return IntakeForm(), []


def _lay(entry: IntakeForm, kept_at: datetime | None) -> None:
    """Put an entry on the desk; its widgets are its own."""
    st.session_state[HOME] = Desk(f"catchup/{entry.request_id}", entry, kept_at, home=HOME, keeper=keep_list)


def keep_list(desk: Desk, ctx: Context) -> None:
    """Keep the entry and the list; entries that another screen of the same person added stay."""
    late: LateList = st.session_state[LIST]
    try:
        _join(desk, late, ctx.drafts.load(SLOT))
        body = {"entry": desk.form.dump(), "list": [each.dump() for each in late.entries]}
        desk.kept_at = ctx.drafts.save(SLOT, json.dumps(body))
        desk.trouble = ""
    except DomainError as refusal:
        desk.trouble = told(refusal)


def _join(desk: Desk, late: LateList, kept: SavedDraft | None) -> None:
    """Add what another screen kept meanwhile; the entry on this desk becomes one of its own."""
    if kept is None or not kept.is_readable or desk.kept_at in (None, kept.updated_at):
        return
    desk.form.request_id = fresh_request()
    known = {each.request_id for each in late.entries} | {each.request_id for each in late.saved}
    late.entries += [each for each in _told(kept.body)[1] if each.request_id not in known]


def add() -> None:
    """Put the entry at the end of the list, if it lacks nothing, and begin the next."""
    ctx, desk, late = acting(), _desk(), _list()
    late.stopped = ""
    if len(late.entries) >= MOST:
        desk.refused = (t("catchup.full", most=MOST),)
        return
    desk.checked = False
    if faults(desk.form, ctx, forward=False):
        return
    late.entries.append(desk.form)
    _next(ctx, desk.form)


def clear() -> None:
    """Empty the entry."""
    _next(acting(), _desk().form)


def _next(ctx: Context, before: IntakeForm) -> None:
    _lay(IntakeForm(**{name: getattr(before, name) for name in STICKY}), _desk().kept_at)
    keep_list(_desk(), ctx)


def take_back(n: int) -> None:
    """Edit an entry of the list; the one being typed must not be lost for it."""
    ctx, desk, late = acting(), _desk(), _list()
    if not is_blank(desk.form):
        desk.refused = (t("catchup.half_typed"),)
        return
    _lay(late.entries.pop(n), desk.kept_at)
    keep_list(_desk(), ctx)


def is_blank(form: IntakeForm) -> bool:
    """Whether nothing was typed but what is carried over."""
    carried = IntakeForm(**{name: getattr(form, name) for name in STICKY})
    return form.content == carried.content


def save_all() -> None:
    """Save the list from its beginning; what was saved leaves it at once, so that a second press goes on behind it."""
    ctx, desk, late = acting(), _desk(), _list()
    if not is_blank(desk.form):
        desk.refused = (t("catchup.half_typed"),)
        return
    desk.refused, late.stopped, late.saved = (), "", []
    while late.entries:
        form = late.entries[0]
        try:
            recorded = save(form, ctx, forward=False)
        except DomainError as refusal:
            late.stopped = t("catchup.stopped", n=len(late.saved), words=form.first_words, reason=told(refusal))
            return
        late.saved.append(Saved(recorded.no, form.first_words, form.request_id))
        late.entries.pop(0)
        keep_list(desk, ctx)


def _desk() -> Desk:
    held: Desk = st.session_state[HOME]
    return held


def _list() -> LateList:
    held: LateList = st.session_state[LIST]
    return held
