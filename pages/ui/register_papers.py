"""Choosing what to print of the register: a year and its part, a day and its agency; and the way here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from core.figures.board import BoardRow
from core.figures.register import MOST_PRINTED, RegisterPart, RegisterYear, volumes
from core.figures.standing import Place
from core.papers.backlog_list import Backlog, row_key, row_words
from core.papers.register_book import part_words
from core.papers.registry import MIME, file_name, made
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import t
from core.text.collation import sort_key
from core.text.dates import thai_day
from core.text.digits import to_arabic_digits
from pages.ui.address import choice
from pages.ui.download import download
from pages.ui.pickers import day_picker

RANGE: Final = "range"
FIRST, LAST = "register_first", "register_last"


def register_form(ctx: Context) -> None:
    """Ask for a year and a part of it, and hand it out."""
    with ctx.reads.snapshot():
        years = {str(each.year_be): each for each in ctx.reads.numbered_years()}
        if not years:
            st.info(t("papers.none"))
            return
        newest, *others = years
        year = choice(t("papers.year"), "year", {each: each for each in others}, everything=newest, leaves=("part",))
        found: RegisterYear = ctx.reads.register_year(years[year or newest])
    first, *rest = _parts(found).items()
    words = {key: t("papers.option", part=part_words(RegisterPart.parse(key)), n=n) for key, n in (first, *rest)}
    options = {**{key: words[key] for key, _ in rest}, RANGE: t("papers.range")}
    chosen = choice(t("papers.part"), "part", options, everything=words[first[0]])
    part = _range(found) if chosen == RANGE else RegisterPart.parse(chosen or first[0])
    if part is not None:
        _hand_out(ctx, part, dict((first, *rest)).get(part.key))


def _parts(found: RegisterYear) -> Mapping[str, int]:
    """Every part that is offered, with its cases: the year or its volumes, then the months that have any."""
    year_be = found.numbers.year_be
    whole = {RegisterPart(year_be).key: found.cases} if found.cases <= MOST_PRINTED else {}
    ranges = {} if whole else {each.key: _size(each) for each in volumes(found.numbers)}
    months = {RegisterPart(year_be, month=month).key: n for month, n in found.months.items() if n}
    return whole | ranges | months


def _size(part: RegisterPart) -> int:
    first, last = part.numbers or (1, 0)
    return last - first + 1


def _range(found: RegisterYear) -> RegisterPart | None:
    """Numbers that a person typed; None while they are no range."""
    first, year_be = found.numbers.first_no, found.numbers.year_be
    last = min(found.numbers.last_no, first + MOST_PRINTED - 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = (
            st.text_input(t("papers.first"), value=str(first), key=f"{FIRST}_{year_be}", max_chars=7),
            st.text_input(t("papers.last"), value=str(last), key=f"{LAST}_{year_be}", max_chars=7),
        )
    plain = [to_arabic_digits(each).replace(",", "").strip() for each in typed]
    if not all(each.isdecimal() for each in plain) or not 1 <= int(plain[0]) <= int(plain[1]):
        st.error(t("papers.not_range"))
        return None
    return RegisterPart(year_be, (int(plain[0]), int(plain[1])))


def _hand_out(ctx: Context, part: RegisterPart, cases: int | None) -> None:
    size = _size(part) if cases is None else cases
    if size > MOST_PRINTED:
        st.error(t("error.paper_too_long", n=size, most=MOST_PRINTED))
        return
    key = "papers.chosen_range" if cases is None else "papers.chosen"
    st.write(t(key, part=part_words(part), year=part.year_be, n=size))
    _print(ctx, "register", part.key)
    st.caption(t("papers.cap", most=MOST_PRINTED))


def backlog_form(ctx: Context) -> None:
    """Ask for a day and an agency, and hand out what is pending there."""
    as_of = day_picker(ctx.clock.today(), also_leave=("row",))
    board = ctx.reads.board(as_of)
    rows = {row_key(row): row for row in sorted(board.rows, key=_order)}
    names = {key: t("papers.option", part=row_words(row.place, row.agency), n=row.pending) for key, row in rows.items()}
    everything = t("papers.option", part=t("papers.agency_all"), n=board.total_cases)
    chosen = choice(t("papers.agency"), "row", names, everything=everything)
    lines = rows[chosen].pending if chosen else board.total_case_agencies
    if lines > MOST_PRINTED:
        st.error(t("error.paper_too_long", n=lines, most=MOST_PRINTED))
        return
    cases = rows[chosen].pending if chosen else board.total_cases
    st.write(t("papers.backlog_count", day=thai_day(as_of), n=cases))
    _print(ctx, "backlog", Backlog(as_of, chosen).key)


def _order(row: BoardRow) -> tuple[bool, object]:
    return row.place is not Place.AGENCY, sort_key(row_words(row.place, row.agency))


def _print(ctx: Context, paper: str, subject: str) -> None:
    download(
        t(f"papers.{paper}_make"),
        lambda: made(paper, ctx, subject).content,
        name=file_name(paper, subject),
        mime=MIME,
        key=f"papers_{paper}",
        icon=":material/print:",
    )


def to_registers(ctx: Context, address: str, words: str) -> None:
    """The way to the page of registers, for who may print them; to everybody else, who can."""
    if ctx.actor.may(Permission.PAPER_MAKE):
        st.html(f'<p class="dr-frame"><a href="{escape(address)}" target="_self">{escape(words)}</a></p>')
    else:
        st.caption(t("papers.by_officer"))
