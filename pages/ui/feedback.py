"""What people are told when something is refused: the reason and nothing of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import DomainError
from core.text.catalogue import t


def told(refusal: DomainError) -> str:
    """The sentence of a refusal."""
    return t(refusal.key, **refusal.facts)


@contextmanager
def refusals() -> Iterator[None]:
    """Show a refusal where the work stood and go on with the page; everything else is an incident of the server."""
    try:
        yield
    except DomainError as refusal:
        st.error(told(refusal))


@contextmanager
def or_stop() -> Iterator[None]:
    """Show a refusal and end the page: nothing below it would make sense."""
    try:
        yield
    except DomainError as refusal:
        st.error(told(refusal))
        st.stop()
