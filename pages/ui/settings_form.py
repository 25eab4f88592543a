"""A form for one line of a list: a control for each column of its sheet, and what was changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from core.exchange.masters_columns import DAY, LINES, NUMBER, Blank, Column
from core.exchange.masters_form import name_choices, typed_cell
from core.exchange.masters_sheets import Lookups, Sheet, Values
from core.text.catalogue import t

_PARTS: Final = ("_count", "_unit", "_source")
LONG: Final = frozenset({"steps"})
LONGEST: Final = {"steps": 2000, "name": 200}
USUAL_LONGEST: Final = 300
SKIPPED: Final = frozenset({"id", "position", "clock_source"})
"""An id is given once and for all; the order has buttons of its own; where a clock comes from is told by its rule."""
BESIDE_THE_NEXT: Final = frozenset(
    {"short_name", "parent_id", "phone", "hotline", "valid_from", "delivery_days", "near_days", "is_complex"}
)
"""Short ones stand two or three in a row, so that the button that saves is soon reached."""


def forget_opened() -> None:
    """Let the next form show the line anew: another one was opened, or this one was saved."""
    for name in [name for name in st.session_state if str(name).startswith("opened_")]:
        del st.session_state[name]


@dataclass(frozen=True, slots=True)
class RowForm:
    """A drawn form. What was typed is read when it is asked for, not when it was drawn: whoever types and presses the
    button at once is served by the callback of the run before.
    """

    key: str
    columns: tuple[Column, ...]
    opened: Mapping[str, str]
    is_new: bool

    def cells(self) -> dict[str, str]:
        """The cells that say another thing than when the line was opened; all of them of a new one.

        What somebody else changed meanwhile in other columns is thus left alone.
        """
        typed = {column.key: self._typed(column) for column in self.columns}
        return {name: cell for name, cell in typed.items() if self.is_new or cell != self.opened[name]}

    def _typed(self, column: Column) -> str:
        value = st.session_state.get(f"{self.key}_{column.key}", self.opened[column.key])
        if isinstance(value, bool):
            return t("masters.yes" if value else "masters.no")
        return str(value or "")


def row_form(sheet: Sheet, names: Lookups, values: Values, *, key: str, is_new: bool) -> RowForm:
    """Draw a line for editing."""
    fixed = 0 if is_new else sheet.keys
    columns = tuple(column for column in sheet.columns[fixed:] if column.key not in SKIPPED)
    opened: dict[str, str] = st.session_state.setdefault(
        f"opened_{key}", {column.key: typed_cell(column, values) for column in columns}
    )
    for group in _groups(columns):
        if len(group) == 1:
            _ask(group[0], names, opened, key)
            continue
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for column in group:
                _ask(column, names, opened, key)
    return RowForm(key, columns, opened, is_new)


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Columns that stand in one row: the three of a period, and short ones two by two."""
    waiting: list[Column] = []
    for column in columns:
        waiting.append(column)
        if not column.key.endswith(_PARTS[:2]) and column.key not in BESIDE_THE_NEXT:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _ask(column: Column, names: Lookups, opened: Mapping[str, str], key: str) -> None:
    shown, place = opened.get(column.key, ""), f"{key}_{column.key}"
    if column.kind.options == (t("masters.yes"), t("masters.no")):
        st.toggle(column.heading, value=shown == t("masters.yes"), key=place)
        return
    choices = name_choices(column, names)
    if choices is None and column.kind.options:
        choices = {option: option for option in column.kind.options}
    if choices is not None:
        _choose(column, choices, shown, place)
    elif column.kind is LINES or column.key in LONG:
        st.text_area(column.heading, value=shown, key=place, max_chars=LONGEST.get(column.key, 2000))
    else:
        most = LONGEST.get(column.key, USUAL_LONGEST)
        st.text_input(column.heading, value=shown, key=place, max_chars=most, placeholder=_hint(column))


def _choose(column: Column, choices: Mapping[str, str], shown: str, place: str) -> None:
    """A list to choose from; nothing may be chosen where the column may be empty."""
    none = {"": t("settings.nothing_chosen")}
    may_be_empty = column.blank is None or shown not in choices
    words = {**(none if may_be_empty else {}), **choices}
    st.selectbox(
        column.heading,
        list(words),
        index=list(words).index(shown) if shown in words else 0,
        format_func=lambda found: words.get(found, ""),
        key=place,
        filter_mode=None,
    )


def _hint(column: Column) -> str:
    if column.kind is DAY:
        return t("settings.day_hint")
    if column.kind is NUMBER:
        return t("settings.number_hint" if column.blank is Blank.REFUSED else "settings.number_optional")
    return ""
