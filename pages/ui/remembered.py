"""Answers kept until the data change. What an answer depends on is its key: whose it is is always part of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.ports import Context

T = TypeVar("T")
State = tuple[object, ...]
"""Everything that an answer depends on, hashable."""


def state_of(ctx: Context, version: int, *asked: object) -> State:
    """The state of an answer: the data and their version, whose reads they are, and what was asked.

    ``version`` is ``reads.data_version()``, read in the snapshot that a fresh answer would be read in.
    """
    actor = ctx.actor
    return (ctx.reads.place, ctx.province_id, version, actor.role.value, actor.agency_id, actor.account_id, *asked)


def remembered(name: str, state: State, make: Callable[[], T]) -> T:
    """The answer of ``name`` in this state, made once. Everybody gets the same object: nobody may change it."""
    answer: T = _remembered(name, state, make)
    return answer


@st.cache_resource(max_entries=512, show_spinner=False)
def _remembered(name: str, state: State, _make: Callable[[], Any]) -> Any:  # noqa: ANN401  # whatever was made
    return _make()
