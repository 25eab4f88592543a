"""What a form asks for: a field draws a control and reads what was typed into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from core.errors import DomainError
from core.figures.case_page import CasePage
from core.model.case import CaseNo
from core.ports import Context
from core.text.catalogue import TEXTS, label, t
from core.text.dates import be_year, parse_day
from core.text.digits import to_arabic_digits

TEXT_HEIGHT: Final = 110
MOST_LETTERS: Final = 4_000
MOST_DIGITS: Final = 6
FEW: Final = 6
"""So many choices stand side by side, more of them in a list."""


def _nothing() -> None:
    """What happens where nobody keeps what is typed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: whose it is, the case as it was read, and what its controls are called.

    ``about`` names the person or entry that the form speaks of. ``first`` takes what stands in the fields before
    anybody typed, ``kept`` is what was typed before and kept, ``left`` is called when a field is left.
    """

    ctx: Context
    page: CasePage
    form: str
    prefix: str
    about: str = ""
    first: dict[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)
    left: Callable[[], None] = _nothing

    def seed(self, name: str, value: Any, fits: Callable[[Any], bool] = lambda _value: True) -> str:  # noqa: ANN401  # of any control
        """The key of a control, whose value is what was typed, kept, or ``value``; what does not fit is left out."""
        self.first.setdefault(name, value)
        key = self.key(name)
        if key not in st.session_state:
            st.session_state[key] = self.kept.get(name, value)
        if not fits(st.session_state[key]):
            st.session_state[key] = value if fits(value) else None
        return key

    def key(self, field: str) -> str:
        """The key under which a control's value is kept."""
        return self.prefix + field

    def label(self, field: str) -> str:
        """What a control is called: in this form, else in every form."""
        own = f"move.{self.form}.{field}"
        return t(own if own in TEXTS else f"move.field.{field}")


@dataclass(frozen=True, slots=True)
class Field:
    """One control. ``name`` is the part of the command it fills; ``read`` may refuse what was typed."""

    name: str
    draw: Callable[[Place], None]
    read: Callable[[Any], Any] = lambda raw: raw
    only: Callable[[CasePage], bool] = lambda _page: True
    is_wide: bool = False


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


def has_masks(page: CasePage, said: str) -> bool:
    """Whether a masked name stands in a text as it is shown."""
    masked = (t("person.hidden_on_paper"), *(each.name or label(each.role) for each in page.persons))
    return any(words and words in said for words in masked)


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

    def read(raw: object) -> date | None:
        typed = _stripped(raw)
        if not typed and needed:
            raise DomainError("error.day_missing")
        return parse_day(typed) if typed else None

    return Field(name, draw, read, is_wide=is_wide)


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

    return Field(name, line(name).draw, read)


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
