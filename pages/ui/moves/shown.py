"""Texts of the case in a form that corrects them."""

from __future__ import annotations

from core.figures.case_page import CasePage
from core.text.catalogue import label, t
from pages.ui.moves.fields import line, text
from pages.ui.moves.place import Field


def shown_text(name: str) -> Field:
    """A text of the case; where a masked name stands in it, the field begins empty, so that no mask is written back."""

    def first(page: CasePage) -> str:
        said = str(getattr(page, name))
        masked = (t("person.hidden_on_paper"), *(each.name or label(each.role) for each in page.persons))
        return "" if any(words and words in said for words in masked) else said

    return text(name, first=first) if name == "details" else line(name, first=first, is_wide=True)
