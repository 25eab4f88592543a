"""An opened form: what was typed into it is kept as an encrypted draft when a field is left, and stands there again.

It survives the end of a session, a locked screen and a restart of the server; recording or cancelling takes it away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from core.errors import DomainError
from core.model.case import CaseNo
from core.model.drafts import SavedDraft
from core.ports import Context
from pages.ui.address import ask, asked
from pages.ui.feedback import told
from pages.ui.page import acting

DO: Final = "do"
ABOUT: Final = "about"
REFERRAL: Final = "referral"
STATE: Final = "move_state"
AFRESH: Final = "move_afresh"
"""Set by a callback after which the whole page is drawn anew, not the form alone."""


@dataclass
class Opened:
    """One opened form. ``version`` is the one the person saw; ``first`` what stood in the fields then, ``kept`` what
    was typed in an earlier session, ``kept_at`` when it was kept last.
    """

    no: CaseNo
    name: str
    version: int
    about: str = ""
    request_id: str = field(default_factory=lambda: str(uuid4()))
    refused: str = ""
    trouble: str = ""
    first: dict[str, Any] = field(default_factory=dict, repr=False)
    kept: Mapping[str, Any] = field(default_factory=dict, repr=False)
    kept_at: datetime | None = None
    is_resumed: bool = False

    @property
    def prefix(self) -> str:
        """What the keys of its controls begin with: a form of another case keeps its own text."""
        return f"move_{self.no.url}_{self.name}_" + (f"{self.about}_" if self.about else "")

    @property
    def slot(self) -> str:
        """Where it is kept."""
        return f"{drawer_of(self.no)}/{self.name}" + (f"~{self.about}" if self.about else "")

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in its fields now, as far as they were drawn."""
        found = {name: st.session_state.get(self.prefix + name) for name in self.first}
        return {name: value for name, value in found.items() if self.prefix + name in st.session_state}


def drawer_of(no: CaseNo) -> str:
    """What the slots of all forms of a case begin with."""
    return f"move/{no.url}"


def opened_anew(ctx: Context, no: CaseNo, name: str, version: int, about: str = "") -> Opened:
    """A form as it is opened: with what was typed before, and then with the version that was seen then."""
    state = Opened(no, name, version, about)
    draft = ctx.drafts.load(state.slot)
    body = _read(draft)
    if draft is None or body is None:
        return state
    state.version, state.request_id = int(body["version"]), str(body["request_id"])
    state.first, state.kept, state.kept_at, state.is_resumed = body["first"], body["typed"], draft.updated_at, True
    return state


def _read(draft: SavedDraft | None) -> dict[str, Any] | None:
    """The body of a draft; None where there is none or it cannot be understood any more."""
    if draft is None or not draft.is_readable:
        return None
    try:
        body = json.loads(draft.body)
        return body if {"version", "request_id", "first", "typed"} <= body.keys() else None
    except ValueError:
        return None


def held(ctx: Context, no: CaseNo, name: str, version: int) -> Opened:
    """The open form of this screen; one that an address asks for is opened now."""
    state, about = st.session_state.get(STATE), asked(ABOUT)
    if not isinstance(state, Opened) or (state.no, state.name, state.about) != (no, name, about):
        state = st.session_state[STATE] = opened_anew(ctx, no, name, version, about)
    return state


def keep(state: Opened) -> None:
    """A field was left: keep what is typed (a callback). A form that says again what it said first is not kept."""
    ctx = acting()
    state.refused = ""
    try:
        if state.typed == {name: state.first[name] for name in state.typed}:
            if state.kept_at is not None:
                ctx.drafts.forget(state.slot)
            state.kept_at = None
        else:
            state.kept_at = ctx.drafts.save(state.slot, _body(state))
        state.trouble = ""
    except DomainError as refusal:
        state.trouble = told(refusal)


def _body(state: Opened) -> str:
    said = {"version": state.version, "request_id": state.request_id, "first": state.first, "typed": state.typed}
    return json.dumps(said, ensure_ascii=False)


def shut(state: Opened) -> None:
    """Close the form and forget what was typed: it was recorded, or given up."""
    for key in [key for key in st.session_state if str(key).startswith(state.prefix)]:
        del st.session_state[key]
    if st.session_state.get(STATE) is state:
        st.session_state.pop(STATE)
    ask(**{DO: "", ABOUT: "", REFERRAL: ""})
    with suppress(DomainError):  # the case is safe; a draft that stayed is offered and can be thrown away
        acting().drafts.forget(state.slot)
