"""The head of a case: what it is about, where it stands, how old it is and who has to act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from html import escape

import streamlit as st

from core.figures.case_page import CasePage
from core.model.case import Case, CaseNo
from core.model.codes import CaseState, DateBasis, Role
from core.ports import Context
from core.rules.calendar import working_days_between
from core.text.catalogue import label, t
from core.text.dates import thai_day
from pages.ui.address import ask, asked
from pages.ui.case_clocks import overdue_days
from pages.ui.drawing import ASSETS
from pages.ui.remembered import remembered, state_of


def asked_no() -> CaseNo | None:
    """The case that the address names; None where it names none."""
    try:
        return CaseNo.parse(asked("no"))
    except ValueError:
        return None


def read_case(ctx: Context, no: CaseNo) -> CasePage:
    """The case as this reader may know it, read anew once anything has been recorded.

    Raises:
        NotFound: there is none, or it is not the reader's.
    """
    with ctx.reads.snapshot():
        state = state_of(ctx, ctx.reads.data_version(), str(no))
        page: CasePage = remembered("case", state, lambda: ctx.reads.case_page(no))
    return page


def ask_no() -> None:
    """Ask for a number where the address names none."""

    def typed() -> None:
        ask(no=str(st.session_state["case_no"]).strip().replace("/", "-"))

    if asked("no"):
        st.error(t("error.case_no_unreadable"))
    st.text_input(t("case.ask_no"), key="case_no", on_change=typed, placeholder=t("case.ask_no_example"), width=360)
    st.caption(t("case.ask_no_hint"))


def head(ctx: Context, page: CasePage) -> None:
    """Draw title, state and marks, age, and who holds the matter."""
    case, today = page.case, ctx.clock.today()
    title = page.public_title or page.title or t("list.untitled")
    chips = "".join(f'<span class="dr-chip dr-{tone}">{escape(word)}</span>' for tone, word in marks(ctx, case, today))
    lines = [
        f'<p class="dr-case-title">{escape(title)}</p>',
        f"<p>{chips}</p>",
        f'<p class="dr-facts-line">{escape(" · ".join(_ages(ctx, case, today)))}</p>',
        f"<p>{escape(t('case.ball'))} <strong>{escape(ball(ctx, case))}</strong>{_officer(page)}</p>",
        f'<p class="dr-on-paper">{escape(t("case.printed", at=ctx.clock.now(), who=ctx.actor.display_name))}</p>',
    ]
    st.html(f'{_style()}<div class="dr-case-head">{"".join(lines)}</div>')


def print_hint() -> None:
    """How to print the page, for whoever looks at it on a screen."""
    st.html(f'<p class="dr-muted dr-on-screen">{escape(t("case.print_hint"))}</p>')


@lru_cache
def _style() -> str:
    """The look of the page; what Streamlit's lists say in English where nothing fits is said in Thai."""
    nothing = '[role="listbox"] > [role="option"][style*="contents"] > span'
    thai = f'{nothing} {{ font-size: 0 }} {nothing}::after {{ content: "{t("choice.none")}"; font-size: 0.9375rem }}'
    return f"<style>{(ASSETS / 'case.css').read_text(encoding='utf-8')}{thai}</style>"


def _officer(page: CasePage) -> str:
    return escape(f" · {t('case.officer', name=page.officer or t('case.no_officer'))}")


def state_words(ctx: Context, case: Case) -> str:
    """Where the case stands, in words; to an agency what became of its own referral."""
    if case.is_void:
        return t("state.void")
    if ctx.actor.role is Role.AGENCY and case.is_open and not case.live_referrals and case.referrals:
        outcome = case.referrals[-1].outcome
        return label(outcome) if outcome else label(case.state)
    if case.state is CaseState.REOPENED or (case.round > 1 and case.is_open):
        round_ = t("state.reopened.round", n=case.round - 1)
        return round_ if case.state is CaseState.REOPENED else f"{label(case.state)} · {round_}"
    if case.state is CaseState.CLOSED and case.closing is not None:
        round_ = f" · {t('glance.round', round=case.round)}" if case.round > 1 else ""
        return f"{label(case.state)} ({label(case.closing.closing_class)}){round_}"
    return label(case.state)


def marks(ctx: Context, case: Case, today: date) -> Iterable[tuple[str, str]]:
    """The state and what stands beside it, with a tone each; the word says everything."""
    late = overdue_days(case, today) if case.is_open else 0
    yield "state", state_words(ctx, case)
    shown = (
        (late > 0, "late", t("mark.overdue", days=late)),
        (case.facts.urgent, "late", t("mark.urgent")),
        (case.facts.confidential, "plain", t("mark.confidential")),
        (case.facts.needs_sorting, "plain", t("mark.needs_sorting")),
        (case.objected_on is not None, "near", t("mark.objected")),
        (any(each.is_paused for each in case.live_referrals), "near", t("mark.paused")),
        (case.is_anonymised, "plain", t("event.anonymised")),
    )
    yield from ((tone, word) for holds, tone, word in shown if holds)
    if case.delay is not None:
        yield "near", label(case.delay)


def _ages(ctx: Context, case: Case, today: date) -> Iterable[str]:
    received = t("glance.received", day=thai_day(case.received_on)) if case.received_on else t("glance.undated")
    estimated = f" ({label(case.received_basis)})" if case.received_basis is DateBasis.ESTIMATED else ""
    yield received + estimated
    period = case.periods[-1]
    end = period.closed_on if not period.is_open else today
    if period.opened_on is None or end is None:
        return
    days = (end - period.opened_on).days
    working = working_days_between(period.opened_on, end, ctx.masters.calendar)
    yield t("case.age" if period.is_open else "case.took", days=days, working=working)
    if case.round > 1 and case.received_on is not None:
        yield t("case.age_all", days=(end - case.received_on).days)


def ball(ctx: Context, case: Case) -> str:
    """Who has to act now."""
    if case.is_void or (not case.is_open and case.objected_on is None):
        return t("case.ball.nobody")
    if case.objected_on is not None:
        return t("case.ball.objection")
    if case.proposed is not None:
        return t("case.ball.proposed")
    if case.ready_to_check:
        return t("case.ball.check")
    at = [each.agency_name for each in case.live_referrals if not each.own and not each.awaits_check]
    own = any(each.own and not each.awaits_check for each in case.live_referrals)
    if at:
        return ", ".join([*at, *([t("frame.office")] if own else [])])
    if own:
        return t("case.ball.own")
    return t("case.ball.elsewhere") if ctx.actor.role is Role.AGENCY else t("case.ball.forward")
