"""Texts as they are shown, in forms that correct them: no mask may be written back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from core.figures.case_page import CasePage
from core.text.catalogue import label, t
from pages.ui.moves.fields import line, text
from pages.ui.moves.place import Field, Place

MASK: Final = "…"
"""Stands in every masked name, also of somebody who is not among the people any more."""
_SEVERAL_LINES: Final = ("details", "wording")


def shown_text(name: str, said: Callable[[CasePage], str] | None = None) -> Field:
    """A text of the case, or another one that is ``said``; where a masked name stands in it, the field begins empty,
    and what is left empty stays.
    """

    def shown(page: CasePage) -> str:
        return said(page) if said else str(getattr(page, name))

    def first(page: CasePage) -> str:
        return "" if has_masks(page, shown(page)) else shown(page)

    def draw(place: Place) -> None:
        plain.draw(place)
        if has_masks(place.page, shown(place.page)):
            st.caption(t("move.masked"))

    plain = text(name, first=first) if name in _SEVERAL_LINES else line(name, first=first, is_wide=True)
    return replace(plain, draw=draw)


def has_masks(page: CasePage, said: str) -> bool:
    """Whether a name that is not shown stands in a text."""
    masked = (MASK, t("person.hidden_on_paper"), *(label(each.role) for each in page.persons if not each.name))
    return any(words in said for words in masked)
