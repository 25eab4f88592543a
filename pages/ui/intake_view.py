"""The two columns of the intake form: who and how on the left, what and where on the right."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.model.codes import Anonymity, ContactKind, SentVia
from core.ports import Context
from core.rules.obligations import is_complex
from core.rules.suggest import is_valid
from core.text.catalogue import label, t
from core.text.dates import thai_day
from pages.ui.drawing import ASSETS
from pages.ui.intake_desk import Desk
from pages.ui.intake_fields import choose, count, day, pick, tick, write
from pages.ui.intake_form import SECRECIES, UNKNOWN_PLACE, default_title, has_upstream, is_letter
from pages.ui.words import programme_names


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
    if has_upstream(desk.form, ctx.masters) or paper:
        with st.expander(t("intake.more.upstream"), expanded=has_upstream(desk.form, ctx.masters)):
            _upstream(ctx, desk)
    with st.expander(t("intake.more.people"), expanded=_has_people(desk)):
        _people(ctx, desk, paper=paper)


def _has_people(desk: Desk) -> bool:
    form = desk.form
    return bool(form.others or form.rep_name or form.rep_phone or form.persons_contacting != 1 or form.received)


def _letter(ctx: Context, desk: Desk) -> None:
    with st.container(border=True):
        first, second = st.columns(2)
        with first:
            write(desk, "letter_no", most=80)
            write(desk, "letter_from")
            day(desk, "received", hint=_today(ctx), label="intake.field.received.letter")
        with second:
            day(desk, "letter_on")
            write(desk, "register_no", most=80)
            choose(desk, "secrecy", {each: t(f"intake.secrecy.{each}") for each in SECRECIES}, always=SECRECIES[0])
        write(desk, "order", most=400)


def _today(ctx: Context) -> str:
    return t("intake.day.today", day=thai_day(ctx.clock.today()))


def _upstream(ctx: Context, desk: Desk) -> None:
    first, second = st.columns(2)
    with first:
        choose(desk, "upstream_agency", agency_names(ctx), hint="intake.choose.later")
        write(desk, "upstream_no", most=80)
    with second:
        day(desk, "answer_due")
        channels = {each.id: each.name for each in ctx.masters.channels if each.is_active}
        choose(desk, "origin_channel", channels, hint="intake.choose.later")


def _people(ctx: Context, desk: Desk, *, paper: bool) -> None:
    first, second = st.columns(2)
    with first:
        write(desk, "rep_name")
        count(desk, "persons_contacting", least=1)
    with second:
        write(desk, "rep_phone", most=40)
        if not paper:
            day(desk, "received", hint=_today(ctx))
    write(desk, "others", lines=2, hint=t("intake.one_a_line"), most=4_000)


def what_and_where(ctx: Context, desk: Desk) -> None:
    """The right column."""
    st.subheader(t("intake.what"), anchor=False)
    write(desk, "matter", lines=3, hint=t("intake.matter.hint"), most=2_000, warn=True)
    first, second = st.columns(2)
    with first:
        choose(desk, "amphoe", amphoe_choices(ctx))
        topics = {each.id: each.name for each in ctx.masters.topics if each.is_active}
        choose(desk, "topic", topics, hint="intake.choose.later")
    with second:
        choose(desk, "tambon", tambon_choices(ctx, desk.form.amphoe), hint="intake.choose.later")
        kinds = {kind.value: label(kind) for kind in ContactKind}
        choose(desk, "kind", kinds, always=ContactKind.GRIEVANCE)
    choose(desk, "agency", agency_names(ctx), hint="intake.choose.agency")
    _sending(ctx, desk)
    with st.container(horizontal=True):
        tick(desk, "urgent")
        tick(desk, "confidential")
    with st.expander(t("intake.more.matter"), expanded=_has_more(desk)):
        _more(ctx, desk)


def _sending(ctx: Context, desk: Desk) -> None:
    """How it goes to the agency; only once one is chosen."""
    if not desk.form.agency:
        return
    topic = next((topic for topic in ctx.masters.topics if topic.id == desk.form.topic), None)
    pick(desk, "sent_via", {each.value: label(each) for each in SentVia})
    if is_complex(topic, None):
        day(desk, "review_on")


def _has_more(desk: Desk) -> bool:
    form = desk.form
    return bool(form.details or form.respondents or form.persons_subject or form.public_title or form.programme)


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
