"""What helps while a matter is being written down: cases like it, agencies it may belong to, and its due days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from core.errors import DomainError
from core.figures.similar import Similar, SimilarCase, SimilarQuestion
from core.model.codes import AgencyKind, ObligationKind
from core.model.masters import Agency, Topic
from core.model.promises import Promise
from core.ports import Context
from core.rules.obligations import Sending, forward_promise, is_complex, referral_promises
from core.rules.suggest import Suggestion, suggested_agencies
from core.text.catalogue import label, t
from core.text.dates import thai_day, thai_day_short
from core.text.explain import explain
from pages.ui.intake_checks import received_on
from pages.ui.intake_desk import Desk, set_field
from pages.ui.intake_form import UNKNOWN_PLACE
from pages.ui.intake_save import review_on
from pages.ui.plain import plain
from pages.ui.tables import case_rows

FEWEST_LETTERS: Final = 10
FOUND: Final = "intake_found"
SHOWN: Final = (
    ObligationKind.FORWARD, ObligationKind.ACKNOWLEDGE, ObligationKind.FIRST_PROGRESS, ObligationKind.REPORT_BY_LETTER,
    ObligationKind.FINISH, ObligationKind.REVIEW,
)  # fmt: skip


def similar_cases(ctx: Context, desk: Desk) -> Similar:
    """Draw the cases like this one, where there is room beside the matter while it is typed; return what was found."""
    question = question_of(ctx, desk)
    found = _found(ctx, question)
    st.subheader(t("help.similar"), anchor=False)
    _similar(ctx, found, question)
    return found


def agencies_and_dues(ctx: Context, desk: Desk, found: Similar) -> None:
    """Draw where the matter may belong, and by when everything must be done."""
    one, two = st.columns(2, gap="medium")
    with one:
        st.subheader(t("help.agency"), anchor=False)
        _agencies(ctx, desk, found)
    with two:
        st.subheader(t("help.due"), anchor=False)
        _dues(ctx, desk)


def question_of(ctx: Context, desk: Desk) -> SimilarQuestion:
    """What is known of the matter so far."""
    form = desk.form
    matter = form.matter if len(form.matter.strip()) >= FEWEST_LETTERS else ""
    amphoe = form.amphoe if form.amphoe != UNKNOWN_PLACE else ""
    phone = form.phone if form.wants_reply else form.rep_phone
    return SimilarQuestion(ctx.clock.today(), phone, matter, form.topic, amphoe, form.tambon)


def _found(ctx: Context, question: SimilarQuestion) -> Similar:
    """The answer, asked again only when the question or the register has changed; kept in this session alone."""
    with ctx.reads.snapshot():
        key = (ctx.actor.account_id, ctx.reads.data_version(), question)
        held = st.session_state.get(FOUND)
        if held is None or held[0] != key:
            held = (key, ctx.reads.similar(question))
            st.session_state[FOUND] = held
    found: Similar = held[1]
    return found


def _similar(ctx: Context, found: Similar, question: SimilarQuestion) -> None:
    if not found.cases:
        asked = question.matter or question.phone or (question.topic_id and question.amphoe_code)
        st.caption(t("help.similar.none" if asked else "help.similar.wait"))
        return
    st.html(f'<ul class="dr-similar">{"".join(_case(ctx, each) for each in found.cases)}</ul>')
    st.caption(t("help.opens_new"))


def _case(ctx: Context, each: SimilarCase) -> str:
    case, title = each.case, case_rows([each.case], ctx.masters)[0].cells["title"]
    why = " · ".join(t(f"help.similar.{reason.value}") for reason in each.why)
    received = thai_day_short(case.received_on) if case.received_on else t("glance.undated")
    return (
        f'<li><a href="case?no={escape(case.no.url)}" target="_blank" rel="noopener">{escape(str(case.no))}</a> '
        f"{escape(title)}<small>{escape(f'{why} · {received} · {label(case.state)}')}</small></li>"
    )


def _agencies(ctx: Context, desk: Desk, found: Similar) -> None:
    form = desk.form
    amphoe = form.amphoe if form.amphoe != UNKNOWN_PLACE else ""
    offered: tuple[Suggestion, ...] = ()
    if form.topic or amphoe:
        offered = suggested_agencies(form.topic, amphoe, ctx.masters.agencies, found.choices, ctx.clock.today())
    if not offered:
        st.caption(t("help.agency.none"))
    for n, each in enumerate(offered):
        chosen = each.agency.id == form.agency
        st.button(
            plain(each.agency.name),
            key=desk.key(f"agency_{n}_{each.agency.id}"),
            on_click=set_field,
            args=("agency", each.agency.id),
            icon=":material/check:" if chosen else ":material/add:",
            disabled=chosen,
            width="stretch",
            wrap=True,
        )
        st.caption(t(f"help.agency.{each.reason.value}", times=each.times))


def _dues(ctx: Context, desk: Desk) -> None:
    """Each due day in words, and on request why it is that day."""
    agency, topic = _agency(ctx, desk), _topic(ctx, desk)
    rows = [
        f"<details><summary><span>{escape(label(each.kind))}</span> {escape(thai_day(each.due_on))}</summary>"
        f"<p>{escape(explain(each, agency_name=agency.name if agency else '', topic_name=topic.name if topic else ''))}"
        "</p></details>"
        for each in _ordered(promises(ctx, desk, agency, topic))
    ]
    st.html(f'<div class="dr-clocks" aria-label="{t("help.due")}">{"".join(rows)}</div>')
    if is_complex(topic, None):
        st.caption(t("help.due.complex"))
    elif agency is None:
        st.caption(t("help.due.finish_later"))
    else:
        st.caption(t("help.due.if_sent"))


def _agency(ctx: Context, desk: Desk) -> Agency | None:
    return next((each for each in ctx.masters.agencies if each.id == desk.form.agency), None)


def _topic(ctx: Context, desk: Desk) -> Topic | None:
    return next((each for each in ctx.masters.topics if each.id == desk.form.topic), None)


def promises(ctx: Context, desk: Desk, agency: Agency | None, topic: Topic | None) -> Iterator[Promise]:
    """What saving, and sending today, would promise."""
    office, today = ctx.office(), ctx.clock.today()
    try:
        received = received_on(desk.form, today)
    except DomainError:
        received = today
    yield from forward_promise(received, office, urgent=desk.form.urgent)
    if agency is None:
        return
    sending = Sending(
        agency,
        max(received, today),
        topic,
        own=agency.kind is AgencyKind.CENTRE,
        by_letter=desk.form.sent_via == "letter",
        review_on=_review_on(ctx, desk),
    )
    yield from referral_promises(sending, office)


def _review_on(ctx: Context, desk: Desk) -> date | None:
    try:
        return review_on(desk.form, ctx)
    except DomainError:
        return None


def _ordered(found: Iterable[Promise]) -> list[Promise]:
    return sorted((each for each in found if each.kind in SHOWN), key=lambda each: SHOWN.index(each.kind))
