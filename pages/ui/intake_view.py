"""The two columns of the intake form: who and how on the left, what and where on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from core.model.codes import Anonymity, ContactKind, Secrecy, SentVia
from core.ports import Context
from core.rules.suggest import is_valid
from core.text.catalogue import label, t
from core.text.dates import thai_day
from pages.ui.drawing import ASSETS
from pages.ui.intake_desk import Desk
from pages.ui.intake_fields import choose, count, day, pick, tick, write
from pages.ui.intake_form import (
    UNKNOWN_PLACE,
    IntakeForm,
    asks_review,
    asks_upstream,
    default_title,
    is_letter,
)
from pages.ui.words import programme_names

PEOPLE: Final = ("others", "rep_name", "rep_phone", "persons_contacting")
UPSTREAM: Final = ("upstream_agency", "upstream_no", "answer_due", "origin_channel")
MORE: Final = ("details", "respondents", "persons_subject", "public_title", "programme")


def look() -> None:
    """Say what the theme cannot."""
    style = (ASSETS / "intake.css").read_text(encoding="utf-8")
    st.html(f'<style>:root {{ --dr-none: "{t("choice.none")}"; }}{style}</style>')


def who_and_how(ctx: Context, desk: Desk) -> None:
    """The left column."""
    st.subheader(t("intake.who"), anchor=False)
    choose(desk, "channel", {each.id: each.name for each in ctx.masters.channels if each.is_active})
    paper = is_letter(desk.form, ctx.masters)
    if paper:
        _letter(ctx, desk)
    ways = [Anonymity.OPEN, Anonymity.HIDDEN, Anonymity.NOT_GIVEN, *([Anonymity.UNSIGNED_LETTER] if paper else [])]
    pick(desk, "who", {each.value: label(each) for each in ways})
    if desk.form.who in (Anonymity.OPEN, Anonymity.HIDDEN):
        write(desk, "name")
    tick(desk, "wants_reply")
    if desk.form.wants_reply:
        write(desk, "phone", most=40)
        write(desk, "address", most=400)
    if asks_upstream(desk.form, ctx.masters):
        with st.expander(t("intake.more.upstream"), expanded=_is_open(desk, *UPSTREAM) or not paper):
            _upstream(ctx, desk)
    with st.expander(
        t("intake.more.people"), expanded=_is_open(desk, *PEOPLE) or (bool(desk.form.received) and not paper)
    ):
        _people(ctx, desk, paper=paper)


def _is_open(desk: Desk, *names: str) -> bool:
    """Whether something was typed into one of these fields, or must be mended there."""
    untouched = IntakeForm()
    return any(getattr(desk.form, name) != getattr(untouched, name) or name in desk.faults for name in names)


def _pair(first: Callable[[], None], second: Callable[[], None]) -> None:
    """Two fields side by side: the tab key walks row by row."""
    left, right = st.columns(2)
    with left:
        first()
    with right:
        second()


def _letter(ctx: Context, desk: Desk) -> None:
    hint = _today(ctx)
    letter(desk, lambda: day(desk, "received", hint=hint, label="intake.field.received.letter"))


def letter(desk: Desk, received: Callable[[], None] | None = None) -> None:
    """What a letter says of itself; ``received`` draws the day on which it came, where that is asked for here."""
    classes = {each.value: label(each) for each in Secrecy}
    secrecy = partial(choose, desk, "secrecy", classes, always=Secrecy.NONE)
    with st.container(border=True):
        _pair(lambda: write(desk, "letter_no", most=80), lambda: day(desk, "letter_on"))
        _pair(lambda: write(desk, "letter_from"), lambda: write(desk, "register_no", most=80))
        if received is None:
            _pair(secrecy, lambda: write(desk, "order", most=400))
        else:
            _pair(received, secrecy)
            write(desk, "order", most=400)
        if desk.form.letter_secrecy is not Secrecy.NONE:
            st.caption(t("intake.secret_letter"))


def _today(ctx: Context) -> str:
    return t("intake.day.today", day=thai_day(ctx.clock.today()))


def _upstream(ctx: Context, desk: Desk) -> None:
    channels = {each.id: each.name for each in ctx.masters.channels if each.is_active}
    _pair(
        lambda: choose(desk, "upstream_agency", agency_names(ctx), hint="intake.choose.later"),
        lambda: day(desk, "answer_due"),
    )
    _pair(
        lambda: write(desk, "upstream_no", most=80),
        lambda: choose(desk, "origin_channel", channels, hint="intake.choose.later"),
    )


def _people(ctx: Context, desk: Desk, *, paper: bool) -> None:
    _pair(lambda: write(desk, "rep_name"), lambda: write(desk, "rep_phone", most=40))
    if paper:
        count(desk, "persons_contacting", least=1)
    else:
        _pair(lambda: count(desk, "persons_contacting", least=1), lambda: day(desk, "received", hint=_today(ctx)))
    write(desk, "others", lines=2, hint=t("intake.one_a_line"), most=4_000)


def what_and_where(ctx: Context, desk: Desk) -> None:
    """The right column."""
    st.subheader(t("intake.what"), anchor=False)
    write(desk, "matter", lines=3, hint=t("intake.matter.hint"), most=2_000, warn=True)
    topics = {each.id: each.name for each in ctx.masters.topics if each.is_active}
    kinds = {kind.value: label(kind) for kind in ContactKind}
    _pair(
        lambda: choose(desk, "amphoe", amphoe_choices(ctx)),
        lambda: choose(desk, "tambon", tambon_choices(ctx, desk.form.amphoe), hint="intake.choose.later"),
    )
    _pair(
        lambda: choose(desk, "topic", topics, hint="intake.choose.later"),
        lambda: choose(desk, "kind", kinds, always=ContactKind.GRIEVANCE),
    )
    choose(desk, "agency", agency_names(ctx), hint="intake.choose.agency")
    _sending(ctx, desk)
    with st.container(horizontal=True):
        tick(desk, "urgent")
        tick(desk, "confidential")
    with st.expander(t("intake.more.matter"), expanded=_is_open(desk, *MORE)):
        _more(ctx, desk)


def _sending(ctx: Context, desk: Desk) -> None:
    """How it goes to the agency; only once one is chosen."""
    if not desk.form.agency:
        return
    pick(desk, "sent_via", {each.value: label(each) for each in SentVia})
    if asks_review(desk.form, ctx.masters):
        day(desk, "review_on")


def _more(ctx: Context, desk: Desk) -> None:
    write(desk, "details", lines=4, most=20_000, warn=True)
    first, second = st.columns([2, 1])
    with first:
        write(desk, "respondents", lines=2, hint=t("intake.one_a_line"), most=4_000)
    with second:
        count(desk, "persons_subject", least=0)
    write(desk, "public_title", hint=default_title(desk.form, ctx.masters), most=300, warn=True)
    choose(desk, "programme", programme_names(ctx.masters), hint="intake.choose.later")


def agency_names(ctx: Context) -> Mapping[str, str]:
    """Agencies that may be sent to today."""
    today = ctx.clock.today()
    return {agency.id: agency.name for agency in ctx.masters.agencies if is_valid(agency, today)}


def amphoe_choices(ctx: Context) -> Mapping[str, str]:
    """The amphoe of the province; not knowing is a choice."""
    return {UNKNOWN_PLACE: t("intake.place.unknown"), **{each.code: each.name for each in ctx.masters.amphoe}}


def tambon_choices(ctx: Context, amphoe: str) -> Mapping[str, str]:
    """The tambon of the chosen amphoe."""
    return {each.code: each.name for each in ctx.masters.tambon_of(amphoe)} if amphoe else {}
