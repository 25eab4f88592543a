"""The first line of every page: who asks, may they, and what stands above the answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.model.codes import InstallationKind
from core.ports import Context
from core.rules.access import Actor, Permission
from core.text.catalogue import placeholders, t
from core.text.dates import be_year, thai_day_full
from db.context import Home, context_for, open_home
from pages.ui.feedback import or_stop
from pages.ui.frame import is_on_projector, locked, practice_band
from pages.ui.identity import actor_of_this_run
from pages.ui.pickers import day_asked
from pages.ui.safety import show_safety_lines


def open_page(title_key: str, *, needs: Permission, **facts: object) -> Context:
    """Look the session up again, check the permission, and draw title, subtitle and banners.

    A subtitle that speaks of the day in question gets it from the address (``?as_of=``). Ends the run where the page
    may not be shown.
    """
    actor = _signed_in()
    with or_stop():
        actor.require(needs)
        home = open_home()
        ctx = context_for(actor, home=home)
    if home.kind is InstallationKind.DEMO:
        practice_band()
    if not is_on_projector():
        _banners(home, ctx)
        show_safety_lines(ctx)
    _head(title_key, {"as_of": thai_day_full(day_asked(ctx.clock.today())), **facts})
    return ctx


def acting() -> Context:
    """The context of a callback or fragment: the session is looked up again, as for a page."""
    return context_for(_signed_in(), home=open_home())


def _signed_in() -> Actor:
    actor = actor_of_this_run()
    if actor is None:
        locked()
        st.stop()
    return actor


def _head(title_key: str, facts: dict[str, object]) -> None:
    st.title(t(title_key, **facts), anchor=False)
    subtitle = title_key.removesuffix(".title") + ".subtitle"
    needed = placeholders(subtitle)
    text = t(subtitle, **{name: fact for name, fact in facts.items() if name in needed})
    st.html(f'<p class="dr-subtitle">{escape(text)}</p>')


def _banners(home: Home, ctx: Context) -> None:
    """What must be known before any number is believed: not the real day, holidays not vouched for."""
    today = ctx.clock.today()
    said = []
    if home.settings.today is not None:
        said.append(t("frame.pinned_readonly" if home.is_readonly else "frame.pinned", today=today))
    if today.year not in ctx.masters.calendar.confirmed_years:
        said.append(t("message.holidays_unconfirmed", be=be_year(today.year)))
    if said:
        st.html(f'<p class="dr-banner">{escape(" · ".join(said))}</p>')
