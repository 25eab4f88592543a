"""What was recorded wrongly: one entry of the history is chosen, and only what is wrong in it is typed anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from core.figures.case_page import CasePage, Entry
from core.model import payloads as p
from core.model.codes import Confirmed, ContactWay, DelayReason, ReopenReason, SentVia
from core.model.facts import Registered
from core.rules.access import Permission
from core.rules.codec import kind_of
from core.rules.decide.changed import FACTS, facts_now
from core.text.catalogue import label, t
from core.text.dates import thai_day
from core.usecases.correct_event import CorrectEvent, correct_event
from pages.ui.address import ask
from pages.ui.moves.fields import choice, coded, count, day, line, text
from pages.ui.moves.forms import MoveForm
from pages.ui.moves.of_the_centre import NO_REASON, closing_class, declined_class, delay_reason
from pages.ui.moves.opened import ABOUT, AFRESH
from pages.ui.moves.place import Field, Place
from pages.ui.moves.shown import shown_text

Build = Callable[[str, Any, Entry], Field]
"""A field from the name of a fact, what the entry says of it, and the entry."""

ENTRY: Final = "entry_to_correct"
NO_TEXT: Final = (Registered,)
"""What it said stands in the facts of the case."""
FIXED: Final = (p.Corrected, p.Voided, p.Anonymised)


def correctable(page: CasePage) -> list[Entry]:
    """What may be corrected or, but for the registration, taken out; the newest first."""
    return [
        each for each in reversed(page.entries) if not each.is_retracted and not isinstance(each.event.payload, FIXED)
    ]


def entry_words(entry: Entry) -> str:
    """A line of the history in a list of choices."""
    on = thai_day(entry.event.happened_on) if entry.event.happened_on else label(entry.event.basis)
    return t("move.entry", what=t(f"event.{kind_of(entry.event.payload)}"), on=on, n=entry.event.seq)


def entry_choice() -> Field:
    """One entry that may be taken out."""

    def options(place: Place) -> Mapping[str, str]:
        found = (each for each in correctable(place.page) if not isinstance(each.event.payload, Registered))
        return {str(each.event.seq): entry_words(each) for each in found}

    return choice("seq", options, int, missing="error.entry_missing", few=0)


def _entry(place: Place) -> Entry | None:
    return next((each for each in correctable(place.page) if str(each.event.seq) == place.about), None)


def _choose(place: Place) -> None:
    """The entry first: what is asked for depends on what it is."""
    words = {str(each.event.seq): entry_words(each) for each in correctable(place.page)}
    st.session_state[ENTRY] = place.about if place.about in words else None
    st.selectbox(
        t("move.correct.entry"),
        list(words),
        index=None,
        format_func=lambda each: words.get(each, ""),
        key=ENTRY,
        placeholder=t("move.correct.choose"),
        on_change=_chosen,
    )


def _chosen() -> None:
    ask(**{ABOUT: st.session_state.get(ENTRY) or ""})
    st.session_state[AFRESH] = True


def _bound(place: Place) -> Mapping[str, Any] | None:
    entry = _entry(place)
    return {"seq": entry.event.seq} if entry else None


def _fields(place: Place) -> tuple[Field, ...]:
    """The facts of the chosen entry, its day and its words, each with what stands now."""
    entry = _entry(place)
    if entry is None:
        return ()
    now = facts_now(entry.event.payload)
    facts = tuple(_FIELDS[name](name, now[name], entry) for name in FACTS.get(type(entry.event.payload), ()))
    words = () if isinstance(entry.event.payload, NO_TEXT) else (_wording(entry),)
    return (*facts, day(stands=entry.event.happened_on), *words)


def _wording(entry: Entry) -> Field:
    return shown_text("wording", lambda _page: entry.text)


def _line(name: str, now: Any, _entry: Entry) -> Field:  # noqa: ANN401  # what a payload says
    return line(name, first=lambda _page: str(now or ""))


def _day(name: str, now: Any, _entry: Entry) -> Field:  # noqa: ANN401  # as above
    return day(name, stands=now)


def _count(name: str, now: Any, _entry: Entry) -> Field:  # noqa: ANN401  # as above
    return count(name, lambda _page: int(now))


def _code(codes: type[StrEnum]) -> Build:
    return lambda name, now, _entry: coded(name, tuple(codes), first=now)


def _reason(name: str, now: Any, entry: Entry) -> Field:  # noqa: ANN401  # as above
    """Why it was taken up again, or why it takes long."""
    if isinstance(entry.event.payload, p.DelayLabelled):
        return delay_reason(lambda _page: now.value if now else NO_REASON)
    codes = DelayReason if isinstance(entry.event.payload, p.Paused) else ReopenReason
    return coded(name, tuple(codes), first=now)


_FIELDS: Final[Mapping[str, Build]] = MappingProxyType(
    {
        **dict.fromkeys(("letter_no", "memo_no", "by_whom", "upstream_no"), _line),
        **dict.fromkeys(("letter_on", "report_due_on", "expected_on", "answer_due_on", "due_on"), _day),
        "number": _count,
        "sent_via": _code(SentVia),
        "confirmed": _code(Confirmed),
        "way": _code(ContactWay),
        "reason": _reason,
        "closing_class": lambda _name, now, _entry: closing_class(lambda _page: now.value),
        "declined_class": lambda _name, now, _entry: declined_class(lambda _page: str(now)),
    }
)


def _correction(**values: Any) -> CorrectEvent:  # noqa: ANN401  # what the fields gave
    """The facts that were typed anew, apart from day, words and reason."""
    facts = {name: values.pop(name) for name in _FIELDS if name in values}
    return CorrectEvent(facts=facts, **values)


OF_CORRECTIONS: Final = (
    MoveForm(
        "correct", "button.correct", p.Corrected, Permission.CASE_CORRECT, _correction, correct_event,
        (text(needed=True),), only_changes=True, always=("text",), may_undo=False, icon=":material/edit_calendar:",
        choose=_choose, bound=_bound, more=_fields, hint="move.correct.hint",
    ),
    MoveForm(
        "retract", "button.retract", p.Corrected, Permission.CASE_CORRECT, CorrectEvent, correct_event,
        (entry_choice(), text(needed=True)), fixed={"retract": True}, may_undo=False, icon=":material/remove_circle:",
    ),
)  # fmt: skip
