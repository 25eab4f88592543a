"""One case at a glance, read only: where it stands and the clocks that run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

import streamlit as st

from core.errors import NotFound
from core.model.case import Case, CaseNo, Obligation, Referral
from core.model.codes import ObligationKind
from core.ports import Context
from core.rules.access import Permission
from core.text.catalogue import label, t
from core.text.dates import thai_day
from core.text.explain import explain


def may_glance(ctx: Context) -> bool:
    """Whether the account reads cases at all; figures alone do not include them."""
    return ctx.actor.may(Permission.CASE_READ)


def glance(ctx: Context, url_no: str, title: str) -> None:
    """Draw the case of an address.

    Raises:
        DomainError: there is no such case, or it is not the actor's.
    """
    ctx.actor.require(Permission.CASE_READ)
    case = ctx.ledger.case(_number(url_no))
    today = ctx.clock.today()
    st.subheader(t("glance.heading", no=case.no), anchor=False)
    received = t("glance.received", day=thai_day(case.received_on)) if case.received_on else t("glance.undated")
    round_ = t("glance.round", round=case.round) if case.round > 1 else ""
    lines = [escape(title), " · ".join(part for part in (label(case.state), received, round_) if part)]
    _lines(lines)
    for referral in case.live_referrals:
        _referral(case, referral, today)
    _clocks(case, [each for each in _running(case) if each.referral_no is None], today, "")
    st.caption(t("glance.now"))


def _lines(lines: Iterable[str]) -> None:
    st.html(f'<div class="dr-lines">{"".join(f"<p>{line}</p>" for line in lines if line)}</div>')


def _number(url_no: str) -> CaseNo:
    try:
        return CaseNo.parse(url_no)
    except ValueError as error:
        raise NotFound(no=url_no) from error


def _running(case: Case) -> list[Obligation]:
    """The promises of the round that are in force or were kept; what was replaced stays in the history."""
    return [each for each in case.obligations if each.round == case.round and each.void_on is None]


def _referral(case: Case, referral: Referral, today: date) -> None:
    chased = t("glance.not_chased")
    if referral.reminders and referral.last_chased_on:
        chased = t("glance.chased", n=referral.reminders, day=thai_day(referral.last_chased_on))
    _lines([f"<strong>{escape(referral.agency_name)}</strong>", escape(f"{label(referral.state)} · {chased}")])
    mine = [each for each in _running(case) if each.referral_no == referral.no]
    _clocks(case, mine, today, referral.agency_name)


def _clocks(case: Case, promises: Iterable[Obligation], today: date, agency: str) -> None:
    """Each promise with its day, how late it is, and on request why it is that day."""
    rows = [
        f"<details><summary><span>{escape(label(each.kind))}</span> {_said(each, today)}</summary>"
        f"<p>{escape(explain(each, agency_name=agency))}</p></details>"
        for each in sorted(promises, key=lambda each: (each.due_on, each.no))
    ]
    if rows:
        st.html(f'<div class="dr-clocks" aria-label="{t("glance.clocks")}">{"".join(rows)}</div>')


def _said(promise: Obligation, today: date) -> str:
    """When it was due or done, and by how much it is late: in words, and red only beside them."""
    if promise.done_on is not None:
        over = (promise.done_on - promise.due_on).days
        key = "glance.done_late" if over > 0 else "glance.done"
        return escape(t(key, done_on=promise.done_on, days=over))
    late = (today - promise.due_on).days
    due = escape(t("glance.due", due_on=promise.due_on))
    if late > 0 and promise.kind is not ObligationKind.REVIEW:
        return f'{due} <strong class="dr-late">{escape(t("glance.late", days=late))}</strong>'
    return f"{due} · {escape(_left(late))}"


def _left(late: int) -> str:
    """What is left of the time; only a day of review passes without being overdue."""
    if late > 0:
        return t("mark.past_review")
    return t("glance.today") if late == 0 else t("glance.in_days", days=-late)
