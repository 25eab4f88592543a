"""The four views of the log: looks, looks by person and day, sign-ins, accounts; no person of a case is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.figures.accesses import AccountLine, SignInLine
from core.model.codes import Source
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import thai_day_short
from pages.ui.access_file import access_file
from pages.ui.access_filters import Asked
from pages.ui.access_words import at_text, look_cells
from pages.ui.drawing import draw
from pages.ui.settings_account import words_of_change
from pages.ui.tables import PAGE_ROWS, page_of_list

MOST_DAYS = 500
MOST_LINES = 200
KEPT_DAYS = 30
"""Ended sessions are kept so long (``db.sessions.KEPT``)."""


def draw_view(ctx: Context, asked: Asked) -> None:
    """Draw the view that is open."""
    {"looks": _looks, "days": _days, "sign_ins": _sign_ins, "accounts": _accounts}[asked.view](ctx, asked)


def _looks(ctx: Context, asked: Asked) -> None:
    question = asked.question
    place = f"access_page_{question.first}_{question.last}_{question.account_id}_{question.no}"
    with ctx.reads.snapshot():
        sums = ctx.reads.access.sums(question)
        page = st.session_state.get(place, 1) - 1
        lines = ctx.reads.access.lines(question, limit=PAGE_ROWS, offset=page * PAGE_ROWS) if sums.looks else ()
    if not sums.looks:
        st.info(t("access.none"))
        return
    facts = {"reveals": sums.reveals, "cases": sums.cases, "accounts": sums.accounts}
    others = t("access.sums_searches", searches=sums.searches), t("access.sums_papers", papers=sums.papers)
    st.markdown(" · ".join((f"**{t('access.sums', **facts)}**", *others)))
    st.caption(asked.span)
    _table("looks", ("at", "who", "kind", "no", "person", "reason"), [look_cells(each, asked) for each in lines])
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        page_of_list(sums.looks, key=place)
        access_file(ctx, asked, sums.looks)
    st.caption(t("access.note"))


def _days(ctx: Context, asked: Asked) -> None:
    found = ctx.reads.access.days(asked.question, limit=MOST_DAYS)
    if not found:
        st.info(t("access.none"))
        return
    rows = [
        {
            "on": thai_day_short(each.on),
            "who": asked.name(each.account_id),
            "reveals": f"{each.reveals:,}",
            "searches": f"{each.searches:,}",
            "papers": f"{each.papers:,}",
            "cases": f"{each.cases:,}",
        }
        for each in found
    ]
    st.caption(asked.span)
    _table("days", ("on", "who", "reveals", "searches", "papers", "cases"), rows)
    if len(found) == MOST_DAYS:
        st.caption(t("access.days_more", n=MOST_DAYS))


def _sign_ins(ctx: Context, asked: Asked) -> None:
    now = ctx.clock.now()
    with ctx.reads.snapshot():
        found = ctx.reads.access.sign_ins(asked.question, now, limit=MOST_LINES)
        failed = ctx.reads.access.failed(now)
    st.caption(f"{asked.span} · {t('access.sign_ins_kept', days=KEPT_DAYS)}")
    if found:
        _table("sign_ins", ("at", "who", "address", "seen", "state"), [_sign_in(each, asked) for each in found])
        if len(found) == MOST_LINES:
            st.caption(t("access.more", n=MOST_LINES))
    else:
        st.info(t("access.sign_ins_none"))
    if not failed:
        st.caption(t("access.failed_none"))
        return
    st.markdown(f"**{t('access.failed')}**")
    rows = [
        {
            "who": asked.name(each.account_id) if each.account_id else t("access.failed_name"),
            "address": each.address,
            "count": f"{each.count:,}",
            "last": at_text(each.last_at),
        }
        for each in failed
    ]
    _table("failed", ("who", "address", "count", "last"), rows)


def _sign_in(line: SignInLine, asked: Asked) -> dict[str, str]:
    state = t("access.state.open" if line.is_open else "access.state.expired")
    return {
        "at": at_text(line.opened_at),
        "who": asked.name(line.account_id),
        "address": line.address,
        "seen": at_text(line.last_seen_at),
        "state": t("access.state.ended", at=at_text(line.ended_at)) if line.ended_at else state,
    }


def _accounts(ctx: Context, asked: Asked) -> None:
    found = ctx.reads.access.account_events(asked.question, limit=MOST_LINES)
    st.caption(asked.span)
    if not found:
        st.info(t("access.accounts_none"))
        return
    _table("accounts", ("at", "who", "what", "role", "by"), [_account(each, asked) for each in found])
    if len(found) == MOST_LINES:
        st.caption(t("access.more", n=MOST_LINES))


def _account(line: AccountLine, asked: Asked) -> dict[str, str]:
    by = t("users.who.terminal") if line.source is Source.JOB else asked.name(line.actor_id)
    return {
        "at": at_text(line.at),
        "who": asked.name(line.account_id),
        "what": words_of_change(line.changed, is_active=line.is_active),
        "role": label(line.role),
        "by": by,
    }


def _table(name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    heading = {"looks": "access.list", "days": "access.days_list", "failed": "access.failed"}.get(name)
    data = {
        "label": t(heading or f"access.{name}_list"),
        "columns": [{"key": column, "name": t(f"access.column.{column}")} for column in columns],
        "rows": [{"pick": None, "cells": dict(row), "late": False, "said": ""} for row in rows],
        "opener": "",
        "chosen": "",
    }
    draw("list", data, key=f"access_{name}", on_pick=lambda _: None)
