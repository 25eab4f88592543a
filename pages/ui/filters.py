"""Which pending cases a page shows: topic, amphoe and officer in one row and in the address."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.figures.ages import AgeBasis
from core.figures.lines import BoardFilter
from core.model.codes import Role
from core.ports import Context
from core.text.catalogue import t
from pages.ui.address import ask, asked, choice
from pages.ui.words import amphoe_names, topic_names

OPENED: Final = ("cell", "case")
"""What is open beside the page; another filter closes it."""
MINE: Final = "mine"
AGES: Final[tuple[AgeBasis, AgeBasis]] = ("round", "first")


def board_filter(ctx: Context) -> BoardFilter:
    """Draw the three lists; the filter that they and the address make."""
    topic = choice(t("board.topic"), "topic", topic_names(ctx.masters), everything=t("board.topic.any"), leaves=OPENED)
    amphoe = choice(
        t("board.amphoe"), "amphoe", amphoe_names(ctx.masters), everything=t("board.amphoe.any"), leaves=OPENED
    )
    officer = _officer(ctx) if ctx.actor.role in (Role.OFFICER, Role.DIRECTOR) else ""
    return BoardFilter(topic or None, amphoe or None, ctx.actor.account_id if officer == MINE else None)


def _officer(ctx: Context) -> str:
    mine = {MINE: t("board.officer.mine")}
    return choice(t("board.officer"), "officer", mine, everything=t("board.officer.any"), leaves=OPENED)


def age_basis() -> AgeBasis:
    """Draw the switch between the age of the round and the age since the first receipt."""
    st.session_state["age"] = asked("age") if asked("age") in AGES else AGES[0]

    def changed() -> None:
        chosen = st.session_state["age"]
        ask(age="" if chosen == AGES[0] else chosen, **dict.fromkeys(OPENED, ""))

    chosen = st.segmented_control(
        t("board.age"),
        AGES,
        format_func=lambda basis: t(f"board.age.{basis}"),
        key="age",
        on_change=changed,
        required=True,
    )
    return AGES[1] if chosen == AGES[1] else AGES[0]
