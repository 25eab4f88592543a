"""The steps of the start on screen: what an office has, which steps stand open, and the list of them."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.model.beginnings import StartStep
from core.model.upkeep import BackupState
from core.ports import Context
from core.rules.access import Permission, actor_of
from core.rules.beginnings import Found, open_steps, settled
from core.text.catalogue import t
from core.text.dates import fiscal_year_be
from pages.ui.address import ask, asked
from pages.ui.settings_table import SettingRow, pick_table

STEP: Final = "step"


def found_of(ctx: Context) -> Found:
    """What the office has so far."""
    settings, has = ctx.masters.settings, ctx.beginnings
    return Found(
        settings=settings,
        backup=ctx.upkeep.backup(),
        numbers=has.numbers(fiscal_year_be(ctx.clock.today())),
        openings=has.opening_balances(),
        has_imports=has.has_imports(),
        caseworkers=sum(
            each.is_active and actor_of(each).may(Permission.CASE_REGISTER) for each in ctx.accounts.everyone()
        ),
    )


def step_asked(found: Found) -> StartStep | None:
    """The step that the address names, else the first open one; None where everything is done."""
    if asked(STEP) in set(StartStep):
        return StartStep(asked(STEP))
    return next(iter(open_steps(found)), None)


def progress(found: Found) -> None:
    """Say how much is left."""
    left, whole = len(open_steps(found)), len(StartStep)
    if left:
        st.progress((whole - left) / whole, text=t("start.left", n=left, whole=whole))
    elif is_unsafe(found):
        st.warning(t("start.ready_unsafe"))
    else:
        st.success(t("start.ready"))


def step_table(ctx: Context, found: Found, chosen: StartStep | None) -> None:
    """Draw the steps; one opens beside them."""
    left = open_steps(found)
    rows = [
        SettingRow(
            step.value,
            {
                "title": t(f"start.{step.value}"),
                "state": _state(step, found, is_open=step in left),
                "now": _now(step, ctx, found, is_open=step in left),
            },
            t("start.pick", name=t(f"start.{step.value}")),
        )
        for step in StartStep
    ]
    pick_table(
        rows,
        {"title": t("start.column.title"), "state": t("start.column.state"), "now": t("start.column.now")},
        key="start_steps",
        name=t("start.steps"),
        chosen=chosen.value if chosen else "",
        on_pick=lambda pick: ask(**{STEP: pick}),
    )


def _state(step: StartStep, found: Found, *, is_open: bool) -> str:
    if step is StartStep.BACKUP and not is_open and is_unsafe(found):
        return t("start.unsafe")
    return t("start.open" if is_open else "start.done")


def _now(step: StartStep, ctx: Context, found: Found, *, is_open: bool) -> str:
    """What the office has in a step, in a few words."""
    year = fiscal_year_be(ctx.clock.today())
    if is_open:
        return t(f"start.{step.value}.open", name=ctx.masters.clock_set.name, year=year)
    words = _words(step, ctx, found)
    return words or (t("start.settled") if step in settled(found.settings) else "")


def _words(step: StartStep, ctx: Context, found: Found) -> str:
    if step is StartStep.SHEET:
        return t("start.sheet.done")
    if step is StartStep.BACKUP:
        return place_words(found.backup)
    if step is StartStep.FACTS:
        return f"{found.facts.name} · {found.facts.phone}"
    if step is StartStep.CLOCKS:
        weekend = "start.clocks.with_weekend" if ctx.masters.clock_set.weekend_staff else "start.clocks.without_weekend"
        return t(weekend, name=ctx.masters.clock_set.name)
    return _counted(step, found)


def _counted(step: StartStep, found: Found) -> str:
    if step is StartStep.NUMBER and found.numbers is not None:
        return t("start.number.now", no=found.numbers.next_no, year=found.numbers.year_be)
    if step is StartStep.OPENING and found.openings:
        sums = {name: sum(getattr(each, name) for each in found.openings) for name in ("received", "closed", "pending")}
        return t("start.opening.now", **sums)
    if step is StartStep.IMPORT and found.has_imports:
        return t("start.import.done")
    if step is StartStep.PEOPLE and found.caseworkers:
        return t("start.people.now", n=found.caseworkers)
    return ""


def is_unsafe(found: Found) -> bool:
    """Whether the data and their back-ups could be lost together, or the back-ups have nowhere to go."""
    return found.backup.is_same_disk or not found.backup.is_here


def place_words(place: BackupState) -> str:
    """A folder of back-ups, with what is wrong with it."""
    if not place.is_here:
        return t("start.backup.away", folder=place.folder)
    return t("start.backup.unsafe_short", folder=place.folder) if place.is_same_disk else place.folder
