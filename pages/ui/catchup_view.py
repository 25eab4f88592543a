"""The screen of late entries: one entry, the list of those that wait, and the blank form to print beforehand."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.model.codes import Anonymity, ContactKind
from core.papers.registry import MIME, file_name, made
from core.papers.slip import place_words
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import thai_day
from pages.ui.catchup import LateList, add, clear, save_all, take_back
from pages.ui.download import download
from pages.ui.intake_desk import Desk
from pages.ui.intake_fields import choose, day, pick, tick, write
from pages.ui.intake_form import UNKNOWN_PLACE, IntakeForm, is_letter
from pages.ui.intake_view import amphoe_choices, letter, tambon_choices
from pages.ui.plain import plain
from pages.ui.scripts import keyboard

BLANK = "intake_blank"


def blank_paper(ctx: Context) -> None:
    """The form to print before the power is gone."""
    with st.container(horizontal=True, vertical_alignment="center"):
        download(
            t("catchup.blank"),
            lambda: made(BLANK, ctx).content,
            name=file_name(BLANK, ""),
            mime=MIME,
            key="catchup_blank",
            icon=":material/print:",
        )
        st.caption(t("catchup.blank_why"))


def entry(ctx: Context, desk: Desk, late: LateList) -> None:
    """The fields of one matter."""
    st.subheader(t("catchup.entry", n=len(late.entries) + 1), anchor=False)
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        one, two = st.columns([1.4, 1])
        with one:
            day(desk, "received", hint=t("intake.day.today", day=thai_day(ctx.clock.today())))
        with two:
            write(desk, "received_time", hint=t("intake.time.example"), most=20)
        choose(desk, "channel", {each.id: each.name for each in ctx.masters.channels if each.is_active})
        if is_letter(desk.form, ctx.masters):
            letter(desk)
        pick(desk, "who", {each.value: label(each) for each in Anonymity})
        if desk.form.who in (Anonymity.OPEN, Anonymity.HIDDEN):
            write(desk, "name")
        tick(desk, "wants_reply")
        if desk.form.wants_reply:
            write(desk, "phone", most=40)
            write(desk, "address", most=400)
    with right:
        write(desk, "matter", lines=3, hint=t("intake.matter.hint"), most=2_000, warn=True)
        one, two = st.columns(2)
        with one:
            choose(desk, "amphoe", amphoe_choices(ctx))
            topics = {each.id: each.name for each in ctx.masters.topics if each.is_active}
            choose(desk, "topic", topics, hint="intake.choose.later")
        with two:
            choose(desk, "tambon", tambon_choices(ctx, desk.form.amphoe), hint="intake.choose.later")
            kinds = {kind.value: label(kind) for kind in ContactKind}
            choose(desk, "kind", kinds, always=ContactKind.GRIEVANCE)
        write(desk, "details", lines=2, most=20_000, warn=True)
        tick(desk, "urgent")
    _entry_buttons(desk)


def _entry_buttons(desk: Desk) -> None:
    keyboard(desk.form.request_id, save_key="catchup_add", first_key=desk.key("received"))
    if desk.refused:
        st.error("\n".join(desk.refused))
    if desk.trouble:
        st.warning(t("draft.not_saved", reason=desk.trouble))
    with st.container(horizontal=True):
        st.button(t("catchup.add"), key="catchup_add", on_click=add, icon=":material/playlist_add:")
        st.button(t("catchup.clear"), key="catchup_clear", on_click=clear, type="tertiary")


def waiting(ctx: Context, late: LateList) -> None:
    """The entries in the order of their numbers, and the button that saves them."""
    if late.saved:
        _saved(late)
    if late.stopped:
        st.error(plain(late.stopped))
    st.subheader(t("catchup.list"), anchor=False)
    if not late.entries:
        st.caption(t("catchup.none"))
        return
    for n, form in enumerate(late.entries):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="dr-kept">{n + 1}. {escape(_words(ctx, form))}</p>')
            st.button(
                t("catchup.edit", n=n + 1),
                key=f"catchup_edit_{form.request_id}",
                on_click=take_back,
                args=(n,),
                type="tertiary",
            )
    st.button(t("catchup.save", n=len(late.entries)), key="catchup_save", on_click=save_all, type="primary")


def _words(ctx: Context, form: IntakeForm) -> str:
    known = form.amphoe if form.amphoe != UNKNOWN_PLACE else ""
    place = place_words(known, form.tambon, ctx.masters) or t("intake.place.unknown")
    when = " ".join(filter(None, (form.received or t("as_of.today"), form.received_time)))
    return " · ".join((when, form.first_words, place))


def _saved(late: LateList) -> None:
    st.success(t("catchup.saved", n=len(late.saved)))
    rows = "".join(
        f'<li><a href="case?no={escape(each.no.url)}" target="_blank">{escape(str(each.no))}</a> '
        f"{escape(each.words)}</li>"
        for each in late.saved
    )
    st.html(f'<ul class="dr-similar">{rows}</ul>')
