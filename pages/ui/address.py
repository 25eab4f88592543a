"""The address of a page is its state: what is chosen stands in the query, and a link shows it to a colleague."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.text.catalogue import t


def asked(name: str) -> str:
    """The value of ``name`` in the address; empty when it is not there."""
    return str(st.query_params.get(name, ""))


def ask(**values: str) -> None:
    """Change the address; an empty value leaves it."""
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def all_asked(*, without: tuple[str, ...] = ()) -> dict[str, str]:
    """The whole query, for a link that changes part of it."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in without}


def choice(
    label: str, name: str, options: Mapping[str, str], *, everything: str = "", leaves: tuple[str, ...] = ()
) -> str:
    """A list to choose one from, kept in the address; the key that is chosen, empty for all of them.

    ``leaves`` are parts of the address that make no sense once the choice has changed.
    """
    key = f"choice_{name}"
    words = {"": everything or t("choice.any"), **options}
    st.session_state[key] = asked(name) if asked(name) in words else ""

    def changed() -> None:
        ask(**{name: st.session_state[key]}, **dict.fromkeys(leaves, ""))

    return str(
        st.selectbox(
            label,
            list(words),
            format_func=lambda found: words.get(found, ""),
            key=key,
            on_change=changed,
            placeholder=words[""],
            filter_mode=None,
        )
    )
