"""The frame around every page: the menu, who is signed in, the look."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from core.rules.access import Actor
from core.text.catalogue import label, t
from db.context import sign_in
from pages.ui.address import all_asked, ask, asked
from pages.ui.drawing import ASSETS
from pages.ui.identity import actor_of_this_run, session_of_this_run
from pages.ui.registry import PAGES, SECTIONS, home_for

SIDEBAR_PIXELS: Final = 264
PROJECTOR: Final = "projector"
ADDRESS: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
COLOURS: Final = {
    "primary-color": "primaryColor",
    "link-color": "linkColor",
    "text-color": "textColor",
    "background-color": "backgroundColor",
    "secondary-background-color": "secondaryBackgroundColor",
    "border-color": "borderColor",
    "orange-color": "orangeColor",
    "orange-text-color": "orangeTextColor",
    "red-color": "redColor",
    "red-text-color": "redTextColor",
    "blue-color": "blueColor",
    "blue-text-color": "blueTextColor",
    "gray-color": "grayColor",
    "gray-text-color": "grayTextColor",
    "violet-color": "violetColor",
    "violet-background-color": "violetBackgroundColor",
}
"""What style sheets call the colours of .streamlit/config.toml."""


def lay_out() -> None:
    """Use the whole width and say what the theme cannot."""
    st.set_page_config(page_title=t("gate.system"), layout="wide", initial_sidebar_state=SIDEBAR_PIXELS)
    st.html(_style(is_on_projector()))


def practice_band() -> None:
    """Say at the top of the page, in another colour, that its cases are made up; on the projector too."""
    css = (ASSETS / "practice.css").read_text(encoding="utf-8")
    st.html(f'<style>{css}</style><p class="dr-practice">{escape(t("frame.demo"))}</p>')


def is_on_projector() -> bool:
    """Whether the page is read from five metres: ``?mode=projector``."""
    return asked("mode") == PROJECTOR


def projector_switch() -> None:
    """A button that turns the page into one for the wall, and back."""
    on = is_on_projector()
    st.button(
        t("frame.projector_leave" if on else "frame.projector"),
        key="projector",
        icon=":material/close_fullscreen:" if on else ":material/present_to_all:",
        on_click=ask,
        kwargs={"mode": "" if on else PROJECTOR},
    )


@lru_cache
def _style(projector: bool) -> str:  # noqa: FBT001  # a cache key
    sheets = ["frame.css", *(["projector.css"] if projector else [])]
    text = "".join((ASSETS / sheet).read_text(encoding="utf-8") for sheet in sheets)
    colours = "".join(f"--dr-{css}: {st.get_option(f'theme.{option}')};" for css, option in COLOURS.items())
    skip = f'[data-testid="stSkipToContent"]::after {{ content: "{t("frame.skip")}" }}'
    return f"<style>:root {{ {colours} }}{text}{skip}</style>"


def navigation() -> Page:
    """The page asked for. Called in every run, signed in or not: without it Streamlit would list scripts by itself.

    Every page is known to everybody, so that an address that is not one's own says so; the menu shows one's own.
    """
    actor = actor_of_this_run()
    start = st.Page(_start, title=t("gate.system"), default=True, visibility="hidden")
    menu = {t(f"section.{section}"): _section(section, actor) for section in SECTIONS}
    elsewhere = _elsewhere({page.url for page in PAGES})
    hidden = actor is None or is_on_projector()
    chosen = st.navigation(
        {"": [start, *elsewhere], **{name: pages for name, pages in menu.items() if pages}},
        position="hidden" if hidden else "sidebar",
        expanded=True,
    )
    if actor is not None and not hidden:
        _who(actor)
    return chosen


def _elsewhere(known: set[str]) -> list[Page]:
    """A page for an address that is none of ours: Streamlit would say so in English."""
    wanted = urlsplit(st.context.url or "").path.strip("/")
    if not ADDRESS.fullmatch(wanted) or wanted in known:
        return []
    return [st.Page(_nothing_here, title=t("gate.system"), url_path=wanted, visibility="hidden")]


def _nothing_here() -> None:
    """Say that there is no such page, and where the menu is."""
    if actor_of_this_run() is None:
        locked()
        return
    st.title(t("frame.no_page_title"))
    st.info(t("frame.no_page"))


def _section(section: str, actor: Actor | None) -> list[Page]:
    return [
        st.Page(
            page.file,
            title=page.title,
            icon=page.icon,
            url_path=page.url,
            visibility="visible" if actor is not None and actor.may(page.needs) else "hidden",
        )
        for page in PAGES
        if page.section == section
    ]


def _who(actor: Actor) -> None:
    """Who is signed in, at the foot of the menu and always in sight. The links leave Streamlit for the gate's pages."""
    name, role = escape(actor.display_name), escape(label(actor.role))
    lines = (
        f'<div class="dr-who"><strong title="{name}">{name}</strong><span class="dr-muted" title="{role}">{role}</span>'
        f'<a href="/logout">{t("frame.logout")}</a><a href="/password">{t("frame.password")}</a></div>'
    )
    st.sidebar.html(lines)
    st.sidebar.button(t("frame.lock"), key="lock", icon=":material/lock:", on_click=_lock, type="tertiary")


def _lock() -> None:
    """End this session at once: the screen locks, drafts stay, and whoever signs in next comes back to this page."""
    session = session_of_this_run()
    if session is not None:
        sign_in().end(session.session_key)


def _start() -> None:
    """The address without a page: go to the first one that the account may open."""
    actor = actor_of_this_run()
    if actor is None:
        locked()
    elif home := home_for(actor):
        st.switch_page(home.file)
    else:
        st.info(t("frame.nothing_for_you"))


def locked() -> None:
    """What is shown once nobody is signed in any more; whatever was on the screen is gone."""
    back = urlencode({"next": _here()})
    link = f'<a href="/login?{back}">{t("frame.sign_in")}</a>'
    st.html(f'<div class="dr-frame dr-banner"><p>{t("frame.locked")}</p><p>{link}</p></div>')


def _here() -> str:
    """The path and query of this page, as far as the browser says."""
    path = "/" + (st.context.url or "").rstrip("/").rpartition("/")[2] if st.context.url else "/"
    query = urlencode(all_asked())
    return f"{path}?{query}" if query else path
