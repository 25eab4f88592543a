"""Tables of settings pages: rows that open something beside them, and plain ones that are only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.ui.drawing import ASSETS, draw


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row: what picking it means, its texts by column, and what the button in ``title`` is called aloud."""

    pick: str
    cells: Mapping[str, str]
    said: str


def look() -> None:
    """Say what the theme cannot of these pages."""
    st.html(f"<style>{(ASSETS / 'settings.css').read_text(encoding='utf-8')}</style>")


def pick_table(
    rows: Sequence[SettingRow],
    columns: Mapping[str, str],
    *,
    key: str,
    name: str,
    chosen: str,
    on_pick: Callable[[str], None],
) -> None:
    """Draw rows whose column ``title`` opens them. ``columns`` maps keys to headings."""
    data = {
        "label": name,
        "columns": [{"key": column, "name": heading} for column, heading in columns.items()],
        "rows": [{"pick": row.pick, "cells": dict(row.cells), "late": False, "said": row.said} for row in rows],
        "opener": "title",
        "chosen": chosen,
    }
    draw("list", data, key=key, on_pick=on_pick)


def plain_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw rows that are only read; texts stay plain texts."""
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    st.html(f'<table class="dr-settings-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
