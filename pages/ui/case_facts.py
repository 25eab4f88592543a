"""What is known of a case: its facts, its referrals, the cases about the same matter, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from core.figures.case_page import CasePage, LinkedCase
from core.model.case import Referral
from core.model.codes import Role
from core.ports import Context
from core.text.catalogue import label, t
from core.text.dates import thai_day
from pages.ui.case_links import case_address
from pages.ui.words import channel_names, programme_names, tambon_name, topic_names


def facts(ctx: Context, page: CasePage) -> None:
    """Draw the facts as pairs of a word and what it says."""
    st.subheader(t("case.facts"), anchor=False)
    pairs = [(word, said) for word, said in _facts(ctx, page) if said]
    rows = "".join(f"<dt>{escape(word)}</dt><dd>{escape(said)}</dd>" for word, said in pairs)
    st.html(f'<dl class="dr-facts">{rows}</dl>')


def _facts(ctx: Context, page: CasePage) -> Iterable[tuple[str, str]]:
    said, masters = page.case.facts, ctx.masters
    topic, amphoe = topic_names(masters).get(said.topic_id or "", ""), masters.amphoe_name(said.amphoe_code)
    yield t("case.title"), page.title if page.title != page.public_title else ""
    yield t("case.details"), page.details
    yield t("kind"), label(said.contact_kind)
    yield t("list.topic"), topic or t("case.unknown")
    yield t("list.amphoe"), amphoe or t("case.unknown")
    yield t("case.tambon"), tambon_name(masters, said.tambon_code)
    yield t("list.channel"), channel_names(masters).get(said.channel_id, said.channel_id)
    yield t("case.programme"), programme_names(masters).get(said.programme_id or "", "")
    if said.persons_contacting > 1:
        yield t("case.persons_contacting"), t("count.persons", n=said.persons_contacting)
    if said.persons_subject:
        yield t("case.persons_subject"), t("count.persons", n=said.persons_subject)
    yield t("case.wants_reply"), t("case.yes") if said.wants_reply else t("case.no")
    yield from _letters(page)


def _letters(page: CasePage) -> Iterable[tuple[str, str]]:
    said = page.case.facts
    if said.letter is not None:
        dated_on = said.letter.dated_on
        parts = (said.letter.no, t("case.letter_on", day=dated_on) if dated_on else "")
        yield t("case.letter"), " · ".join(part for part in parts if part)
    yield t("case.letter_from"), page.letter_from
    if said.letter is not None:
        yield t("case.register_no"), said.letter.register_no
        if page.case.received_on is not None:
            yield t("intake.field.received.letter"), thai_day(page.case.received_on)
        yield t("intake.field.secrecy"), label(said.letter.secrecy)
    yield t("case.letter_order"), page.letter_order
    if said.upstream is not None:
        yield t("case.upstream_no"), said.upstream.no
    if said.origin is not None:
        row = t("case.origin_row", n=said.origin.row) if said.origin.row else ""
        yield t("case.origin"), " · ".join(part for part in (said.origin.system, said.origin.no, row) if part)


def referrals(page: CasePage) -> None:
    """Draw every referral of every round with its days."""
    found = page.case.referrals
    if not found:
        return
    st.subheader(t("case.referrals"), anchor=False)
    if page.chases:
        st.caption(t("case.chases", n=page.chases))
    st.html(f'<ul class="dr-referrals">{"".join(_referral(each) for each in reversed(found))}</ul>')


def _referral(given: Referral) -> str:
    status = label(given.outcome) if given.outcome is not None else label(given.state)
    days = (
        ("sent", given.sent_on),
        ("delivered", given.delivered_on),
        ("acknowledged", given.acknowledged_on),
        ("last_report", given.last_report_on),
        ("ended", given.ended_on),
    )
    notes = [t(f"case.referral.{name}", day=day) for name, day in days if day is not None]
    if given.round > 1:
        notes.insert(0, t("glance.round", round=given.round))
    if given.last_chased_on and given.reminders:
        notes.append(t("glance.chased", n=given.reminders, day=given.last_chased_on))
    if given.expected_on and given.is_live:
        notes.append(t("case.expected", day=given.expected_on))
    said = " · ".join(f'<span class="dr-whole">{escape(note)}</span>' for note in notes)
    return f"<li><strong>{escape(given.agency_name)}</strong> {escape(status)}<p>{said}</p></li>"


def links(ctx: Context, page: CasePage) -> None:
    """Draw the cases about the same matter."""
    if ctx.actor.role is Role.AGENCY or (page.lead is None and not page.followers):
        return
    st.subheader(t("case.links"), anchor=False)
    if page.lead is not None:
        _linked(t("case.lead"), [page.lead])
    if page.followers:
        _linked(t("case.followers", n=len(page.followers)), page.followers)


def _linked(heading: str, cases: Sequence[LinkedCase]) -> None:
    rows = "".join(
        f'<li><a href="{escape(case_address(each.no.url))}" target="_self">{escape(str(each.no))}</a> '
        f"{escape(each.title or t('list.untitled'))} · {escape(label(each.state))}</li>"
        for each in cases
    )
    st.html(f'<p class="dr-muted">{escape(heading)}</p><ul class="dr-links">{rows}</ul>')
