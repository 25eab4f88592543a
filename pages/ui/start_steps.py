"""The forms of the start's steps: each writes what it says through the use cases of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.model.beginnings import StartStep
from core.model.office_facts import OfficeSetting
from core.ports import Context, MasterChange
from core.rules.beginnings import Found
from core.rules.clocks import CLOCK_SETS
from core.rules.master_lines import body_of
from core.text.catalogue import t
from core.text.dates import fiscal_year_be
from core.text.digits import to_arabic_digits
from core.usecases.begin_numbers import BeginNumbers, begin_numbers
from core.usecases.edit_masters import edit_masters
from core.usecases.settle_step import settle_step
from pages.ui.registry import PAGES
from pages.ui.settings_backup import change_place
from pages.ui.settings_office import office_form
from pages.ui.settings_said import act
from pages.ui.start_opening import opening_form


def step_form(step: StartStep, ctx: Context, found: Found) -> None:
    """Draw the form of a step."""
    FORMS[step](ctx, found)


def _go(page: str) -> None:
    """A button that leads to a page."""
    entry = next(each for each in PAGES if each.name == page)
    if st.button(t("start.go", page=entry.title), key=f"start_go_{page}", type="primary", icon=entry.icon):
        st.switch_page(entry.file)


def _nothing(step: StartStep, text: str) -> None:
    def work(now: Context) -> str:
        settle_step(step, now)
        return t("start.said.settled")

    st.button(text, key=f"start_none_{step.value}", on_click=act, args=(work,))


def _sheet(_ctx: Context, found: Found) -> None:
    st.write(t("start.sheet.why"))
    if found.backup.recovery_confirmed_at is None:
        link = f'<a href="/setup/recovery" target="_self">{t("start.sheet.go")}</a>'
        st.html(f'<p class="dr-frame">{link}</p>')


def _backup(ctx: Context, found: Found) -> None:
    state = found.backup
    st.write(t("gate.place_lead"))
    if not state.is_here:
        st.error(t("backup.away"))
    elif state.is_same_disk:
        st.error(t("backup.unsafe"))
    change_place(state)
    if not state.is_chosen:
        st.caption(t("start.backup.proposed", folder=ctx.beginnings.proposed_place()))


def _facts(ctx: Context, _found: Found) -> None:
    st.write(t("start.facts.why"))
    office_form(ctx)


# --------------------------------------------------------------------------- clocks


def _clocks(ctx: Context, _found: Found) -> None:
    st.write(t("start.clocks.why"))
    sets = {each.id: each for each in ctx.masters.clock_sets}
    own = {each.id for each in CLOCK_SETS}
    if st.session_state.setdefault("start_clock_set", ctx.masters.clock_set.id) not in sets:
        st.session_state["start_clock_set"] = next(iter(sets))
    chosen = st.radio(
        t("start.clocks.set"),
        list(sets),
        format_func=lambda name: sets[name].name if name in sets else "",
        captions=[t(f"start.clocks.{name}" if name in own else "start.clocks.own") for name in sets],
        key="start_clock_set",
    )
    if "start_weekend" not in st.session_state:
        st.session_state["start_weekend"] = sets[str(chosen)].weekend_staff
    st.toggle(t("start.clocks.weekend"), key="start_weekend")
    st.caption(t("start.clocks.weekend_why"))

    def work(now: Context) -> str:
        name, has_staff = st.session_state["start_clock_set"], bool(st.session_state["start_weekend"])
        line = next(each for each in now.masters.clock_sets if each.id == name)
        changes = [MasterChange("setting", OfficeSetting.CLOCK_SET, {"value": name})]
        if line.weekend_staff != has_staff:
            changes.append(MasterChange("clock_set", name, {**body_of(line), "weekend_staff": has_staff}))
        edit_masters(changes, now)
        return t("settings.said.saved")

    st.button(t("button.save"), key="start_save_clocks", type="primary", on_click=act, args=(work,))
    st.caption(t("start.clocks.make"))


# --------------------------------------------------------------------------- numbers


def _number(ctx: Context, found: Found) -> None:
    year = fiscal_year_be(ctx.clock.today())
    if found.numbers is not None and found.numbers.is_used:
        st.write(t("start.number.now", no=found.numbers.next_no, year=year))
        st.caption(t("start.number.used", first=found.numbers.first_no, last=found.numbers.last_no))
        return
    st.write(t("start.number.why"))
    if "start_next" not in st.session_state:
        st.session_state["start_next"] = str(found.numbers.next_no if found.numbers else 1)
    st.text_input(t("start.number.field", year=year), key="start_next", max_chars=9)

    def work(now: Context) -> str:
        typed = to_arabic_digits(st.session_state["start_next"]).strip()
        if not typed.isdecimal():
            raise DomainError("start.number.not_one")
        begun = begin_numbers(BeginNumbers(first_no=int(typed)), now)
        return t("start.number.said", no=begun.next_no, year=begun.year_be)

    st.button(t("button.save"), key="start_save_number", type="primary", on_click=act, args=(work,))


# --------------------------------------------------------------------------- what others do


def _opening(ctx: Context, found: Found) -> None:
    opening_form(ctx, found)
    if not found.openings:
        _nothing(StartStep.OPENING, t("start.opening.none"))


def _import(_ctx: Context, found: Found) -> None:
    st.write(t("start.import.why"))
    _go("import")
    if not found.has_imports:
        _nothing(StartStep.IMPORT, t("start.import.none"))


def _people(_ctx: Context, found: Found) -> None:
    st.write(t("start.people.why"))
    if found.caseworkers:
        st.write(t("start.people.now", n=found.caseworkers))
    _go("users")


FORMS: Final[Mapping[StartStep, Callable[[Context, Found], None]]] = {
    StartStep.SHEET: _sheet,
    StartStep.BACKUP: _backup,
    StartStep.FACTS: _facts,
    StartStep.CLOCKS: _clocks,
    StartStep.NUMBER: _number,
    StartStep.OPENING: _opening,
    StartStep.IMPORT: _import,
    StartStep.PEOPLE: _people,
}
