"""What a form asks for: a field draws a control and reads what was typed into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from core.errors import DomainError, NotFound
from core.figures.case_page import CasePage
from core.model.case import CaseNo
from core.text.catalogue import label, t
from core.text.dates import be_year, parse_day, thai_day_long
from core.text.digits import to_arabic_digits
from pages.ui.feedback import told
from pages.ui.moves.place import Field, Place
from pages.ui.plain import plain

TEXT_HEIGHT: Final = 110
MOST_LETTERS: Final = 4_000
MOST_DIGITS: Final = 6
FEW: Final = 6
"""So many choices stand side by side, more of them in a list."""


def text(name: str = "text", *, needed: bool = False, first: Callable[[CasePage], str] = lambda _page: "") -> Field:
    """Several lines of text."""

    def draw(place: Place) -> None:
        words = place.label(name)
        st.text_area(
            t("move.needed", label=words) if needed else words,
            key=place.seed(name, first(place.page)),
            height=TEXT_HEIGHT,
            max_chars=MOST_LETTERS,
            persist_state="session",
            on_change=place.left,
        )

    return Field(name, draw, _stripped, is_wide=True)


def line(name: str, *, first: Callable[[CasePage], str] = lambda _page: "", is_wide: bool = False) -> Field:
    """One line of text."""

    def draw(place: Place) -> None:
        st.text_input(
            place.label(name),
            key=place.seed(name, first(place.page)),
            max_chars=500,
            persist_state="session",
            on_change=place.left,
            autocomplete="off",
        )

    return Field(name, draw, _stripped, is_wide=is_wide)


def count(name: str, first: Callable[[CasePage], int]) -> Field:
    """A number of things, in either kind of digits."""

    def read(raw: object) -> int:
        typed = to_arabic_digits(str(raw or "").strip())
        if not typed.isdecimal() or len(typed) > MOST_DIGITS:
            raise DomainError("error.count_unreadable")
        return int(typed)

    return Field(name, line(name, first=lambda page: str(first(page))).draw, read)


def _stripped(raw: object) -> str:
    return str(raw or "").strip()


def typed_day(day: date) -> str:
    """A day as people type it: ``31/7/2563``."""
    return f"{day.day}/{day.month}/{be_year(day.year)}"


def day(
    name: str = "on",
    *,
    today: bool = False,
    needed: bool = False,
    stands: date | None = None,
    is_wide: bool = False,
) -> Field:
    """A day, typed as Thai people write it; ``today``, or the day that ``stands``, is there already."""

    def draw(place: Place) -> None:
        given = place.ctx.clock.today() if today else stands
        first = typed_day(given) if given else ""
        words = place.label(name)
        st.text_input(
            t("move.needed", label=words) if needed else words,
            key=place.seed(name, first),
            placeholder=t("as_of.example"),
            persist_state="session",
            on_change=place.left,
            autocomplete="off",
        )
        _say_back(place, name)

    def read(raw: object) -> date | None:
        typed = _stripped(raw)
        if not typed and needed:
            raise DomainError("error.day_missing")
        return parse_day(typed) if typed else None

    return Field(name, draw, read, is_wide=is_wide)


def _say_back(place: Place, name: str) -> None:
    """A day that was typed, in full, or why it cannot be read; nothing where it stands as it stood."""
    typed = _stripped(st.session_state.get(place.key(name)))
    if not typed or typed == place.first.get(name):
        return
    try:
        st.caption(thai_day_long(parse_day(typed)))
    except DomainError as refusal:
        st.caption(f":red[{plain(told(refusal))}]")


def choice(
    name: str,
    options: Callable[[Place], Mapping[str, str]],
    read: Callable[[str], Any],
    *,
    first: Callable[[CasePage], str | None] = lambda _page: None,
    missing: str = "",
    only: Callable[[CasePage], bool] = lambda _page: True,
    is_wide: bool = False,
    few: int = FEW,
) -> Field:
    """One of several words; ``missing`` is the refusal where nothing was chosen."""

    def draw(place: Place) -> None:
        words = options(place)
        chosen = first(place.page)
        key = place.seed(name, chosen if chosen in words else None, lambda each: each is None or each in words)
        if len(words) <= few:
            _side_by_side(place, name, words, key)
            return
        st.selectbox(
            place.label(name),
            list(words),
            index=None,
            format_func=lambda each: words.get(each, ""),
            key=key,
            placeholder=t("move.choose"),
            persist_state="session",
            on_change=place.left,
        )

    def chosen_of(raw: object) -> Any:  # noqa: ANN401  # whatever the choice stands for
        if raw is None and missing:
            raise DomainError(missing)
        return None if raw is None else read(str(raw))

    return Field(name, draw, chosen_of, only, is_wide=is_wide)


def _side_by_side(place: Place, name: str, words: Mapping[str, str], key: str) -> None:
    st.radio(
        place.label(name),
        list(words),
        index=None,
        format_func=lambda each: words.get(each, ""),
        key=key,
        horizontal=True,
        persist_state="session",
        on_change=place.left,
    )


def coded(
    name: str,
    codes: Iterable[StrEnum] | Callable[[CasePage], Iterable[StrEnum]],
    *,
    first: StrEnum | None = None,
    missing: str = "",
    few: int = FEW,
) -> Field:
    """One code of the field by its Thai word."""
    kind: type[StrEnum] | None = None if callable(codes) else type(next(iter(codes)))

    def options(place: Place) -> Mapping[str, str]:
        return {each.value: label(each) for each in (codes(place.page) if callable(codes) else codes)}

    def read(raw: str) -> Any:  # noqa: ANN401  # a member of the enum
        return kind(raw) if kind is not None else raw

    return choice(
        name, options, read, first=lambda _page: first.value if first else None, missing=missing, is_wide=True, few=few
    )


def check(name: str, first: Callable[[CasePage], bool], only: Callable[[CasePage], bool] = lambda _page: True) -> Field:
    """Yes or no."""

    def draw(place: Place) -> None:
        st.checkbox(
            place.label(name),
            key=place.seed(name, first(place.page)),
            persist_state="session",
            on_change=place.left,
        )

    return Field(name, draw, bool, only)


def case_no(name: str) -> Field:
    """The number of another case."""

    def read(raw: object) -> CaseNo:
        try:
            return CaseNo.parse(_stripped(raw))
        except ValueError as error:
            raise DomainError("error.case_no_unreadable") from error

    def draw(place: Place) -> None:
        line(name).draw(place)
        if _stripped(st.session_state.get(place.key(name))):
            with suppress(DomainError):
                _say_which(place, read(st.session_state[place.key(name)]))

    return Field(name, draw, read)


def _say_which(place: Place, no: CaseNo) -> None:
    """Which case a number names, so that nobody links the wrong one."""
    try:
        found = place.ctx.reads.case_page(no)
    except NotFound:
        st.caption(f":red[{t('move.link.not_found', no=no)}]")
        return
    title = plain(found.public_title or t("list.untitled"))
    st.caption(t("move.link.found", no=no, title=title, state=found.case.state))


def agencies(name: str = "agency_ids") -> Field:
    """One or several agencies that may take the case; those that have it are left out."""

    def draw(place: Place) -> None:
        today, masters = place.ctx.clock.today(), place.ctx.masters
        at = {each.agency_id for each in place.page.case.live_referrals}
        names = {
            each.id: each.name
            for each in masters.agencies
            if each.id not in at and (each.valid_to is None or each.valid_to >= today)
        }
        st.multiselect(
            t("move.needed", label=place.label(name)),
            list(names),
            format_func=lambda each: names.get(each, ""),
            key=place.seed(name, [], lambda each: isinstance(each, list) and set(each) <= names.keys()),
            placeholder=t("move.choose_agencies"),
            select_all=False,
            persist_state="session",
            on_change=place.left,
        )

    return Field(name, draw, lambda raw: tuple(raw or ()), is_wide=True)
