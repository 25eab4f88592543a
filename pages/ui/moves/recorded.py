"""What is said after a move: one sentence with the number, and the way back where the rules allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import streamlit as st

from core.errors import DomainError
from core.figures.case_page import CasePage
from core.model.case import CaseNo
from core.ports import Context, Recorded
from core.rules.access import Permission
from core.rules.codec import kind_name
from core.text.catalogue import t
from core.text.dates import thai_day_long, thai_time
from core.usecases.correct_event import CorrectEvent, correct_event
from pages.ui.feedback import told
from pages.ui.moves.forms import MoveForm
from pages.ui.page import acting

NOTE: Final = "move_recorded"


@dataclass
class Note:
    """What was recorded last: its events are ``first`` to ``last``; ``what`` is empty once they were taken out."""

    no: CaseNo
    what: str
    first: int
    last: int
    may_undo: bool
    refused: str = ""
    is_repeated: bool = False
    within: str = ""


def note_recorded(form: MoveForm, version: int, recorded: Recorded) -> None:
    """Keep it for the page that is drawn next. A command that changed nothing leaves no version behind."""
    if not recorded.versions:
        st.session_state[NOTE] = None
        return
    what = t(f"event.{kind_name(form.payload)}")
    may_undo = form.may_undo and not recorded.repeated
    note = Note(recorded.no, what, version + 1, recorded.versions[0], may_undo)
    note.is_repeated, note.within = recorded.repeated, form.within
    st.session_state[NOTE] = note


def forget_recorded() -> None:
    """Say nothing any more."""
    st.session_state.pop(NOTE, None)


def recorded_note(ctx: Context, page: CasePage, within: str = "") -> None:
    """Say what was recorded, as long as the page shows that case, where its form stood."""
    note = st.session_state.get(NOTE)
    if not isinstance(note, Note) or (note.no, note.within) != (page.case.no, within):
        return
    with st.container(key="recorded", horizontal=True, vertical_alignment="center"):
        st.success(_sentence(note, page), icon=":material/check:")
        stands = page.case.version == note.last and note.what
        if note.may_undo and stands and ctx.actor.may(Permission.CASE_CORRECT):
            st.button(t("button.undo"), key="move_undo", on_click=_undo, args=(note,), icon=":material/undo:")
    if note.refused:
        st.error(note.refused)


def _sentence(note: Note, page: CasePage) -> str:
    if not note.what:
        return t("move.undone", no=note.no)
    if note.is_repeated:
        return t("move.repeated", no=note.no, what=note.what)
    event = next((each.event for each in page.entries if each.event.seq == note.last), None)
    if event is None or event.happened_on is None or event.recorded_at is None:
        return t("move.recorded_plain", no=note.no, what=note.what)
    day, time = thai_day_long(event.happened_on), thai_time(event.recorded_at)
    return t("move.recorded", no=note.no, what=note.what, day=day, time=time)


def _undo(note: Note) -> None:
    """Take the events out again (a callback), the last one first."""
    version = note.last
    try:
        for seq in range(note.last, note.first - 1, -1):
            command = CorrectEvent(
                request_id=str(uuid4()), no=note.no, expected=version, seq=seq, retract=True, text=t("move.undo_reason")
            )
            version = correct_event(command, acting()).versions[0]
    except DomainError as refusal:
        note.refused = told(refusal)
    else:
        st.session_state[NOTE] = Note(note.no, "", version, version, may_undo=False, within=note.within)
