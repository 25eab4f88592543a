"""The office's lists on screen: a table of lines, one of them beside it, its order and the lines that hang on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from core.exchange.masters_form import line_changes, removal, sheet_of
from core.exchange.masters_sheets import Values, values_of
from core.model.codes import AgencyKind, ChannelGroup
from core.model.masters import Agency, Channel, ClockSet, Programme, Topic
from core.model.promises import DayUnit, Span
from core.ports import Context, MasterChange, Masters
from core.rules.master_lines import Line, body_of
from core.rules.master_order import moved
from core.text.catalogue import label, t
from core.text.dates import thai_day_short
from core.usecases.edit_masters import edit_masters
from pages.ui.address import ask, asked, choice
from pages.ui.settings_form import forget_opened, row_form
from pages.ui.settings_said import act
from pages.ui.settings_table import SettingRow, pick_table

LISTS: Final = ("agency", "channel", "topic", "clock_set", "programme")
FILE: Final = "file"
NEW: Final = "new"
ROWS: Final = 50
"""Lines of a page: a list of an office is read whole, so that its order is seen."""
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": ("title", "kind", "phone", "finish", "state"),
    "channel": ("title", "group", "state"),
    "topic": ("title", "finish", "complex", "state"),
    "clock_set": ("title", "finish", "near", "state"),
    "programme": ("title", "state"),
}
TEMPLATES: Final[Mapping[str, Line]] = {
    "agency": Agency("", ""),
    "channel": Channel("", "", ChannelGroup.WALK_IN),
    "topic": Topic("", ""),
    "clock_set": ClockSet("", "", ()),
    "programme": Programme("", ""),
}
PARTS: Final = {"agency": "declared", "clock_set": "clock"}
"""Lists whose lines have lines of their own: periods by topic, clocks by kind."""


def list_asked() -> str:
    """Draw the switch between the lists; the one in question, from the address."""
    options = [*LISTS, FILE]
    st.session_state["masters_list"] = asked("list") if asked("list") in options else LISTS[0]

    def changed() -> None:
        forget_opened()
        ask(list=st.session_state["masters_list"], line="", part="", kind="")

    st.segmented_control(
        t("settings.list"),
        options,
        format_func=lambda name: t("settings.file" if name == FILE else f"masters.sheet.{name}"),
        key="masters_list",
        on_change=changed,
        required=True,
        label_visibility="collapsed",
    )
    return asked("list") if asked("list") in options else LISTS[0]


def lines_in(masters: Masters, table: str) -> tuple[Line, ...]:
    """The present lines of a list, in their order."""
    found: dict[str, tuple[Line, ...]] = {
        "agency": masters.agencies,
        "channel": masters.channels,
        "topic": masters.topics,
        "clock_set": masters.clock_sets,
        "programme": masters.programmes,
    }
    return found[table]


def open_line(line: str) -> None:
    """Open a line beside the list."""
    forget_opened()
    ask(line=line, part="")


def line_table(ctx: Context, table: str) -> None:
    """Draw the lines of a list, of agencies those of one sort on request."""
    lines = lines_in(ctx.masters, table)
    if table == "agency":
        kinds = {kind.value: label(kind) for kind in AgencyKind}
        kind = choice(t("masters.column.kind"), "kind", kinds, leaves=("line", "part"))
        lines = tuple(line for line in lines if not kind or (isinstance(line, Agency) and line.kind == kind))
    st.caption(t("settings.lines", n=len(lines)))
    pages = -(-len(lines) // ROWS)
    page = (
        st.pagination(pages, key=f"masters_page_{table}_{asked('kind')}", max_visible_pages=5) - 1 if pages > 1 else 0
    )
    pick_table(
        [
            SettingRow(line.id, _cells(line, ctx.masters), t("settings.open", name=line.name))
            for line in lines[page * ROWS : (page + 1) * ROWS]
        ],
        {column: t(f"settings.column.{column}") for column in COLUMNS[table]},
        key=f"masters_table_{table}",
        name=t(f"masters.sheet.{table}"),
        chosen=asked("line"),
        on_pick=open_line,
    )


def _cells(line: Line, masters: Masters) -> dict[str, str]:
    cells = {"title": line.name, "state": _state(line, masters)}
    if isinstance(line, Agency):
        cells |= {"kind": label(line.kind), "phone": line.phone, "finish": span_words(line.overall)}
    elif isinstance(line, Channel):
        cells |= {"group": label(line.group)}
    elif isinstance(line, Topic):
        cells |= {"finish": span_words(line.law), "complex": t("masters.yes") if line.is_complex else ""}
    elif isinstance(line, ClockSet):
        near = t("settings.near", n=line.near_days)
        cells |= {"finish": span_words(line.default_finish), "near": near}
    return cells


def _state(line: Line, masters: Masters) -> str:
    if isinstance(line, ClockSet):
        return t("settings.in_force") if line.id == masters.clock_set.id else ""
    if isinstance(line, Agency):
        return t("settings.ended", day=thai_day_short(line.valid_to)) if line.valid_to else t("settings.used")
    return t("settings.used" if line.is_active else "settings.unused")


def span_words(span: Span | None) -> str:
    """A period in words; nothing without one."""
    return "" if span is None else f"{span.count} {label(span.unit)}"


# --------------------------------------------------------------------------- one line


def line_asked(masters: Masters, table: str) -> Line | None:
    """The line that the address names; for a new one its template."""
    if asked("line") == NEW:
        return TEMPLATES[table]
    return next((line for line in lines_in(masters, table) if line.id == asked("line")), None)


def edit_line(ctx: Context, table: str, line: Line) -> None:
    """The form of a line, the buttons of its place, and the lines that hang on it."""
    is_new = not line.id
    sheet, names = sheet_of(table, ctx.masters)
    values: Values = {**values_of(line), "in_force": bool(line.id) and line.id == ctx.masters.clock_set.id}
    form = row_form(sheet, names, values, key=f"line_{table}_{line.id}", is_new=is_new)
    if table == "clock_set":
        st.caption(t("settings.in_force_why"))
    if table == "agency" and not is_new:
        st.caption(t("settings.retire_agency"))

    def work(now: Context) -> str:
        return _saved(table, form.cells() if is_new else {"id": line.id, **form.cells()}, now)

    with st.container(horizontal=True):
        st.button(t("button.save"), key="line_save", type="primary", on_click=act, args=(work,))
        if not is_new and isinstance(line, Agency | Channel | Topic):
            _place_buttons(table, line.id)
    if not is_new and table in PARTS:
        _parts(ctx, PARTS[table], line)


def _saved(table: str, cells: Mapping[str, str], now: Context) -> str:
    changes = line_changes(table, cells, now.masters)
    forget_opened()
    if not changes:
        return t("settings.said.same")
    edit_masters(changes, now)
    if not cells.get("id") and table not in PARTS.values():
        ask(line=changes[0].id)
    return t("settings.said.saved")


def _place_buttons(table: str, line_id: str) -> None:
    for name, by in (("up", -1), ("down", 1)):
        st.button(
            t(f"settings.{name}"),
            key=f"line_{name}",
            icon=f":material/arrow_{name}ward:",
            on_click=act,
            args=(lambda now, by=by: _moved(table, line_id, by, now),),
        )


def _moved(table: str, line_id: str, by: int, now: Context) -> str:
    lines: Any = lines_in(now.masters, table)
    changes = [MasterChange(table, line.id, body_of(line)) for line in moved(lines, line_id, by)]
    edit_masters(changes, now)
    return t("settings.said.moved" if changes else "settings.said.edge")


# --------------------------------------------------------------------------- lines of a line


def _parts(ctx: Context, table: str, line: Line) -> None:
    """The periods that an agency declared by topic, or the clocks of a set: one of them is edited at a time."""
    sheet, _ = sheet_of(table, ctx.masters)
    first, second = (column.key for column in sheet.columns[:2])
    own = {str(values[second]): values for values in sheet.rows if values[first] == line.id}
    words = {"": t("settings.part.none"), **{name: _part_words(table, own[name], ctx.masters) for name in own}}
    words[NEW] = t(f"settings.part.new_{table}")
    st.markdown(f"**{t(f'masters.sheet.{table}')}**")
    st.caption(t(f"settings.part.why_{table}"))
    st.session_state["line_part"] = asked("part") if asked("part") in words else ""

    def changed() -> None:
        for name in [name for name in st.session_state if str(name).startswith("opened_part_")]:
            del st.session_state[name]
        ask(part=st.session_state["line_part"])

    part = st.selectbox(
        t(f"settings.part.{table}"),
        list(words),
        format_func=lambda found: words.get(found, ""),
        key="line_part",
        on_change=changed,
        filter_mode=None,
    )
    if part:
        _edit_part(ctx, table, line.id, own.get(part))


def _part_words(table: str, values: Values, masters: Masters) -> str:
    if table == "declared":
        topic = next((each.name for each in masters.topics if each.id == values["topic"]), values["topic"])
        return f"{topic} · {values['declared_count']} {label(values['declared_unit'])}"
    state = "" if values["is_on"] else f" · {t('settings.part.off')}"
    return f"{label(values['obligation'])} · {values['clock_count']} {label(values['clock_unit'])}{state}"


def _edit_part(ctx: Context, table: str, line_id: str, values: Values | None) -> None:
    sheet, names = sheet_of(table, ctx.masters)
    first, second = (column.key for column in sheet.columns[:2])
    kept = {first: line_id} if values is None else {first: line_id, second: _key_cell(sheet.columns[1], values)}
    template: Values = values or {f"{table}_unit": DayUnit.WORKING, "is_on": True}
    form = row_form(sheet, names, template, key=f"part_{line_id}_{asked('part')}", is_new=values is None)

    def work(now: Context) -> str:
        said = _saved(table, {**form.cells(), **kept}, now)
        ask(part="")
        return said

    def removes(now: Context) -> str:
        edit_masters(removal(table, kept, now.masters), now)
        ask(part="")
        return t("settings.said.removed")

    with st.container(horizontal=True):
        st.button(t("settings.part.save"), key="part_save", on_click=act, args=(work,))
        if values is not None and sheet.removable:
            st.button(t("settings.part.remove"), key="part_remove", on_click=act, args=(removes,))


def _key_cell(column: Any, values: Values) -> str:  # noqa: ANN401  # a column of any sheet
    return str(column.kind.shown(values[column.key]))
