"""Charts on a page: the specification is built once per state of the data, its rows are sent as Arrow bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from core.papers.charts_style import PICK, PROJECTOR, SCREEN, Look, Spec
from core.text.catalogue import t
from pages.ui.frame import is_on_projector
from pages.ui.remembered import State, remembered
from pages.ui.table_file import table_file

ROWS: Final = "rows"


def look_of_page() -> Look:
    """Letters of a desk, or of a projector."""
    return PROJECTOR if is_on_projector() else SCREEN


def prepared(build: Callable[[], Spec]) -> Spec:
    """A chart ready to be sent: its rows as Arrow bytes, which Streamlit passes on as they are."""
    spec = build()
    rows = spec["data"]["values"]
    named = {key: value for key, value in spec.items() if key != "data"}
    return {**named, "data": {"name": ROWS}, "datasets": {ROWS: convert_anything_to_arrow_bytes(rows)}}


def chart(name: str, state: State, build: Callable[[], Spec], *, on_pick: Callable[[str], None] | None = None) -> None:
    """Draw a chart; ``on_pick`` is called with the key of the mark that was clicked, before the page runs again."""
    spec = remembered(f"chart_{name}", (*state, look_of_page()), lambda: prepared(build))
    if on_pick is None:
        st.vega_lite_chart(spec, width="stretch", theme=None, key=f"chart_{name}")
        return
    key = f"chart_{name}_{st.session_state.get(_times(name), 0)}"

    def picked() -> None:
        found: Sequence[dict[str, Any]] = st.session_state[key].selection.get(PICK, [])
        if found:
            st.session_state["chart_picked"] = name
            on_pick(str(found[0]["key"]))

    st.vega_lite_chart(spec, width="stretch", theme=None, key=key, on_select=picked, selection_mode=PICK)


def forget_pick() -> None:
    """Draw the chart that was clicked last anew, so that the same mark can be clicked again."""
    if name := st.session_state.pop("chart_picked", ""):
        st.session_state[_times(name)] = st.session_state.get(_times(name), 0) + 1


def as_table(name: str, title: str, rows: Callable[[], list[dict[str, str | int]]]) -> None:
    """The numbers of a chart as a table, made only when somebody opens it, and that table as a file."""
    with (opened := st.expander(t("table.view"), key=f"table_{name}", type="compact", on_change="rerun")):
        if opened.open:
            found = rows()
            st.table(found, hide_index=True, border="horizontal")
            columns = list(found[0]) if found else []
            table_file(title, columns, lambda: [tuple(row.values()) for row in rows()], key=f"table_{name}")


def _times(name: str) -> str:
    return f"chart_{name}_times"
