"""The fields of the intake form: each shows what the form holds and keeps it as soon as it is left."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from core.errors import DomainError
from core.rules.spotted import spotted
from core.text.catalogue import t
from core.text.dates import parse_day, thai_day_long
from pages.ui.feedback import told
from pages.ui.intake_desk import Desk
from pages.ui.page import acting

COMPULSORY = frozenset({"channel", "matter", "amphoe", "who"})
DEPENDENT = {"amphoe": ("tambon",)}
"""What makes no sense once another field has changed."""


def name_of(field: str, label: str = "") -> str:
    """The label of a field; compulsory ones carry a mark."""
    name = t(label or f"intake.field.{field}")
    return t("intake.compulsory", field=name) if field in COMPULSORY else name


def _seeded(desk: Desk, field: str, value: object) -> str:
    key = desk.key(field)
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _fault(desk: Desk, field: str) -> None:
    """What must be mended stands under its field."""
    if text := desk.faults.get(field, ""):
        st.html(f'<p class="dr-fault" role="alert">{escape(text)}</p>')


def _left(home: str, field: str) -> None:
    """A field was left: keep it."""
    desk: Desk = st.session_state[home]
    value = st.session_state[desk.key(field)]
    setattr(desk.form, field, "" if value is None else value)
    desk.refused = ()
    for other in DEPENDENT.get(field, ()):
        setattr(desk.form, other, "")
        st.session_state.pop(desk.key(other), None)
    desk.keeper(desk, acting())


def write(
    desk: Desk, field: str, *, lines: int = 1, hint: str = "", most: int = 200, label: str = "", warn: bool = False
) -> None:
    """A text; ``warn`` says so where it holds a number that belongs elsewhere."""
    key = _seeded(desk, field, getattr(desk.form, field))
    if lines > 1:
        st.text_area(
            name_of(field, label),
            height=34 + 24 * lines,
            key=key,
            max_chars=most,
            placeholder=hint,
            on_change=_left,
            args=(desk.home, field),
        )
    else:
        st.text_input(
            name_of(field, label),
            autocomplete="off",
            key=key,
            max_chars=most,
            placeholder=hint,
            on_change=_left,
            args=(desk.home, field),
        )
    _fault(desk, field)
    if warn:
        for found in spotted(getattr(desk.form, field)):
            st.warning(t(f"intake.spotted.{found.value}"))


def _fitting(desk: Desk, field: str, options: Mapping[str, str], otherwise: str | None) -> str:
    """The key of a list's widget; what is no choice any more leaves the form too, for nobody would see it."""
    held = getattr(desk.form, field)
    if held not in options:
        setattr(desk.form, field, otherwise or "")
    key = _seeded(desk, field, held if held in options else otherwise)
    if st.session_state[key] not in options:
        st.session_state[key] = otherwise
    return key


def choose(
    desk: Desk, field: str, options: Mapping[str, str], *, hint: str = "intake.choose", always: str | None = None
) -> None:
    """One of a list, found by typing; blank until it is chosen, or never blank but ``always`` at first."""
    key = _fitting(desk, field, options, always)
    st.selectbox(
        name_of(field),
        list(options),
        index=None if always is None else 0,
        format_func=lambda each: options.get(each, ""),
        key=key,
        placeholder=t(hint),
        on_change=_left,
        args=(desk.home, field),
        filter_mode="contains",
    )
    _fault(desk, field)


def pick(desk: Desk, field: str, options: Mapping[str, str]) -> None:
    """One of a few, all in view."""
    key = _fitting(desk, field, options, None)
    st.segmented_control(
        name_of(field),
        list(options),
        format_func=lambda each: options.get(each, ""),
        key=key,
        on_change=_left,
        args=(desk.home, field),
        width="stretch",
        wrap=True,
    )
    _fault(desk, field)


def tick(desk: Desk, field: str) -> None:
    """Yes or no."""
    key = _seeded(desk, field, getattr(desk.form, field))
    st.checkbox(name_of(field), key=key, on_change=_left, args=(desk.home, field))


def count(desk: Desk, field: str, *, least: int) -> None:
    """How many."""
    key = _seeded(desk, field, max(getattr(desk.form, field), least))
    st.number_input(
        name_of(field), min_value=least, max_value=99_999, step=1, key=key, on_change=_left, args=(desk.home, field)
    )


def day(desk: Desk, field: str, *, hint: str = "", label: str = "") -> None:
    """A day, typed as people write days and said back in full."""
    write(desk, field, hint=hint or t("intake.day.example"), label=label, most=40)
    typed = getattr(desk.form, field).strip()
    if not typed or field in desk.faults:
        return
    try:
        st.caption(thai_day_long(parse_day(typed)))
    except DomainError as refusal:
        st.html(f'<p class="dr-fault" role="alert">{escape(told(refusal))}</p>')
