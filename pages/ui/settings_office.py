"""What the office says of itself, and the list of what the change of the fiscal year asks for."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import Final

import streamlit as st

from core.model.codes import AgencyKind
from core.model.office_facts import OfficeSetting
from core.ports import Context, Masters
from core.rules.access import Permission
from core.text.catalogue import t
from core.text.dates import be_year, fiscal_year_be, fiscal_year_span, thai_day_full
from core.usecases.edit_office import OF_THE_CENTRE, EditOffice, edit_office
from pages.ui.register_papers import to_registers
from pages.ui.settings_said import act

FACTS: Final = (
    OfficeSetting.CENTRE_NAME,
    OfficeSetting.CENTRE_ADDRESS,
    OfficeSetting.CENTRE_PHONE,
    OfficeSetting.CENTRE_HOURS,
    OfficeSetting.DIRECTOR_TITLE,
    OfficeSetting.CLOSE_OF_DAY,
)
FIRST_MONTH: Final = 8
"""From August on the next fiscal year is prepared; what is still open stays on the list through October."""
LAST_MONTH: Final = 10


def office_form(ctx: Context) -> None:
    """Ask for the office's facts; one that nobody said yet is what the list of agencies says of the centre."""
    for name in FACTS:
        st.text_input(
            t(f"office.{name.value}"),
            value=_present(ctx.masters, name),
            key=f"office_{name.value}",
            max_chars=300,
            placeholder=t(f"office.{name.value}.example"),
        )

    def work(now: Context) -> str:
        values = {name: str(st.session_state[f"office_{name.value}"]) for name in FACTS}
        count = edit_office(EditOffice(values=values), now)
        return t("settings.said.saved" if count else "settings.said.same")

    st.button(t("button.save"), key="office_save", type="primary", on_click=act, args=(work,))


def _present(masters: Masters, name: OfficeSetting) -> str:
    said = masters.settings.get(name, "")
    if said or name not in OF_THE_CENTRE:
        return said.replace(":", ".") if name is OfficeSetting.CLOSE_OF_DAY else said
    centre = next((each for each in masters.agencies if each.kind is AgencyKind.CENTRE), None)
    return str(getattr(centre, OF_THE_CENTRE[name])) if centre else ""


# --------------------------------------------------------------------------- the change of the fiscal year


def coming_year(today: date) -> int | None:
    """The BE fiscal year that is being prepared, or has just begun; None in the months without anything to do."""
    if not FIRST_MONTH <= today.month <= LAST_MONTH:
        return None
    return fiscal_year_be(today) + (1 if today.month < LAST_MONTH else 0)


def year_change_card(ctx: Context) -> None:
    """List what the next fiscal year asks for, with how each thing stands; nothing in other months."""
    year = coming_year(ctx.clock.today())
    if year is None or not ctx.actor.may(Permission.MASTERS_EDIT):
        return
    first, last = fiscal_year_span(year)
    with st.container(border=True, key="year_change"):
        st.subheader(t("year.heading", year=year), anchor=False)
        unconfirmed = [each for each in (first.year, last.year) if each not in ctx.masters.calendar.confirmed_years]
        _item(not unconfirmed, t("year.holidays_done"), t("year.holidays", years=", ".join(map(_be, unconfirmed))))
        if unconfirmed:
            st.html(_link(f"/holidays?year={be_year(unconfirmed[0])}", t("year.holidays_open")))
        number = ctx.upkeep.next_number(year)
        _item(True, t("year.number", no=f"{number}/{year}", day=thai_day_full(first)), "")  # noqa: FBT003  # says how it is
        _printed(ctx, year, first - timedelta(days=1))


def _printed(ctx: Context, year: int, eve: date) -> None:
    """The list of what is carried over: printed once the old year is over, marked by whoever printed it."""
    is_done = ctx.masters.settings.get(OfficeSetting.PAPERS_PRINTED) == str(year)
    _item(is_done, t("year.printed_done"), t("year.printed", day=thai_day_full(eve)))
    if is_done:
        return
    day = min(eve, ctx.clock.today())
    to_registers(ctx, f"/register?as_of={day.isoformat()}", t("year.printed_open"))
    if ctx.clock.today() <= eve:
        st.caption(t("year.printed_from", day=thai_day_full(eve + timedelta(days=1))))
        return

    def work(now: Context) -> str:
        edit_office(EditOffice(values={OfficeSetting.PAPERS_PRINTED: str(year)}), now)
        return t("settings.said.saved")

    st.button(t("year.printed_mark"), key="year_printed", on_click=act, args=(work,))


def _item(is_done: bool, done: str, todo: str) -> None:  # noqa: FBT001  # which of two sentences
    st.markdown(f"{'✓' if is_done else '○'} {done if is_done else todo}")


def _link(address: str, words: str) -> str:
    return f'<p class="dr-frame"><a href="{escape(address)}" target="_self">{escape(words)}</a></p>'


def _be(year: int) -> str:
    return str(be_year(year))
