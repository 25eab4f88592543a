"""Where a form stands and what a field of it is: a control that is drawn, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.figures.case_page import CasePage
from core.ports import Context
from core.text.catalogue import TEXTS, t


def _nothing() -> None:
    """What happens where nobody keeps what is typed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: whose it is, the case as it was read, and what its controls are called.

    ``about`` names the person or entry that the form speaks of. ``first`` takes what stands in the fields before
    anybody typed, ``kept`` is what was typed before and kept, ``left`` is called when a field is left.
    """

    ctx: Context
    page: CasePage
    form: str
    prefix: str
    about: str = ""
    first: dict[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)
    left: Callable[[], None] = _nothing

    def seed(self, name: str, value: Any, fits: Callable[[Any], bool] = lambda _value: True) -> str:  # noqa: ANN401  # of any control
        """The key of a control, whose value is what was typed, kept, or ``value``; what does not fit is left out."""
        self.first.setdefault(name, value)
        key = self.key(name)
        if key not in st.session_state:
            st.session_state[key] = self.kept.get(name, value)
        if not fits(st.session_state[key]):
            st.session_state[key] = value if fits(value) else None
        return key

    def key(self, field: str) -> str:
        """The key under which a control's value is kept."""
        return self.prefix + field

    def label(self, field: str) -> str:
        """What a control is called: in this form, else in every form."""
        own = f"move.{self.form}.{field}"
        return t(own if own in TEXTS else f"move.field.{field}")


@dataclass(frozen=True, slots=True)
class Field:
    """One control. ``name`` is the part of the command it fills; ``read`` may refuse what was typed."""

    name: str
    draw: Callable[[Place], None]
    read: Callable[[Any], Any] = lambda raw: raw
    only: Callable[[CasePage], bool] = lambda _page: True
    is_wide: bool = False
