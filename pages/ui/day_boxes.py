"""A span of days as two boxes: typed as Thai people write days, kept in the address, never in the future."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.text.catalogue import t
from core.text.dates import parse_day
from pages.ui.address import ask, asked
from pages.ui.feedback import told

FIRST, LAST = "from", "to"
REFUSED: Final = "span_refused"


def span_asked(first: date, last: date) -> tuple[date, date]:
    """The days of the address; ``first`` and ``last`` where it names none, or one that is no day or has not come.

    Where the days stand the wrong way round the later one begins and ends the span.
    """
    found = (_day(FIRST) or first, _day(LAST) or last)
    ends = tuple(min(each, last) for each in found)
    return (ends[0], ends[1]) if ends[0] <= ends[1] else (ends[1], ends[1])


def span_boxes(labels: tuple[str, str], span: tuple[date, date], today: date) -> None:
    """Draw the two boxes; what cannot be taken is told by ``refused_span`` and the span stays."""
    for name, label, shown in zip((FIRST, LAST), labels, span, strict=True):
        key = f"span_{name}"
        if key not in st.session_state:
            st.session_state[key] = _written(shown)
        st.text_input(
            label, key=key, on_change=_typed, args=(name, span, today), placeholder=t("access.day_example"), width=170
        )


def refused_span() -> str:
    """Why the day typed last could not be taken; empty when it was."""
    return str(st.session_state.pop(REFUSED, ""))


def forget_span() -> None:
    """Let the boxes show what the address says."""
    for name in (FIRST, LAST):
        st.session_state.pop(f"span_{name}", None)


def _typed(name: str, span: tuple[date, date], today: date) -> None:
    try:
        day = parse_day(st.session_state[f"span_{name}"])
        if day > today:
            raise DomainError("error.day_in_future", day=day, today=today)
        first, last = (day, span[1]) if name == FIRST else (span[0], day)
        if first > last:
            raise DomainError("access.days_swapped")
    except DomainError as refusal:
        st.session_state[REFUSED] = told(refusal)
    else:
        ask(**{name: day.isoformat()})


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def _day(name: str) -> date | None:
    try:
        return parse_day(asked(name)) if asked(name) else None
    except DomainError:
        return None
