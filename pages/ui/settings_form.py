"""A form for one line of a list: a control for each column of its sheet, and what was changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


def row_form(sheet: Sheet, names: Lookups, values: Values, *, key: str, is_new: bool) -> dict[str, str]:
    """Draw a line; the cells that say another thing than when it was opened, all of them for a new one.

    What somebody else changed meanwhile in other columns is thus left alone.
    """
    fixed = 0 if is_new else sheet.keys
    columns = [column for column in sheet.columns[fixed:] if column.key not in SKIPPED]
    opened: dict[str, str] = st.session_state.setdefault(
        f"opened_{key}", {column.key: typed_cell(column, values) for column in columns}
    )
    typed: dict[str, str] = {}
    for group in _groups(columns):
        if len(group) == 1:
            typed[group[0].key] = _ask(group[0], names, opened, key)
            continue
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for column in group:
                typed[column.key] = _ask(column, names, opened, key)
    return {name: cell for name, cell in typed.items() if is_new or cell != opened[name]}


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


def _ask(column: Column, names: Lookups, opened: Mapping[str, str], key: str) -> str:
    shown, place = opened.get(column.key, ""), f"{key}_{column.key}"
    if column.kind.options == (t("masters.yes"), t("masters.no")):
        is_on = st.toggle(column.heading, value=shown == t("masters.yes"), key=place)
        return t("masters.yes") if is_on else t("masters.no")
    choices = name_choices(column, names)
    if choices is None and column.kind.options:
        choices = {option: option for option in column.kind.options}
    if choices is not None:
        return _choose(column, choices, shown, place)
    if column.kind is LINES or column.key in LONG:
        return str(st.text_area(column.heading, value=shown, key=place, max_chars=LONGEST.get(column.key, 2000)))
    return str(
        st.text_input(
            column.heading,
            value=shown,
            key=place,
            max_chars=LONGEST.get(column.key, USUAL_LONGEST),
            placeholder=_hint(column),
        )
    )


def _choose(column: Column, choices: Mapping[str, str], shown: str, place: str) -> str:
    """A list to choose from; nothing may be chosen where the column may be empty."""
    none = {"": t("settings.nothing_chosen")}
    may_be_empty = column.blank is None or shown not in choices
    words = {**(none if may_be_empty else {}), **choices}
    return str(
        st.selectbox(
            column.heading,
            list(words),
            index=list(words).index(shown) if shown in words else 0,
            format_func=lambda found: words.get(found, ""),
            key=place,
            filter_mode=None,
        )
    )


def _hint(column: Column) -> str:
    if column.kind is DAY:
        return t("settings.day_hint")
    if column.kind is NUMBER:
        return t("settings.number_hint" if column.blank is Blank.REFUSED else "settings.number_optional")
    return ""
