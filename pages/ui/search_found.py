"""What a search found: the list, the sentence of the chosen case, and the list as a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from core.errors import NotFound
from core.figures.found import ABOUT_PEOPLE, MOST_LOOKED, Found, FoundLine, SearchFilter
from core.model.case import Case, CaseNo
from core.model.codes import Role
from core.ports import Context
from core.text.catalogue import t
from core.text.dates import thai_day_full
from core.text.phone_answer import confidential_answer, phone_answer
from core.usecases.find_cases import FindCases, find_cases
from pages.ui.address import ask, asked
from pages.ui.case_links import TO_OPEN, case_address, is_open_pick, open_pick, remember_walk
from pages.ui.download import download
from pages.ui.drawing import draw
from pages.ui.feedback import refusals
from pages.ui.search_box import CASE
from pages.ui.tables import ListRow, case_rows
from pages.ui.workbook import TYPE, workbook

COLUMNS: Final = ("no", "title", "state", "agency", "received", "found")
FILE_COLUMNS: Final = ("no", "title", "state", "agency", "received", "closed", "topic", "amphoe")
LAST: Final = "search_last"


def found_now(ctx: Context, typed: str, which: SearchFilter) -> Found:
    """What is found; the same question in the same session is not asked, and not written down, again."""
    question = (typed, which, ctx.actor.account_id, ctx.reads.data_version())
    last = st.session_state.get(LAST)
    if last is None or last[0] != question:
        last = st.session_state[LAST] = question, find_cases(FindCases(typed=typed, which=which), ctx)
    found: Found = last[1]
    return found


def result(ctx: Context, found: Found) -> None:
    """Draw what was found; of one case its sentence at once."""
    if not found.lines:
        st.info(t("search.none"))
        _remarks(found)
        return
    chosen = _chosen(found)
    if chosen is not None:
        _answer(ctx, chosen)
    st.subheader(t("search.results"), anchor=False)
    key = "search.count_more" if found.more else "search.count"
    st.caption(t(key, n=len(found.lines)))
    _remarks(found)
    _table(ctx, found, chosen)
    st.caption(t("search.pick"))
    _download(ctx, found)


def _remarks(found: Found) -> None:
    if found.partly:
        st.caption(t("search.partly", n=MOST_LOOKED))
    if any(line.by in ABOUT_PEOPLE for line in found.lines):
        st.caption(t("search.logged"))


def _chosen(found: Found) -> FoundLine | None:
    if len(found.lines) == 1:
        return found.lines[0]
    return next((line for line in found.lines if line.case.no.url == asked(CASE)), None)


def _answer(ctx: Context, line: FoundLine) -> None:
    """The sentence to read out, and the way to the case."""
    url_no = line.case.no.url

    def to_case() -> None:
        st.session_state[TO_OPEN] = url_no

    with st.container(key="answer"):
        st.markdown(f"**{t('search.read_out')}**")
        with refusals():
            st.html(f'<p class="dr-answer">{escape(_sentence(ctx, line))}</p>')
        st.button(t("search.open", no=line.case.no), key="search_open", on_click=to_case, icon=":material/open_in_new:")


def _sentence(ctx: Context, line: FoundLine) -> str:
    """The sentence of one case; of a confidential one only to those who read it.

    Raises:
        NotFound: it is gone, or not the reader's.
    """
    if line.case.confidential and not _reads(ctx, line):
        return confidential_answer(line.case.no)
    return phone_answer(_own_part(ctx, ctx.ledger.case(CaseNo.parse(line.case.no.url))), ctx.clock.today())


def _reads(ctx: Context, line: FoundLine) -> bool:
    """Named readers alone: the director, the officer responsible, the agency that has it."""
    return ctx.actor.role in (Role.DIRECTOR, Role.AGENCY) or line.case.officer_id == ctx.actor.account_id


def _own_part(ctx: Context, case: Case) -> Case:
    """An agency reads out what concerns itself."""
    if ctx.actor.role is not Role.AGENCY:
        return case
    own = tuple(referral for referral in case.referrals if referral.agency_id == ctx.actor.agency_id)
    if not own:
        raise NotFound(no=str(case.no))
    return replace(case, referrals=own)


def _rows(ctx: Context, found: Found) -> list[ListRow]:
    plain = case_rows([line.case for line in found.lines], ctx.masters)
    return [_row(line, row) for line, row in zip(found.lines, plain, strict=True)]


def _row(line: FoundLine, plain: ListRow) -> ListRow:
    own = {"agency": line.agency, "found": t(f"found_by.{line.by.value}")}
    void = {"state": t("state.void")} if line.is_void else {}
    return replace(plain, cells={**plain.cells, **own, **void})


def _table(ctx: Context, found: Found, chosen: FoundLine | None) -> None:
    def picked(pick: str) -> None:
        if is_open_pick(pick):
            remember_walk([line.case.no.url for line in found.lines])
        else:
            ask(**{CASE: pick})

    data = {
        "label": t("search.results"),
        "columns": [{"key": column, "name": t(f"list.{column}")} for column in COLUMNS],
        "rows": [
            {
                "pick": row.url_no,
                "open": open_pick(row.url_no),
                "href": case_address(row.url_no),
                "cells": {column: row.cells.get(column, "") for column in COLUMNS},
                "late": False,
                "said": t("list.open", no=row.no),
            }
            for row in _rows(ctx, found)
        ],
        "opener": "no",
        "chosen": chosen.case.no.url if chosen else "",
    }
    draw("list", data, key="search_rows", on_pick=picked)


def _download(ctx: Context, found: Found) -> None:
    name = t("list.file", name=t("search.file"), as_of=thai_day_full(ctx.clock.today()))
    make = partial(_file, ctx, found, name)
    download(t("panel.download"), make, name=f"{name}.xlsx", mime=TYPE, key="search_file")


def _file(ctx: Context, found: Found, name: str) -> bytes:
    """What is shown as a file, without what was typed."""
    remark = t("search.count_more", n=len(found.lines)) if found.more else ""
    return workbook(_rows(ctx, found), FILE_COLUMNS, name, remark)
