"""Lists of cases: one table, a row opens its case, many rows come in pages, all of them as an Excel file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import streamlit as st

from core.figures.lines import CaseLine, PendingLine
from core.ports import Masters
from core.text.catalogue import label, t
from core.text.dates import thai_day_short
from pages.ui.case_links import case_address, is_open_pick, open_pick, remember_walk
from pages.ui.drawing import draw
from pages.ui.words import amphoe_names, channel_names, place_name, topic_names

PAGE_ROWS: Final = 20
MOST_PENDING: Final = 10_000
"""More pending places than any province has: a list of cases at several agencies is read whole to name each once."""
PENDING_COLUMNS: Final = ("no", "title", "agency", "state", "age", "due", "late")
CASE_COLUMNS: Final = ("no", "title", "state", "received", "closed", "topic", "amphoe")
FILE_COLUMNS: Final = ("channel",)
"""Columns that a file has besides those on screen."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case of a list: ready texts for the screen by column, plain values for a file where they differ."""

    no: str
    url_no: str
    cells: Mapping[str, str]
    values: Mapping[str, date | int | None] = field(default_factory=dict)
    is_late: bool = False


def pending_rows(lines: Sequence[PendingLine], as_of: date, masters: Masters) -> list[ListRow]:
    """Lines of the board; the most urgent stand first as they come."""
    return [
        ListRow(
            **_shared(line.case, masters),
            cells={
                **_case_cells(line.case, masters),
                "agency": place_name(line.place, line.agency),
                "age": t("count.days", n=line.age_days),
                "due": thai_day_short(line.finish_due_on) if line.finish_due_on else t("list.no_finish_day"),
                "late": _lateness(line, as_of),
            },
            values={**_case_values(line.case), "age": line.age_days, "due": line.finish_due_on},
            is_late=line.flags.overdue,
        )
        for line in lines
    ]


def once_each(lines: Sequence[PendingLine]) -> list[PendingLine]:
    """The same lines with each case once, in its gravest place; the names of its other agencies stand beside it."""
    places: dict[int, list[PendingLine]] = {}
    for line in lines:
        places.setdefault(line.case.case_id, []).append(line)
    return [replace(held[0], agency=", ".join(dict.fromkeys(each.agency for each in held))) for held in places.values()]


def case_rows(lines: Sequence[CaseLine], masters: Masters) -> list[ListRow]:
    """Lines of any other number."""
    return [
        ListRow(**_shared(line, masters), cells=_case_cells(line, masters), values=_case_values(line)) for line in lines
    ]


def _shared(case: CaseLine, masters: Masters) -> dict[str, Any]:
    return {"no": str(case.no), "url_no": case.no.url}


def _case_cells(case: CaseLine, masters: Masters) -> dict[str, str]:
    return {
        "no": str(case.no),
        "title": _title(case),
        "state": label(case.state),
        "received": thai_day_short(case.received_on) if case.received_on else t("glance.undated"),
        "closed": thai_day_short(case.closed_on) if case.closed_on else "",
        "topic": topic_names(masters).get(case.topic_id or "", ""),
        "amphoe": amphoe_names(masters).get(case.amphoe_code or "", "") or masters.amphoe_name(case.amphoe_code),
        "channel": channel_names(masters).get(case.channel_id, ""),
    }


def _case_values(case: CaseLine) -> dict[str, date | int | None]:
    return {"received": case.received_on, "closed": case.closed_on}


def _title(case: CaseLine) -> str:
    """What may be read aloud in a meeting; why there is nothing where there is nothing."""
    urgent = f"{t('mark.urgent')} · " if case.urgent else ""
    if case.public_title:
        return urgent + case.public_title
    return urgent + t("list.confidential" if case.confidential else "list.untitled")


def _lateness(line: PendingLine, as_of: date) -> str:
    """The marks of a line in words, the gravest first."""
    flags, due_on = line.flags, line.finish_due_on
    overdue = t("mark.overdue", days=(as_of - due_on).days) if due_on else t("list.forward_late")
    marks = (
        (flags.overdue, overdue),
        (flags.review_passed, t("mark.past_review")),
        (flags.silent, t("mark.silent")),
        (flags.near, t("mark.near_due")),
        (line.awaits_check, t("mark.awaits_check")),
    )
    return " · ".join(text for holds, text in marks if holds)


def case_table(
    rows: Sequence[ListRow], columns: Sequence[str], *, key: str, name: str, on_pick: Callable[[str], None] | None
) -> None:
    """Draw a page of a list; its numbers are links to their cases. Nothing opens where ``on_pick`` is None."""
    walk = [row.url_no for row in rows]

    def picked(pick: str) -> None:
        if is_open_pick(pick):
            remember_walk(walk)
        elif on_pick:
            on_pick(pick)

    data = {
        "label": name,
        "columns": [{"key": column, "name": t(f"list.{column}")} for column in columns],
        "rows": [
            {
                "pick": row.url_no if on_pick else None,
                **({"href": case_address(row.url_no), "open": open_pick(row.url_no)} if on_pick else {}),
                "cells": {column: row.cells.get(column, "") for column in columns},
                "late": row.is_late,
                "said": t("list.open", no=row.no),
            }
            for row in rows
        ],
        "opener": "no",
        "chosen": "",
    }
    draw("list", data, key=key, on_pick=picked)


def page_of_list(count: int, *, key: str) -> int:
    """Which page of a list of ``count`` rows is shown, from 0; asked only where there is more than one."""
    pages = -(-count // PAGE_ROWS)
    return st.pagination(pages, key=key, max_visible_pages=5) - 1 if pages > 1 else 0
